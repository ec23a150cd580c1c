"""What lint tells of the office's own templates, for the documents that are about to be made with them.

A clerk builds and never lints, so that a claim typed without data behind it would go out unseen. The packaged templates are lint's
to keep clean before they are packaged: a template that is theirs byte by byte is not looked at. What was found is kept
(``.briefing/linted.json``): a batch in which one township's rows have changed does not import lint's rules either.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.model.problem import Problem
from pipeline.record.kept import keep, kept
from pipeline.run.judge import Task
from pipeline.run.program import program
from pipeline.run.told import plain, problems_of
from pipeline.run.workshop import Workshop
from pipeline.settings.folders import defaults

__all__ = ["linted"]


def linted(tasks: Sequence[Task], shop: Workshop) -> list[Task]:
    """The tasks, each with what lint finds in its template and all it includes; each file is looked at once a run."""
    seen = _Seen(shop)
    told = [dataclasses.replace(task, linted=found) if (found := _told(task, shop, seen)) else task for task in tasks]
    seen.keep()
    return told


def _told(task: Task, shop: Workshop, seen: _Seen) -> tuple[Problem, ...]:
    if task.signed is not None or task.inputs is not None or task.lost is not None:
        return ()  # no new words: what was signed stays, and of the others only the figures file is set right
    recipe = shop.composer.recipe(shop.jobs[task.at].spec.template)
    return tuple(problem for each in zip(recipe.files, recipe.paths, strict=True) for problem in seen.of(*each))


@dataclass(slots=True, eq=False)
class _Seen:
    """What was found in each template file: in this run, and in earlier ones by this program with this config."""

    shop: Workshop
    found: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    known: dict[str, Any] | None = None
    grown: bool = False

    def of(self, name: str, path: Path) -> tuple[Problem, ...]:
        """What lint finds in a file."""
        if name not in self.found:
            self.found[name] = () if _packaged(name, path) else self._remembered(name, path)
        return self.found[name]

    def _remembered(self, name: str, path: Path) -> tuple[Problem, ...]:
        if self.known is None:
            there = kept(self._path)
            self.known = there["found"] if there and there["state"] == self._state else {}
        digest, listed = self.shop.composer.template_hash(path), self.known.get(name)
        if listed is None or listed[0] != digest:
            listed = self.known[name] = [digest, plain(_found(name, self.shop))]
            self.grown = True
        return problems_of(listed[1])

    def keep(self) -> None:
        """For the next build, where anything is new."""
        if self.grown:
            with suppress(OSError):
                keep(self._path, {"state": self._state, "found": self.known})

    @property
    def _path(self) -> Path:
        return self.shop.settings.cache / "linted.json"

    @property
    def _state(self) -> list[Any]:
        return [program(), dict(self.shop.settings.files)]


def _packaged(name: str, path: Path) -> bool:
    original = defaults() / "templates" / name
    return original == path or (original.is_file() and original.read_bytes() == path.read_bytes())


def _found(name: str, shop: Workshop) -> tuple[Problem, ...]:
    from pipeline.compose.linting import words

    return tuple(sorted(words(shop.composer, name, shop.settings), key=lambda problem: problem.place.line or 0))

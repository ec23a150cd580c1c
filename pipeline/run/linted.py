"""What lint tells of the office's own templates, for the documents that are about to be made with them.

A clerk builds and never lints, so that a claim typed without data behind it would go out unseen. The packaged templates are lint's
to keep clean before they are packaged: a template that is theirs byte by byte is not looked at, and lint's rules are not imported.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from pipeline.model.problem import Problem
from pipeline.run.judge import Task
from pipeline.run.workshop import Workshop
from pipeline.settings.folders import defaults

__all__ = ["linted"]


def linted(tasks: Sequence[Task], shop: Workshop) -> list[Task]:
    """The tasks, each with what lint finds in its template and all it includes; each file is looked at once a run."""
    seen: dict[str, tuple[Problem, ...]] = {}
    return [dataclasses.replace(task, linted=told) if (told := _told(task, shop, seen)) else task for task in tasks]


def _told(task: Task, shop: Workshop, seen: dict[str, tuple[Problem, ...]]) -> tuple[Problem, ...]:
    if task.signed is not None or task.inputs is not None or task.lost is not None:
        return ()  # no new words: what was signed stays, and of the others only the figures file is set right
    recipe = shop.composer.recipe(shop.jobs[task.at].spec.template)
    for name, path in zip(recipe.files, recipe.paths, strict=True):
        if name not in seen:
            seen[name] = () if _packaged(name, path) else _found(name, shop)
    return tuple(problem for name in recipe.files for problem in seen[name])


def _packaged(name: str, path: Path) -> bool:
    original = defaults() / "templates" / name
    return original == path or (original.is_file() and original.read_bytes() == path.read_bytes())


def _found(name: str, shop: Workshop) -> tuple[Problem, ...]:
    from pipeline.compose.linting import words

    return tuple(sorted(words(shop.composer, name, shop.settings), key=lambda problem: problem.place.line or 0))

"""The register of issues, and what is doubtful in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.record.lock import locked
from pipeline.record.register import Issue, doubtful
from pipeline.record.signing import recover
from pipeline.run.early import far_ahead
from pipeline.run.figures import open_desk
from pipeline.run.meanwhile import kept_aside
from pipeline.run.missing import missing_issues
from pipeline.run.register import issues_in, register_locked, register_path, register_table
from pipeline.run.unregistered import papers_of, unregistered_told
from pipeline.settings.loading import load
from pipeline.words.spans import date_text

__all__ = ["Registered", "issues"]


@shape
class Registered:
    """Every issue, by series, year and number; and the problems of the register's files, its numbers, and what was signed."""

    issues: tuple[Issue, ...]
    problems: tuple[Problem, ...]

    @property
    def code(self) -> int:
        """1 where anything is to be looked at."""
        return int(bool(self.problems))


def issues(project: Path) -> Registered:
    """The register of a project; a signing that was cut off is finished or taken back first."""
    settings = load(project)
    with locked(settings.cache, _unsaid) as held, register_locked(settings, _unsaid) if held else nullcontext(False) as mine:
        ended = recover(register_path(settings)) if mine else None
    desk = open_desk(project)
    found = issues_in(desk.measures, desk.inputs, settings)
    unknown = unregistered_told(settings, found, papers_of(settings))
    spec, papers = register_table(settings), (*kept_aside(ended, settings), *unknown)
    wrong = [*papers, *(p for p in desk.inputs.problems if p.level == "error" and spec is not None and p.table == spec.name)]
    place = Place(f"config/{spec.register}" if spec else "config")
    told = [message for _, message in doubtful(found)] + list(_far_ahead(found, desk.inputs.cutoff))
    numbers = (Problem("issue-numbers", "warning", place, message) for message in told)
    return Registered(found, (*wrong, *numbers, *missing_issues(settings, found)))


def _unsaid(_: str) -> None:
    """Whoever asks for a list waits without a word."""


def _far_ahead(found: Iterable[Issue], cutoff: dt.date | None) -> Iterator[str]:
    """Issues dated as none can be: a year's number typed wrong makes a year of its own, where nothing runs backwards."""
    for one in found:
        if cutoff is not None and (why := far_ahead(one.date, cutoff)):
            yield f"《{one.series}》{one.date.year}年第{one.number}期的签发日期（{date_text(one.date)}）{why}，请核对"

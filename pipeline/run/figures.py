"""Measuring without writing: settings → read and check → measure, for a period and a scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.model.figure import Figure, Measures
from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import Settings
from pipeline.model.shape import shape
from pipeline.model.unit import COUNTY
from pipeline.settings.loading import load
from pipeline.words.nearest import nearest

__all__ = ["Desk", "Listed", "figures", "open_desk"]


@shape
class Desk:
    """A project opened for questions."""

    settings: Settings
    inputs: Inputs
    measures: Measures

    def indicator(self, name: str) -> str:
        """A declared or reported indicator; ``Mistake`` with the nearest names for another name."""
        if name in self.measures.indicators:
            return name
        raise Mistake(_unknown("指标", name, self.measures.indicators))

    def scope(self, text: str | None) -> str:
        """The scope that a text means; ``Mistake`` for none."""
        if text is None:
            return COUNTY
        found = self.measures.scope(text)
        if found is None:
            raise Mistake(_unknown("单位", text, [unit.name for unit in self.measures.units("unit")]))
        return found

    def current(self) -> Period | None:
        """The year that the cut-off has reached; None where there are no data."""
        cutoff = self.inputs.cutoff
        return Period.of("year", cutoff, self.settings.calendar.month_starts) if cutoff else None


@shape
class Listed:
    """Some figures, and what is wrong: with the data they stand on, and among themselves."""

    desk: Desk
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]

    @property
    def code(self) -> int:
        """1 where the data have errors, contradict themselves, or say nothing of the period at all."""
        wrong = any(problem.level == "error" for problem in self.problems)
        return int(wrong or not any(figure.value is not None for figure in self.figures))


def open_desk(project: Path) -> Desk:
    """Read and check a project's inputs, ready to measure."""
    from pipeline.measure import open_measures
    from pipeline.run.inputs import gather

    settings = load(project)
    inputs = gather(settings)
    return Desk(settings, inputs, open_measures(inputs, settings))


def figures(desk: Desk, names: Sequence[str], period: Period | None, scope: str | None) -> Listed:
    """The named indicators (all without names) for a period (the current year without one)."""
    asked = [desk.indicator(name) for name in names] or list(desk.measures.indicators)
    where, span = desk.scope(scope), period or desk.current()
    if span is None:
        nothing = Problem("inputs", "error", Place("inputs"), "inputs/ 里没有可用的数据表，请放入数据表后再试")
        return Listed(desk, (), (*desk.inputs.problems, nothing))
    found = tuple(desk.measures.figure(name, span, where) for name in asked)
    contradictions = desk.measures.check(asked, span, where)
    return Listed(desk, found, (*desk.inputs.problems, *contradictions, *_empty(found, span)))


def _empty(found: Sequence[Figure], span: Period) -> list[Problem]:
    """A well-formed period of which the data say nothing."""
    if any(figure.value is not None for figure in found):
        return []
    why = "；".join(dict.fromkeys(figure.why_null for figure in found[:5] if figure.why_null))
    return [Problem("period", "error", Place("--period"), f"{span.name}没有数据：{why}")]


def _unknown(what: str, name: str, known: Iterable[str]) -> Problem:
    names = list(known)
    return Problem(
        "name", "error", Place("命令"), f"没有{what}“{name}”{nearest(name, names) or '。'}全部名称：briefing figures --names"
    )

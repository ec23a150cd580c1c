"""A composed document held against itself before it is written: what its figures say together must be able to be true.

Errors stop the document: one thing with two values, parts that do not make their total, a share that is not one. Warnings are
told beside it: 批 over 人次, a growth rate on a base that is no whole number. A list that is cut (前3位) only must not exceed its
total, and units need not add up to the county, which also counts what belongs to none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from pipeline.measure.consistency import integer_base, one_value
from pipeline.model.document import Document, Stated
from pipeline.model.figure import Figure, Measures
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.unit import COUNTY, DEPARTMENT, TOWNSHIP
from pipeline.run.shares import not_whole
from pipeline.words.number import figure_text

__all__ = ["WHY", "inconsistent"]

WHY = "数字前后不符"
"""The reason told of a document that was not written for it."""

_OLD = "as_issued"  # what an earlier issue printed wrongly is quoted on purpose
_CHANGES = ("change_on_year", "change_on_previous")
_ADDED_UP = ("count", "sum")
_PERCENT = re.compile(r"[+-]?(\d+(?:\.(\d+))?)%")


@shape
class _Scene:
    """A document, and its figures: as they stand, and each of them once; whom to ask for totals; the kind of each unit."""

    document: Document
    stated: tuple[Stated, ...]
    figures: tuple[Figure, ...]
    measures: Measures
    indicators: Mapping[str, Indicator]
    kinds: Mapping[str, str]

    def declares(self, figure: Figure) -> bool:
        """Whether a figure is of an indicator as indicators.yaml declares it."""
        return self.indicators.get(figure.indicator.name) is figure.indicator


def inconsistent(document: Document, measures: Measures, shown: str) -> tuple[Problem, ...]:
    """Every contradiction among a document's figures; ``shown`` is its place."""
    stated = tuple([one for one in document.figures if one.form != _OLD and not one.figure.suppressed])
    known = {id(figure): figure for one in stated for figure in (one.figure, *one.also)}
    # a unit's own bulletin needs no list of all units
    wanted = any(figure.dimension or figure.scope == COUNTY for figure in known.values())
    kinds = {unit.name: kind for kind in (TOWNSHIP, DEPARTMENT) for unit in measures.units(kind)} if wanted else {}
    figures = tuple([figure if figure.dimension is None else _own(figure, kinds) for figure in known.values()])
    scene = _Scene(document, stated, figures, measures, measures.indicators, kinds)
    problems = dict.fromkeys(problem for check in _CHECKS for problem in check(scene))
    return tuple(replace(one, place=Place(shown), message=f"文稿“{document.name}”里，{one.message}") for one in problems)


def _own(figure: Figure, kinds: Mapping[str, str]) -> Figure:
    """The line of a unit in a breakdown is the unit's own figure, that of a month the month's."""
    if figure.dimension == "month":
        return replace(figure, dimension=None, member=None)
    if figure.dimension in ("unit", TOWNSHIP, DEPARTMENT) and figure.member in kinds:
        return replace(figure, scope=figure.member or "", dimension=None, member=None)
    return figure


def _values(scene: _Scene) -> Iterator[Problem]:
    """Text and table agree, as far as the data speak: numbers that an office typed may share a name."""
    yield from one_value(figure for figure in scene.figures if scene.declares(figure))


def _declared(scene: _Scene) -> Iterator[Problem]:
    """What indicators.yaml declares of an indicator (``parts``, ``not_above``), and that a rate is one."""
    asked: dict[tuple[Period, str], dict[str, None]] = {}
    for figure in scene.figures:
        if figure.dimension is None and scene.declares(figure):
            asked.setdefault((figure.period, figure.scope), {})[figure.indicator.name] = None
    for (period, scope), names in asked.items():
        yield from scene.measures.check(tuple(names), period, scope)


def _bases(scene: _Scene) -> Iterator[Problem]:
    """A printed growth rate of a count has a whole number for its base."""
    for one in scene.stated:
        figure = one.figure
        if one.form not in _CHANGES or not _adds_up(figure) or figure.indicator.decimals or not isinstance(figure.value, int):
            continue
        if printed := _PERCENT.fullmatch(one.text):
            change = figure.change_on_year if one.form == "change_on_year" else figure.change_on_previous
            size = int(printed[1].replace(".", ""))
            yield from integer_base(figure, -size if (change or 0) < 0 else size, len(printed[2] or ""))


def _shares(scene: _Scene) -> Iterator[Problem]:
    """A printed share is that of its whole, as far as its decimals show."""
    for one in scene.stated:
        if not one.form.startswith("share_of:") or not one.also or not (printed := _PERCENT.fullmatch(one.text)):
            continue
        part, whole = one.figure, one.also[0]
        share = Fraction(part.value or 0) / Fraction(whole.value) if whole.value else None
        off = abs(share * 100 - Fraction(printed[1])) if share is not None else None
        if off is None or off > Fraction(1, 2 * 10 ** len(printed[2] or "")) or (share is not None and share > 1):
            told = f"{_name(part)}{figure_text(part)}占{_name(whole)}{figure_text(whole)}的{one.text}，算起来不对"
            yield _problem("share", told)


def _wholes(scene: _Scene) -> Iterator[Problem]:
    """Shares of one whole make 100 %, or a note says why they do not."""
    for whole, told in not_whole(scene.document, scene.stated):
        message = f"{_name(whole)}的各项占比{told}，不是100%。请在表下或文中加注 {{{{ 列表|尾差说明({whole.indicator.name}) }}}}"
        yield Problem("shares", "warning", Place(""), message)


def _lines(scene: _Scene) -> Iterator[Problem]:
    """The lines of a breakdown make up its total; of a list that is cut they do not exceed it."""
    groups: dict[tuple[str, str, Period, str], list[Figure]] = {}
    for figure in scene.figures:
        if figure.dimension in (None, "unit", TOWNSHIP, DEPARTMENT) or "×" in (figure.dimension or "") or not _adds_up(figure):
            continue
        groups.setdefault((figure.indicator.name, figure.dimension or "", figure.period, figure.scope), []).append(figure)
    for (name, dimension, period, scope), lines in groups.items():
        if name not in scene.measures.indicators:
            continue
        total = scene.measures.figure(name, period, scope)
        for some, whole in _sums(scene, lines, dimension):
            yield from _held(some, total, f"按{dimension}分的各项", whole=whole)


def _sums(scene: _Scene, lines: Iterable[Figure], dimension: str) -> Iterator[tuple[list[Figure], bool]]:
    """Lines to add up, and whether they should be the whole: each 其他 with those it stands beside, and all without a 其他."""
    named = {line.member: line for line in lines if not line.apart_from}
    for rest in (line for line in lines if line.apart_from):
        beside = [named[member] for member in rest.apart_from if member in named]
        yield [*beside, rest], len(beside) == len(rest.apart_from)
    if named:
        first = next(iter(named.values()))
        every = scene.measures.breakdown(first.indicator.name, dimension, first.period, first.scope)
        yield list(named.values()), all(line.member in named for line in every if line.value or line.value is None)


def _units(scene: _Scene) -> Iterator[Problem]:
    """The townships together do not exceed the county where both are stated; nor do the departments."""
    groups: dict[tuple[str, Period, str], dict[str, Figure]] = {}
    county: dict[tuple[str, Period], Figure] = {}
    for figure in scene.figures:
        if figure.dimension is None and figure.scope == COUNTY:
            county[figure.indicator.name, figure.period] = figure
        elif figure.dimension is None and figure.scope in scene.kinds and _adds_up(figure):
            key = (figure.indicator.name, figure.period, scene.kinds[figure.scope])
            groups.setdefault(key, {})[figure.scope] = figure
    for (name, period, kind), lines in groups.items():
        if (name, period) in county:
            yield from _held(list(lines.values()), county[name, period], f"各{kind}", whole=False)


def _adds_up(figure: Figure) -> bool:
    return figure.indicator.type == "simple" and figure.indicator.measure in _ADDED_UP


def _held(lines: list[Figure], total: Figure, what: str, *, whole: bool) -> Iterator[Problem]:
    """Nothing can be said where a line or the total is not known, not whole, or a number that somebody reported."""
    if any(one.value is None or not one.complete or one.reported for one in (*lines, total)):
        return
    added = sum(Fraction(line.value or 0) for line in lines)
    if added > (total.value or 0) or (whole and added != total.value):
        there = figure_text(replace(total, value=int(added) if added.denominator == 1 else added))
        yield _problem("parts", f"{_name(total)}{figure_text(total)}，{what}相加却是{there}")


def _name(figure: Figure) -> str:
    member = f"，{figure.member}" if figure.member else ""
    return f"{figure.indicator.label or figure.indicator.name}（{figure.period}，{figure.scope}{member}）"


def _problem(rule: str, message: str) -> Problem:
    return Problem(rule, "error", Place(""), f"{message}，请核对数据和指标定义")


_CHECKS: tuple[Callable[[_Scene], Iterator[Problem]], ...] = (_values, _declared, _lines, _units, _bases, _shares, _wholes)

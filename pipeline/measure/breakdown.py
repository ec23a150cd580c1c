"""The lines of a breakdown: which there are, in which order, which of them get a rank, and what they do not tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.measure.ground import Ground, simple_parts
from pipeline.measure.places import OTHER, Dimension
from pipeline.measure.slices import NO_VALUE
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.table import Source

__all__ = ["SMALL_BASE", "foremost", "leaves", "members_of", "ranked", "undivided"]

# the denominator under which a rate is marked, where the indicator does not say
SMALL_BASE = 10


def members_of(ground: Ground, indicator: Indicator, dimension: Dimension) -> tuple[str, ...]:
    """The members that may have a line: units as listed, a closed category's values as declared, else what occurs."""
    if dimension.sort in ("kind", "unit"):
        return (*(unit.name for unit in ground.places.of_kind(dimension.name)), OTHER)
    names: dict[str, None] = {}
    for part in simple_parts(ground.indicators, indicator):
        table = part.table or ""
        if table not in ground.rows:
            continue
        column = ground.spec(table).column(dimension.name)
        if column is None:
            continue
        names |= dict.fromkeys(column.values)
        if ground.rows[table].has(dimension.name):
            names |= dict.fromkeys(sorted(ground.rows[table].codes(dimension.name).values))
    return (*names, NO_VALUE) if names else ()


def leaves(ground: Ground, indicator: Indicator, dimension: Dimension, figures: Sequence[Figure]) -> list[Figure]:
    """The lines that stay: every unit and every value of a closed list; of the rest only what is not zero, largest first."""
    if dimension.sort in ("kind", "unit"):
        return [figure for figure in figures if figure.member != OTHER or figure.value]
    if _closed(ground, indicator, dimension):
        return [figure for figure in figures if figure.member != NO_VALUE or figure.value]
    some = [figure for figure in figures if figure.value]
    return sorted(some, key=lambda figure: (figure.member == NO_VALUE, -(figure.value or 0)))


def _closed(ground: Ground, indicator: Indicator, dimension: Dimension) -> bool:
    for part in simple_parts(ground.indicators, indicator):
        column = ground.spec(part.table or "").column(dimension.name)
        if column is not None:
            return column.type == "category" and not column.open
    return False


def ranked(indicator: Indicator, dimension: Dimension, figures: Sequence[Figure]) -> list[Figure]:
    """Small bases marked; places given where they may be: rates with a polarity, and what the office ranks. Ties share one."""
    least = indicator.options.get("small_base", SMALL_BASE)
    marked = [replace(f, small_base=indicator.is_rate and f.denominator is not None and f.denominator < least) for f in figures]
    may = indicator.options.get("ranked", indicator.is_rate and indicator.polarity != "neutral")
    units = [f for f in marked if f.member != OTHER and f.value is not None]
    if not may or dimension.sort not in ("kind", "unit") or not units or not all(f.complete for f in units):
        return marked
    low_first = indicator.polarity == "less_is_better"
    values = [f.value for f in units if f.value is not None]
    return [
        f
        if f.member == OTHER or f.value is None
        else replace(f, rank=1 + sum(1 for value in values if (value < f.value if low_first else value > f.value)))
        for f in marked
    ]


def undivided(ground: Ground, indicator: Indicator, dimension: Dimension, counted: Callable[[], Sequence[Source]]) -> str:
    """That rows counted stand in sheets without the column that divides them: any member may have more than its line says.

    ``counted``: the sheets whose rows the whole figure counts, asked for where there is such a sheet.
    """
    tables = {part.table or "" for part in simple_parts(ground.indicators, indicator)}
    without = {
        (source.file, source.sheet)
        for table in (ground.rows[name].table for name in tables if name in ground.rows)
        for source in (table.sources[at] for at in table.lacking.get(dimension.name, ()))
    }
    rows = sum(source.rows for source in counted() if (source.file, source.sheet) in without) if without else 0
    return f"有 {rows} 行所在的表没有“{dimension.name}”这一列" if rows else ""


def foremost(lines: Sequence[Figure], most: int) -> tuple[Figure, ...]:
    """The largest of the named lines, and after them all others as one: 其他."""
    some = [line for line in lines if line.value]
    named = sorted((line for line in some if line.member != OTHER), key=lambda line: -(line.value or 0))
    rest = [*named[most:], *(line for line in some if line.member == OTHER)]
    return (*named[:most], *([_together(rest, named[:most])] if rest else ()))


def _together(rest: Sequence[Figure], named: Sequence[Figure]) -> Figure:
    """What the lines left out add up to, with their year before where all have one."""
    ago = [line.year_ago for line in rest]
    before = [line.previous for line in rest]
    return replace(
        rest[0],
        value=sum(line.value or 0 for line in rest),
        year_ago=None if None in ago else sum(value or 0 for value in ago),
        previous=None if None in before else sum(value or 0 for value in before),
        complete=all(line.complete for line in rest),
        member=OTHER,
        rank=None,
        apart_from=tuple(line.member or "" for line in named),
    )

"""What each unit owed and what came, for tables that units file (``filed_by``, ``every``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.check.coverage import month_numbers, months_of
from pipeline.check.part import Part
from pipeline.check.plain import plain
from pipeline.check.spans import Month, month_at
from pipeline.model.table import Filing, Table
from pipeline.model.tables import TableSpec
from pipeline.model.unit import Unit
from pipeline.model.values import distinct, listed

__all__ = ["filer_of", "filings", "owing"]

_YEAR = 12


def owing(spec: TableSpec, units: Sequence[Unit]) -> tuple[str, ...]:
    """The units that owe the table: those of the kinds it names, and those it names themselves."""
    return tuple(unit.name for unit in units if unit.kind in spec.filed_by or unit.name in spec.filed_by)


def filings(
    spec: TableSpec,
    table: Table,
    parts: Sequence[Part],
    units: Sequence[Unit],
    months: frozenset[Month],
    starts: int = 1,
) -> tuple[Filing, ...]:
    """For each owing unit and month: ``filed`` (it has rows), ``zero`` (a sheet with its header, or 无), or ``missing``.

    ``starts``: the day on which a (statistical) month begins.
    """
    names = owing(spec, units)
    filed = _filed(spec, table, starts)
    zero = {(part.filer, month) for part in parts if part.filer for month in _spoken_for(part, spec, starts)}
    return tuple(
        Filing(spec.name, name, f"{year}-{month:02d}", _state((name, (year, month)), filed, zero))
        for name in names
        for year, month in sorted(months)
    )


def _spoken_for(part: Part, spec: TableSpec, starts: int) -> frozenset[Month]:
    """The months of which a sheet without rows says that there was nothing: those that the nearest text names.

    A sheet that is named after a whole year is filled in as the year goes: it speaks up to its last row.
    """
    days = part.rows.columns.get(spec.date or "")
    if len(part.spoken) < _YEAR or days is None:
        return part.spoken
    last = max(months_of(days, starts), default=None)
    return part.spoken if last is None else frozenset(month for month in part.spoken if month <= last)


def _filed(spec: TableSpec, table: Table, starts: int) -> set[tuple[str, Month]]:
    """The units and months of which there is a row."""
    import numpy as np

    scope = next((name for name in spec.scopes if name in table.columns), None)
    if not scope or not spec.date or spec.date not in table.columns:
        return set()
    units, dates = table.columns[scope], table.columns[spec.date]
    there = ~units.missing & ~dates.missing
    months = month_numbers(dates.data[there], starts) + 12 * 1970
    pairs = distinct(units.data[there].astype(np.int64) << 32 | months).tolist()
    names = listed(units.names)
    return {(names[pair >> 32], month_at(pair & 0xFFFFFFFF)) for pair in pairs}


def _state(what: tuple[str, Month], filed: set[tuple[str, Month]], zero: set[tuple[str, Month]]) -> str:
    return "filed" if what in filed else "zero" if what in zero else "missing"


def filer_of(texts: Iterable[str], units: Sequence[Unit]) -> str | None:
    """The unit that filed a sheet: the first that its name, its titles, its file or its folders name (nearest first)."""
    return next((name for text in texts if (name := _unit_in(text, units))), None)


def _unit_in(text: str, units: Sequence[Unit]) -> str | None:
    held = [(len(way), unit.name) for unit in units for way in (unit.name, unit.short) if way and plain(way) in plain(text)]
    return max(held)[1] if held else None

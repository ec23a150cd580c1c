"""The dimension that a template names in quotes: whether the tables behind an indicator can be cut by it at all.

A table that is not there, or lacks the column, leaves a gap; a name that no definition knows is a mistake of the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.compose.fault import nearest
from pipeline.model.dimensions import COLUMNS, KINDS, MONTH, UNIT
from pipeline.model.indicator import Indicator
from pipeline.model.tables import TableSpec

__all__ = ["adds_up", "unknown_dimension"]

_ADDED = ("count", "sum")


def unknown_dimension(name: str, indicator: Indicator, indicators: Mapping[str, Indicator], tables: Mapping[str, TableSpec]) -> str:
    """What is wrong with a dimension, with the nearest names; nothing where it is known, or the tables are not declared."""
    if name in (*KINDS, *MONTH, *UNIT):
        return ""
    specs = dict.fromkeys(_tables(indicator, indicators))
    if not specs or any(spec not in tables for spec in specs):
        return ""
    columns = [column.name for spec in specs for column in tables[spec].columns if not column.private]
    if COLUMNS.get(name, name) in columns:
        return ""
    told = "、".join(f"《{spec}》" for spec in specs)
    known = dict.fromkeys(one for one in (*KINDS, *UNIT, *MONTH, *columns) if not one.isascii())
    return f"“{indicator.name}”不能按“{name}”分组：{told}没有这一列{nearest(name, known)}"


def adds_up(indicator: Indicator, indicators: Mapping[str, Indicator]) -> bool:
    """Whether what the members of a dimension have makes what they have together; no mean, greatest or distinct number does."""
    if indicator.type == "simple":
        return indicator.measure in _ADDED
    if indicator.type in ("derived", "cumulative"):
        return all(adds_up(indicators[part], indicators) for part in indicator.made_of if part in indicators)
    return indicator.type == "reported"


def _tables(indicator: Indicator, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """The tables whose rows an indicator counts, itself or by what it is made of."""
    if indicator.table:
        yield indicator.table
    for part in indicator.made_of:
        if part in indicators:
            yield from _tables(indicators[part], indicators)

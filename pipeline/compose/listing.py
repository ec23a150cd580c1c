"""Rows of a table as a document may list them: plans, registers of papers and of units, never rows about a petition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pipeline.compose.draft import Draft, Fixed
from pipeline.compose.fault import TemplateFault, nearest
from pipeline.compose.moment import Day
from pipeline.compose.visible import Visible, Word
from pipeline.model.figure import Entry
from pipeline.model.period import Period
from pipeline.model.tables import TableSpec
from pipeline.words.number import decimal

__all__ = ["RowOf", "listed"]


class RowOf(Visible):
    """One row: its cells by the names of their columns; dates print as dates, all else as words taken from the data."""

    __slots__ = ("cells", "draft")

    def __init__(self, draft: Draft, cells: Entry) -> None:
        self.draft = draft
        self.cells = cells

    def look(self, name: str) -> Any:
        """The cell of a column; an empty one is a gap in a sentence and a dash in a table."""
        if name not in self.cells:
            raise TemplateFault(f"这一行没有“.{name}”{nearest(name, self.cells)}。可用的列：{'、'.join(self.cells)}")
        value = self.cells[name]
        if value is None or value == "":
            return None
        if isinstance(value, dt.date):
            return Day(self.draft, value)
        return Word(self.draft, value if isinstance(value, str) else decimal(Fraction(value), 0))

    def after(self, column: str | None, day: dt.date) -> bool:
        """Whether its date lies after a day."""
        value = self.cells.get(column or "")
        return isinstance(value, dt.date) and value > day

    def __str__(self) -> str:
        return self.draft.mark(Fixed("、".join(str(value) for value in self.cells.values() if value is not None)))


def listed(draft: Draft, table: str, period: Period, scope: str, where: Mapping[str, Any]) -> tuple[RowOf, ...]:
    """The rows of a period; a fault for a table whose rows tell of petitions or of what single leaders did."""
    spec = _spec(draft, table)
    columns = [column.name for column in spec.columns if not column.private]
    unknown = [name for name in where if name not in columns]
    if unknown:
        raise TemplateFault(f"《{table}》没有“{unknown[0]}”这一列{nearest(unknown[0], columns)}")
    found = draft.measures.entries(table, period, scope, where={name: _text(value) for name, value in where.items()})
    return tuple(RowOf(draft, one) for one in found)


def _text(value: Any) -> str:
    return value.text if isinstance(value, Word) else str(value)


def _spec(draft: Draft, table: str) -> TableSpec:
    tables = draft.settings.tables
    allowed = [name for name, spec in tables.items() if spec.plan or spec.register or spec.units]
    if table not in tables:
        raise TemplateFault(f"没有《{table}》这张表{nearest(table, tables)}。可以逐行列出的表：{'、'.join(allowed)}")
    if table not in allowed:
        raise TemplateFault(
            f"《{table}》的行记的是信访事项或个人的工作，文稿里只写汇总数，不逐行列出。可以逐行列出的表：{'、'.join(allowed)}"
        )
    return tables[table]

"""What of the rows a document depends on: a digest of a table's rows in one scope, and the files they come from.

Equal digests mean equal rows in equal order, read from the same sheets, with the same coverage; where a row stands in its sheet
does not count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.measure.ground import lay
from pipeline.measure.hashing import spread, text_words
from pipeline.measure.places import Dimension, Places
from pipeline.measure.rows import Rows
from pipeline.model.inputs import Inputs
from pipeline.model.settings import Settings
from pipeline.model.table import Table
from pipeline.model.tables import TableSpec
from pipeline.model.unit import COUNTY
from pipeline.model.values import distinct

__all__ = ["Digests", "open_digests"]

Words = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.intp]

_NOTHING = "[]"
_MANY = np.uint64(0x9E3779B97F4A7C15)


def open_digests(inputs: Inputs, settings: Settings) -> Digests:
    """Digests over a state of the inputs; nothing is computed before it is asked for."""
    ground = lay(inputs, settings, {})
    return Digests(ground.rows, ground.places, settings.tables)


@dataclass(slots=True, eq=False)
class Digests:
    """Each table's rows are looked at once; a scope takes its own out of them."""

    tables: dict[str, Rows] | Any
    places: Places
    specs: Any
    _hashed: dict[str, Words] = field(default_factory=dict)
    _grouped: dict[tuple[str, str], dict[str, Positions]] = field(default_factory=dict)
    _known: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    _frames: dict[str, tuple[str, Mapping[str | None, str], str]] = field(default_factory=dict)

    def of(self, table: str, scope: str) -> tuple[str, tuple[str, ...]]:
        """The digest of a table's rows in a scope, and the files that have any of them.

        ``〈column〉`` stands for the set of values of a column: a breakdown has a line for each.
        """
        key = (table, scope)
        if key not in self._known:
            self._known[key] = self._find(table, scope)
        return self._known[key]

    def column(self, dimension: str) -> str | None:
        """The column whose values are the members of a dimension; None for months and units."""
        found = Dimension.of(dimension)
        return found.name if found.sort == "column" else None

    def _find(self, table: str, scope: str) -> tuple[str, tuple[str, ...]]:
        if table not in self.tables:
            return "", ()
        rows = self.tables[table]
        if scope.startswith("〈"):
            column = scope.strip("〈〉")
            names = sorted(rows.codes(column).values) if rows.has(column) else []
            return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32], ()
        mine = self._positions(table, scope)
        words = self._rows(table) if mine is None else self._rows(table)[mine]
        sources = rows.sources if mine is None else rows.sources[mine]
        whole = hashlib.sha256(self._frame(rows.table, None if mine is None else scope).encode())
        whole.update(words.tobytes())
        files = {rows.table.sources[at].file for at in distinct(sources).tolist()}
        return whole.hexdigest()[:32], tuple(sorted(files))

    def _frame(self, table: Table, unit: str | None) -> str:
        """What is true of the table beside its rows: the months it speaks for, what was filed, how far it goes."""
        if table.name not in self._frames:
            self._frames[table.name] = _frame_of(table)
        before, filed, after = self._frames[table.name]
        return f"{before}{filed.get(unit, _NOTHING)}{after}"

    def _positions(self, table: str, scope: str) -> Positions | None:
        """The rows of a unit, None where the table does not say whose its rows are, and for the county."""
        if scope == COUNTY or self.places.scope(scope) is None:
            return None
        kind = self.places.kind(scope)
        key = (table, kind)
        if key not in self._grouped:
            spec: TableSpec = self.specs[table]
            members = self.places.coder(self.tables[table], spec, Dimension("kind", kind))
            self._grouped[key] = {} if members is None else _groups(members.codes(self.tables[table]), members.names)
        return self._grouped[key].get(scope)

    def _rows(self, table: str) -> Words:
        """A word for each row: its cells and its sheet."""
        if table not in self._hashed:
            self._hashed[table] = _row_words(self.tables[table])
        return self._hashed[table]


def _groups(codes: npt.NDArray[Any], names: tuple[str, ...]) -> dict[str, Positions]:
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(names) + 1))
    return {name: order[ends[at] : ends[at + 1]] for at, name in enumerate(names)}


def _frame_of(table: Table) -> tuple[str, Mapping[str | None, str], str]:
    """The frame's beginning, what each unit has filed (and, under None, what all have), and its end."""
    filings: dict[str | None, list[tuple[str, str, str]]] = {None: []} if table.coverage.filings else {}
    for one in table.coverage.filings:
        for unit in (None, one.unit):
            filings.setdefault(unit, []).append((one.unit, one.period, one.state))
    filed = {unit: repr(sorted(listed)) for unit, listed in filings.items()}
    return f"({table.name!r}, {sorted(table.coverage.months)!r}, ", filed, f", {table.until!r}, {sorted(table.stood)!r})"


def _row_words(rows: Rows) -> Words:
    table = rows.table
    sheets = [
        repr((source.file, source.sheet, sorted(name for name, at in table.lacking.items() if number in at)))
        for number, source in enumerate(table.sources)
    ]
    words: Words = text_words(sheets)[rows.sources] if sheets else np.zeros(len(table), dtype=np.uint64)
    for name in sorted(table.columns):
        words = spread(words * _MANY + _column_words(rows, name))
    return words


def _column_words(rows: Rows, name: str) -> Words:
    values = rows.table.columns[name]
    if values.kind == "coded":
        codes = rows.codes(name)
        found: Words = np.append(text_words(codes.values), np.uint64(0))[codes.codes]
        return found
    if values.kind == "date":
        return rows.days(name).astype(np.int64).view(np.uint64)
    if values.kind == "number":
        return np.where(values.missing, np.nan, values.data).view(np.uint64)
    words = values.data.view(np.uint64)
    return np.where(values.missing, ~words, words)

"""Typed rows of one table, with where each came from and what they cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ROW", "SOURCE", "Coverage", "Filing", "Source", "Table"]

SOURCE = "_source"
ROW = "_row"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One sheet of one file; ``rows`` counts what was used of it in the matter at hand."""

    file: str
    sheet: str | None
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Filing:
    """What one unit owed for one span and what came: ``filed``, ``zero`` or ``missing``."""

    table: str
    unit: str
    period: str
    state: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The months a table speaks for; outside them a count is null, inside it is a number, be it 0.

    ``months`` holds (year, month). ``filings`` is empty unless the table is ``filed_by`` units.
    """

    months: frozenset[tuple[int, int]] = frozenset()
    filings: tuple[Filing, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """All used rows of one table.

    ``frame`` has one column per declared, non-private column that any source has: text, category and unit columns as
    pandas ``category``; dates as ``datetime64[s]`` (NaT: nothing); integers as ``Int64``; numbers as ``Float64``; and two
    provenance columns, ``_source`` (int32, index into ``sources``) and ``_row`` (int32, the row number the spreadsheet shows).
    ``lacking``: for a column, the indices of the sources whose header does not have it (there it is not blank but unknown).
    """

    name: str
    frame: pd.DataFrame
    sources: tuple[Source, ...] = ()
    coverage: Coverage = Coverage()
    lacking: Mapping[str, frozenset[int]] = field(default_factory=dict)
    rejected: int = 0
    until: dt.date | None = None

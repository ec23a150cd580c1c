"""Typed rows of one table, with where each came from and what they cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.model.shape import shape
from pipeline.model.values import Values

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.model.arrays import Numbers

__all__ = ["ROW", "SOURCE", "Counted", "Coverage", "Filing", "Source", "Table"]

SOURCE = "_source"
ROW = "_row"


@shape
class Source:
    """One sheet of one file; ``rows`` counts what was used of it in the matter at hand."""

    file: str
    sheet: str | None
    rows: int = 0


class Counted(Sequence[Source]):
    """The sheets that a figure counted rows of: each of ``sheets[places[n]]`` with ``rows[n]``, where that is not 0.

    The figures of a county count rows of hundreds of sheets each: a ``Source`` is made of one when somebody looks at it.
    """

    __slots__ = ("_found", "places", "rows", "sheets")

    def __init__(self, sheets: Sequence[Source], places: Sequence[int], rows: Sequence[int]) -> None:
        self.sheets, self.places, self.rows = sheets, places, rows
        self._found: tuple[Source, ...] | None = None

    @property
    def counts(self) -> list[tuple[int, int]]:
        """Place and rows of each."""
        return [(at, rows) for at, rows in zip(self.places, self.rows, strict=True) if rows]

    @property
    def found(self) -> tuple[Source, ...]:
        """All of them."""
        if self._found is None:
            self._found = tuple([Source(self.sheets[at].file, self.sheets[at].sheet, rows) for at, rows in self.counts])
        return self._found

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, at: Any) -> Any:
        return self.found[at]

    def __eq__(self, other: object) -> bool:
        return self.found == (other.found if isinstance(other, Counted) else other)

    def __hash__(self) -> int:
        return hash(self.found)


@shape
class Filing:
    """What one unit owed for one span and what came: ``filed``, ``zero`` or ``missing``."""

    table: str
    unit: str
    period: str
    state: str


@shape
class Coverage:
    """The months a table speaks for; outside them a count is null, inside it is a number, be it 0.

    ``months`` holds (year, month). ``filings`` is empty unless the table is ``filed_by`` units.
    """

    months: frozenset[tuple[int, int]] = frozenset()
    filings: tuple[Filing, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """All used rows of one table.

    ``columns``: each declared, non-private column that any source has. Two arrays (int32) tell where a row stands: ``sheets`` (its
    index in ``sources``) and ``numbers`` (the row number that the spreadsheet shows).
    ``lacking``: for a column, the indices of the sources whose header does not have it (there it is not blank but unknown).
    """

    name: str
    columns: Mapping[str, Values]
    sheets: Numbers
    numbers: Numbers
    sources: tuple[Source, ...] = ()
    coverage: Coverage = Coverage()
    lacking: Mapping[str, frozenset[int]] = field(default_factory=dict)
    rejected: int = 0
    until: dt.date | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows for pandas, with ``_row`` and ``_source``.

        Text, category and unit columns are ``category``; dates ``datetime64[s]`` (NaT: nothing); integers ``Int64``; numbers
        ``Float64``.
        """
        import pandas as pd

        columns: dict[str, Any] = {name: values.series() for name, values in self.columns.items()}
        return pd.DataFrame({**columns, ROW: self.numbers, SOURCE: self.sheets}, index=range(len(self)), copy=False)

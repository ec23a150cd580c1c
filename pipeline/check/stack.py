"""All rows of a table, of whatever file, and what becomes of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.check.levels import problem
from pipeline.check.mask import masked
from pipeline.check.part import Part
from pipeline.check.values import Rows, stacked
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec
from pipeline.model.values import Values, first_seen

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask, Numbers

__all__ = ["Sorted", "Stack", "any_twice", "codes_of"]


@shape
class Stack:
    """The parts of a table one after the other; ``part`` and ``drop``: the index of each row's part, and its drop."""

    spec: TableSpec
    rows: Rows
    parts: Sequence[Part]
    part: Numbers
    drop: Numbers

    @classmethod
    def of(cls, spec: TableSpec, parts: Sequence[Part]) -> Stack:
        """Only columns that any part has; one that only some parts have is blank in the others."""
        import numpy as np

        columns = [c for c in spec.columns if not c.private and any(c.name in part.rows.columns for part in parts)]
        lengths = [len(part.rows) for part in parts]
        part = np.repeat(np.arange(len(parts), dtype=np.int32), lengths)
        drop = np.repeat(np.array([part.drop for part in parts], dtype=np.int64), lengths)
        return cls(spec, stacked([part.rows for part in parts], columns), parts, part, drop)

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, column: str, row: int) -> Any:
        """What stands in a column."""
        return self.rows.columns[column].at(row)

    def part_of(self, row: int) -> Part:
        """The part that holds a row."""
        return self.parts[int(self.part[row])]

    def contents(self) -> Numbers:
        """A number for each row, the same for equal rows."""
        return codes_of(list(self.rows.columns.values()), len(self))

    def key(self, row: int) -> str:
        """A row's key in words, as much of it as may be shown."""
        return "、".join(f"{name}“{_seen(self.at(name, row))}”" for name in self.spec.key if name in self.rows.columns)

    def where(self, row: int, seen_from: int) -> str:
        """``第12行``, with the sheet and file where they are others."""
        part, other = self.part_of(row), self.part_of(seen_from)
        file = f"{part.file} " if part.file != other.file else ""
        sheet = f"工作表“{part.sheet}”" if part.sheet and (file or part.sheet != other.sheet) else ""
        return f"{file}{sheet}第{int(self.rows.numbers[row])}行"

    def problem(self, rule: str, row: int, message: str, contents: object = "") -> Problem:
        """A row's stands at the key's first cell; without a key, at the date's. ``contents``: by which it is known again."""
        part, number = self.part_of(row), int(self.rows.numbers[row])
        column = next((name for name in (*self.spec.key, self.spec.date or "") if name in part.letters), None)
        if column is None:
            first = (number, min(part.letters.values(), default=0))
            return problem(rule, part.file, part.sheet, first, message, table=self.spec.name)
        return part.problem(rule, number, column, message, found=_seen(self.at(column, row)), cell=contents)


@dataclass(slots=True, eq=False)
class Sorted:
    """What becomes of each row of a table: ``used``, else ``rejected``, ``replaced`` or ``repeated`` (masks over the rows).

    ``taken``: the rows that are replaced, each with the row that takes its place.
    """

    used: Mask
    rejected: Mask
    replaced: Mask
    repeated: Mask
    problems: list[Problem] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, bad: Mask) -> Sorted:
        """Every row used but the bad ones."""
        import numpy as np

        return cls(~bad, bad.copy(), np.zeros_like(bad), np.zeros_like(bad))

    def reject(self, row: int) -> None:
        """Set a row aside."""
        self.used[row], self.rejected[row], self.replaced[row] = False, True, False

    def replace(self, row: int) -> None:
        """Let another row take the place of one, whatever was wrong with it."""
        self.used[row], self.rejected[row], self.replaced[row] = False, False, True

    def repeat(self, row: int) -> None:
        """Pass over a row that another one says already."""
        self.used[row], self.repeated[row] = False, True


def codes_of(columns: Sequence[Values], count: int) -> Numbers:
    """One number a row, the same for rows that are equal in the columns."""
    import numpy as np

    codes = np.zeros(count, dtype=np.int64)
    for nth, values in enumerate(columns):
        own = values.data.astype(np.int64)
        if values.kind != "coded":
            own = np.full(count, -1, dtype=np.int64)
            own[~values.missing] = first_seen(values.data[~values.missing])[0]
        codes = codes * (int(own.max(initial=-1)) + 2) + own + 1
        codes = first_seen(codes)[0] if nth else codes
    return codes


def any_twice(codes: Numbers) -> bool:
    """Whether a number comes again."""
    return len(first_seen(codes)[1]) < len(codes)


def _seen(value: Any) -> str:
    return "" if value is None else masked(value.isoformat() if isinstance(value, dt.date) else str(value), listed=True)

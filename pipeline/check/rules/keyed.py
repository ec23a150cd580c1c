"""The same key twice: within a drop, and in a later drop.

Good: one row a key; the key again in a later drop (it replaces the earlier row, noted).
Bad: one key with two contents in one drop: both rows are set aside, told once at the later row's key cell.
The key with the same contents counts once (a warning). A row without a key repeats nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.check.scene import UnitNames
from pipeline.check.stack import Sorted, Stack, any_twice, codes_of
from pipeline.model.values import Values, listed

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask, Numbers

__all__ = ["sort_keyed"]


def sort_keyed(stack: Stack, units: UnitNames, register: int | None, told: Sorted) -> None:
    """Rows of one key sorted out, key by key."""
    import numpy as np

    if _all_differ(stack):
        return
    keys, known = _keys(stack, units)
    if not any_twice(keys[known]):
        return
    keyed = _Keyed(stack, stack.contents(), register, told)
    order = np.lexsort((np.arange(len(stack)), stack.drop, keys))
    order = order[known[order]]
    starts = np.flatnonzero(np.r_[True, keys[order][1:] != keys[order][:-1]])
    for group in np.split(order, starts[1:]):
        if len(group) > 1:
            keyed.sort(group.tolist())


@dataclass(slots=True, eq=False)
class _Keyed:
    """``contents``: a number for each row, the same for equal rows."""

    stack: Stack
    contents: Numbers
    register: int | None
    told: Sorted

    def sort(self, group: list[int]) -> None:
        """All rows of one key, in the order of their drops."""
        drops: dict[int, list[int]] = {}
        for row in group:
            drops.setdefault(int(self.stack.drop[row]), []).append(row)
        last = max((drop for drop in drops if drop != self.register), default=None)
        for drop, rows in drops.items():
            self._in_one_drop(rows)
            if drop not in (last, self.register):
                for row in rows:
                    self.told.replace(row)
        self._across(group)
        firm = self._used(group)
        self.told.taken += [(row, firm[-1]) for row in group if firm and self.told.replaced[row]]

    def _used(self, rows: list[int]) -> list[int]:
        return [row for row in rows if self.told.used[row]]

    def _in_one_drop(self, rows: list[int]) -> None:
        """Rows of one key in one drop: the same contents count once, different contents not at all."""
        firm = self._used(rows)
        differing = [row for row in firm[1:] if self.contents[row] != self.contents[firm[0]]]
        for row in firm[1:]:
            if row in differing:
                self._conflict(firm[0], row)
                self.told.reject(row)
            else:
                self.told.repeat(row)
        if differing:
            self.told.reject(firm[0])
            return
        for row in firm[1:]:
            where = self.stack.where(firm[0], row)
            message = f"{self.stack.key(row)}与{where}重复，内容相同，只计一次，可删去一行"
            self.told.problems.append(self.stack.problem("key-repeated", row, message))

    def _across(self, group: list[int]) -> None:
        """Where a later row may not replace: the register of ``config/``, and tables with ``on_repeat: error``."""
        entered = any(self.stack.drop[row] == self.register for row in self._used(group))
        strict = self.stack.spec.on_repeat == "error"
        if not entered and not strict:
            return
        firm = [row for row in group if self.told.used[row] or (strict and self.told.replaced[row])]
        if len(set(self.contents[firm])) > 1:
            self._conflict(firm[0], firm[-1])
            for row in firm:
                self.told.reject(row)
        elif entered:
            for row in self._used(firm)[1:]:
                self.told.repeat(row)

    def _conflict(self, first: int, later: int) -> None:
        stack = self.stack
        message = f"{stack.key(later)}与{stack.where(first, later)}相同，内容却不同，两行都没有采用。请核对后只留一行"
        contents = [[stack.at(name, row) for name in stack.rows.columns] for row in (first, later)]
        self.told.problems.append(stack.problem("key-conflict", later, message, contents))


def _all_differ(stack: Stack) -> bool:
    """Whether a key of one text column has as many values as rows; a table's columns list only values that stand in them."""
    spec = stack.spec
    key = stack.rows.columns.get(spec.key[0]) if len(spec.key) == 1 else None
    if key is None or key.kind != "coded":
        return False
    column = spec.column(spec.key[0])
    return not (column and column.otherwise) and len(key.names) == int((~key.missing).sum())


def _keys(stack: Stack, units: UnitNames) -> tuple[Numbers, Mask]:
    """A number for each key, and which rows have one: whole, save for a column in which anything else stands for the county."""
    import numpy as np

    spec = stack.spec
    known = np.ones(len(stack), dtype=bool)
    columns = []
    for name in spec.key:
        values, column = stack.rows.columns.get(name), spec.column(name)
        otherwise = column is not None and column.otherwise
        if values is None:
            known &= bool(otherwise)
        elif otherwise:
            columns.append(_real(values, {unit.name for unit in units.units}))
        else:
            columns.append(values)
            known &= ~values.missing
    if spec.key_year and spec.date and spec.date in stack.rows.columns:
        dates = stack.rows.columns[spec.date]
        years = dates.data.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
        columns.append(Values("integer", years, dates.missing))
    return codes_of(columns, len(stack)), known


def _real(values: Values, units: set[str]) -> Values:
    """Names of units; all others, and none, are one."""
    import numpy as np

    names = [name if name in units else "" for name in listed(values.names)]
    place = {name: at for at, name in enumerate(dict.fromkeys([*names, ""]))}
    codes = np.array([*(place[name] for name in names), place[""]], dtype=np.int32)[values.data]
    return Values("coded", codes, np.zeros(len(codes), dtype=bool), list(place))

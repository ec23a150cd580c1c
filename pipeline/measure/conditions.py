"""Which rows a condition holds for: conditions in, boolean arrays out."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.measure.rows import BLANK_DAY, Days, Mask, Rows, day_number
from pipeline.model.condition import (
    AllOf,
    AnyOf,
    Blank,
    Compare,
    Condition,
    Dated,
    DateOf,
    DateRule,
    Equals,
    FirstOf,
    Not,
    Setting,
    date_columns,
)
from pipeline.model.tables import TableSpec

__all__ = ["UNITS", "Sieve"]

UNITS = "units"

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
    "not_before": operator.ge,
    "after": operator.gt,
    "not_after": operator.le,
    "before": operator.lt,
}


@dataclass(slots=True, eq=False)
class Sieve:
    """Evaluates conditions over the rows of one table; equal parts of different conditions are evaluated once.

    ``parameters`` holds what the office sets: None there means that nothing is asked; and under ``UNITS`` the name of each unit by
    its 简称.
    """

    rows: Rows
    spec: TableSpec
    parameters: Mapping[str, Any]
    _seen: dict[Condition, Mask] = field(default_factory=dict)
    _dates: dict[DateRule, Days] = field(default_factory=dict)

    def mask(self, condition: Condition | None) -> Mask:
        """True for each row that the condition holds for."""
        if condition is None:
            return np.ones(self.rows.count, dtype=bool)
        if condition not in self._seen:
            self._seen[condition] = _KINDS[type(condition)](self, condition)
        return self._seen[condition]

    def days(self, rule: DateRule) -> Days:
        """The day that a date rule gives each row, ``BLANK_DAY`` or thereabouts where none."""
        if rule not in self._dates:
            self._dates[rule] = self._first_of(rule) if isinstance(rule, FirstOf) else self._date_of(rule)
        return self._dates[rule]

    def placed(self, cohort: DateRule | None) -> Days:
        """The day that places each row in a period; 0 for all rows of a table without a date.

        A sheet that lacks the cohort's column falls back on the table's own date: its rows are unknown there.
        """
        if cohort is None:
            return np.zeros(self.rows.count, dtype=np.int32)
        days = self.days(cohort)
        lacking = self.rows.lacking(date_columns(cohort))
        if lacking and self.spec.date and self.rows.has(self.spec.date):
            days = np.where(np.isin(self.rows.sources, sorted(lacking)), self.rows.days(self.spec.date), days)
        return days

    def _first_of(self, rule: FirstOf) -> Days:
        """Reckoned rather than chosen: ten times as fast where the choice is anybody's guess."""
        days = self.days(rule.dates[-1])
        for date in reversed(rule.dates[:-1]):
            earlier = self.days(date)
            days = days + (earlier - days) * (earlier > BLANK_DAY // 2)
        return days

    def _date_of(self, date: DateOf) -> Days:
        if not self.rows.has(date.column):
            return np.full(self.rows.count, BLANK_DAY, dtype=np.int32)
        found = self.rows.days(date.column)
        return found + np.int32(date.plus) if date.plus else found

    def window(self, start: int, end: int) -> Sieve:
        """The same conditions over some of the rows."""
        return Sieve(self.rows.window(start, end), self.spec, self.parameters)

    def piece(self, at: int) -> Sieve:
        """The same conditions over one piece of the rows."""
        return Sieve(self.rows.piece(at), self.spec, self.parameters)

    def is_text(self, column: str) -> bool:
        """Whether a column that is there holds words."""
        return self.rows.has(column) and self._kind(column) not in ("integer", "number", "date")

    def values(self, condition: Equals) -> tuple[str | int, ...] | None:
        """The values asked for, units by their names; None where the office sets them and has set nothing: then all will do."""
        if not isinstance(condition.values, Setting):
            if self._kind(condition.column) != "unit":
                return condition.values
            named = self.parameters.get(UNITS, {})
            return tuple(dict.fromkeys(one for value in condition.values for one in (value, named.get(value, value))))
        set_to = self.parameters.get(condition.values.name)
        return None if set_to is None else tuple(set_to)

    def forget(self) -> None:
        """Let the evaluated masks go; they are as large as the table."""
        self._seen.clear()
        self._dates.clear()

    def _nothing(self) -> Mask:
        return np.zeros(self.rows.count, dtype=bool)

    def _equals(self, condition: Equals) -> Mask:
        found: Mask
        values = self.values(condition)
        if values is None:
            return np.ones(self.rows.count, dtype=bool)
        if not self.rows.has(condition.column):
            return self._nothing()
        if self._kind(condition.column) == "integer":
            numbers, blank = self.rows.integers(condition.column)
            found = np.isin(numbers, [value for value in values if isinstance(value, int)])
            return found if blank is None else found & ~blank
        codes = self.rows.codes(condition.column)
        wanted = [at for at, value in enumerate(codes.values) if value in values]
        if len(wanted) == 1:
            found = codes.codes == wanted[0]
            return found
        table = np.zeros(len(codes.values) + 1, dtype=bool)
        table[wanted] = True
        found = table[codes.codes]
        return found

    def _compare(self, condition: Compare) -> Mask:
        if not self.rows.has(condition.column):
            return self._nothing()
        bound = condition.bound
        value = self.parameters[bound.name] if isinstance(bound, Setting) else bound
        if self._kind(condition.column) == "number":
            cells = self.rows.numbers(condition.column)
            return np.array([cell is not None and _COMPARE[condition.operator](cell, value) for cell in cells], dtype=bool)
        numbers, blank = self.rows.integers(condition.column)
        found: Mask = _COMPARE[condition.operator](numbers, value)
        return found if blank is None else found & ~blank

    def _blank(self, condition: Blank) -> Mask:
        if not self.rows.has(condition.column):
            return np.ones(self.rows.count, dtype=bool)
        return self.rows.blank(condition.column, self._kind(condition.column))

    def _dated(self, condition: Dated) -> Mask:
        mine = self.days(condition.date)
        found: Mask
        if isinstance(condition.other, dt.date):
            found = _COMPARE[condition.order](mine, day_number(condition.other))
        else:
            other = self.days(condition.other)
            found = _COMPARE[condition.order](mine, other) & (other > BLANK_DAY // 2)
        return found & (mine > BLANK_DAY // 2)

    def _not(self, condition: Not) -> Mask:
        return ~self.mask(condition.part)

    def _all(self, condition: AllOf) -> Mask:
        if not condition.parts:
            return np.ones(self.rows.count, dtype=bool)
        found: Mask = np.logical_and.reduce([self.mask(part) for part in condition.parts])
        return found

    def _any(self, condition: AnyOf) -> Mask:
        if not condition.parts:
            return self._nothing()
        found: Mask = np.logical_or.reduce([self.mask(part) for part in condition.parts])
        return found

    def _kind(self, column: str) -> str:
        declared = self.spec.column(column)
        return declared.type if declared else "text"


_KINDS: dict[type, Callable[[Sieve, Any], Mask]] = {
    Equals: Sieve._equals,  # noqa: SLF001 - its own table of cases
    Compare: Sieve._compare,  # noqa: SLF001
    Blank: Sieve._blank,  # noqa: SLF001
    Dated: Sieve._dated,  # noqa: SLF001
    Not: Sieve._not,  # noqa: SLF001
    AllOf: Sieve._all,  # noqa: SLF001
    AnyOf: Sieve._any,  # noqa: SLF001
}

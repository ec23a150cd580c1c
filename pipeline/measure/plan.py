"""Which simple conditions a set of tallies asks about: each row gets the number of its combination of answers.

Two hundred rows of a table and ten million have the same few combinations; so ``and``, ``or`` and ``not`` are worked out once a
combination. A text column is asked about once, whatever is asked of it: its values fall in classes with the same answers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.measure.conditions import Sieve
from pipeline.measure.rows import Codes
from pipeline.model.condition import AllOf, AnyOf, Condition, Equals, Not
from pipeline.model.shape import shape

__all__ = ["MOST", "Plan", "plan_for"]

MOST = 1 << 12
"""Combinations beyond which conditions are asked about in several passes."""
# values of a column up to which comparing is faster than looking each cell up
_FEW = 8
Numbers = npt.NDArray[np.uint16]


@shape
class _Axis:
    """One thing asked of each row. ``classes``: of a text column, the class of each value asked about (others: 0)."""

    asked: str | Condition
    size: int
    classes: Mapping[str, int] = field(default_factory=dict)

    def digits(self, sieve: Sieve, stride: int) -> Numbers:
        """The answer of each row, times the stride."""
        if not isinstance(self.asked, str):
            return np.multiply(sieve.mask(self.asked), stride, dtype=np.uint16)
        column = sieve.rows.codes(self.asked)
        table = self._table(column) * np.uint16(stride)
        asked = np.flatnonzero(table)
        if len(asked) > _FEW:
            looked_up: Numbers = table[column.codes]
            return looked_up
        found = np.zeros(len(column.codes), dtype=np.uint16)
        for code in asked.tolist():
            found += np.multiply(column.codes == code, table[code], dtype=np.uint16)
        return found

    def _table(self, column: Codes) -> Numbers:
        """The class of each code; the last: a blank."""
        table = np.zeros(len(column.values) + 1, dtype=np.uint16)
        for code, value in enumerate(column.values):
            table[code] = self.classes.get(value, 0)
        return table


@shape
class Plan:
    """``answered``: for each simple condition the axis it stands on and, for each class there, whether it holds."""

    axes: tuple[_Axis, ...]
    strides: tuple[int, ...]
    answered: Mapping[Condition, tuple[int, npt.NDArray[np.bool_]]]
    always: frozenset[Condition] = frozenset()
    """Conditions that every row fulfils: those of settings that are not set."""

    @property
    def size(self) -> int:
        """How many combinations there may be."""
        return math.prod(axis.size for axis in self.axes)

    def answers(self, sieve: Sieve) -> Numbers:
        """For each row, the number of its combination."""
        found = np.zeros(sieve.rows.count, dtype=np.uint16)
        for axis, stride in zip(self.axes, self.strides, strict=True):
            found += axis.digits(sieve, stride)
        return found

    def holds(self, condition: Condition | None, numbers: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """For which combinations a whole condition holds."""
        if condition is None or condition in self.always:
            return np.ones(len(numbers), dtype=bool)
        if condition in self.answered:
            at, by_class = self.answered[condition]
            answer: npt.NDArray[np.bool_] = by_class[numbers // self.strides[at] % self.axes[at].size]
            return answer
        if isinstance(condition, Not):
            return ~self.holds(condition.part, numbers)
        parts = [self.holds(part, numbers) for part in condition.parts] if isinstance(condition, (AllOf, AnyOf)) else []
        join = np.logical_and if isinstance(condition, AllOf) else np.logical_or
        whole: npt.NDArray[np.bool_] = join.reduce([np.full(len(numbers), isinstance(condition, AllOf)), *parts])
        return whole


def plan_for(sieve: Sieve, conditions: Sequence[Condition | None]) -> Plan:
    """What to ask of each row; a condition that alone has too many combinations is asked about as a whole."""
    plan = _planned(sieve, conditions, frozenset())
    if plan.size <= MOST:
        return plan
    whole = frozenset(one for one in conditions if one is not None and _planned(sieve, [one], frozenset()).size > MOST)
    return _planned(sieve, conditions, whole)


def _planned(sieve: Sieve, conditions: Sequence[Condition | None], whole: frozenset[Condition]) -> Plan:
    leaves = list(
        dict.fromkeys(leaf for one in conditions for leaf in ([one] if one in whole else _leaves(one)) if leaf is not None)
    )
    always = frozenset(leaf for leaf in leaves if isinstance(leaf, Equals) and sieve.values(leaf) is None)
    by_column: dict[str, dict[Condition, frozenset[str]]] = {}
    for leaf in leaves:
        if isinstance(leaf, Equals) and leaf not in whole | always and sieve.is_text(leaf.column):
            values = sieve.values(leaf) or ()
            by_column.setdefault(leaf.column, {})[leaf] = frozenset(value for value in values if isinstance(value, str))
    axes: list[_Axis] = []
    answered: dict[Condition, tuple[int, npt.NDArray[np.bool_]]] = {}
    for column, asked in by_column.items():
        kinds = _kinds(asked)
        answered |= {leaf: (len(axes), np.array([leaf in kind for kind in kinds])) for leaf in asked}
        axes.append(_Axis(column, len(kinds), _classes(asked, kinds)))
    for leaf in leaves:
        if leaf not in answered and leaf not in always:
            answered[leaf] = (len(axes), np.array([False, True]))
            axes.append(_Axis(leaf, 2))
    strides = tuple(math.prod(axis.size for axis in axes[:at]) for at in range(len(axes)))
    return Plan(tuple(axes), strides, answered, always)


def _leaves(condition: Condition | None) -> Iterator[Condition]:
    """The simple conditions that one is made of."""
    if isinstance(condition, Not):
        yield from _leaves(condition.part)
    elif isinstance(condition, (AllOf, AnyOf)):
        for part in condition.parts:
            yield from _leaves(part)
    elif condition is not None:
        yield condition


def _kinds(asked: Mapping[Condition, frozenset[str]]) -> list[frozenset[Condition]]:
    """The sets of conditions that some value fulfils; the first: none of them."""
    every = dict.fromkeys(value for values in asked.values() for value in sorted(values))
    return list(dict.fromkeys([frozenset(), *(_fulfilled(asked, value) for value in every)]))


def _classes(asked: Mapping[Condition, frozenset[str]], kinds: list[frozenset[Condition]]) -> dict[str, int]:
    return {value: kinds.index(_fulfilled(asked, value)) for values in asked.values() for value in values}


def _fulfilled(asked: Mapping[Condition, frozenset[str]], value: str) -> frozenset[Condition]:
    return frozenset(leaf for leaf, values in asked.items() if value in values)

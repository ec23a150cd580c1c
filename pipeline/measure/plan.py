"""Which simple conditions a set of tallies asks about: each row gets a bit for each, and a filter is worked out on the bits.

Two hundred rows of a table and ten million have the same few combinations of answers; so ``and``, ``or`` and ``not`` are worked
out once a combination, and all conditions on one text column cost one look-up a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.measure.conditions import Sieve
from pipeline.model.condition import AllOf, AnyOf, Condition, Equals, Not

__all__ = ["BITS", "Plan", "leaves_of", "plan_for"]

BITS = 15
Bits = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Plan:
    """``tables``: for each text column the bits of each of its values (the last: a blank). ``others``: conditions and their bit."""

    bits: dict[Condition, int]
    tables: tuple[tuple[str, Bits], ...]
    others: tuple[tuple[Condition, int], ...]

    def answers(self, sieve: Sieve) -> Bits:
        """For each row, the bits of the conditions that hold."""
        found = np.zeros(sieve.rows.count, dtype=np.uint16)
        for column, table in self.tables:
            found |= table[sieve.rows.codes(column).codes]
        for condition, bit in self.others:
            found |= sieve.mask(condition).astype(np.uint16) << np.uint16(bit)
        return found

    def holds(self, condition: Condition | None, answers: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """For which combinations of answers a whole condition holds."""
        if condition is None:
            return np.ones(len(answers), dtype=bool)
        if condition in self.bits:
            return (answers >> self.bits[condition] & 1).astype(bool)
        if isinstance(condition, Not):
            return ~self.holds(condition.part, answers)
        parts = [self.holds(part, answers) for part in condition.parts] if isinstance(condition, (AllOf, AnyOf)) else []
        join = np.logical_and if isinstance(condition, AllOf) else np.logical_or
        whole: npt.NDArray[np.bool_] = join.reduce([np.full(len(answers), isinstance(condition, AllOf)), *parts])
        return whole


def leaves_of(condition: Condition | None) -> tuple[Condition, ...]:
    """The simple conditions that one is made of; itself where they are too many for a row's bits."""
    found = tuple(dict.fromkeys(_leaves(condition)))
    return found if len(found) <= BITS or condition is None else (condition,)


def _leaves(condition: Condition | None) -> list[Condition]:
    if condition is None:
        return []
    if isinstance(condition, Not):
        return _leaves(condition.part)
    if isinstance(condition, (AllOf, AnyOf)):
        return [leaf for part in condition.parts for leaf in _leaves(part)]
    return [condition]


def plan_for(sieve: Sieve, conditions: Sequence[Condition | None]) -> Plan:
    """A bit for each simple condition; at most ``BITS`` of them."""
    leaves = list(dict.fromkeys(leaf for condition in conditions for leaf in leaves_of(condition)))
    bits = {leaf: at for at, leaf in enumerate(leaves)}
    by_column: dict[str, Bits] = {}
    others = []
    for leaf, bit in bits.items():
        if isinstance(leaf, Equals) and isinstance(leaf.values, tuple) and sieve.is_text(leaf.column):
            values = sieve.rows.codes(leaf.column).values
            table = by_column.setdefault(leaf.column, np.zeros(len(values) + 1, dtype=np.uint16))
            table[[at for at, value in enumerate(values) if value in leaf.values]] |= np.uint16(1 << bit)
        else:
            others.append((leaf, bit))
    return Plan(bits, tuple(by_column.items()), tuple(others))

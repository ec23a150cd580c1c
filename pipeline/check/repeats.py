"""The same row twice, within a drop and in a later one: by its key (``rules/keyed.py``), or by all its cells (``keyless.py``)."""

from __future__ import annotations

from pipeline.check.rules.keyed import sort_keyed
from pipeline.check.rules.keyless import sort_keyless
from pipeline.check.rules.replaced import others_replaced
from pipeline.check.scene import UnitNames
from pipeline.check.stack import Sorted, Stack

__all__ = ["sort_repeats"]


def sort_repeats(stack: Stack, units: UnitNames, *, register: int | None) -> Sorted:
    """``register`` is the drop of the table's file in ``config/``, which adds to the others and never replaces."""
    told = Sorted.of(stack.rows.bad)
    if len(stack) and stack.spec.key:
        sort_keyed(stack, units, register, told)
        told.problems += others_replaced(stack, told.taken)
    elif len(stack):
        sort_keyless(stack, told)
    return told

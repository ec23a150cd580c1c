"""What a predicate answers: yes, no, or unknown, and why."""

from __future__ import annotations

from typing import Any

import jinja2

from pipeline.compose.fault import TemplateFault
from pipeline.compose.quantity import Quantity
from pipeline.model.shape import shape

__all__ = ["Answer", "both_known", "covered", "no", "taken", "unknown", "yes"]


@shape
class Answer:
    """``holds`` is None where the data do not say."""

    holds: bool | None
    reason: str = ""


def yes(reason: str = "") -> Answer:
    """The data bear the claim out."""
    return Answer(True, reason)


def no(reason: str) -> Answer:
    """The data contradict the claim."""
    return Answer(False, reason)


def unknown(reason: str) -> Answer:
    """The data do not say."""
    return Answer(None, reason)


def taken(value: Any, predicate: str) -> Quantity:
    """The quantity that a predicate is given."""
    if isinstance(value, jinja2.Undefined):
        str(value)
    if not isinstance(value, Quantity):
        raise TemplateFault(f"判断“{predicate}”的括号里应写指标")
    return value


def covered(value: Any, predicate: str) -> Answer:
    """Whether a coverage is whole: numerator = denominator > 0."""
    coverage = taken(value, predicate)
    if lacking := both_known(coverage):
        return lacking
    days, due = coverage.figure.numerator, coverage.figure.denominator
    if days is None or due is None:
        return unknown("指标没有分子和分母，不是覆盖率")
    return yes(f"{days} = {due}") if days == due > 0 else no(f"{days} / {due}")


def both_known(*quantities: Quantity) -> Answer | None:
    """None when every figure is known and complete; else unknown, with the reason of the first that is not."""
    for quantity in quantities:
        if quantity.figure.value is None or not quantity.figure.complete:
            return unknown(quantity.lack())
    return None

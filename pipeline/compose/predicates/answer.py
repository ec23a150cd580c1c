"""What a predicate answers: yes, no, or unknown, and why."""

from __future__ import annotations

from typing import Any

import jinja2

from pipeline.compose.fault import TemplateFault
from pipeline.compose.quantity import Quantity
from pipeline.model.shape import shape

__all__ = ["Answer", "both_known", "counted_alike", "covered", "no", "of_each", "taken", "unknown", "yes"]


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


def counted_alike(part: Quantity, whole: Quantity, predicate: str) -> None:
    """Refuse what cannot be part and whole of one thing: rates, and numbers of two spans or two scopes."""
    for one in (part, whole):
        if one.figure.indicator.is_rate:
            raise TemplateFault(f"判断“{predicate}”比的是两个数量，{one.kind}是率，请写它的分子和分母两个指标")
    if (part.figure.period, part.figure.scope) != (whole.figure.period, whole.figure.scope):
        raise TemplateFault(f"判断“{predicate}”的两个数要同期间、同范围：{part.kind}和{whole.kind}不同")


def of_each(value: Quantity, predicate: str, key: str, right: tuple[str, ...]) -> None:
    """Refuse a coverage that asks something else than what is claimed: working days for every day, a year for every month."""
    indicator = value.figure.indicator
    if indicator.numerator or (indicator.type == "coverage" and indicator.options.get(key, "period") not in right):
        told = "或".join(f"{key}: {one}" for one in right)
        raise TemplateFault(f"判断“{predicate}”要用 type: coverage、{told} 的指标，{value.kind}不是按这个统计的")


def covered(value: Any, predicate: str, each: tuple[str, ...]) -> Answer:
    """Whether a coverage of these is whole: numerator = denominator > 0."""
    coverage = taken(value, predicate)
    of_each(coverage, predicate, "each", each)
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

"""The declarative filter of an indicator, and the dates that place a row in a period: shapes only, hashable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pipeline.model.shape import shape

__all__ = [
    "AllOf",
    "AnyOf",
    "Blank",
    "Compare",
    "Condition",
    "DateOf",
    "DateRule",
    "Dated",
    "Equals",
    "FirstOf",
    "Not",
    "Setting",
    "Stock",
    "columns_of",
    "date_columns",
    "describe",
    "describe_date",
    "equalities",
]

Operator = Literal["at_least", "more_than", "at_most", "less_than"]
Order = Literal["not_after", "not_before", "after", "before"]

OPERATORS: dict[str, str] = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<"}
ORDERS: dict[str, str] = {"not_after": "不晚于", "not_before": "不早于", "after": "晚于", "before": "早于"}


@shape
class Setting:
    """A value that the office sets elsewhere (``collective_min``, ``channels_in_total``)."""

    name: str


@shape
class DateOf:
    """A date column, shifted by some days."""

    column: str
    plus: int = 0


@shape
class FirstOf:
    """The first of several dates that is not blank; a sheet may lack all of their columns but the last."""

    dates: tuple[DateOf, ...]


DateRule = DateOf | FirstOf


@shape
class Stock:
    """A cohort of what stands at the period's end: begun by then (or without a beginning) and not ended."""

    begun: str
    ended: str


@shape
class Equals:
    """The cell is one of the values; a blank cell is none of them."""

    column: str
    values: tuple[str | int, ...] | Setting


@shape
class Compare:
    """A number against a bound; a blank cell fails."""

    column: str
    operator: Operator
    bound: int | Setting


@shape
class Blank:
    """The cell is blank."""

    column: str


@shape
class Dated:
    """A date against another date of the row or a fixed day; where either is blank it fails."""

    date: DateRule
    order: Order
    other: DateRule | dt.date


@shape
class Not:
    """The condition does not hold: a blank cell passes ``not: 重复``."""

    part: Condition


@shape
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@shape
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


Condition = Equals | Compare | Blank | Dated | Not | AllOf | AnyOf


def columns_of(condition: Condition | None) -> frozenset[str]:
    """The columns that a condition cannot do without."""
    if condition is None:
        return frozenset()
    if isinstance(condition, (AllOf, AnyOf)):
        return frozenset().union(*(columns_of(part) for part in condition.parts))
    if isinstance(condition, Not):
        return columns_of(condition.part)
    if isinstance(condition, Dated):
        other = frozenset() if isinstance(condition.other, dt.date) else date_columns(condition.other)
        return date_columns(condition.date) | other
    return frozenset({condition.column})


def equalities(condition: Condition | None) -> Iterator[Equals]:
    """Wherever a column must equal something, or must not."""
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.parts:
            yield from equalities(part)
    elif isinstance(condition, Not):
        yield from equalities(condition.part)
    elif isinstance(condition, Equals):
        yield condition


def date_columns(rule: DateRule | Stock | None) -> frozenset[str]:
    """The columns that a date cannot do without: of a first-of, only those of the last resort."""
    if isinstance(rule, DateOf):
        return frozenset({rule.column})
    if isinstance(rule, FirstOf):
        return date_columns(rule.dates[-1])
    return frozenset()


def describe(condition: Condition | None, settings: Mapping[str, Any] | None = None) -> str:
    """The condition in words, for 口径说明; ``settings`` are the office's values for what a ``Setting`` names."""
    return _words(condition, settings or {}) or "全部行"


def _words(condition: Condition | None, settings: Mapping[str, Any]) -> str:  # noqa: PLR0911 - one line a kind
    if condition is None:
        return ""
    if isinstance(condition, (AllOf, AnyOf)):
        return _joined(condition, settings)
    if isinstance(condition, Not):
        part = condition.part
        return f"{part.column}不为空" if isinstance(part, Blank) else f"不是（{_words(part, settings)}）"
    if isinstance(condition, Dated):
        other = condition.other.isoformat() if isinstance(condition.other, dt.date) else describe_date(condition.other)
        return f"{describe_date(condition.date)}{ORDERS[condition.order]}{other}"
    if isinstance(condition, Blank):
        return f"{condition.column}为空"
    if isinstance(condition, Compare):
        bound = condition.bound
        return f"{condition.column}{OPERATORS[condition.operator]}{_set_to(bound, settings)}"
    values = _set_to(condition.values, settings)
    return "" if values is None else f"{condition.column}为{'、'.join(map(str, values))}"


def _set_to(value: Any, settings: Mapping[str, Any]) -> Any:
    return settings.get(value.name) if isinstance(value, Setting) else value


def _joined(condition: AllOf | AnyOf, settings: Mapping[str, Any]) -> str:
    told = [(part, words) for part in condition.parts if (words := _words(part, settings))]
    bracketed = [f"（{words}）" if isinstance(part, (AllOf, AnyOf)) else words for part, words in told]
    return ("且" if isinstance(condition, AllOf) else "或").join(bracketed)


def describe_date(rule: DateRule | Stock | None) -> str:
    """A date rule in words."""
    if isinstance(rule, FirstOf):
        return "，无则".join(describe_date(date) for date in rule.dates)
    if isinstance(rule, Stock):
        return f"期末介于{rule.begun}与{rule.ended}之间"
    if rule is None:
        return "不分时间"
    return f"{rule.column}+{rule.plus}日" if rule.plus else rule.column

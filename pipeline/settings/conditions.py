"""The ``where`` and ``cohort`` of an indicator: plain YAML in, hashable conditions out, every mistake with its line.

A ``where`` maps columns to what they must be; all must hold. ``all``, ``any`` (lists) and ``not`` combine.

    where: {信访形式: 来访}                       equals
    where: {信访形式: [来信, 网上信访]}           one of
    where: {人数: {at_least: 5}}                  at_least, more_than, at_most, less_than
    where: {人数: {at_least: {setting: collective_min}}}
    where: {受理日期: {blank: false}}
    where: {受理日期: {not_after: {column: 登记日期, plus_days: 15}}}      not_after, not_before, after, before
    where: {初重信访: {not: 重复}}                a blank cell passes

A ``cohort`` is a date column, ``{column, plus_days}``, ``{first: […]}``, or ``{begun, ended}`` for what stands at the end.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, get_args

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
    Operator,
    Order,
    Setting,
    Stock,
)
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.tables import Column, TableSpec
from pipeline.settings.shape import complain, fitting
from pipeline.settings.yaml import FULL_COLON, Listed, Mapped, Suspect, place_of
from pipeline.words.nearest import nearest

__all__ = ["SETTINGS", "Reader"]

# what an office sets elsewhere and a where may refer to
SETTINGS = ("collective_min", "channels_in_total")
_OPERATORS = (*get_args(Operator), *get_args(Order), "blank", "not", "setting")
_COMBINING = ("all", "any", "not")


@dataclass(slots=True, eq=False)
class Reader:
    """Reads the conditions of one indicator over one table; collects what is wrong."""

    spec: TableSpec
    what: str
    problems: list[Problem]

    def where(self, value: Any, place: Place) -> Condition | None:
        """A ``where``."""
        if isinstance(value, Suspect):
            self.problems.append(complain(value.place, FULL_COLON))
            return None
        if not isinstance(value, Mapped):
            self._wrong(place, f"where 应为“列名: 要求”的映射，现为“{_short(value)}”")
            return None
        parts = [part for key in value if (part := self._entry(key, value[key], place_of(value, key, place))) is not None]
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def date(self, value: Any, place: Place, what: str = "cohort") -> DateRule | Stock | None:
        """A ``cohort``, or the date that another date is held against."""
        if isinstance(value, str):
            return DateOf(value) if self._is_date(value, place, what) else None
        if not isinstance(value, Mapped):
            self._wrong(place, f"{what} 应为日期列的名称，现为“{_short(value)}”")
            return None
        if "first" in value:
            return self._first(value["first"], place, what)
        if "begun" in value or "ended" in value:
            return self._stock(value, place)
        good, wrong = fitting(value, {"column": str, "plus_days": int}, f"{self.what}的 {what}", place)
        self.problems += wrong
        column = good.get("column", "")
        return DateOf(column, good.get("plus_days", 0)) if self._is_date(column, place, what) else None

    def column(self, name: Any, place: Place) -> Column | None:
        """A declared, non-private column of the table."""
        known = [column.name for column in self.spec.columns if not column.private]
        if name in known:
            return self.spec.column(name)
        self._wrong(place, f"表“{self.spec.name}”没有列“{name}”{nearest(str(name), known)}")
        return None

    def _first(self, value: Any, place: Place, what: str) -> FirstOf | None:
        if not isinstance(value, Listed) or not value:
            self._wrong(place, f"{what} 的 first 应为日期列的列表")
            return None
        dates = [self.date(item, place_of(value, at, place), what) for at, item in enumerate(value)]
        return FirstOf(tuple(date for date in dates if isinstance(date, DateOf)))

    def _stock(self, value: Mapped, place: Place) -> Stock | None:
        good, wrong = fitting(value, {"begun": str, "ended": str}, f"{self.what}的 cohort", place)
        self.problems += wrong
        fine = [self._is_date(good.get(key, ""), place_of(value, key, place), "cohort") for key in ("begun", "ended")]
        return Stock(good["begun"], good["ended"]) if all(fine) else None

    def _is_date(self, name: str, place: Place, what: str) -> bool:
        dates = [column.name for column in self.spec.columns if column.type == "date" and not column.private]
        if name in dates:
            return True
        self._wrong(place, f"{what} 里的“{name}”不是表“{self.spec.name}”的日期列{nearest(name, dates)}")
        return False

    def _entry(self, key: str, value: Any, place: Place) -> Condition | None:
        if key in _COMBINING and self.spec.column(key) is None:
            return self._combine(key, value, place)
        column = self.column(key, place)
        return None if column is None else self._column_condition(column, value, place)

    def _combine(self, key: str, value: Any, place: Place) -> Condition | None:
        if key == "not":
            part = self.where(value, place)
            return Not(part) if part is not None else None
        if not isinstance(value, Listed):
            self._wrong(place, f"where 的 {key} 应为列表，每项是“列名: 要求”的映射")
            return None
        found = [self.where(item, place_of(value, at, place)) for at, item in enumerate(value)]
        parts = tuple(part for part in found if part is not None)
        return AllOf(parts) if key == "all" else AnyOf(parts)

    def _column_condition(self, column: Column, value: Any, place: Place) -> Condition | None:
        if not isinstance(value, Mapped):
            return self._equals(column, value, place)
        parts = [
            part for key in value if (part := self._operation(column, key, value[key], place_of(value, key, place))) is not None
        ]
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _operation(self, column: Column, key: str, value: Any, place: Place) -> Condition | None:
        if key in get_args(Operator):
            return self._compare(column, key, value, place)
        if key in get_args(Order):
            return self._dated(column, key, value, place)
        if key == "blank" and isinstance(value, bool):
            return Blank(column.name) if value else Not(Blank(column.name))
        if key == "not":
            part = self._equals(column, value, place)
            return Not(part) if part is not None else None
        if key == "setting":
            return Equals(column.name, setting) if (setting := self._setting(value, place)) else None
        self._wrong(place, f"列“{column.name}”的要求“{key}: {_short(value)}”看不懂{nearest(key, _OPERATORS)}")
        return None

    def _equals(self, column: Column, value: Any, place: Place) -> Equals | None:
        if isinstance(value, Suspect):
            self.problems.append(complain(value.place, FULL_COLON))
            return None
        values = tuple(value) if isinstance(value, Listed) else (value,)
        wanted: type = int if column.type == "integer" else str
        if column.type in ("date", "number") or not values or any(type(item) is not wanted for item in values):
            kind = {"integer": "整数", "date": "before、not_after 等比较", "number": "比较"}.get(column.type, "文字")
            self._wrong(place, f"列“{column.name}”的要求应为{kind}，现为“{_short(value)}”")
            return None
        if column.type == "category" and not column.open:
            for item in values:
                if item not in column.values:
                    known = "、".join(column.values)
                    self._wrong(place, f"列“{column.name}”没有“{item}”这个值{nearest(item, column.values) or '。'}可用：{known}")
                    return None
        return Equals(column.name, values)

    def _compare(self, column: Column, key: Any, value: Any, place: Place) -> Compare | None:
        if column.type not in ("integer", "number"):
            self._wrong(place, f"列“{column.name}”不是数，不能用 {key}")
            return None
        if isinstance(value, Mapped):
            setting = self._setting(value.get("setting"), place)
            return Compare(column.name, key, setting) if setting else None
        if type(value) is not int:
            self._wrong(place, f"列“{column.name}”的 {key} 应为整数，现为“{_short(value)}”")
            return None
        return Compare(column.name, key, value)

    def _dated(self, column: Column, key: Any, value: Any, place: Place) -> Dated | None:
        if not self._is_date(column.name, place, "where"):
            return None
        try:
            return Dated(DateOf(column.name), key, dt.date.fromisoformat(value))
        except (TypeError, ValueError):
            other = self.date(value, place, "where")
        return Dated(DateOf(column.name), key, other) if isinstance(other, (DateOf, FirstOf)) else None

    def _setting(self, name: Any, place: Place) -> Setting | None:
        if name in SETTINGS:
            return Setting(name)
        self._wrong(place, f"没有叫“{name}”的设置{nearest(str(name), SETTINGS) or '。'}可用：{'、'.join(SETTINGS)}")
        return None

    def _wrong(self, place: Place, message: str) -> None:
        self.problems.append(complain(place, f"{self.what}：{message}"))


def _short(value: Any) -> str:
    return str(value)[:20]

"""Reads docs/templates.md: its truth tables and its examples."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"
_AMOUNT = re.compile(r"(-?[\d.]+)([^\d\s]*)")


def rows() -> list[tuple[int, str, str, str]]:
    """Line, data, template, printed: every row of a truth table."""
    found, inside = [], False
    for number, line in enumerate(PAGE.read_text("utf-8").splitlines(), 1):
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells[:1] == ["data"]:
            inside = True
        elif not cells:
            inside = False
        elif inside and not cells[0].startswith("---"):
            found.append((number, cells[0], cells[1].strip("`"), cells[2]))
    return found


def examples() -> list[tuple[str, str]]:
    """Template and outline: every example block."""
    return re.findall(r"```example\n(.*?)```\n```outline\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def figures(data: str) -> tuple[list[Figure], Period]:
    """``信访总量 307件 去年394 上期300 不全``: the figures that a data cell describes."""
    period = Period.parse("2025-11" if " 月" in data else "2025")
    assert period is not None
    return [_figure(one, period) for one in data.split("；")], period


def _figure(text: str, period: Period) -> Figure:
    name, first, *rest = text.split()
    number, unit = ("", "批" if "批" in name else "件") if first == "缺" else _AMOUNT.fullmatch(first).groups()
    is_rate = unit == "%"
    values = {"去年": None, "上期": None}
    for word in rest:
        if word[:2] in values:
            values[word[:2]] = _value(word[2:].rstrip("%"), is_rate)
    parts = next((word[1:].split("/") for word in rest if word.startswith("分")), (None, None))
    polarity = "more_is_better" if "越高越好" in rest else "neutral"
    kind = "ratio" if is_rate else "simple"
    return Figure(
        Indicator(name, type=kind, unit=unit, decimals=1 if is_rate else 0, polarity=polarity),
        period,
        numerator=parts[0] and int(parts[0]),
        denominator=parts[1] and int(parts[1]),
        value=None if first == "缺" else _value(number, is_rate),
        year_ago=values["去年"],
        previous=values["上期"],
        complete="不全" not in rest,
        year_over="未满" not in rest,
        why_null="没有数据" if first == "缺" else "",
    )


def _value(text: str, is_rate: bool) -> int | Fraction:
    return Fraction(text) / 100 if is_rate else int(text)

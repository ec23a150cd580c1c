"""Filters that say how much: 概数 大写 万 亿 占比 无单位; and the tests 有数, 完整, 计入."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pipeline.compose.draft import Fixed, Number
from pipeline.compose.fault import TemplateFault
from pipeline.compose.filters.taking import quantities, quantity
from pipeline.compose.quantity import Quantity, said
from pipeline.compose.visible import Said
from pipeline.words.approximate import APPROXIMATIONS, approximate
from pipeline.words.chinese import numeral
from pipeline.words.number import decimal, places_of, printed, rounded, share_in_percent
from pipeline.words.part import NOTHING, Part

__all__ = [
    "about",
    "hundred_millions",
    "in_words",
    "is_complete",
    "is_known",
    "is_part",
    "rounding_note",
    "share_of",
    "ten_thousands",
    "without_unit",
]

_NO_AMOUNT = ("mean", "median", "min", "max")
"""Measures of which nothing is a share."""


def is_known(value: Any) -> bool:
    """Whether the data give the figure: ``{% if 满意率 is 有数 %}``."""
    return quantity(value, "有数").value is not None


def is_complete(value: Any) -> bool:
    """Whether the figure's span is wholly covered and every unit reported."""
    figure = quantity(value, "完整").figure
    return figure.value is not None and figure.complete


def is_part(value: Any, 总数: Any = None) -> bool:
    """Whether the office counts it in a total: ``{% if 来电件次 is 计入(信访总量) %}`` (``channels_in_total``, ``parts``)."""
    whole = quantity(总数, "计入").figure.indicator
    parts = (*whole.options.get("parts", ()), *whole.options.get("also_parts", ()))
    return quantity(value, "计入").figure.indicator.name in parts


def about(value: Any, 说法: str = "多") -> Said:
    """``3000多份``, ``近3000份``: an approximation that is true of the exact value, else the exact value."""
    given = quantity(value, "概数")
    if 说法 not in APPROXIMATIONS:
        raise TemplateFault(f"概数的说法只能是{'、'.join(APPROXIMATIONS)}，现为“{说法}”")
    figure, known = given.figure, given.value
    if known is None:
        return said(given, NOTHING)
    rate = figure.indicator.is_rate
    size = Fraction(known) * (100 if rate else 1)
    text = None if rate and 说法 in ("多", "余") else approximate(size, figure.indicator.unit, 说法)
    return said(given, (Part(text, "approximate") if text else Part(printed(known, figure.indicator), "value"),))


def in_words(value: Any) -> Said:
    """``十二件``: a whole number in Chinese numerals; other numbers in digits."""
    given = quantity(value, "大写")
    figure, known = given.figure, given.value
    if known is None:
        return said(given, NOTHING)
    whole = isinstance(known, int) and not figure.indicator.is_rate
    text = numeral(int(known)) + figure.indicator.unit if whole else printed(known, figure.indicator)
    return said(given, (Part(text, "value"),))


def ten_thousands(value: Any, 位数: int = 2) -> Said:
    """``3.25万件``, of 99999 ``约10万件``; below 10000 the plain number."""
    return _scaled(quantity(value, "万"), 10_000, "万", 位数)


def hundred_millions(value: Any, 位数: int = 2) -> Said:
    """``5.34亿元``; below 100000000 the plain number."""
    return _scaled(quantity(value, "亿"), 100_000_000, "亿", 位数)


def _scaled(given: Quantity, scale: int, word: str, decimals: int) -> Said:
    figure, known = given.figure, given.value
    if known is None:
        return said(given, NOTHING)
    if abs(Fraction(known)) < scale or figure.indicator.is_rate:
        return said(given, (Part(printed(known, figure.indicator), "value"),))
    size = Fraction(known) / scale
    while abs(rounded(size, decimals) - size) * 50 > abs(size):
        decimals += 1
    text = decimal(size, decimals)
    looks_whole = rounded(size, decimals) != size and len(text.partition(".")[2]) < max(decimals, 1)
    mark, form = ("约", "approximate") if looks_whole else ("", "value")
    return said(given, (Part(mark + text + word + figure.indicator.unit, form),))


def share_of(value: Any, 总数: Any, 位数: int = 1, 名: str = "", 只印数: bool = False) -> Said:
    """``占信访总量的22%``: with its denominator (只印数: where a table header names it); a gap on a zero or missing one."""
    part, whole = quantity(value, "占比"), quantity(总数, "占比")
    for one in (part, whole):
        if one.figure.indicator.is_rate or one.figure.indicator.measure in _NO_AMOUNT:
            raise TemplateFault(f"{one.kind}是率、平均数一类的数，不能说占比，占比要用两个数量")
    above, below = part.figure.value, whole.figure.value
    if above is None or not below or not part.figure.complete or not whole.figure.complete:
        return said(part, NOTHING, (part if above is None or below else whole).lack())
    if (part.figure.period, part.figure.scope) != (whole.figure.period, whole.figure.scope):
        raise TemplateFault(f"占比的两个数要同期间、同范围：{part.kind}和{whole.kind}不同")
    if above > below:
        raise TemplateFault(f"{part.kind}大于{whole.kind}，不能说占比，请检查写反了没有")
    text = share_in_percent(Fraction(above) / Fraction(below), 位数, full=只印数) + "%"
    form = f"share_of:{whole.figure.indicator.name}"
    number = Number(text, part.figure, form, (whole.figure,))
    return Said(part.draft, (number,) if 只印数 else (f"占{名 or whole.label}的", number))


def rounding_note(values: Any, 总数: Any, 位数: int = 1, 前: str = "注：") -> Said:
    """``注：因四舍五入，各项占比之和与合计略有出入。`` where the parts make up the whole and their shares, as printed, do not."""
    whole = quantity(总数, "尾差说明")
    every = quantities(values, "尾差说明")
    parts = [part.value for part in every]
    total = whole.value if all(one.figure.complete for one in (whole, *every)) else None
    known = [Fraction(part) for part in parts if part is not None]
    if not total or len(known) != len(parts) or sum(known) != total:
        return Said(whole.draft, ())
    if sum(rounded(part / total * 100, places_of(part / total, 位数)) for part in known) == 100:
        return Said(whole.draft, ())
    return Said(whole.draft, (Fixed(f"{前}因四舍五入，各项占比之和与合计略有出入。"),))


def without_unit(value: Any) -> Said:
    """``307``: for tables whose header names the unit."""
    found: Said = quantity(value, "无单位").look("数")
    return found

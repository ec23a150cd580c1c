"""Reads a sentence back and holds it against exact values; shares nothing with the code that wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")}
SMALLEST_BASE = 5
"""The least base of a percentage, by default."""
PLACES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True)
class Pair:
    """What a comparison was written of: a value, its base, whether they are rates (fractions of 1)."""

    value: Fraction
    base: Fraction
    rate: bool = False


def close(printed: str, exact: Fraction) -> bool:
    """Whether a printed decimal is the exact value, a half rounded away from zero, at its precision or finer."""
    decimals = len(printed.partition(".")[2])
    return any(_half_up(exact, places) == Fraction(printed) for places in range(decimals, decimals + 4))


def _half_up(exact: Fraction, places: int) -> Fraction:
    sign = -1 if exact < 0 else 1
    below = abs(exact) * 10**places // 1
    rest = abs(exact) * 10**places - below
    return sign * Fraction(below + (1 if rest * 2 >= 1 else 0), 10**places)


def comparison_holds(text: str, pair: Pair, decimals: int) -> bool:
    """Whether ``同比下降22%`` and its kin are true of the pair."""
    v, b = pair.value, pair.base
    change = (v - b) * 100 if pair.rate else (v - b) / b * 100 if b else None
    text = re.sub(r"^(同比|环比|比去年同期|比上年|比上期|与去年同期|与上年)", "", text).replace("由上年的", "由")
    if found := re.fullmatch(r"(上升|下降)([\d.]+)(%|个百分点)", text):
        up = found[1] == "上升"
        assert (found[3] == "个百分点") == pair.rate
        assert pair.rate or b >= SMALLEST_BASE
        if abs(v - b) < (1 if pair.rate else b) and Fraction(found[2]) == 100:
            return False
        if not up and not pair.rate and Fraction(found[2]) >= 100:
            return False
        return change is not None and (change > 0) == up and Fraction(found[2]) > 0 and close(found[2], abs(change))
    if found := re.fullmatch(r"(增加|减少)(\d+)件", text):
        return 0 < b < SMALLEST_BASE and v - b == int(found[2]) * (1 if found[1] == "增加" else -1) != 0
    if text == "持平":
        return change is not None and _half_up(abs(change), decimals) == 0
    if found := re.fullmatch(r"净增(\d+)件（上年为0）", text):
        return b == 0 and v == int(found[1]) > 0
    if found := re.fullmatch(r"由(\d+)件降为0", text):
        return v == 0 and b == int(found[1]) > 0
    if found := re.fullmatch(r"由(\d+)件降为(\d+)件", text):
        all_but = _half_up(abs(change), decimals) == 100
        return all_but and (b, v) == (int(found[1]), int(found[2])) and 0 < v < b
    if found := re.fullmatch(r"是上年的([\d.]+)倍", text):
        return b > 0 and v >= 2 * b and close(found[1], v / b)
    if text == "连续两年为0":
        return v == b == 0
    raise AssertionError(text)


def degree_holds(text: str, pair: Pair) -> bool:
    """Whether ``大幅下降`` and its kin are true of a pair of counts, by the default thresholds."""
    v, b = pair.value, pair.base
    if found := re.fullmatch(r"由上年的(\d+)件(增至|降为)(\d+)件", text):
        return 0 < b < 30 and 0 < v == int(found[3]) and b == int(found[1]) and (v > b) == (found[2] == "增至")
    if found := re.fullmatch(r"由上年的(\d+)件降为0", text):
        return 0 < b < 30 and b == int(found[1]) and v == 0
    if found := re.fullmatch(r"净增(\d+)件（上年为0）", text):
        return b == 0 and v == int(found[1]) > 0
    if text == "持平":
        return v == b or (b > 0 and abs(v - b) * 2000 < b)
    if b < 30:
        return False
    size = abs(v - b) / b
    if text == "基本持平":
        return 0 < size < Fraction(1, 100)
    found = re.fullmatch(r"(大幅|明显|略有|)(上升|下降)", text)
    assert found, text
    bounds = {"略有": (1, 5), "": (5, 20), "明显": (20, 40), "大幅": (40, 10**9)}
    low, high = bounds[found[1]]
    enough = found[1] != "大幅" or abs(v - b) >= 10
    return (v > b) == (found[2] == "上升") and Fraction(low, 100) <= size < Fraction(high, 100) and enough


def approximation_holds(text: str, value: Fraction, unit: str) -> bool:
    """Whether ``3000多份``, ``近3000份`` … is true of the exact value."""
    if found := re.fullmatch(rf"(\d+)(多|余){unit}", text):
        number = int(found[1])
        step = 10 ** (len(found[1]) - len(found[1].rstrip("0")))
        return number < value < number + step
    if found := re.fullmatch(rf"近(\d+){unit}", text):
        return Fraction(95, 100) * int(found[1]) <= value < int(found[1])
    if found := re.fullmatch(rf"约(\d+){unit}", text):
        return abs(value - int(found[1])) <= Fraction(2, 100) * int(found[1])
    if found := re.fullmatch(rf"超过(\d+){unit}", text):
        return value > int(found[1])
    if found := re.fullmatch(rf"(\d+){unit}以上", text):
        return value >= int(found[1])
    found = re.fullmatch(rf"(\d+){unit}", text)
    assert found, text
    return value == int(found[1])


def numeral_value(text: str) -> int:
    """The number that a Chinese numeral writes."""
    total = group = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in PLACES:
            group += (digit or 1) * PLACES[char]
            digit = 0
        elif char == "万":
            total += (group + digit) * 10_000
            group = digit = 0
        elif char == "亿":
            total = (total + group + digit) * 100_000_000
            group = digit = 0
    return total + group + digit

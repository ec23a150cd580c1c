"""A date: a real one, an Excel serial, or text in one of the usual ways; without a year only as text, the year from around it.

Good: ``2025.3.5``, ``2025/3/5 12:09:38``, ``2025年3月5日``, ``20250305`` (text or number), 45721, ``3月5日`` and text ``3.5``;
``2025—3—5``, ``2025，3，5``, ``二〇二五年三月五日``, ``2025年元月5日``.
Bad: the number 6.1 (6月1日 or 6月10日?), ``2025年3月``, ``2025.2.30``; in .csv, where all is text, also ``6.1``, but not ``6.10``.
Nothing: ``1900-01-01``.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from pipeline.check.cells.fault import Fault, Read
from pipeline.check.plain import plain
from pipeline.check.scene import Scene
from pipeline.model.shape import shape
from pipeline.model.tables import Column
from pipeline.words.chinese import chinese_number

__all__ = ["Guessed", "plain_dates", "reader"]

_FULL = re.compile(r"(\d{4})(?:年|[-/.,、。\\—–―])(\d{1,2})(?:月|[-/.,、。\\—–―])(\d{1,2})(?:日|号)?[.。]?")
_CHINESE = re.compile(
    r"(?:(\d{4}|[〇○零一二三四五六七八九]{4})年)?(元|[一二三四五六七八九十]{1,3}|\d{1,2})月([一二三四五六七八九十]{1,3}|\d{1,2})[日号]?"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# cut off before spaces are: 2025/3/1 2:09 is not the 12th
_CLOCK = re.compile(r"(?:(?:\s+|(?<=\d)T|(?<=[日号]))\d{1,2}[:时点].*|\s*(?:[上下]午|星期|周|\().*)$", re.DOTALL)
_PACKED = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)(?:\.0)?")
_SHORT = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})(?:日|号)?")
_NUMBER = re.compile(r"0|[1-9]\d*|(?:0|[1-9]\d*)\.\d*[1-9]")
_PLACEHOLDERS = (dt.date(1900, 1, 1), dt.date(1899, 12, 31), dt.date(1899, 12, 30), dt.date(1904, 1, 1))
_EPOCH_1900 = dt.date(1899, 12, 30)
_EPOCH_1904 = dt.date(1904, 1, 1)
_FIRST_SERIAL, _LAST_SERIAL = 20000, 80000
_NO_DAY = "没有写到日，请补上"
_EXPECTED = "应为日期，如 2025年3月5日"


@shape
class Guessed:
    """A date whose year was not in the cell."""

    date: dt.date


def reader(column: Column, scene: Scene) -> Read:  # noqa: ARG001 - one shape for all readers
    """The date that a cell says; None for a placeholder."""

    def read(cell: Any) -> Any:
        if isinstance(cell, bool | dt.timedelta):
            return _wrong()
        if isinstance(cell, dt.datetime):
            return _plausible(cell.date(), scene)
        if isinstance(cell, dt.date):
            return _plausible(cell, scene)
        if isinstance(cell, dt.time):
            return None if cell == dt.time() else _wrong()
        if isinstance(cell, int | float):
            return _from_number(float(cell), scene)
        return _from_text(plain(_CLOCK.sub("", unicodedata.normalize("NFKC", cell).strip())), scene)

    return read


def plain_dates(scene: Scene) -> tuple[dt.date, dt.date]:
    """The first and last day between which a date cell is taken as it is."""
    return max(scene.limits.earliest, _PLACEHOLDERS[-1] + dt.timedelta(1)), scene.limits.latest


def _wrong(advice: str = "请改为这种写法") -> Fault:
    return Fault("wrong-type", _EXPECTED, advice)


def _plausible(date: dt.date, scene: Scene) -> Any:
    if date in _PLACEHOLDERS:
        return None
    if not scene.limits.earliest <= date <= scene.limits.latest:
        return Fault("out-of-range", f"应为{scene.limits.earliest.year}年至{scene.limits.latest.year}年之间的日期", "请核对年份")
    return date


def _from_number(number: float, scene: Scene) -> Any:
    if abs(number) < 367:
        return Fault("wrong-type", _EXPECTED, "单写数字分不清是几月几日（6.1 可能是6月1日，也可能是6月10日），请写成“6月1日”")
    if number.is_integer() and (packed := _PACKED.fullmatch(str(int(number)))):
        return _date(scene, *map(int, packed.groups()))
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        date = (_EPOCH_1904 if scene.epoch_1904 else _EPOCH_1900) + dt.timedelta(int(number))
        return date if date > scene.limits.latest else _plausible(date, scene)  # later than typed dates
    return _wrong(_NO_DAY if 1900 <= number < 2100 and not number.is_integer() else "请改为这种写法")


def _from_text(text: str, scene: Scene) -> Any:
    if found := _FULL.fullmatch(text) or _PACKED.fullmatch(text):
        return _date(scene, *map(int, found.groups()))
    if _NUMBER.fullmatch(text) and (scene.textual or "." not in text or float(text) >= _FIRST_SERIAL):
        return _from_number(float(text), scene)
    if found := _SHORT.fullmatch(text):
        if scene.year is None:
            return _wrong("没有年份，文件名、表名和标题里也没有写，请补上年份")
        date = _date(scene, scene.year, *map(int, found.groups()))
        return Guessed(date) if isinstance(date, dt.date) else date
    if (found := _CHINESE.fullmatch(text)) and not _SHORT.fullmatch(text):
        return _in_chinese(found, scene)
    return _wrong(_NO_DAY if re.fullmatch(r"\d{4}(年|[-/.])\d{1,2}月?", text) else "请改为这种写法")


def _in_chinese(found: re.Match[str], scene: Scene) -> Any:
    """The date of Chinese numerals; what is no number of a month or day is as wrong as the 13th one."""
    year, month, day = found.groups()
    numbers = "月".join(str(_number(each)) for each in (month, day))
    return _from_text(f"{year.translate(_DIGITS)}年{numbers}日" if year else f"{numbers}日", scene)


def _number(text: str) -> int:
    if text == "元":
        return 1
    return int(text) if text.isdecimal() else chinese_number(text) or 0


def _date(scene: Scene, year: int, month: int, day: int) -> Any:
    try:
        return _plausible(dt.date(year, month, day), scene)
    except ValueError:
        return _wrong("没有这一天，请核对")

"""documents.yaml: which documents the office writes, from which template, for which spans and units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from pipeline.model.period import Grain, Period
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Calendar, DocumentSpec
from pipeline.model.tables import TableSpec
from pipeline.model.unit import DEPARTMENT, TOWNSHIP
from pipeline.settings import recipients
from pipeline.settings.shape import complain, fitting, strings
from pipeline.settings.yaml import Mapped, place_of
from pipeline.words.nearest import nearest

__all__ = ["DATED", "FACTS", "SUPPLEMENT", "WATCH_DAYS", "parse"]

WATCH_DAYS = "特护期"
"""What ``for_each`` says for every day of each watch period."""
DATED = ("期前一日", "期末", "期末次日")
"""What ``date`` may say instead of a day: the day before the period, its last day, the day after it."""
SUPPLEMENT = "增刊"
"""What follows the 刊名 in the register for a series of supplements, which is numbered apart."""
FACTS = "事实"
"""What ``needs`` says for a facts file of the period."""

_FILE = Place("config/documents.yaml")
_SHAPE: dict[str, type | tuple[type, ...]] = {
    "template": str,
    "profile": str,
    "grain": str,
    "for_each": (str, list),
    "needs": (list, str),
    "audience": str,
    "date": str,
    "periods": (list, str, int),
    "file": str,
    "scoped": bool,
    "early": bool,
    "series": str,
    "supplement": bool,
    "total_before": int,
    "copies": int,
    "target_minutes": int,
    "structure": str,
    "subject": str,
    "perspective": str,
    "recipients": dict,
    "options": dict,
}
_OWN = ("template", "profile", "grain", "for_each", "needs", "date", "periods", "file", "scoped", "early")
_AUDIENCES = ("public", "internal")
_MARKS = ("{文稿}", "{期间}", "{范围}")
_MARK = re.compile(r"\{[^{}]*\}")
_BAD_IN_NAMES = re.compile(r'[<>:"\\|?*\x00-\x1f]')


def parse(
    mapped: Mapped, tables: dict[str, TableSpec], calendar: Calendar | None = None
) -> tuple[dict[str, DocumentSpec], tuple[Problem, ...]]:
    """Each entry as a ``DocumentSpec``, and every mistake."""
    specs: dict[str, DocumentSpec] = {}
    problems: list[Problem] = []
    for name in mapped:
        place = place_of(mapped, name, _FILE)
        entry, wrong = fitting(mapped[name], _SHAPE, f"文稿“{name}”", place)
        problems += wrong
        if "file" in entry:
            entry["file"] = _single(entry["file"])
        for key, message in _faults(name, entry, tables, calendar or Calendar()):
            problems.append(complain(place_of(mapped[name], key, place) if key else place, message))
        problems += recipients.faults(entry.get("recipients"), f"文稿“{name}”的 recipients ", place)
        specs[name] = _spec(name, entry, tables, calendar or Calendar(), place)
    return specs, tuple(problems)


def _spec(name: str, entry: dict[str, Any], tables: dict[str, TableSpec], calendar: Calendar, place: Place) -> DocumentSpec:
    grain, kind, days = _each(entry)
    spans = [calendar.period(text) for text in strings(entry.get("periods"))]
    date = _day(entry.get("date"))
    needs = strings(entry.get("needs"))
    return DocumentSpec(
        name=name,
        template=entry.get("template", ""),
        profile=entry.get("profile", "公文"),
        grain=grain,
        for_each=kind,
        needs=tuple(need for need in needs if need != FACTS),
        options={key: value for key, value in entry.items() if key not in _OWN},
        place=place,
        days=days if days in tables or days == WATCH_DAYS else "",
        series=entry.get("series", "") + (SUPPLEMENT if entry.get("supplement") else ""),
        copies=entry.get("copies"),
        periods=tuple(span for span in spans if span is not None),
        date=date.start if date else None,
        dated=entry["date"] if entry.get("date") in DATED else "",
        file=entry.get("file", ""),
        needs_facts=FACTS in needs,
        scoped=entry.get("scoped", False),
        early=entry.get("early", False),
    )


def _each(entry: dict[str, Any]) -> tuple[Any, str | None, str]:
    """What ``grain`` and ``for_each`` say together: the grain, the kind of unit, and whose days (a table's, or 特护期)."""
    grain, kind, days = entry.get("grain", "month"), None, ""
    for each in strings(entry.get("for_each")):
        if each in (TOWNSHIP, DEPARTMENT):
            kind = each
        elif each in get_args(Grain):
            grain = each
        else:
            days, grain = each, entry.get("grain", "day")
    return grain, kind, days


def _single(pattern: str) -> str:
    """``{{期间}}``, as templates write it, means ``{期间}``."""
    for mark in _MARKS:
        pattern = pattern.replace(f"{{{mark}}}", mark)
    return pattern


def _day(text: str | None) -> Period | None:
    found = Period.parse(text) if text is not None else None
    return found if found is not None and found.grain == "day" else None


def _faults(name: str, entry: dict[str, Any], tables: dict[str, TableSpec], calendar: Calendar) -> Iterator[tuple[str, str]]:
    what = f"文稿“{name}”"
    if _BAD_IN_NAMES.search(name) or "/" in name:
        yield "", f'{what}的名称里不能有 < > : " / \\ | ? *：它是文件夹的名称'
    if "template" not in entry:
        yield "", f"{what}没有写模板（template: 讲话/….txt.j2）"
    if (grain := entry.get("grain", "month")) not in get_args(Grain) or grain == "range":
        grains = "、".join(one for one in get_args(Grain) if one != "range")
        yield "grain", f"{what}的期间单位“{grain}”不认识，可用：{grains}"
    for each in strings(entry.get("for_each")):
        yield from _unfit(what, each, tables)
    for need in strings(entry.get("needs")):
        if need != FACTS and need not in tables:
            yield "needs", f"{what}需要的表“{need}”没有定义{nearest(need, (*tables, FACTS))}"
    yield from _value_faults(what, entry, calendar)
    yield from _pattern_faults(what, entry)


def _value_faults(what: str, entry: dict[str, Any], calendar: Calendar) -> Iterator[tuple[str, str]]:
    for text in strings(entry.get("periods")):
        if calendar.period(text) is None:
            near = nearest(text, calendar.watch)
            yield "periods", f"{what}的期间“{text}”看不懂，可写 2025、2025-11、2025Q3 或 calendar.yaml 里的特护期{near}"
    if "date" in entry and entry["date"] not in DATED and _day(entry["date"]) is None:
        yield "date", f"{what}的 date“{entry['date']}”不是日期，请写成 2026-01-05，或 {'、'.join(DATED)}"
    if entry.get("audience", "internal") not in _AUDIENCES:
        yield "audience", f"{what}的 audience“{entry['audience']}”不认识，可用：{'、'.join(_AUDIENCES)}"
    yield from _series_faults(what, entry)
    if (copies := entry.get("copies")) is not None and copies < 1:
        yield "copies", f"{what}的份数（copies）应为 1 或更大的整数，现为 {copies}"


def _series_faults(what: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("supplement", "total_before"):
        if entry.get(key) and not entry.get("series"):
            yield key, f"{what}写了 {key}，却没有刊名，请写 series: 刊名"
    if entry.get("total_before") is not None and entry.get("supplement"):
        yield "total_before", f"{what}是增刊，另行编号，不计总期号，请删去 total_before"
    if entry.get("total_before", 0) < 0:
        yield "total_before", f"{what}的 total_before（登记簿以前已出的总期数）应是 0 或更大的整数，现为 {entry['total_before']}"


def _unfit(what: str, each: str, tables: dict[str, TableSpec]) -> Iterator[tuple[str, str]]:
    known = (TOWNSHIP, DEPARTMENT, "month", "week", "day", WATCH_DAYS, *(table.name for table in tables.values() if table.date))
    if each not in known:
        yield "for_each", f"{what}的 for_each“{each}”不认识{nearest(each, known) or '。'}可用：{'、'.join(known)}"


def _pattern_faults(what: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "file" not in entry:
        return
    pattern = entry["file"]
    unknown = [mark for mark in _MARK.findall(pattern) if mark not in _MARKS]
    if unknown or _BAD_IN_NAMES.search(_MARK.sub("", pattern)) or ".." in pattern or pattern.startswith("/"):
        yield "file", f"{what}的文件名（file）“{pattern}”不能用；可写文字和 {'、'.join(_MARKS)}，不要写 .docx"
    for mark, there in (("{期间}", True), ("{范围}", any(e in (TOWNSHIP, DEPARTMENT) for e in strings(entry.get("for_each"))))):
        if there and mark not in pattern:
            yield "file", f"{what}的文件名（file）“{pattern}”里要有 {mark}，否则几份文稿会用同一个名称"

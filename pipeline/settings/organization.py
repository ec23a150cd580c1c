"""organization.yaml: who the office is. Everything has a default, so that a folder with ``inputs/`` alone is complete."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Organization
from pipeline.model.tables import Column
from pipeline.model.unit import DEPARTMENT, TOWNSHIP, Unit
from pipeline.settings.recipients import faults
from pipeline.settings.shape import complain, fitting, strings
from pipeline.settings.yaml import Listed, Mapped, place_of
from pipeline.words.nearest import alike

__all__ = ["parse"]

_FILE = Place("config/organization.yaml")
_SHAPE: dict[str, type | tuple[type, ...]] = {
    "county": str,
    "office": str,
    "speaker": str,
    "units": dict,
    "not_units": list,
    "guiding": (list, str, dict),
    "practices": dict,
    "evidence": dict,
    "quotas": dict,
    "collective_min": int,
    "public_min": int,
    "channels_in_total": list,
    "recipients": dict,
    "perspective": str,
}


_LEAST = {
    "collective_min": (2, "一批来访从几人起算集体访"),
    "public_min": (1, "公开文稿里小于几的数不印，1 表示都印"),
}
_BETWEEN = "，、；"
"""What a Chinese keyboard puts between the items of a list."""
_END = "。：；，:;,"
_STOPS = ("。", "！", "？", "。”", "！”", "？”")


def parse(mapped: Mapped, channels: Column | None = None) -> tuple[Organization, tuple[Problem, ...]]:
    """The organization, and every mistake; ``channels`` is the column whose values ``channels_in_total`` chooses from."""
    entry, problems = fitting(mapped, _SHAPE, "organization.yaml", _FILE)
    units, wrong = _units(entry.get("units", {}))
    told: list[Problem] = [*problems, *wrong, *_too_small(entry, mapped), *_ended(entry, mapped)]
    told += _guided(entry.get("guiding"))
    told += _practised(entry.get("practices") or {})
    told += faults(entry.get("recipients"), "recipients ", _FILE)
    told += _several(entry.get("not_units", Listed()), "not_units", "，；")
    if "channels_in_total" in entry:
        entry["channels_in_total"], wrong = _channels(
            entry["channels_in_total"], place_of(mapped, "channels_in_total", _FILE), channels
        )
        told += wrong
    county = entry.get("county", "某县")
    known = {"county", "office", "speaker", "units", "not_units"}
    return Organization(
        county=county,
        nameless="county" not in entry,
        office=entry.get("office", f"{county}信访局"),
        speaker=entry.get("speaker", ""),
        units=units,
        not_units=strings(entry["not_units"]) if "not_units" in entry else Organization().not_units,
        options={key: value for key, value in entry.items() if key not in known},
    ), tuple(told)


def _units(mapped: Any) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    shape: dict[str, type | tuple[type, ...]] = {TOWNSHIP: list, DEPARTMENT: list}
    lists, problems = fitting(mapped or Mapped(), shape, "units", _FILE)
    units = tuple(Unit(str(name), kind) for kind, names in lists.items() for name in names)
    names = [unit.name for unit in units]
    twice = sorted({name for name in names if names.count(name) > 1})
    several = [problem for kind, names in lists.items() for problem in _several(names, f"units 的{kind}")]
    return units, (*problems, *several, *(complain(_FILE, f"单位“{name}”写了两次，请删去一个") for name in twice))


def _several(listed: Iterable[Any], what: str, between: str = _BETWEEN) -> Iterator[Problem]:
    """Items that are several names in one, parted by a full-width comma or 、 (which 市、县直属单位, no unit, may hold)."""
    for at, item in enumerate(listed):
        marks = [mark for mark in between if mark in str(item)]
        if marks:
            told = f"{what} 里的“{item}”用“{marks[0]}”隔开，只算一项；请改为半角逗号加空格“, ”，或每项写一行“- ”"
            yield complain(place_of(listed, at, _FILE), told)


def _too_small(entry: Mapping[str, Any], mapped: Mapped) -> Iterator[Problem]:
    for key, (least, meaning) in _LEAST.items():
        if entry.get(key, least) < least:
            told = f"{key}（{meaning}）应是不小于 {least} 的整数，现为 {entry[key]}"
            yield complain(place_of(mapped, key, _FILE), told)


def _channels(listed: Listed, place: Place, column: Column | None) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The channels by their own names, in whatever spelling a cell may have; what is none of them."""
    problems = [*_several(listed, "channels_in_total")]
    if not listed:
        problems.append(complain(place, "channels_in_total 是空的：没有一种信访形式计入总量；全部计入的，请删去这一行"))
    if problems or column is None:
        return strings(listed), tuple(problems)
    spellings = {_plain(one): value for value, others in column.values.items() for one in (value, *others)}
    found = []
    for at, item in enumerate(listed):
        value = spellings.get(_plain(item))
        if value is None and not column.open:
            near = alike(_plain(item), spellings, 1)
            hint = f"，是不是“{spellings[near[0]]}”？" if near else "。"
            told = f"channels_in_total 里的“{item}”不是{column.name}{hint}可用：{'、'.join(column.values)}"
            problems.append(complain(place_of(listed, at, place), told))
        found.append(value or str(item))
    return tuple(dict.fromkeys(found)), tuple(problems)


def _plain(text: Any) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def _guided(guiding: Any) -> Iterator[Problem]:
    """Guiding words that end as a sentence does: the templates go on behind them."""
    for at, item in enumerate(guiding if isinstance(guiding, list) else ()):
        if str(item).endswith(tuple(_END)):
            yield complain(place_of(guiding, at, _FILE), f"guiding 的“{item}”末尾多了“{str(item)[-1]}”，请删去：需要的标点由模板加")


def _practised(practices: Mapping[str, Any]) -> Iterator[Problem]:
    """Practices that are no sentences: the templates go on behind them."""
    for name, text in practices.items():
        place = place_of(practices, name, _FILE)
        if not isinstance(text, str):
            now = "空的" if text is None else f"“{text}”"
            yield complain(place, f"practices 的“{name}”应是一段文字，现为{now}；没有这种做法的，请删去这一行")
        elif not text.endswith(_STOPS):
            yield complain(place, f"practices 的“{name}”末尾没有句号，请补上“。”：后面还要接别的句子")


def _ended(entry: Mapping[str, Any], mapped: Mapped) -> Iterator[Problem]:
    """Names that end as a sentence does: the mark would be printed wherever the name stands."""
    for key in ("county", "office", "speaker"):
        value = entry.get(key, "")
        if value.endswith(tuple(_END)):
            yield complain(place_of(mapped, key, _FILE), f"{key} 的“{value}”末尾多了“{value[-1]}”，请删去：它会印在每一处名称后面")

"""The wording half of style.yaml: degrees of change, fixed expressions, claim words, wrong words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.wording import ClaimWord, Degrees, Wording
from pipeline.settings.shape import complain, fitting, strings
from pipeline.settings.yaml import Mapped, place_of

__all__ = ["parse"]

_FILE = Place("config/style.yaml")
_SHAPE: dict[str, type | tuple[type, ...]] = {
    "degrees": dict,
    "change_decimals": int,
    "percent_base": int,
    "fixed": dict,
    "claims": dict,
    "intents": list,
    "wrong": dict,
    "many": dict,
}
_DEGREES = {"slight": (int, float), "plain": (int, float), "marked": (int, float), "sharp": (int, float)}
_COUNTS = {"sharp_least": int, "small_base": int}
_COUNTED = re.compile("[件批人次%期份名]")


def parse(style: Mapped) -> tuple[Wording, tuple[Problem, ...]]:
    """The wording that style.yaml sets, and every mistake."""
    section = style.get("wording")
    if section is None:
        return Wording(), ()
    entry, problems = fitting(section, _SHAPE, "wording", place_of(style, "wording", _FILE))
    degrees, wrong_degrees = _degrees(entry.get("degrees", Mapped()), place_of(section, "degrees", _FILE))
    claims, wrong_claims = _claims(entry.get("claims", Mapped()))
    fixed = entry.get("fixed", Mapped())
    many, wrong_many = _counts(entry.get("many", Mapped()))
    return Wording(
        degrees=degrees,
        change_decimals=entry.get("change_decimals", 1),
        percent_base=entry.get("percent_base", 5),
        fixed={str(key): str(value) for key, value in fixed.items()},
        claims=claims,
        intents=strings(entry.get("intents")),
        wrong={str(key): str(value) for key, value in entry.get("wrong", {}).items()},
        many=many,
    ), problems + wrong_degrees + wrong_claims + wrong_many + tuple(_faulty_fixed(fixed)) + tuple(_faulty_counts(entry, section))


def _degrees(mapped: Mapped, place: Place) -> tuple[Degrees, tuple[Problem, ...]]:
    entry, problems = fitting(mapped, {**_DEGREES, **_COUNTS}, "wording.degrees", place)
    values: dict[str, Any] = {key: Fraction(str(value)) / 100 if key in _DEGREES else value for key, value in entry.items()}
    degrees = Degrees(**values)
    if not 0 <= degrees.slight <= degrees.plain <= degrees.marked <= degrees.sharp:
        return Degrees(), (*problems, complain(place, "wording.degrees 的门槛应由小到大：slight、plain、marked、sharp"))
    return degrees, problems


def _claims(mapped: Mapped) -> tuple[tuple[ClaimWord, ...], tuple[Problem, ...]]:
    words: list[ClaimWord] = []
    problems: list[Problem] = []
    for word, value in mapped.items():
        place = place_of(mapped, word, _FILE)
        entry, wrong = fitting(value, {"predicates": (list, str), "phrases": dict}, f"wording.claims.{word}", place)
        problems += wrong
        words.append(ClaimWord(word, strings(entry.get("predicates")), _texts(entry.get("phrases", {}))))
    return tuple(words), tuple(problems)


def _texts(mapped: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in mapped.items()}


def _counts(mapped: Mapped) -> tuple[dict[str, int], tuple[Problem, ...]]:
    return fitting(mapped, dict.fromkeys(mapped, int), "wording.many", _FILE)


def _faulty_counts(entry: Mapping[str, Any], section: Mapped) -> Iterator[Problem]:
    for key, least in (("change_decimals", 0), ("percent_base", 1)):
        if entry.get(key, least) < least:
            yield complain(place_of(section, key, _FILE), f"wording.{key} 应是不小于 {least} 的整数，现为 {entry[key]}")


def _faulty_fixed(fixed: Mapped) -> list[Problem]:
    problems = []
    for text, reason in fixed.items():
        place = place_of(fixed, text, _FILE)
        if _COUNTED.search(text):
            problems.append(complain(place, f"固定说法“{text}”里不能有 件、批、人、次、%、期、份、名：这样的数字必须来自指标"))
        if not str(reason or "").strip():
            problems.append(complain(place, f"固定说法“{text}”没有写理由，请在冒号后写明为什么它不是统计数字"))
    return problems

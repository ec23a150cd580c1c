"""The ``looks:`` half of style.yaml: fonts, colours, substitutes, profiles. What is left open is as in reference.docx."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, get_args

from pipeline.model.looks import PROFILES, FontRole, LooksSpec, MastheadKind, PageNumbers, Profile
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.settings.shape import complain, fitting, strings
from pipeline.settings.yaml import Mapped, place_of
from pipeline.words.nearest import nearest

__all__ = ["parse"]

_FILE = Place("config/style.yaml")
_PARTS: Mapping[str, type | tuple[type, ...]] = {"fonts": dict, "red": (str, int), "substitutes": dict, "profiles": dict}
_ROLES: Mapping[str, type | tuple[type, ...]] = dict.fromkeys(get_args(FontRole), str)
_PROFILE: Mapping[str, type | tuple[type, ...]] = {
    "body_size": (int, float),
    "title_size": (int, float),
    "table_size": (int, float),
    "table_pitch": (int, float),
    "masthead_size": (int, float),
    "lines": int,
    "page_numbers": str,
    "masthead": str,
    "masthead_name": str,
    "even_colophon": bool,
    "whole_figures": bool,
}
_CHOICES: Mapping[str, tuple[str, ...]] = {"page_numbers": get_args(PageNumbers), "masthead": get_args(MastheadKind)}
_RANGES = {
    "body_size": (9, 40),
    "title_size": (9, 72),
    "table_size": (6, 22),
    "table_pitch": (8, 60),
    "masthead_size": (16, 96),
    "lines": (10, 40),
}


def parse(style: Mapped) -> tuple[LooksSpec, tuple[Problem, ...]]:
    """What style.yaml says about looks, and what is wrong with it."""
    at = place_of(style, "looks", _FILE)
    if style.get("looks") is None:
        return LooksSpec(), ()
    good, wrong = fitting(style["looks"], _PARTS, "looks", at)
    problems = list(wrong)
    fonts, wrong = fitting(good.get("fonts", Mapped()), _ROLES, "fonts", at)
    problems += wrong
    problems += _named(fonts, good.get("fonts"), at)
    red = _red(good.get("red"), place_of(style["looks"], "red", at), problems)
    substitutes = {name: strings(value) for name, value in good.get("substitutes", {}).items()}
    profiles = dict(PROFILES)
    for name, own in good.get("profiles", {}).items():
        profiles[name], wrong = _profile(name, own, place_of(good["profiles"], name, at))
        problems += wrong
    return LooksSpec(fonts, red, substitutes, profiles), tuple(problems)  # type: ignore[arg-type]


def _named(fonts: Mapping[str, Any], source: Any, at: Place) -> list[Problem]:
    """A font's name goes into XML and into a font configuration: no brackets or quotes in it."""
    odd = [role for role, family in fonts.items() if not family.strip() or re.search(r'[<>&"\n]', family)]
    return [complain(place_of(source, role, at), f"fonts 的“{role}”应为字体名，现为“{fonts[role]}”") for role in odd]


def _red(value: Any, at: Place, problems: list[Problem]) -> str | None:
    if value is None:
        return None
    text = str(value).upper()
    if re.fullmatch("[0-9A-F]{6}", text):
        return text
    problems.append(complain(at, f'red 应为六位十六进制颜色，如 "FF0000"（带引号），现为“{str(value)[:20]}”'))
    return None


def _profile(name: str, own: Any, at: Place) -> tuple[Profile, tuple[Problem, ...]]:
    known = PROFILES.get(name, Profile(name))
    if own is None:
        return known, ()
    good, wrong = fitting(own, _PROFILE, f"profiles: {name}", at)
    if not isinstance(own, Mapped):
        return known, wrong
    problems = list(wrong)
    for key, value in tuple(good.items()):
        place = place_of(own, key, at)
        if key in _CHOICES and value not in _CHOICES[key]:
            told = f"应为 {'、'.join(_CHOICES[key])} 之一，现为“{value[:20]}”{nearest(value, _CHOICES[key])}"
        elif key in _RANGES and not _RANGES[key][0] <= value <= _RANGES[key][1]:
            told = f"应在 {_RANGES[key][0]} 与 {_RANGES[key][1]} 之间，现为 {value}"
        else:
            continue
        problems.append(complain(place, f"profiles: {name} 的“{key}”{told}"))
        del good[key]
    cleared: dict[str, Any] = {
        field.name: None for field in fields(Profile) if field.name in own and own[field.name] is None and field.default is None
    }
    return replace(known, **cleared, **good), tuple(problems)

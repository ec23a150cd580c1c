"""Holding a YAML mapping against the keys and types it may have; every mistake with its line and the nearest right name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.settings.called import meant
from pipeline.settings.yaml import FULL_COLON, Mapped, Suspect, place_of

__all__ = ["complain", "fitting", "quoted", "strings"]

_NAMES = {str: "文字", int: "整数", float: "数", bool: "true 或 false", list: "列表", dict: "“名称: 内容”的映射"}
_QUOTES = "“”‘’＂＇"


def complain(place: Place, message: str, rule: str = "config") -> Problem:
    """A mistake in the config, at its line."""
    return Problem(rule, "error", place, message)


def fitting(
    mapped: Any, shape: Mapping[str, type | tuple[type, ...]], what: str, place: Place
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The entries of a mapping whose key is known and whose value is of the wanted type (null: left out), and the mistakes."""
    if isinstance(mapped, Suspect):
        return {}, (complain(mapped.place, FULL_COLON),)
    if not isinstance(mapped, Mapped):
        return {}, (complain(place, f"{what}应为“名称: 内容”的映射"),)
    good: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in mapped.items():
        at = place_of(mapped, key, place)
        if key not in shape:
            problems.append(complain(at, f"{what}没有“{key}”这一项{meant(key, shape)}"))
        elif value is None:
            continue
        elif shape[key] is str and isinstance(value, str) and quoted(value):
            problems.append(complain(at, f"{what}的“{key}”两头是中文引号，会当作内容，请删去，或改为半角引号，现为{value[:20]}"))
        elif isinstance(value, shape[key]) and not (isinstance(value, bool) and bool not in _types(shape[key])):
            good[key] = value
        elif isinstance(value, Suspect):
            problems.append(complain(value.place, FULL_COLON))
        else:
            wanted = "或".join(_NAMES.get(t, t.__name__) for t in _types(shape[key]))
            problems.append(complain(at, f"{what}的“{key}”应为{wanted}，现为“{str(value)[:20]}”"))
    return good, tuple(problems)


def quoted(text: str) -> bool:
    """Whether a text stands between quotes as a Chinese keyboard types them, and has no others."""
    inside = text[1:-1].strip()
    return len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES + "\"'" and not any(mark in inside for mark in _QUOTES)


def strings(value: Any) -> tuple[str, ...]:
    """A list, or a single word, as a tuple of words."""
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _types(wanted: type | tuple[type, ...]) -> tuple[type, ...]:
    return wanted if isinstance(wanted, tuple) else (wanted,)

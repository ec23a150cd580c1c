"""Whether what a filter, a function or a predicate is given is what it takes.

Asked of constants before a template runs, and of everything while it does.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any

import jinja2

from pipeline.compose.fault import TemplateFault
from pipeline.compose.visible import Visible, Word

__all__ = ["fitted", "misfit"]

_LIMITS: Mapping[str, tuple[int, int]] = {"位数": (0, 6), "位": (1, 99), "前": (1, 999), "次数": (2, 99), "至少": (1, 10**9)}
"""The least and the greatest that a number of that name may be: of one span nothing is 持续, of none nothing is 居前."""
_KINDS = (("str", str, "引号括起来的文字"), ("int", int, "整数"), ("bool", bool, "true 或 false"))


def misfit(value: Any, annotation: str) -> str:
    """What a value should be instead, or nothing where it fits the annotation."""
    wanted = [(kind, told) for word, kind, told in _KINDS if word in annotation.split(" | ")]
    fits = (value is None and "None" in annotation) or any(type(value) is kind for kind, _ in wanted)
    return "" if fits or not wanted else "或".join(told for _, told in wanted)


def _plain(annotation: str) -> frozenset[type]:
    """The types of values that an annotation takes as they are."""
    words = annotation.split(" | ")
    return frozenset(kind for word, kind, _ in _KINDS if word in words)


def fitted(function: Callable[..., Any], shown: str) -> Callable[..., Any]:
    """The same function, which refuses what it does not take; words from the data pass as plain text."""
    parameters = [(one.name, str(one.annotation)) for one in inspect.signature(function).parameters.values()]
    annotated = dict(parameters)

    plain_kinds = {name: _plain(annotation) for name, annotation in parameters}

    def fit(value: Any, name: str, annotation: str) -> Any:
        kinds = plain_kinds.get(name)
        if kinds and type(value) in kinds and name not in _LIMITS:
            return value
        if isinstance(value, jinja2.Undefined):
            str(value)
        if not kinds:
            return value
        plain = value.text if isinstance(value, Word) and "str" in annotation.split(" | ") else value
        if kind := misfit(plain, annotation):
            told = value.kind if isinstance(value, Visible) else f"“{value}”"
            raise TemplateFault(f"“{shown}”的“{name}”应为{kind}，现为{told}")
        least, most = _LIMITS.get(name, (0, 0))
        if name in _LIMITS and isinstance(plain, int) and not least <= plain <= most:
            raise TemplateFault(f"“{shown}”的“{name}”应在{least}到{most}之间，现为“{plain}”")
        return plain

    @functools.wraps(function)
    def call(*args: Any, **options: Any) -> Any:
        if len(args) > 1 or options:
            args = tuple([fit(value, *parameter) for value, parameter in zip(args, parameters, strict=False)])
            options = {name: fit(value, name, annotated.get(name, "")) for name, value in options.items()}
        return function(*args, **options)

    return call

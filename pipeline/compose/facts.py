"""What an office typed (a facts file, its guiding words): words stay words, and every number in them is a reported figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pipeline.compose.draft import Draft, Fixed, Number, Piece
from pipeline.compose.visible import Quantity, Said
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator

__all__ = ["Typed", "told"]

_DATE = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|〔\d{4}〕(?:\d+号)?"
_NUMBER = r"\d+(?:\.\d+)?(?:[%％]|[件批人次期份名个户起天元]{1,2})?"
_TOKENS = re.compile(f"({_DATE})|({_NUMBER})")


class Typed(Said):
    """Words that an office typed; equal to their own text, so that a template may ask for a keyword."""

    __slots__ = ("text",)

    def __init__(self, draft: Draft, text: str, pieces: tuple[str | Piece, ...]) -> None:
        super().__init__(draft, pieces)
        self.text = text

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, Typed) else other)

    def __hash__(self) -> int:
        return hash(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)


def told(draft: Draft, value: Any, source: str, name: str = "") -> Any:
    """A typed value as a template sees it: mappings and lists stay so; a number is a figure whose source is file and line."""
    if isinstance(value, Mapping):
        places = getattr(value, "places", {})
        return {
            key: told(draft, one, _source(source, places.get(key)), f"{name}.{key}" if name else str(key))
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        places = getattr(value, "places", ())
        return tuple(
            told(draft, one, _source(source, places[i] if i < len(places) else None), f"{name}.{i + 1}")
            for i, one in enumerate(value)
        )
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return Quantity(draft, _figure(draft, name, Fraction(str(value)), "", source))
    return Typed(draft, str(value), tuple(_pieces(draft, str(value), source, name)))


def _source(source: str, place: Any) -> str:
    return f"{place.file} 第{place.line}行" if place is not None else source


def _figure(draft: Draft, name: str, value: Fraction, unit: str, source: str) -> Figure:
    decimals = max(0, len(str(float(value)).partition(".")[2])) if value.denominator != 1 else 0
    indicator = Indicator(name or "事实", type="reported", unit=unit, decimals=decimals)
    exact = int(value) if value.denominator == 1 and unit != "%" else value
    occasion = draft.occasion
    return Figure(indicator, occasion.period, occasion.scope, exact, evidence=source, reported=True)


def _pieces(draft: Draft, text: str, source: str, name: str) -> list[str | Piece]:
    pieces: list[str | Piece] = []
    end = 0
    for found in _TOKENS.finditer(text):
        if found.start() > end:
            pieces.append(Fixed(text[end : found.start()]))
        pieces.append(Fixed(found[0]) if found[1] else _number(draft, found[0], source, name))
        end = found.end()
    if end < len(text):
        pieces.append(Fixed(text[end:]))
    return pieces


def _number(draft: Draft, text: str, source: str, name: str) -> Number:
    digits = re.match(r"[\d.]+", text)
    value = Fraction(digits[0].rstrip(".")) if digits else Fraction(0)
    unit = text[len(digits[0]) :].replace("％", "%") if digits else ""
    return Number(text, _figure(draft, name, value / 100 if unit == "%" else value, unit, source), "value")

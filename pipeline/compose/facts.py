"""What an office typed (a facts file, its guiding words): words stay words, and every number in them is a reported figure."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pipeline.compose.draft import Draft, Piece
from pipeline.compose.entries import Entries
from pipeline.compose.quantity import Quantity
from pipeline.compose.typed import reported, typed_pieces
from pipeline.compose.visible import Said
from pipeline.model.place import Place

__all__ = ["Typed", "told"]


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
        entries = Entries()
        entries.place = next(iter(places.values()), Place(getattr(value, "file", "") or source))
        for key, one in value.items():
            entries[key] = told(draft, one, _source(source, places.get(key)), f"{name}.{key}" if name else str(key))
        return entries
    if isinstance(value, list | tuple):
        places = getattr(value, "places", ())
        return tuple(
            told(draft, one, _source(source, places[i] if i < len(places) else None), f"{name}.{i + 1}")
            for i, one in enumerate(value)
        )
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return Quantity(draft, reported(draft, name, Fraction(str(value)), "", source))
    return Typed(draft, str(value), tuple(typed_pieces(draft, str(value), source, name)))


def _source(source: str, place: Any) -> str:
    return f"{place.file} 第{place.line}行" if place is not None else source

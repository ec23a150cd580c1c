"""XML gone through element by element. A part that declares a document type is not gone through: a workbook has none."""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat

__all__ = ["Walk", "go_through"]


class Walk(Protocol):
    """What is told of each element; names are ``namespace name`` where there is a namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text between tags, all of it up to the next tag."""


def go_through(content: bytes, walk: Walk) -> bool:
    """False where the XML is spoiled; what stands before the spoiled place has been told by then."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        return False
    return True


def _refuse(*_: object) -> None:
    raise ValueError

"""The one place where text becomes XML: characters that XML cannot hold are replaced, the special ones escaped."""

from __future__ import annotations

import re

__all__ = ["NAMESPACES", "NOTHING", "SIGN", "attribute", "clean", "escape"]

SIGN = "\ufffd"
"""Stands for every character that XML cannot hold: control characters, lone surrogates, U+FFFE and U+FFFF."""

NOTHING = "\u200b"
"""The zero-width space: no part of any text; dropped from what is written, so that the writer may put it between controls."""

# sets without wide ranges: those take milliseconds to compile
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x85]|[\u200b\u2028\u2029]|[\ud800-\udfff\ufffe\uffff]")

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' mc:Ignorable="w15"'
)


def clean(text: str) -> str:
    """The text as a document can hold it: every kind of line end is a line feed, what XML cannot hold is the sign.

    Zero-width spaces are dropped.
    """
    if not _ODD.search(text):
        return text
    text = text.replace(NOTHING, "")
    text = re.sub("\r\n|[\r\u2028\u2029\x85]", "\n", text)
    return _ILLEGAL.sub(SIGN, text)


def escape(text: str) -> str:
    """Clean text as the content of an element."""
    return _SPECIAL.sub(lambda found: _ENTITIES[found[0]], text) if _SPECIAL.search(text) else text


def attribute(text: str) -> str:
    """Any text as the value of an attribute in double quotes."""
    return re.sub('[&<>"\t\n\r]', lambda found: _ENTITIES[found[0]], clean(text))

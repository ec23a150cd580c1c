"""The texts that the cells of an .xlsx share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.model.texts import cut, matching, replaced, text_at
from pipeline.read.tags import Odd, Tags, digits, low_bytes, word

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from pipeline.model.arrays import Numbers
    from pipeline.model.texts import Texts

__all__ = ["plain_text", "shared_strings", "spelled_out", "texts_at"]

_BLOCK = 1 << 17
_THREE_BYTES, _HALVES, _LAST = 0x0800, (0xD800, 0xDFFF), 0xFFFD
_OPEN = b'<t xml:space="preserve">'
_END = re.compile(rb"\s*</sst>\s*$")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w+));")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WRITTEN = re.compile("&|_x[0-9A-Fa-f]{4}_")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def shared_strings(content: bytes) -> Texts:
    """The texts of ``sharedStrings.xml`` in their order; of a rich text its pieces joined, without how it is pronounced."""
    import numpy as np

    content = spelled_out(content)
    tags = Tags(content)
    items = tags.named("s")
    items = items[low_bytes(tags.words[tags.at[items]], 4) != word(b"<sst")]
    if (low_bytes(tags.words[tags.at[items]], 3) != word(b"<si")).any():
        raise Odd("shared strings")
    starts, ends, simple = _simple(tags, items)
    texts = texts_at(content, starts, ends)
    bounds = np.append(tags.at[items], len(content)).tolist()
    rich = [_rich(content[bounds[at] : bounds[at + 1]]) for at in np.flatnonzero(~simple).tolist()]
    return replaced(texts, ~simple, rich) if rich else texts


def spelled_out(content: bytes) -> bytes:
    """A part with the characters U+0800 to U+FFFD themselves where their numbers stand: openpyxl writes all Chinese so."""
    import numpy as np

    if b"&#" not in content:
        return content
    written = bytearray(content + bytes(16))
    letters = np.frombuffer(written, np.uint8)
    kept = np.ones(len(content), dtype=bool)
    places = np.flatnonzero(letters == ord("&"))
    for first in range(0, len(places), _BLOCK):
        at = places[first : first + _BLOCK]
        five = letters[at + 6] != ord(";")
        words = np.ndarray((len(content) + 9,), "<u8", written, 0, (1,))[at + 2]
        numbers, told = digits(words, np.where(five, 5, 4))
        told &= (letters[at + 1] == ord("#")) & (letters[at + 6 + five] == ord(";"))
        told &= (numbers >= _THREE_BYTES) & (numbers <= _LAST) & ((numbers < _HALVES[0]) | (numbers > _HALVES[1]))
        at, numbers, five = at[told], numbers[told], five[told]
        letters[at], letters[at + 1] = 0xE0 | numbers >> 12, 0x80 | numbers >> 6 & 0x3F
        letters[at + 2] = 0x80 | numbers & 0x3F
        for more in range(3, 7):
            kept[at + more] = False
        kept[at[five] + 7] = False
    return letters[: len(content)][kept].tobytes()


def texts_at(content: bytes, starts: Numbers, ends: Numbers) -> Texts:
    """The plain texts in some places of a part, one after the other. Raises Odd, or ValueError where they are no UTF-8."""
    import numpy as np

    texts = cut(content, starts, ends)
    if b"&" not in content and b"_x" not in content:
        return texts
    written = matching(texts, _WRITTEN)
    meant = [plain_text(text_at(texts, at)) for at in np.flatnonzero(written).tolist()]
    return replaced(texts, written, meant) if meant else texts


def _simple(tags: Tags, items: Numbers) -> tuple[Any, Any, Any]:
    """Where the text of each item begins and ends, and which items hold one text and nothing else."""
    import numpy as np

    at = np.append(tags.at, [len(tags.content)] * 4)
    text = items + 1
    opened = tags.words[at[text]]
    bare = low_bytes(opened, 3) == word(b"<t>")
    spaced = (opened == word(_OPEN[:8])) & (tags.words[at[text] + 16] == word(_OPEN[16:]))
    closed = (low_bytes(tags.words[at[items + 2]], 4) == word(b"</t>")) & (
        low_bytes(tags.words[at[items + 3]], 5) == word(b"</si>")
    )
    alone = np.diff(items, append=len(tags.at) - 1) == 4
    simple = (bare | spaced) & closed & alone & (low_bytes(tags.words[at[items]], 4) == word(b"<si>"))
    starts = at[text] + np.where(spaced, len(_OPEN), 3)
    return np.where(simple, starts, 0), np.where(simple, at[items + 2], 0), simple


def _rich(item: bytes) -> str:
    """The pieces of a text put together; spaces around a piece count where it says so."""
    from xml.etree import ElementTree as ET

    whole = _END.sub(b"", item)
    try:
        top = ET.fromstring(whole)  # noqa: S314 - no part with a declaration comes this far
    except ET.ParseError as error:
        raise Odd("a shared text") from error
    pieces = [piece for each in top for piece in ([each] if each.tag == "t" else each.findall("t") if each.tag == "r" else [])]
    return "".join(_plain_escapes(_spaced(piece)) for piece in pieces)


def _spaced(piece: Element) -> str:
    text = piece.text or ""
    return text if piece.get(_SPACE) == "preserve" else text.strip()


def plain_text(text: str) -> str:
    """A text without the ways in which XML and spreadsheet programs write what cannot stand there."""
    if "&" in text:
        if len(_ENTITY.findall(text)) != text.count("&"):
            raise Odd("an unknown entity")
        text = _ENTITY.sub(_entity, text)
    return _plain_escapes(text)


def _plain_escapes(text: str) -> str:
    return _ESCAPE.sub(_escape, text) if "_x" in text else text


def _entity(found: re.Match[str]) -> str:
    number, hexadecimal, name = found.groups()
    if name:
        if name not in _NAMED:
            raise Odd("an unknown entity")
        return _NAMED[name]
    code = int(number) if number else int(hexadecimal, 16)
    if not code or _HALVES[0] <= code <= _HALVES[1]:
        raise Odd("no character")
    return chr(code)


def _escape(found: re.Match[str]) -> str:
    if found[1] != "000D":
        raise Odd("an escaped character")
    return "\r"

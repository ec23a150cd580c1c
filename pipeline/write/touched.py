"""Whether a person worked on a document of ours: its words, also beside the text, its charts, comments, tracked changes.

As built a document has no header, no note and no comment, and its footers hold the page number alone: any other word there is a
person's, also where the draft that she edited was signed (its words are in the hash then). So is what no document of ours has
(``write/shown.py``), and looks that she gave to words and lines (``write/dressed.py``). A reference document's own headers are not
taken over. Saving renames these parts, adds empty ones and counts the pages anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.write.dressed import LOOKS_HASH, looks_in
from pipeline.write.package import opened
from pipeline.write.reading import WORD, Reader, parse, part, read, read_properties
from pipeline.write.shown import BESIDE, SHOWN_HASH, added, charts_in, revisions
from pipeline.write.writing import TEXT_HASH, hash_of

__all__ = ["is_edited", "looks_hash", "shown_hash", "shows_otherwise", "text_hash"]

_COMMENTS: Final = re.compile(r"word/comments\d*\.xml")
_COMMENT: Final = frozenset({f"{WORD}comment"})
_FIELD: Final = f"{WORD}fldChar"
_SIMPLE: Final = f"{WORD}fldSimple"
_WATERMARK: Final = "urn:schemas-microsoft-com:vml textpath"


def is_edited(data: bytes) -> bool:
    """Whether it does not say what it said as built or signed, or waits with comments or tracked changes for somebody."""
    properties = read_properties(data)
    otherwise = properties.get(TEXT_HASH) != text_hash(data) or shows_otherwise(data, properties) or _is_dressed(data, properties)
    # Word and LibreOffice may leave an empty list of comments
    return otherwise or revisions(data) > 0 or _has(_COMMENT, _COMMENTS, data)


def shows_otherwise(data: bytes, properties: Mapping[str, str]) -> bool:
    """Whether its charts say something else, or it has what none of ours has, where that was not there when it was signed.

    Documents from before this was looked at do not say what their charts said, nor what they had when they were signed.
    """
    if SHOWN_HASH in properties:
        return properties[SHOWN_HASH] != shown_hash(data)
    return "issued" not in properties and bool(added(data))


def _is_dressed(data: bytes, properties: Mapping[str, str]) -> bool:
    """Whether it has looks of a person's, or (signed) others than it was signed with.

    Documents signed before this was looked at do not say which they had.
    """
    if LOOKS_HASH in properties:
        return properties[LOOKS_HASH] != looks_hash(data)
    return "issued" not in properties and bool(looks_in(data))


def looks_hash(data: bytes) -> str:
    """The hash of the looks that a person gave the document."""
    return hash_of("\f".join(looks_in(data)))


def shown_hash(data: bytes) -> str:
    """The hash of what the document shows beside its text."""
    return hash_of("\f".join((*charts_in(data), *added(data))))


def text_hash(data: bytes) -> str:
    """The hash of what the document says: its lines of text, and words beside them. Empty paragraphs and layout do not count."""
    return hash_of("\f".join((read(data).lines(), *sorted(set(_beside(data))))))


def _beside(data: bytes) -> Iterator[str]:
    """The lines of headers, footers and notes that say something; a program that saves may write one for odd and even pages."""
    for name, content in _parts(BESIDE, data).items():
        reader = _Beside()
        parse(content, reader)
        # a page number that some program made plain text is still only a page number
        says = str.isalpha if name.startswith("word/footer") and "footnotes" not in name else str.isalnum
        yield from (line for line in reader.lines().split("\n") if any(map(says, line)))


def _has(tags: frozenset[str], names: re.Pattern[str], data: bytes) -> bool:
    finder = _Finder(tags)
    for content in _parts(names, data).values():
        parse(content, finder)
    return finder.found


def _parts(names: re.Pattern[str], data: bytes) -> dict[str, bytes]:
    with opened(data) as package:
        return {name: part(package, name) for name in package.namelist() if names.fullmatch(name)}


class _Beside(Reader):
    """As the body is read, without what fields say (pages, dates: anew at each saving), with the words of a watermark."""

    def __init__(self) -> None:
        super().__init__()
        self._fields = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == _SIMPLE:
            self._fields += 1
        elif tag == _FIELD:
            self._fields += {"begin": 1, "end": -1}.get(attributes.get(f"{WORD}fldCharType", ""), 0)
        elif tag == _WATERMARK:
            self.add_line(attributes.get("string", ""))
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == _SIMPLE:
            self._fields -= 1
        super().end(tag)

    def said(self, text: str) -> None:
        """Characters."""
        if not self._fields:
            super().said(text)


class _Finder(Reader):
    """Looks for elements of some names."""

    def __init__(self, tags: frozenset[str]) -> None:
        super().__init__()
        self._tags = tags
        self.found = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.found |= tag in self._tags
        super().start(tag, attributes)

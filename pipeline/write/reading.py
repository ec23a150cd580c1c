"""Reading a Word file back, also one that Word, WPS or LibreOffice saved: what it says, its properties, its figures."""

from __future__ import annotations

import re
import zipfile
from typing import Any, Final, Protocol
from xml.parsers import expat

from pipeline.write.package import opened
from pipeline.write.xml import NOTHING

__all__ = ["FALLBACK", "WORD", "Reader", "figures_in", "parse", "part", "read", "read_properties", "text_of"]

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
FALLBACK: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_SAID: Final = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "\u2011"}
_MOST: Final = 256 * 1024 * 1024
# our own ids alone: Word and WPS keep bookmarks of theirs beside them (_GoBack, _Hlk…, _Toc…), and an office may have controls
_ID: Final = re.compile(r"F[0-9]+")
_MARK: Final = re.compile(r"_(F[0-9]+)")


def text_of(data: bytes) -> str:
    """The lines of text of a document's body, in the order in which they stand in the file, without the empty ones."""
    return read(data).lines()


def figures_in(data: bytes) -> dict[str, str]:
    """The text of each figure by its id: found by its control's tag, and by its bookmark where the tag is gone."""
    body = read(data)
    return {one: "".join(parts).replace(NOTHING, "") for one, parts in (body.marked | body.tagged).items()}


def read_properties(data: bytes) -> dict[str, str]:
    """The custom properties."""
    with opened(data) as package:
        if "docProps/custom.xml" not in package.namelist():
            return {}
        content = part(package, "docProps/custom.xml")
    properties = _Properties()
    parse(content, properties)
    return {name: value.strip() for name, value in properties.found.items()}


def read(data: bytes) -> Reader:
    """The body of a document, read."""
    with opened(data) as package:
        content = part(package, "word/document.xml")
    reader = Reader()
    parse(content, reader)
    return reader


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """A part of a package; ValueError for one that would fill the memory."""
    if package.getinfo(name).file_size > _MOST:
        raise ValueError(f"{name} is too large for a document of ours")
    return package.read(name)


class _Taker(Protocol):
    """Takes a part as it comes."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, tag: str, /) -> None:
        """An element ends."""

    def said(self, text: str, /) -> None:
        """Characters."""


def parse(content: bytes, taker: _Taker) -> None:
    """Give a part to somebody who takes it; ValueError for one that is not well formed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = taker.start, taker.end, taker.said
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError("a part is not well formed") from error


def _refuse(*_declaration: Any) -> None:
    raise ValueError("a Word file has no DOCTYPE")


class _Properties:
    """Takes the custom properties."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag.endswith(" property"):
            self._name = attributes.get("name", "")
            self.found[self._name] = ""

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag.endswith(" property"):
            self._name = None

    def said(self, text: str) -> None:
        """Characters."""
        if self._name is not None:
            self.found[self._name] += text


class Reader:
    """Takes the text of each paragraph apart from the text of a box anchored in it."""

    def __init__(self) -> None:
        self._lines: list[list[str]] = []
        self._open: list[list[str]] = []
        self._skipped = 0
        self._in_text = False
        self._controls: list[str | None] = []
        self._bookmarks: dict[str, str] = {}
        self.tagged: dict[str, list[str]] = {}
        self.marked: dict[str, list[str]] = {}

    def lines(self) -> str:
        """The lines of all paragraphs, without the empty ones."""
        text = "\n".join("".join(line) for line in self._lines).replace(NOTHING, "")
        lines = (line.strip() for line in text.split("\n"))
        return "\n".join(line for line in lines if line)

    def add_line(self, text: str) -> None:
        """What is said in no paragraph."""
        self._lines.append([text])

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipped or tag == FALLBACK:
            self._skipped += 1
        elif tag == f"{WORD}t":
            self._in_text = True
        elif tag == f"{WORD}p":
            self._open.append([])
            self._lines.append(self._open[-1])
        elif tag in _SAID:
            self._say("" if attributes.get(f"{WORD}type") in ("page", "column") else _SAID[tag])
        elif tag == f"{WORD}sdt":
            self._controls.append(None)
        elif tag == f"{WORD}tag" and self._controls:
            if found := _ID.fullmatch(attributes.get(f"{WORD}val", "")):
                self._controls[-1] = found[0]
                self.tagged[found[0]] = []
        elif tag == f"{WORD}bookmarkStart" and (found := _MARK.fullmatch(attributes.get(f"{WORD}name", ""))):
            self._bookmarks[attributes.get(f"{WORD}id", "")] = found[1]
            self.marked[found[1]] = []
        elif tag == f"{WORD}bookmarkEnd":
            self._bookmarks.pop(attributes.get(f"{WORD}id", ""), None)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif tag == f"{WORD}t":
            self._in_text = False
        elif tag == f"{WORD}p":
            self._open.pop()
        elif tag == f"{WORD}sdt":
            self._controls.pop()

    def said(self, text: str) -> None:
        """Characters."""
        if self._in_text and not self._skipped:
            self._say(text)

    def _say(self, text: str) -> None:
        if self._open:
            self._open[-1].append(text)
        for one in self._controls:
            if one:
                self.tagged[one].append(text)
        for one in self._bookmarks.values():
            self.marked[one].append(text)

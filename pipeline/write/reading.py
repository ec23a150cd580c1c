"""Reading a Word file back, also one that Word, WPS or LibreOffice saved: what it says, its properties, its figures."""

from __future__ import annotations

import re
import zipfile
from typing import Any, Final
from xml.parsers import expat

from pipeline.write.package import opened
from pipeline.write.writing import hash_of
from pipeline.write.xml import NOTHING

__all__ = ["figures_in", "read_properties", "text_hash", "text_of"]

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_FALLBACK: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_SAID: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_MOST: Final = 256 * 1024 * 1024
# our own ids alone: Word and WPS keep bookmarks of theirs beside them (_GoBack, _Hlk…, _Toc…), and an office may have controls
_ID: Final = re.compile(r"F[0-9]+")
_MARK: Final = re.compile(r"_(F[0-9]+)")


def text_hash(data: bytes) -> str:
    """The hash of what the document says: its lines of text. Empty paragraphs and layout do not count."""
    return hash_of(text_of(data))


def text_of(data: bytes) -> str:
    """The lines of text of a document's body, in the order in which they stand in the file, without the empty ones."""
    lines = (line.strip() for line in _read(data).text().split("\n"))
    return "\n".join(line for line in lines if line)


def figures_in(data: bytes) -> dict[str, str]:
    """The text of each figure by its id: found by its control's tag, and by its bookmark where the tag is gone."""
    read = _read(data)
    return {one: "".join(parts).replace(NOTHING, "") for one, parts in (read.marked | read.tagged).items()}


def read_properties(data: bytes) -> dict[str, str]:
    """The custom properties."""
    with opened(data) as package:
        if "docProps/custom.xml" not in package.namelist():
            return {}
        content = _part(package, "docProps/custom.xml")
    found: dict[str, str] = {}
    names: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith(" property"):
            names.append(attributes.get("name", ""))
            found[names[-1]] = ""

    def said(text: str) -> None:
        if names:
            found[names[-1]] += text

    _parse(content, start, lambda tag: names.clear() if tag.endswith(" property") else None, said)
    return {name: value.strip() for name, value in found.items()}


def _read(data: bytes) -> _Reader:
    with opened(data) as package:
        content = _part(package, "word/document.xml")
    reader = _Reader()
    _parse(content, reader.start, reader.end, reader.said)
    return reader


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    if package.getinfo(name).file_size > _MOST:
        raise ValueError(f"{name} is too large for a document of ours")
    return package.read(name)


def _parse(content: bytes, start: Any, end: Any, said: Any) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError("a part is not well formed") from error


def _refuse(*_declaration: Any) -> None:
    raise ValueError("a Word file has no DOCTYPE")


class _Reader:
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

    def text(self) -> str:
        """All paragraphs, each on its own line."""
        return "\n".join("".join(line) for line in self._lines).replace(NOTHING, "")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipped or tag == _FALLBACK:
            self._skipped += 1
        elif tag == f"{_W}t":
            self._in_text = True
        elif tag == f"{_W}p":
            self._open.append([])
            self._lines.append(self._open[-1])
        elif tag in _SAID:
            self._say("" if attributes.get(f"{_W}type") in ("page", "column") else _SAID[tag])
        elif tag == f"{_W}sdt":
            self._controls.append(None)
        elif tag == f"{_W}tag" and self._controls:
            if found := _ID.fullmatch(attributes.get(f"{_W}val", "")):
                self._controls[-1] = found[0]
                self.tagged[found[0]] = []
        elif tag == f"{_W}bookmarkStart" and (found := _MARK.fullmatch(attributes.get(f"{_W}name", ""))):
            self._bookmarks[attributes.get(f"{_W}id", "")] = found[1]
            self.marked[found[1]] = []
        elif tag == f"{_W}bookmarkEnd":
            self._bookmarks.pop(attributes.get(f"{_W}id", ""), None)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif tag == f"{_W}t":
            self._in_text = False
        elif tag == f"{_W}p":
            self._open.pop()
        elif tag == f"{_W}sdt":
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

"""The comments of a sheet, those that are there and further ones; and the drawing of the boxes in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.write.marking.note import AUTHOR, Note, address
from pipeline.write.marking.patch import Edit, before_end, local, patched, prefix_of, text_of, visit

__all__ = ["NO_COMMENTS", "NO_DRAWING", "commented", "drawn"]

NO_COMMENTS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors></authors><commentList></commentList></comments>'
)
NO_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NUMBER = re.compile(rb'id="_x0000_s(\d+)"')
_WIDE, _HIGH = 4, 6
"""Columns and rows that a box is wide and high."""


def commented(content: bytes, notes: Iterable[Note]) -> tuple[bytes, list[Note]]:
    """The comments with what is to be said added, and the notes whose cells had none before: those need a box."""
    found = _Found(content)
    visit(content, found)
    p, said, new = found.prefix, "", []
    edits: list[Edit] = [before_end(content, *found.spans["authors"], f"<{p}author>{AUTHOR}</{p}author>".encode())]
    for note in notes:
        cell = address(note.row, note.column)
        if (at := found.texts.get(cell)) is not None:
            edits.append(before_end(content, *at, _run(p, f"\n{note.text}").encode()))
        else:
            new.append(note)
            text = f"<{p}text>{_run(p, note.text)}</{p}text>"
            said += f'<{p}comment ref="{cell}" authorId="{found.authors}">{text}</{p}comment>'
    edits.append(before_end(content, *found.spans["commentList"], said.encode()))
    return patched(content, edits), new


def _run(p: str, text: str) -> str:
    return f'<{p}r><{p}t xml:space="preserve">{text_of(text)}</{p}t></{p}r>'


def drawn(content: bytes, notes: Iterable[Note], block: int) -> bytes:
    """The drawing with a box for each note; ``block`` is the thousand of numbers that a new drawing takes for its boxes."""
    end = content.rfind(b"</xml>")
    if end < 0:
        raise ValueError("drawing")
    first = max((int(number) for number in _NUMBER.findall(content)), default=block * 1024) + 1
    kind = "" if b'id="_x0000_t202"' in content else _KIND
    if b"shapelayout" not in content:
        kind = f'<o:shapelayout {_NAMESPACES} v:ext="edit"><o:idmap v:ext="edit" data="{first // 1024}"/></o:shapelayout>{kind}'
    boxes = "".join(_box(note, number) for number, note in enumerate(notes, first))
    return content[:end] + (kind + boxes).encode() + content[end:]


def _box(note: Note, number: int) -> str:
    """A box beside its cell, seen when the pointer is on the cell."""
    left, top = note.column + 1, max(0, note.row - 1)
    anchor = f"{left}, 15, {top}, 2, {left + _WIDE}, 15, {top + _HIGH + note.text.count(chr(10)) * 3}, 4"
    return (
        f'<v:shape {_NAMESPACES} id="_x0000_s{number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto"'
        ' style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:90pt;z-index:1;visibility:hidden">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{note.row}</x:Row><x:Column>{note.column}</x:Column></x:ClientData></v:shape>"
    )


class _Found:
    """Where the authors, the comments and their texts stand."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.prefix = ""
        self.authors = 0
        self.spans: dict[str, tuple[int, int]] = {}
        self.texts: dict[str, tuple[int, int]] = {}
        self._path: list[str] = []
        self._begun: list[int] = []
        self._cell = ""
        self._tail: int | None = None

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """An element begins."""
        self._path.append(local(name))
        self._begun.append(at)
        if len(self._path) == 1:
            self.prefix = prefix_of(name)
        elif self._path[1:] == ["authors", "author"]:
            self.authors += 1
        elif self._path[1:] == ["commentList", "comment"]:
            self._cell, self._tail = attributes.get("ref", ""), None
        elif self._path[-2] == "text" and self._path[-1] in ("rPh", "phoneticPr") and self._tail is None:
            self._tail = at

    def end(self, name: str, at: int) -> None:  # noqa: ARG002 - one shape for all visitors
        """An element ends."""
        begun = self._begun.pop()
        if len(self._path) == 2:
            self.spans[self._path[1]] = (begun, at)
        elif self._path[1:] == ["commentList", "comment", "text"]:
            self.texts[self._cell] = (begun, self._tail or at)
        self._path.pop()

"""Cells of one sheet given another look, made where they are not there; and where its comments are drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.write.marking.note import Note, address, gathered, position
from pipeline.write.marking.patch import Edit, attribute_set, before_end, local, patched, prefix_of, tag_at, visit
from pipeline.write.marking.styles import Styles

__all__ = ["RELATIONS", "Sheet"]

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]+\d+):([A-Z]+\d+)["']""")
_DRAWN = re.compile(rb"""<(?:\w+:)?legacyDrawing\s[^>]*?\b\w+:id\s*=\s*["']([^"']*)["']""")
_AFTER = frozenset({"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"})
"""What a sheet may hold after the place of its comments' drawing."""


class Sheet:
    """``notes``: by row and column. ``drawing``: the relation of the drawing that holds comments, if there is one."""

    def __init__(self, content: bytes, notes: list[Note]) -> None:
        self._content = content
        self.notes = gathered(notes, _merges(content))
        drawn = _DRAWN.search(content)
        self.drawing = drawn[1].decode() if drawn else None

    def marked(self, styles: Styles, drawing: str | None) -> bytes:
        """The part with its cells coloured, and with a drawing of comments where that is a new one (its relation)."""
        found = _Cells(self._content, self.notes, styles)
        visit(self._content, found)
        edits = found.edits
        if drawing:
            tag = f'<{found.prefix}legacyDrawing xmlns:r="{RELATIONS}" r:id="{drawing}"/>'.encode()
            edits.append((found.drawing_at, found.drawing_at, tag))
        return patched(self._content, edits)


def _merges(content: bytes) -> list[tuple[int, int, int, int]]:
    corners = ((position(first.decode()), position(last.decode())) for first, last in _MERGED.findall(content))
    return [(*first, *last) for first, last in corners if first and last]


class _Cells:
    """Goes through the rows and cells, and notes what to put where."""

    def __init__(self, content: bytes, notes: Mapping[int, Mapping[int, Note]], styles: Styles) -> None:
        self.content, self.styles = content, styles
        self.edits: list[Edit] = []
        self.prefix = ""
        self.drawing_at = -1
        self._rows = {row: dict(cells) for row, cells in notes.items()}
        self._cells: dict[int, Note] = {}
        self._columns: list[tuple[int, int, int]] = []
        self._path: list[str] = []
        self._row = self._column = -1
        self._row_look: int | None = None
        self._row_at = self._data_at = -1

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """An element begins."""
        self._path.append(local(name))
        inside = self._path[1:]
        if not inside:
            self.prefix = prefix_of(name)
        elif len(inside) == 1:
            self._part(inside[0], at)
        elif inside == ["cols", "col"]:
            self._columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1, int(attributes.get("style", 0))))
        elif inside == ["sheetData", "row"]:
            self._row_begins(attributes, at)
        elif inside == ["sheetData", "row", "c"]:
            self._cell(attributes, at)

    def end(self, name: str, at: int) -> None:  # noqa: ARG002 - one shape for all visitors
        """An element ends."""
        inside = self._path[1:]
        if inside == ["sheetData", "row"]:
            if new := self._made(self._cells, list(self._cells)):
                self.edits.append(before_end(self.content, self._row_at, at, new))
        elif inside == ["sheetData"]:
            if new := self._made_rows(list(self._rows)):
                self.edits.append(before_end(self.content, self._data_at, at, new))
        elif not inside and self.drawing_at < 0:
            self.drawing_at = at
        self._path.pop()

    def _part(self, name: str, at: int) -> None:
        if name == "sheetData":
            self._data_at = at
        elif name in (*_AFTER, "AlternateContent") and self._data_at >= 0 and self.drawing_at < 0:
            self.drawing_at = at

    def _row_begins(self, attributes: Mapping[str, str], at: int) -> None:
        self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
        if new := self._made_rows([row for row in self._rows if row < self._row]):
            self.edits.append((at, at, new))
        self._row_at = at
        custom = attributes.get("customFormat") in ("1", "true")
        self._row_look = int(attributes.get("s", 0)) if custom else None
        self._cells = self._rows.pop(self._row, {})

    def _cell(self, attributes: Mapping[str, str], at: int) -> None:
        place = position(attributes.get("r", ""))
        self._column = place[1] if place else self._column + 1
        if new := self._made(self._cells, [column for column in self._cells if column < self._column]):
            self.edits.append((at, at, new))
        if (note := self._cells.pop(self._column, None)) is not None:
            tag = tag_at(self.content, at)
            look = self.styles.shade(int(attributes.get("s", 0)), note.colour)
            self.edits.append((at, at + len(tag), attribute_set(tag, "s", look)))

    def _made_rows(self, rows: list[int]) -> bytes:
        made = b""
        for row in rows:
            self._row_look = None
            cells = self._rows.pop(row)
            made += f'<{self.prefix}row r="{row + 1}">'.encode() + self._made(cells, list(cells)) + f"</{self.prefix}row>".encode()
        return made

    def _made(self, cells: dict[int, Note], columns: list[int]) -> bytes:
        """New cells, in the look that their row or column has."""
        made = ""
        for column in columns:
            note = cells.pop(column)
            own = next((look for first, last, look in self._columns if first <= column <= last), 0)
            look = self.styles.shade(own if self._row_look is None else self._row_look, note.colour)
            made += f'<{self.prefix}c r="{address(note.row, column)}" s="{look}"/>'
        return made.encode()

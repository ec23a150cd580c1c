"""A workbook's package (.xlsx, .xlsm) with marks in some of its sheets; every other part is copied byte for byte."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from html import unescape
from io import BytesIO
from xml.parsers import expat

from pipeline.write.marking.comments import NO_COMMENTS, NO_DRAWING, commented, drawn
from pipeline.write.marking.note import Note
from pipeline.write.marking.sheet import RELATIONS, Sheet
from pipeline.write.marking.styles import EMPTY, Styles

__all__ = ["mark_workbook"]

_BOOK, _STYLES, _TYPES = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"""\b(Id|Type|Target)\s*=\s*["']([^"']*)["']""")
_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_KINDS = {
    "comments": "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    "styles": "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
}
_STRICT = b"http://purl.oclc.org/ooxml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_ODD = (KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, expat.ExpatError)
"""What is raised of a package that is spoiled, or put together in some way that is not known here."""


def mark_workbook(content: bytes, notes: Mapping[str, Sequence[Note]]) -> bytes | None:
    """The workbook with notes in its sheets (by the parts that hold them); None where it is put together in some unknown way."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            package = _Package(archive)
            if _STRICT in package.read(_BOOK):
                return None
            styles = package.styles()
            for part, wanted in notes.items():
                _mark(package, part, Sheet(package.read(part), list(wanted)), styles)
            package.changed[package.styles_part] = styles.content()
            return package.written()
    except _ODD:
        return None


def _mark(package: _Package, part: str, sheet: Sheet, styles: Styles) -> None:
    notes = [note for cells in sheet.notes.values() for note in cells.values()]
    known = package.relations(part)
    comments = next((target for kind, target in known.values() if kind == "comments"), None) or package.new("xl/comments{}.xml")
    said, boxed = commented(package.changed.get(comments) or package.read_or(comments, NO_COMMENTS), notes)
    if comments not in {target for _, target in known.values()}:
        package.relate(part, "comments", comments)
    drawing = known[sheet.drawing][1] if sheet.drawing else package.new("xl/drawings/vmlDrawing{}.vml")
    new = None if sheet.drawing else package.relate(part, "vmlDrawing", drawing)
    package.changed[comments] = said
    package.changed[drawing] = drawn(package.read_or(drawing, NO_DRAWING), boxed, package.block())
    package.changed[part] = sheet.marked(styles, new)


class _Package:
    """The parts of a workbook: read as they were, changed in ``changed``."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.changed: dict[str, bytes] = {}
        self._blocks = 0
        told = self.relations(_BOOK)
        self.styles_part = next((target for kind, target in told.values() if kind == "styles"), _STYLES)

    def read(self, name: str) -> bytes:
        """A part, as changed by now."""
        return self.changed[name] if name in self.changed else self.archive.read(name)

    def read_or(self, name: str, otherwise: bytes) -> bytes:
        """A part, or what stands for it where there is none."""
        return self.read(name) if name in self.names or name in self.changed else otherwise

    def styles(self) -> Styles:
        """The looks; a workbook without them gets some."""
        if self.styles_part not in self.names:
            self.relate(_BOOK, "styles", self.styles_part)
        return Styles(self.read_or(self.styles_part, EMPTY))

    def block(self) -> int:
        """A thousand of numbers for the boxes of a drawing."""
        self._blocks += 1
        return self._blocks

    def new(self, pattern: str) -> str:
        """A name that no part has."""
        taken = {name.lower() for name in (*self.names, *self.changed)}
        return next(name for number in range(1, 1 << 20) if (name := pattern.format(number)).lower() not in taken)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """By their names, the (kind, part) that a part is related to."""
        found = {}
        for told in _RELATION.findall(self.read_or(_relations_of(part), b"")):
            has = dict(_ATTRIBUTE.findall(told.decode()))
            target = posixpath.normpath(posixpath.join(posixpath.dirname(part), unescape(has["Target"]))).lstrip("/")
            found[has["Id"]] = has["Type"].rpartition("/")[2], target
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """A further relation of a part, and the content type of its target; the relation's name."""
        name = next(name for number in range(1, 1 << 20) if (name := f"rIdMark{number}") not in self.relations(part))
        told = f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="/{target}"/>'
        own = _relations_of(part)
        self.changed[own] = _before_last_tag(self.read_or(own, _NO_RELATIONS), told)
        self._tell_type(kind, target)
        return name

    def _tell_type(self, kind: str, target: str) -> None:
        types = self.read(_TYPES)
        if kind in _KINDS:
            self.changed[_TYPES] = _before_last_tag(types, f'<Override PartName="/{target}" ContentType="{_KINDS[kind]}"/>')
        elif not re.search(rb"""\bExtension\s*=\s*["']vml["']""", types, re.IGNORECASE):
            self.changed[_TYPES] = _before_last_tag(types, f'<Default Extension="vml" ContentType="{_DRAWING}"/>')

    def written(self) -> bytes:
        """The bytes of the whole package, its parts in their order, new ones last."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for info in self.archive.infolist():
                made.writestr(info, self.read(info.filename))
            for name in [name for name in self.changed if name not in self.names]:
                made.writestr(zipfile.ZipInfo(name), self.changed[name], zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _before_last_tag(content: bytes, new: str) -> bytes:
    """Put in as the last child of the outermost element, under the prefix that this has."""
    end = content.rfind(b"</")
    if end < 0:
        raise ValueError("empty part")
    prefix = re.match(rb"</(\w+:)?", content[end:])
    own = (prefix[1] if prefix and prefix[1] else b"").decode()
    return content[:end] + new.replace("<", f"<{own}", 1).encode() + content[end:]

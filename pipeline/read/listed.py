"""The sheets that an .xlsx lists: their names, the parts that hold them, and which of them are hidden."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from pipeline.model.shape import shape

__all__ = ["EPOCH", "Listed", "column_number", "is_1904", "listed_sheets", "parts_of", "sheets_in"]

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_NAME = re.compile(rb'\sname="([^"]*)"')
_ID = re.compile(rb'\s\w+:id="([^"]*)"')
_HIDDEN = re.compile(rb'\sstate="(?:hidden|veryHidden)"')
_OWN_ID = re.compile(rb'\sId="([^"]*)"')
_TARGET = re.compile(rb'\sTarget="([^"]*)"')
EPOCH = re.compile(rb'\bdate1904="(?:1|true)"')


@shape
class Listed:
    """A sheet of the workbook, in the workbook's order."""

    name: str
    part: str
    hidden: bool


def listed_sheets(archive: zipfile.ZipFile) -> tuple[Listed, ...]:
    """The sheets of an archive; KeyError where it is no .xlsx."""
    return sheets_in(archive.read("xl/workbook.xml"), archive.read("xl/_rels/workbook.xml.rels"))


def parts_of(content: bytes) -> dict[str, str]:
    """The part of each sheet by the sheet's name; none where the bytes are no .xlsx."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {sheet.name: sheet.part for sheet in listed_sheets(archive)}
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return {}


def is_1904(archive: zipfile.ZipFile) -> bool:
    """Whether its serial dates count from 1904."""
    return bool(EPOCH.search(archive.read("xl/workbook.xml")))


def sheets_in(workbook: bytes, relations: bytes) -> tuple[Listed, ...]:
    """The sheets, from the two parts that list them."""
    targets = {}
    for found in _RELATION.findall(relations):
        own, target = _OWN_ID.search(b" " + found), _TARGET.search(b" " + found)
        if own and target:
            path = target[1].decode("utf-8", "replace").lstrip("/")
            targets[own[1]] = path if path.startswith("xl/") else f"xl/{path}"
    from html import unescape

    made = []
    for found in _SHEET.findall(workbook):
        name, own = _NAME.search(b" " + found), _ID.search(b" " + found)
        if name and own and own[1] in targets:
            made.append(Listed(unescape(name[1].decode("utf-8", "replace")), targets[own[1]], bool(_HIDDEN.search(b" " + found))))
    return tuple(made)


def column_number(letters: bytes) -> int:
    """A column's letters as a number from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1

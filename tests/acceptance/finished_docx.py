"""A finished .docx read without the program: paragraphs, tables, and the content controls that figures stand in."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Finished:
    """What a reader of the page sees, and where its figures stand.

    ``loose``: every stretch of text outside of controls, as it stands between two controls of a paragraph.
    """

    paragraphs: tuple[str, ...]
    controls: tuple[tuple[str, str], ...]
    loose: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def sentences(self) -> list[str]:
        return [s for paragraph in self.paragraphs for s in re.split(r"(?<=[。！？])", paragraph) if s]

    def sentences_with(self, *words: str) -> list[str]:
        """The sentences in which these words stand in this order."""
        return [s for s in self.sentences if re.search(".*".join(map(re.escape, words)), s)]


def read(path: Path) -> Finished:
    with zipfile.ZipFile(path) as package:
        body = ET.fromstring(package.read("word/document.xml")).find(f"{W}body")
    paragraphs = list(body.iter(f"{W}p"))
    in_tables = {id(p) for table in body.iter(f"{W}tbl") for p in table.iter(f"{W}p")}
    controls = tuple((_tag(sdt), _text(sdt.find(f"{W}sdtContent"))) for sdt in body.iter(f"{W}sdt"))
    return Finished(
        tuple(text for p in paragraphs if id(p) not in in_tables and (text := _text(p))),
        controls,
        tuple(stretch for p in paragraphs for stretch in _outside(p)),
        tuple(_table(table) for table in body.iter(f"{W}tbl")),
    )


def _tag(sdt: ET.Element) -> str:
    return sdt.find(f"{W}sdtPr/{W}tag").get(f"{W}val")


def _text(node: ET.Element) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


def _outside(paragraph: ET.Element) -> list[str]:
    """The text between controls, stretch by stretch."""
    stretches = [""]
    for child in paragraph:
        if child.tag == f"{W}sdt":
            stretches.append("")
        else:
            stretches[-1] += _text(child)
    return [stretch for stretch in stretches if stretch]


def _table(table: ET.Element) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_text(cell) for cell in row.iter(f"{W}tc")) for row in table.iter(f"{W}tr"))

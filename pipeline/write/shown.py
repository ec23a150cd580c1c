"""What a document shows beside its lines of text: the numbers of its charts, and what none of ours has.

Signs from a symbol font, formulas, words in drawings, WordArt, SmartArt, ink, objects and documents put in whole are a person's.
Programs that save rename and renumber these parts, and write numbers as they please; what is said is compared.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.write.package import opened
from pipeline.write.reading import FALLBACK, WORD, parse, part

__all__ = ["BESIDE", "REVISIONS", "SHOWN_HASH", "added", "charted", "charts_in", "revisions"]

SHOWN_HASH: Final = "shown_hash"
"""The custom property for the hash of all that; it is there where a document has charts, or is signed."""

REVISIONS: Final = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
"""The elements that wait for somebody to accept or reject them; a tracked change of looks does not."""

BESIDE: Final = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")
_SAYING: Final = re.compile(rf"word/document\.xml|{BESIDE.pattern}")
_CHART: Final = re.compile(r"word/charts/chart\d*\.xml")
_CHART_LINKS: Final = re.compile(r"word/charts/_rels/[^/]*\.rels")
_DIAGRAM: Final = re.compile(r"word/diagrams/data\d*\.xml")
_WHOLE: Final = re.compile(r"word/(ink|diagrams|activeX|afchunk|embeddings)\b.*")
_TARGET: Final = re.compile(rb'Target="[^"]*?([^"/]+)"')
_VALUE: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart v"
_DRAWN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main t"
_MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math t"
_WORDART: Final = "urn:schemas-microsoft-com:vml textpath"
_OBJECTS: Final = {f"{WORD}object": "object", f"{WORD}altChunk": "chunk"}
_REVISED: Final = frozenset(f"{WORD}{name}" for name in REVISIONS)


def charted(charts: Iterable[bytes]) -> tuple[str, ...]:
    """What each chart says: names, categories and numbers, and words that somebody put there."""
    return tuple(sorted("\t".join(_values(content)) for content in charts))


def charts_in(data: bytes) -> tuple[str, ...]:
    """The same of the charts of a document."""
    with opened(data) as package:
        return charted([part(package, name) for name in package.namelist() if _CHART.fullmatch(name)])


def added(data: bytes) -> tuple[str, ...]:
    """What only a person puts in; nothing in a document as built."""
    found: set[str] = set()
    with opened(data) as package:
        for name in package.namelist():
            if _SAYING.fullmatch(name) or _DIAGRAM.fullmatch(name):
                found |= set(_told(_taken(part(package, name)), in_body=not BESIDE.fullmatch(name)))
        found |= set(_whole(package))
    return tuple(sorted(found))


def revisions(data: bytes) -> int:
    """How many tracked changes nobody has accepted or rejected yet, in the text and beside it."""
    with opened(data) as package:
        return sum(_taken(part(package, name)).revised for name in package.namelist() if _SAYING.fullmatch(name))


def _whole(package: zipfile.ZipFile) -> Iterator[str]:
    """Parts of kinds that a document of ours has none of; of what is embedded it has the workbooks of its charts."""
    names = package.namelist()
    links = b"".join(part(package, name) for name in names if _CHART_LINKS.fullmatch(name))
    workbooks = {found.decode("utf-8", "replace") for found in _TARGET.findall(links)}
    for name in names:
        if (kind := _WHOLE.fullmatch(name)) and not (kind[1] == "embeddings" and name.rsplit("/", 1)[-1] in workbooks):
            yield kind[1]


def _told(taker: _Taker, *, in_body: bool) -> Iterator[str]:
    """Runs may be split in any way by who saves: texts are told in one. WordArt beside the body is in the hash of the text."""
    yield from taker.signs
    yield from taker.wordart if in_body else ()
    yield from filter(None, ("".join(taker.texts[kind]).strip() for kind in (_DRAWN, _MATH)))


def _values(content: bytes) -> Iterator[str]:
    taker = _taken(content)
    for text in taker.texts[_VALUE] + taker.texts[_DRAWN]:
        if (value := _plain(text)) != "nan":
            yield value


def _plain(text: str) -> str:
    """A number as any program may have written it."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text.strip()


def _taken(content: bytes) -> _Taker:
    taker = _Taker()
    parse(content, taker)
    return taker


class _Taker:
    """Takes texts by the kind of their element, signs and objects, and counts tracked changes; not from what stands there twice."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {_VALUE: [], _DRAWN: [], _MATH: []}
        self.signs: list[str] = []
        self.wordart: list[str] = []
        self.revised = 0
        self._open: list[str] | None = None
        self._skipped = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipped or tag == FALLBACK:
            self._skipped += 1
        elif tag in self.texts:
            self._open = self.texts[tag]
            self._open.append("")
        elif tag in _REVISED:
            self.revised += 1
        elif tag in _OBJECTS or tag.endswith(" contentPart"):
            self.signs.append(_OBJECTS.get(tag, "ink"))
        elif tag == f"{WORD}sym":
            self.signs.append(f"sign {attributes.get(f'{WORD}char', '')}")
        elif tag == _WORDART:
            self.wordart.append(attributes.get("string", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif tag in self.texts:
            self._open = None

    def said(self, text: str) -> None:
        """Characters."""
        if self._open is not None:
            self._open[-1] += text

"""Looks that a person gave a document: words made bold, coloured, marked, larger or set in another font, lines moved, a picture.

All looks of ours are in styles, so that whatever a run or a paragraph says for itself was put there by hand. Word, WPS and
LibreOffice add nothing of that when they save; what is not to be seen (``none``, ``auto``, black on white) is nothing, nor is what
the styles say too (a font, no bold where nothing is bold). The one size of ours that no style knows stands in the name over a
bulletin (``masthead.py``). Margins and page breaks are not looked at: a document does not tell which it was built with, and
LibreOffice writes our breaks in a way of its own.
"""

from __future__ import annotations

from typing import Final

from pipeline.write.package import opened
from pipeline.write.reading import FALLBACK, WORD, parse, part
from pipeline.write.styled import FACES, Styles
from pipeline.write.xml import NOTHING

__all__ = ["LOOKS_HASH", "looks_in"]

LOOKS_HASH: Final = "given_hash"
"""The custom property of a signed document for the hash of the looks that it had when it was signed.

Under its former name, ``looks_hash``, it was taken of fewer looks: such a document is held against none.
"""

_RUN, _RUN_LOOKS, _LINE, _LINE_LOOKS, _TEXT = (f"{WORD}{name}" for name in ("r", "rPr", "p", "pPr", "t"))
_CELL_LOOKS, _LIST, _FONTS, _BOLD, _SIZE = (f"{WORD}{name}" for name in ("tcPr", "numId", "rFonts", "b", "sz"))
_STYLE_OF_RUN, _STYLE_OF_LINE = (f"{WORD}{name}" for name in ("rStyle", "pStyle"))
_VALUE: Final = f"{WORD}val"
# the attribute that says how; what is meant where it is not there
_SHADED: Final = {f"{WORD}shd": (f"{WORD}fill", "")}
_OF_WORDS: Final = {
    **dict.fromkeys((f"{WORD}{name}" for name in ("b", "i", "strike", "dstrike", "vanish")), (_VALUE, "1")),
    **dict.fromkeys((f"{WORD}{name}" for name in ("u", "color", "highlight", "em", "sz", "vertAlign", "bdr")), (_VALUE, "")),
    **_SHADED,
}
_OF_LINES: Final = {f"{WORD}jc": (_VALUE, ""), f"{WORD}spacing": (f"{WORD}line", ""), **_SHADED}
_UNSEEN: Final = frozenset({"", "0", "false", "off", "none", "auto", "nil", "baseline", "000000", "FFFFFF"})
_PICTURES: Final = frozenset(
    {"http://schemas.openxmlformats.org/drawingml/2006/main blip", "urn:schemas-microsoft-com:vml imagedata"}
)
_MASTHEADS: Final = ("刊名", "发文机关标志")


def looks_in(data: bytes) -> tuple[str, ...]:
    """What was given to which words, and how many lines, cells and pictures; nothing in a document as built."""
    styles = Styles()
    with opened(data) as package:
        content = part(package, "word/document.xml")
        if "word/styles.xml" in package.namelist():
            parse(part(package, "word/styles.xml"), styles)
    found = _Looks(styles)
    parse(content, found)
    words = (f"{look}: {''.join(texts)}" for look, texts in found.words.items())
    return tuple(sorted((*words, *(f"{look}: {count}" for look, count in found.counted.items()))))


class _Looks:
    """Takes the looks that runs, paragraphs and cells have of their own; not from what stands there twice."""

    def __init__(self, styles: Styles) -> None:
        self.words: dict[str, list[str]] = {}
        self.counted: dict[str, int] = {}
        self._styles = styles
        self._path: list[str] = []
        self._runs: list[list[str]] = []
        self._style_of: dict[str, list[str]] = {_LINE: [], _RUN: []}
        self._skipped = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipped or tag == FALLBACK:
            self._skipped += 1
            return
        within = tuple(self._path[-2:])
        self._path.append(tag)
        if tag in self._style_of:
            self._style_of[tag].append("")
            if tag == _RUN:
                self._runs.append([])
        elif tag in _PICTURES:
            self._count("picture")
        elif within == (_RUN, _RUN_LOOKS):
            self._of_words(tag, attributes)
        elif within == (_LINE, _LINE_LOOKS):
            self._of_line(tag, attributes)
        elif tag == _LIST and attributes.get(_VALUE) not in _UNSEEN:
            self._count("list")
        elif within[-1:] == (_CELL_LOOKS,) and (look := _look(tag, attributes, _SHADED)):
            self._count(f"cell {look}")

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        self._path.pop()
        if tag in self._style_of:
            self._style_of[tag].pop()
            if tag == _RUN:
                self._runs.pop()

    def said(self, text: str) -> None:
        """Characters."""
        if self._skipped or not self._runs or self._path[-1] != _TEXT or not (seen := text.replace(NOTHING, "").strip()):
            return
        for look in self._runs[-1]:
            self.words.setdefault(look, []).append(seen)

    def _of_words(self, tag: str, attributes: dict[str, str]) -> None:
        paragraph, run = self._style_of[_LINE][-1] if self._style_of[_LINE] else "", self._style_of[_RUN][-1]
        given = self._runs[-1]
        if tag == _STYLE_OF_RUN:
            self._style_of[_RUN][-1] = attributes.get(_VALUE, "")
        elif tag == _FONTS:
            given += {
                f"font {attributes[face]}"
                for face in FACES
                if attributes.get(face, other := self._styles.face(face, paragraph, run)) != other
            }
        elif tag == _SIZE and self._styles.name(paragraph) in _MASTHEADS:
            return
        elif look := _look(tag, attributes, _OF_WORDS):
            given.append(look)
        elif tag == _BOLD and self._styles.bold(paragraph, run):
            given.append("b no more")

    def _of_line(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _STYLE_OF_LINE:
            self._style_of[_LINE][-1] = attributes.get(_VALUE, "")
        elif look := _look(tag, attributes, _OF_LINES):
            self._count(look)

    def _count(self, look: str) -> None:
        self.counted[look] = self.counted.get(look, 0) + 1


def _look(tag: str, attributes: dict[str, str], known: dict[str, tuple[str, str]]) -> str:
    """A look by its name and value; "" for none, or one that is not to be seen."""
    attribute, otherwise = known.get(tag, ("", ""))
    value = attributes.get(attribute, otherwise)
    return "" if value in _UNSEEN else f"{tag.removeprefix(WORD)} {value}"

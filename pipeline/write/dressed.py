"""Looks that a person gave a document: words made bold, coloured, marked or larger, lines moved, a picture put in.

All looks of ours are in styles, so that whatever a run or a paragraph says for itself was put there by hand. Word, WPS and
LibreOffice add nothing of that when they save; what is not to be seen (``none``, ``auto``, black on white) is nothing. The one
size of ours that no style knows stands in the first line (``masthead.py``), where sizes are not looked at. Fonts, margins, bold
taken away and page breaks are not looked at either: programs that save write these in ways of their own.
"""

from __future__ import annotations

from typing import Final

from pipeline.write.package import opened
from pipeline.write.reading import FALLBACK, WORD, parse, part
from pipeline.write.xml import NOTHING

__all__ = ["LOOKS_HASH", "looks_in"]

LOOKS_HASH: Final = "looks_hash"
"""The custom property of a signed document for the hash of the looks that it had when it was signed."""

_RUN, _RUN_LOOKS, _LINE, _LINE_LOOKS, _TEXT = (f"{WORD}{name}" for name in ("r", "rPr", "p", "pPr", "t"))
_VALUE: Final = f"{WORD}val"
# the attribute that says how; what is meant where it is not there
_OF_WORDS: Final = {
    **dict.fromkeys((f"{WORD}{name}" for name in ("b", "i", "strike", "dstrike")), (_VALUE, "1")),
    **dict.fromkeys((f"{WORD}{name}" for name in ("u", "color", "highlight", "em", "sz")), (_VALUE, "")),
    f"{WORD}shd": (f"{WORD}fill", ""),
}
_OF_LINES: Final = {f"{WORD}jc": (_VALUE, ""), f"{WORD}spacing": (f"{WORD}line", "")}
_UNSEEN: Final = frozenset({"", "0", "false", "off", "none", "auto", "000000", "FFFFFF"})
_PICTURES: Final = frozenset(
    {"http://schemas.openxmlformats.org/drawingml/2006/main blip", "urn:schemas-microsoft-com:vml imagedata"}
)
_SIZE: Final = "sz "


def looks_in(data: bytes) -> tuple[str, ...]:
    """What was given to which words, and how many lines and pictures; nothing in a document as built."""
    with opened(data) as package:
        content = part(package, "word/document.xml")
    found = _Looks()
    parse(content, found)
    words = (f"{look}: {''.join(texts)}" for look, texts in found.words.items())
    return tuple(sorted((*words, *(f"{look}: {count}" for look, count in found.counted.items()))))


class _Looks:
    """Takes the looks that runs and paragraphs have of their own; not from what stands there twice."""

    def __init__(self) -> None:
        self.words: dict[str, list[str]] = {}
        self.counted: dict[str, int] = {}
        self._path: list[str] = []
        self._runs: list[list[str]] = []
        self._lines: list[bool] = []
        self._begun = False
        self._skipped = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipped or tag == FALLBACK:
            self._skipped += 1
            return
        within = tuple(self._path[-2:])
        self._path.append(tag)
        if tag == _RUN:
            self._runs.append([])
        elif tag == _LINE:
            self._lines.append(False)
        elif tag in _PICTURES:
            self._count("picture")
        elif within == (_RUN, _RUN_LOOKS) and (look := _look(tag, attributes, _OF_WORDS)):
            self._runs[-1].append(look)
        elif within == (_LINE, _LINE_LOOKS) and (look := _look(tag, attributes, _OF_LINES)):
            self._count(look)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        self._path.pop()
        if tag == _RUN:
            self._runs.pop()
        elif tag == _LINE:
            self._begun |= self._lines.pop()

    def said(self, text: str) -> None:
        """Characters."""
        if self._skipped or not self._runs or self._path[-1] != _TEXT or not (seen := text.replace(NOTHING, "").strip()):
            return
        self._lines[-1:] = [True]
        for look in self._runs[-1]:
            if self._begun or not look.startswith(_SIZE):
                self.words.setdefault(look, []).append(seen)

    def _count(self, look: str) -> None:
        self.counted[look] = self.counted.get(look, 0) + 1


def _look(tag: str, attributes: dict[str, str], known: dict[str, tuple[str, str]]) -> str:
    """A look by its name and value; "" for none, or one that is not to be seen."""
    attribute, otherwise = known.get(tag, ("", ""))
    value = attributes.get(attribute, otherwise)
    return "" if value in _UNSEEN else f"{tag.removeprefix(WORD)} {value}"

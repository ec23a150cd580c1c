"""Inlines to runs: words, digits in the Latin font, figures inside their content controls.

A figure's control carries its id twice: as tag, and as the name of a bookmark inside it, because LibreOffice empties the tag
on saving and keeps the bookmark. Two controls never stand side by side (LibreOffice would nest the second into the first and
empty it; measured: an empty run, an empty text or a bookmark between them is not enough, a soft hyphen would print at a line's
end): a zero-width space, which prints nothing and is no part of the text, stands between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from pipeline.model.document import Inline, Stated, Text
from pipeline.write.xml import NOTHING, attribute, clean, escape

__all__ = ["Runs", "ems", "plain"]

_Value = TypeVar("_Value")

_SEPARATOR: Final = f"<w:r><w:t>{NOTHING}</w:t></w:r>"
_HIDDEN: Final = '<w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>'
_KEPT: Final = 4096
_ALIAS_LENGTH: Final = 20

_LETTER = "[!-~À-ÖØ-öø-ɏͰ-ӿ]"
_LATIN = re.compile(f"({_LETTER}+(?: +{_LETTER}+)*)")
_BREAKS = re.compile("([\t\n])")
_CHINESE_ONLY_IN_CHINESE_FONT = re.compile("[“”‘’—…·\t\n]")
# Noto CJK draws two dashes as one glyph, which tools that read the PDF take for one character: a run of its own keeps them two.
_DASHES: Final = "——"
_MARK: Final = "\x00"
_MARKED: Final = "—" + _MARK
_APART: Final = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>'
_BREAK_XML = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def plain(inlines: Sequence[Inline]) -> str:
    """What inlines say, without looks."""
    return "".join(inline.text for inline in inlines)


def ems(text: str) -> float:
    """How many full widths a text takes; digits and letters take half a one."""
    return sum(1.0 if char > "\u2e80" or unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


class Runs:
    """Makes runs for one set of style ids; remembers the words it has seen (bounded), for they repeat from document to document."""

    __slots__ = ("_figures", "_heads", "_latin", "_words")

    def __init__(self, ids: Mapping[str, str]) -> None:
        strong, latin, both = (f'<w:rPr><w:rStyle w:val="{ids[name]}"/></w:rPr>' for name in ("Strong", "西文", "西文加粗"))
        self._latin = (("", latin), (strong, both))
        self._words: tuple[dict[str, tuple[str, str]], ...] = ({}, {})
        self._figures: tuple[dict[str, tuple[str, str]], ...] = ({}, {})
        self._heads: dict[str, str] = {}

    def words(self, text: str, strong: bool) -> tuple[str, str]:
        """The runs of a text, and the text as it then stands there."""
        kept = self._words[strong]
        found = kept.get(text)
        if found is None:
            cleaned = clean(text)
            found = self._split(cleaned, strong), cleaned
            _keep(kept, text, found)
        return found

    def figure(self, text: str, strong: bool) -> tuple[str, str]:
        """The runs of a figure's text: a single one where all its characters agree on their font."""
        kept = self._figures[strong]
        found = kept.get(text)
        if found is None:
            cleaned = clean(text)
            if _CHINESE_ONLY_IN_CHINESE_FONT.search(cleaned):
                found = self._split(cleaned, strong), cleaned
            else:
                found = self._run(cleaned, self._latin[strong][bool(_LATIN.search(cleaned))]), cleaned
            _keep(kept, text, found)
        return found

    def head(self, alias: str) -> str:
        """The start of a control, up to its tag; one for each indicator."""
        found = self._heads.get(alias)
        if found is None:
            found = f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(alias[:_ALIAS_LENGTH])}"/><w:tag w:val="'
            _keep(self._heads, alias, found)
        return found

    def write(self, inlines: Sequence[Inline], out: list[str], said: list[str], number: int, strong: bool = False) -> int:
        """Append the inlines' runs to ``out`` and their text to ``said``; ``number`` counts controls, before and after."""
        after_control = False
        for inline in inlines:
            if type(inline) is Text:
                if inline.text:
                    xml, text = self.words(inline.text, strong or inline.strong)
                    out.append(xml)
                    said.append(text)
                    after_control = False
                continue
            if after_control:
                out.append(_SEPARATOR)
            number += 1
            xml, text = self.control(inline, number, strong)
            out.append(xml)
            said.append(text)
            after_control = True
        return number

    def control(self, stated: Inline, number: int, strong: bool) -> tuple[str, str]:
        """A figure in its content control, with the bookmark inside, and its text."""
        assert type(stated) is Stated  # noqa: S101 - two kinds of inline
        xml, text = self.figure(stated.text, strong or stated.strong)
        name = stated.id if stated.id.isalnum() else attribute(stated.id)
        indicator = stated.figure.indicator
        return (
            f'{self.head(indicator.label or indicator.name)}{name}"/><w:id w:val="{number}"/>{_HIDDEN}'
            f'<w:bookmarkStart w:id="{number}" w:name="_{name}"/>{xml}<w:bookmarkEnd w:id="{number}"/></w:sdtContent></w:sdt>'
        ), text

    def _split(self, text: str, strong: bool) -> str:
        looks = self._latin[strong]
        parts = enumerate(_LATIN.split(text.replace(_DASHES, _MARKED)) if _DASHES in text else _LATIN.split(text))
        return "".join(self._piece(part, looks[index % 2]) for index, part in parts if part)

    def _piece(self, text: str, look: str) -> str:
        first, *rest = text.split(_MARK)
        second = look.replace("</w:rPr>", f"{_APART}</w:rPr>") if look else f"<w:rPr>{_APART}</w:rPr>"
        return self._run(first, look) + "".join(self._run("—", second) + self._run(part, look) for part in rest)

    def _run(self, text: str, look: str) -> str:
        if not text:
            return ""
        if "\n" not in text and "\t" not in text:
            return f"<w:r>{look}{_text(text)}</w:r>"
        parts = (_BREAK_XML.get(part) or _text(part) for part in _BREAKS.split(text) if part)
        return f"<w:r>{look}{''.join(parts)}</w:r>"


def _text(text: str) -> str:
    spaced = text[:1] == " " or text[-1:] == " " or "  " in text
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if spaced else f"<w:t>{escape(text)}</w:t>"


def _keep(kept: dict[str, _Value], text: str, value: _Value) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
    kept[text] = value

"""Inlines to runs: words, digits in the Latin font, figures inside their content controls.

A figure's control carries its id twice: as tag, and as the name of a bookmark inside it, because LibreOffice empties the tag
on saving and keeps the bookmark. Two controls never stand side by side (LibreOffice would nest the second into the first and
empty it; measured: an empty run, an empty text or a bookmark between them is not enough, a soft hyphen would print at a line's
end): a zero-width space, which prints nothing and is no part of the text, stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from pipeline.model.document import Inline, Stated
from pipeline.model.indicator import Indicator
from pipeline.write.control import CONTROL_END, Figures, Strands, control, strands
from pipeline.write.xml import NOTHING, attribute, clean, escape

__all__ = ["Runs", "ems", "plain"]

_Value = TypeVar("_Value")

_SEPARATOR: Final = f"<w:r><w:t>{NOTHING}</w:t></w:r>"
_CLOSE: Final = "</w:t></w:r>"
_KEPT: Final = 2048
_SHORT: Final = 300
_ALIAS_LENGTH: Final = 20

_LETTER = "[!-~À-ÖØ-öø-ɏͰ-ӿ]"
_LATIN = re.compile(f"({_LETTER}+(?: +{_LETTER}+)*)")
# anything but what most figures are: digits and signs, then a Chinese unit or nothing
_ODD_IN_FIGURES = re.compile(r"^[^0-9+\-]|[^0-9.,%+\-\u4e00-\u9fff]")
_ODD_IN_CELLS = re.compile(r"[^0-9.,%+\-\u4e00-\u9fff]")
_BEGINNINGS: Final = frozenset("0123456789+-")
_BREAKS = re.compile("([\t\n])")
# signs that are Latin to LibreOffice and Chinese to the reader
_AMBIGUOUS = re.compile("[“”‘’—…·]")
# Noto CJK draws two dashes as one glyph, which tools that read the PDF take for one character: a run of its own keeps them two.
_DASHES: Final = "——"
_MARK: Final = "\x00"
_MARKED: Final = "—" + _MARK
_APART: Final = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>'
_BREAK_XML = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def plain(inlines: Sequence[Inline]) -> str:
    """What inlines say, without looks."""
    return "".join([inline.text for inline in inlines])


def _is_odd(texts: Sequence[str]) -> bool:
    """Whether some text is more than one run of digits and signs with a Chinese unit."""
    joined = "".join(texts)
    if joined.isascii() and joined.isdigit():
        return "" in texts
    return bool(_ODD_IN_CELLS.search(joined)) or not _BEGINNINGS.issuperset([text[:1] for text in texts])


def ems(text: str) -> float:
    """About how many full widths a text takes: digits and letters half a one, what UTF-8 writes in three bytes a whole one."""
    return len(text) / 2 if text.isascii() else (len(text.encode("utf-8", "replace")) + len(text)) / 4


class Runs:
    """Makes runs for one set of style ids; remembers the words it has seen (bounded), for they repeat from document to document."""

    __slots__ = ("_digits", "_heads", "_latin", "_words")

    def __init__(self, ids: Mapping[str, str]) -> None:
        strong, latin, both = (f'<w:rPr><w:rStyle w:val="{ids[name]}"/></w:rPr>' for name in ("Strong", "西文", "西文加粗"))
        self._latin = (("", latin), (strong, both))
        self._digits = (f"<w:r>{latin}<w:t>", f"<w:r>{both}<w:t>")
        self._words: tuple[dict[str, tuple[str, str]], ...] = ({}, {})
        self._heads: dict[str, str] = {}

    def words(self, text: str, strong: bool) -> tuple[str, str]:
        """The runs of a text, and the text as it then stands there."""
        kept = self._words[strong]
        found = kept.get(text)
        if found is None:
            cleaned = clean(text)
            found = self._runs(cleaned, strong), cleaned
            if len(text) <= _SHORT:
                _keep(kept, text, found)
        return found

    def head(self, alias: str) -> str:
        """The start of a control, up to its tag; one for each indicator."""
        found = self._heads.get(alias)
        if found is None:
            # as references: what is all ASCII is put together and encoded several times as fast, and most of a table is controls
            name = attribute(alias[:_ALIAS_LENGTH]).encode("ascii", "xmlcharrefreplace").decode()
            found = f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="'
            _keep(self._heads, alias, found)
        return found

    def write(self, inlines: Sequence[Inline], out: list[str], said: list[str], number: int, strong: bool = False) -> int:
        """Append the inlines' runs to ``out`` and their text to ``said``; ``number`` counts controls, before and after."""
        after_control = bool(out) and out[-1].endswith(CONTROL_END)
        for inline in inlines:
            if type(inline) is not Stated:
                xml, text = self.words(inline.text, strong or inline.strong)
                if xml:
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

    def alone(self, inline: Inline, number: int) -> tuple[int, str, str]:
        """``write`` for an inline that is all of its cell: the number after it, its runs and its text."""
        if type(inline) is Stated:
            return number + 1, *self.control(inline, number + 1, False)
        return number, *self.words(inline.text, inline.strong)

    def control(self, stated: Stated, number: int, strong: bool) -> tuple[str, str]:
        """A figure in its content control, with the bookmark inside, and its text."""
        look = strong or stated.strong
        text = stated.text
        if _ODD_IN_FIGURES.search(text):
            xml, text = self.words(text, look)
        else:
            xml = f"{self._digits[look]}{text}{_CLOSE}"
        name = stated.id if stated.id.isalnum() else attribute(stated.id)
        return control(self._head(stated.figure.indicator), name, number, xml), text

    def controls(self, figures: Figures, numbers: range) -> tuple[Strands, Sequence[str]]:
        """Figures that each stand alone, with their numbers: ``control`` for all at once, and what they say."""
        stated, texts, names, indicators, strong = figures
        if strong or _is_odd(texts) or not "".join(names).isalnum():
            return self.controls_apart(stated, numbers)
        return strands(self._heads_of(indicators), names, numbers, texts, (self._digits[False], _CLOSE)), texts

    def controls_apart(self, stated: Sequence[Stated], numbers: range) -> tuple[Strands, Sequence[str]]:
        """The same, each by itself."""
        made = [self.control(one, at, False) for one, at in zip(stated, numbers, strict=True)]
        return ([xml for xml, _ in made],), [text for _, text in made]

    def _head(self, indicator: Indicator) -> str:
        alias = indicator.label or indicator.name
        return self._heads.get(alias) or self.head(alias)

    def _heads_of(self, indicators: Sequence[Indicator]) -> str | Sequence[str]:
        """What each control starts with; a column has one indicator, or a few."""
        first = indicators[0]
        if all([one is first for one in indicators]):  # noqa: C419 - thousands of them
            return self._head(first)
        shown = [*map(id, indicators)]
        heads = {key: self._head(one) for key, one in dict(zip(shown, indicators, strict=True)).items()}
        return [heads[key] for key in shown]

    def _runs(self, text: str, strong: bool) -> str:
        """One run, unless there are both digits or letters and signs that must not get their font."""
        without, latin = self._latin[strong]
        if not _LATIN.search(text):
            return self._piece(text.replace(_DASHES, _MARKED), without)
        if not _AMBIGUOUS.search(text):
            return self._run(text, latin)
        parts = enumerate(_LATIN.split(text.replace(_DASHES, _MARKED)))
        return "".join(self._piece(part, (without, latin)[index % 2]) for index, part in parts if part)

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

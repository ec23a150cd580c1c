"""Words that an office typed, in pieces: dates stay words, every other number in them is a reported figure."""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.compose.draft import Draft, Fixed, Number, Piece
from pipeline.compose.markup.sentences import SENTENCE_END
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator

__all__ = ["reported", "typed_pieces"]

_DATE = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|〔\d{4}〕(?:\d+号)?"
_NUMBER = r"\d+(?:\.\d+)?(?:[%％]|[件批人次期份名个户起天日元]{1,2})?"
_TOKENS = re.compile(f"({_DATE})|({_NUMBER})")


def reported(draft: Draft, name: str, value: Fraction, unit: str, source: str) -> Figure:
    """The figure of a typed number; ``source`` (file and line) is its evidence."""
    decimals = max(0, len(str(float(value)).partition(".")[2])) if value.denominator != 1 else 0
    indicator = Indicator(name or "事实", type="reported", unit=unit, decimals=decimals)
    exact = int(value) if value.denominator == 1 and unit != "%" else value
    occasion = draft.occasion
    return Figure(indicator, occasion.period, occasion.scope, exact, evidence=source, reported=True)


def typed_pieces(draft: Draft, text: str, source: str, name: str) -> list[str | Piece]:
    """The pieces of a typed text; its second number and those after it are told apart by their place in it.

    The ends of its sentences are plain text, so that a topic sentence ends there and a gap behind it takes its own sentence only.
    """
    pieces: list[str | Piece] = []
    end = numbers = 0
    for found in _TOKENS.finditer(text):
        if found.start() > end:
            pieces += _fixed(text[end : found.start()])
        numbers += not found[1]
        which = f"{name}（{numbers}）" if numbers > 1 else name
        pieces.append(Fixed(found[0]) if found[1] else _number(draft, found[0], source, which))
        end = found.end()
    if end < len(text):
        pieces += _fixed(text[end:])
    return pieces


def _fixed(text: str) -> list[str | Piece]:
    return [part if at % 2 else Fixed(part) for at, part in enumerate(SENTENCE_END.split(text)) if part]


def _number(draft: Draft, text: str, source: str, name: str) -> Number:
    digits = re.match(r"[\d.]+", text)
    value = Fraction(digits[0].rstrip(".")) if digits else Fraction(0)
    unit = text[len(digits[0]) :].replace("％", "%") if digits else ""
    return Number(text, reported(draft, name, value / 100 if unit == "%" else value, unit, source), "value")

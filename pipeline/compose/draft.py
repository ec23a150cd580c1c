"""A draft in the making: what one rendering may ask, and the marks it leaves in the text.

A figure must come out of Jinja as a figure. So nothing but a mark, one private-use character, goes through it: the mark's number is
the place of its piece in the draft. Whatever a filter, a macro or ``~`` does to the text, the mark stays what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.compose.fault import TemplateFault
from pipeline.model.document import Claim
from pipeline.model.figure import Figure, Measures
from pipeline.model.occasion import Occasion
from pipeline.model.settings import Settings
from pipeline.model.shape import shape

__all__ = ["DRAFT", "FIRST", "GAP", "MOST_SPENT", "SOFT", "Draft", "Fixed", "Number", "Piece", "Spot"]

FIRST = 0xF0000
"""The first of the marks; all of planes 15 and 16 are theirs."""
LAST = 0x10FFFD
GAP = "\ue001"
"""Stands for a number that the data do not give: the sentence round it drops out."""
SOFT = "\ue000"
"""Stands at the end of a template line that holds a tag: such a line leaves no blank line when nothing is printed."""
DRAFT = "#draft"
"""The name under which a context holds the draft; no template can write it."""

MOST_SPENT = 4_000_000


@shape
class Number:
    """A figure, to be stated where its mark stands."""

    text: str
    figure: Figure
    form: str
    also: tuple[Figure, ...] = ()


@shape
class Fixed:
    """Words made by the program or taken from the data as they are: a date, a period, the name of a unit; never markup."""

    text: str


@shape
class Spot:
    """A reference to a heading, resolved once headings are numbered."""

    label: str


Piece = Number | Fixed | Spot


class Draft:
    """One rendering of one document; ``options`` are those of its entry in documents.yaml."""

    __slots__ = ("claims", "gaps", "measures", "occasion", "options", "pieces", "settings", "spent", "spots")

    def __init__(
        self, settings: Settings, occasion: Occasion, measures: Measures, options: Mapping[str, Any] | None = None
    ) -> None:
        self.settings = settings
        self.occasion = occasion
        self.measures = measures
        self.options = options or {}
        self.pieces: list[Piece] = []
        self.gaps = 0
        self.spots: dict[str, str] = {}
        self.claims: list[Claim] = []
        self.spent = 0

    def mark(self, piece: Piece) -> str:
        """The character that stands for a piece."""
        number = FIRST + len(self.pieces)
        if number > LAST:
            raise TemplateFault("一份文稿里的数字太多，请检查模板里的循环")
        self.pieces.append(piece)
        return chr(number)

    def spot(self, label: str) -> str:
        """The character that stands for a heading's number."""
        char = self.mark(Spot(label))
        self.spots[char] = label
        return char

    def gap(self, why: str) -> str:
        """The characters that stand for a number the data do not give, and for the reason why."""
        self.gaps += 1
        return GAP + self.mark(Fixed(f"〔缺：{why}〕"))

    def spend(self, amount: int) -> None:
        """Count work done, so that no template can run or write without end; the bound is the same on every machine."""
        self.spent += amount
        if self.spent > MOST_SPENT:
            raise TemplateFault("模板产生的内容太多，请检查循环和宏是否层层嵌套")

"""What a template author holds in hand: words and wordings. Printing one leaves a mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from pipeline.compose.draft import Draft, Fixed, Piece
from pipeline.compose.fault import TemplateFault, nearest

__all__ = ["Said", "Visible", "Word"]


class Visible:
    """An object that templates may look at: only through the attributes it lists, never through Python's."""

    __slots__ = ()

    attributes: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}

    def look(self, name: str) -> Any:
        """The attribute of that name; a fault that tells the nearest names where there is none."""
        getter = self.attributes.get(name)
        if getter is None:
            raise TemplateFault(f"{self.kind}没有“.{name}”{nearest(name, self.attributes)}")
        return getter(self)

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "这个值"


class Word(Visible):
    """Words from the data or the program: printed as they are, never read as markup or as a loose digit."""

    __slots__ = ("draft", "text")

    def __init__(self, draft: Draft, text: str) -> None:
        self.draft = draft
        self.text = text

    def __str__(self) -> str:
        return self.draft.mark(Fixed(self.text)) if self.text else ""

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, Word) else other)

    def __hash__(self) -> int:
        return hash(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return f"文字“{self.text}”"


class Said(Visible):
    """A wording: words and numbers in a row; with a gap in it where the data do not say."""

    __slots__ = ("draft", "pieces", "why")

    def __init__(self, draft: Draft, pieces: tuple[str | Piece, ...], why: str = "") -> None:
        self.draft = draft
        self.pieces = pieces
        self.why = why

    def __str__(self) -> str:
        if self.why:
            return self.draft.gap(self.why)
        mark, pieces = self.draft.mark, self.pieces
        if len(pieces) == 1 and not isinstance(pieces[0], str):
            return mark(pieces[0])
        return "".join([piece if isinstance(piece, str) else mark(piece) for piece in pieces])

    def __bool__(self) -> bool:
        raise TemplateFault("措辞不能直接当条件用；没有数据时可略去的话，请用“|若有(…)”或 {% optional %}")

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "措辞"

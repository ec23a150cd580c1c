"""What stands in a public document for a number that is withheld, and the note that says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from pipeline.compose.draft import Draft, Fixed, Piece
from pipeline.compose.visible import Visible

__all__ = ["NOTE", "SENTENCE", "WITHHELD", "WithheldNote", "is_withheld"]

WITHHELD = Fixed("*")
"""What stands for a number that a public document withholds."""

SENTENCE = Fixed("标“*”的数值较小，或可据以推算出较小的数值，不予公开。")
NOTE = Fixed(f"注：{SENTENCE.text}")


def is_withheld(pieces: Iterable[Piece]) -> bool:
    """Whether one of them stands for a number withheld; the same sign on a small base (``.基数小``) does not."""
    return any(piece is WITHHELD for piece in pieces)


class WithheldNote(Visible):
    """``{{ 不公开说明 }}``: the note, where a number between the last such note and here was withheld; else nothing.

    ``.句`` is its sentence alone, for the end of another note.
    """

    __slots__ = ("draft", "told")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.told = 0

    def __str__(self) -> str:
        return self._as(NOTE)

    def _as(self, words: Fixed) -> str:
        if not is_withheld(self.draft.pieces[self.told :]):
            return ""
        self.told = len(self.draft.pieces)
        return self.draft.mark(words)

    attributes: ClassVar[Mapping[str, Callable[[WithheldNote], str]]] = {"句": lambda self: self._as(SENTENCE)}

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "不公开说明"

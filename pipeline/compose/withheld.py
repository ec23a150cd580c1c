"""What stands in a public document for a number that is withheld, and the note that says why."""

from __future__ import annotations

from pipeline.compose.draft import Draft, Fixed
from pipeline.compose.visible import Visible

__all__ = ["NOTE", "WITHHELD", "WithheldNote"]

WITHHELD = Fixed("*")
"""What stands for a number that a public document withholds."""

NOTE = "注：标“*”的数值较小，或可据以推算出较小的数值，不予公开。"


class WithheldNote(Visible):
    """``{{ 不公开说明 }}``: the note, where a number above it was withheld; else nothing."""

    __slots__ = ("draft",)

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def __str__(self) -> str:
        return self.draft.mark(Fixed(NOTE)) if WITHHELD in self.draft.pieces else ""

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "不公开说明"

"""``更正``: the figures that earlier issues printed otherwise, for a 更正说明 in the next one."""

from __future__ import annotations

from pipeline.compose.draft import Draft, Number
from pipeline.compose.moment import Span
from pipeline.compose.visible import Said, Visible, Word
from pipeline.model.occasion import Correction

__all__ = ["Corrected", "corrected"]


class Corrected(Visible):
    """One figure: where it was printed, what it was called, what it said and what it should have said."""

    __slots__ = ("correction", "draft")

    def __init__(self, draft: Draft, correction: Correction) -> None:
        self.draft = draft
        self.correction = correction

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "更正"


Corrected.attributes = {
    "出处": lambda one: Word(one.draft, one.correction.issue),
    "名称": lambda one: Word(one.draft, one.correction.label),
    "期间": lambda one: Span(one.draft, one.correction.now.period),
    "范围": lambda one: Word(one.draft, one.correction.now.scope),
    "原为": lambda one: Said(one.draft, (Number(one.correction.before, one.correction.printed, "as_issued"),)),
    "手改": lambda one: one.correction.typed,
    "应为": lambda one: Said(one.draft, (Number(one.correction.after, one.correction.now, "value"),)),
}


def corrected(draft: Draft) -> tuple[Corrected, ...]:
    """Every correction that the document is to print."""
    return tuple(Corrected(draft, one) for one in draft.occasion.corrections)

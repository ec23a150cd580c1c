"""Spans in a row that rose or fell: behind 连续, 持续 and 趋势."""

from __future__ import annotations

from pipeline.compose.quantity import Quantity
from pipeline.model.period import Period
from pipeline.model.shape import shape
from pipeline.words.change import Against, change_of, direction

__all__ = ["Run", "streak"]


@shape
class Run:
    """``count`` spans in a row went ``word``; ``lacking`` says why no more could be looked at, where data were missing."""

    count: int
    word: str
    lacking: str = ""


def streak(given: Quantity, against: Against, most: int = 12) -> Run:
    """How many spans in a row, back from this one, rose or fell; at most so many are looked at."""
    draft, figure, count, word = given.draft, given.figure, 0, ""
    while count < most:
        found = change_of(figure, against, draft.settings.wording)
        if found is None:
            return Run(count, word, Quantity(draft, figure).lack())
        if found.flat or (word and direction(found) != word):
            break
        word, count = direction(found), count + 1
        period = _back(figure.period, against, given)
        if period is None:
            return Run(count, word, "没有可比的期间")
        figure = draft.measures.figure(figure.indicator.name, period, figure.scope)
    return Run(count, word)


def _back(period: Period, against: Against, given: Quantity) -> Period | None:
    return given.draft.settings.calendar.year_ago(period) if against == "year" else period.previous()

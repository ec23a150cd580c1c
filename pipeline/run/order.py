"""What was asked for on the command line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.shape import shape

if TYPE_CHECKING:
    from pipeline.model.settings import Settings

__all__ = ["Order", "period_of"]


@shape
class Order:
    """What a build is to do; ``period`` as typed, or understood already."""

    documents: tuple[str, ...] = ()
    period: Period | str | None = None
    scope: str | None = None
    date: dt.date | None = None
    force: bool = False
    accept_rejected: bool = False
    dry_run: bool = False
    durable: bool = False
    minutes: int | None = None
    pdf: bool = False
    review: bool = False

    @property
    def narrow(self) -> bool:
        """Whether it means less than everything."""
        return bool(self.documents or self.period or self.scope)


def period_of(text: str, settings: Settings) -> Period:
    """The period that a text names, watch periods of the calendar included; a ``Mistake`` otherwise."""
    if known_by := settings.calendar.period(text):
        return known_by
    from pipeline.words.asked import plainly, why_none

    period = settings.calendar.period(plainly(text))
    if period is None:
        why = why_none(text)
        known = "、".join(settings.calendar.watch)
        wrong = f"“{text}”不是期间：{why}" if why else f"期间“{text}”看不懂"
        forms = "2025、2025-11、2025Q3、2025H1、2025-11-03、2025-W45、2025-01..2025-09"
        message = f"{wrong}。可写：{forms}{'，或 ' + known if known else ''}。"
        raise Mistake(Problem("period", "error", Place(""), message))
    return period

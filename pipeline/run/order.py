"""What was asked for on the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.model.period import Period

__all__ = ["Order"]


@dataclass(frozen=True, slots=True)
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

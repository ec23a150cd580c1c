"""What a document is written for: its period and scope, and the dates printed in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from pipeline.model.figure import Figure
from pipeline.model.period import Period
from pipeline.model.shape import shape
from pipeline.model.unit import COUNTY

__all__ = ["Correction", "Occasion"]


@shape
class Correction:
    """A figure that a signed issue printed (``before``) and that is another one today (``after``).

    ``typed``: it was changed by hand before the issue was signed; the paper never said what the data gave.
    """

    issue: str
    label: str
    printed: Figure
    before: str
    now: Figure
    after: str
    typed: bool = False


@shape
class Occasion:
    """``date`` is the date printed; ``cutoff`` bounds every deadline and coverage; ``number`` is the issue number once signed.

    ``facts`` are the values of ``config/facts/<document>/<period>.yaml`` where there is one. ``draft`` marks a document
    that was built although rows of its tables were set aside. ``minutes``: a speech is cut to so many. ``copies``: how
    many of a bulletin are printed.
    ``total``: the issue's number counted through all years, where the office prints it (总第N期).
    ``corrections``: what earlier issues printed otherwise.
    """

    period: Period
    date: dt.date
    cutoff: dt.date
    scope: str = COUNTY
    number: int | None = None
    next_number: int | None = None
    total: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    draft: bool = False
    minutes: int | None = None
    copies: int | None = None
    corrections: tuple[Correction, ...] = ()

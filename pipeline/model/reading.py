"""How spreadsheets are read, apart from what the tables are: words of rows that are no data, and limits of a file."""

from __future__ import annotations

import datetime as dt

from pipeline.model.shape import shape

__all__ = ["Limits", "Reading", "Words"]


@shape
class Words:
    """Words by which a row or a cell is known for what it is (``words`` of tables.yaml)."""

    totals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@shape
class Limits:
    """What a file may be at most before it is refused (``limits`` of tables.yaml); dates and counts outside are slips."""

    file_mb: int = 400
    unpacked_mb: int = 4096
    ratio: int = 400
    entries: int = 5000
    depth: int = 100
    cells: int = 60_000_000
    seconds: int = 300
    memory_mb: int = 2500
    earliest: dt.date = dt.date(1950, 1, 1)
    latest: dt.date = dt.date(2099, 12, 31)
    largest: int = 999_999_999


@shape
class Reading:
    """Both together."""

    words: Words = Words()
    limits: Limits = Limits()

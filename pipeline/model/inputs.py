"""The state of the inputs after reading and checking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field

from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.table import Filing, Table
from pipeline.model.unit import Unit

__all__ = ["FileCount", "Inputs"]


@shape
class FileCount:
    """What became of the rows of one sheet: read, set aside, replaced by a later drop, repeated."""

    file: str
    sheet: str | None
    table: str
    rows: int
    rejected: int = 0
    replaced: int = 0
    repeated: int = 0


@shape
class Inputs:
    """All tables of a project, typed and checked, with what was wrong, what was filed, and the cut-off date.

    ``hashes`` maps each input file to the SHA-256 of its bytes; ``drops`` is the order in which drops count.
    """

    tables: Mapping[str, Table]
    units: tuple[Unit, ...] = ()
    files: tuple[FileCount, ...] = ()
    problems: tuple[Problem, ...] = ()
    filed: tuple[Filing, ...] = ()
    cutoff: dt.date | None = None
    hashes: Mapping[str, str] = field(default_factory=dict)
    drops: tuple[str, ...] = ()

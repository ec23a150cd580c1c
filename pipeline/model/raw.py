"""Cells as they stand in a file, before anything is known about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from pipeline.model.problem import Problem
from pipeline.model.shape import shape

__all__ = ["Merge", "RawFile", "RawSheet"]

Merge = tuple[int, int, int, int]


@shape
class RawSheet:
    """One sheet; ``name`` is null for a .csv.

    ``rows[r][c]`` is the cell in row r+1, column c+1 of the spreadsheet program: str, int, float, bool, date, datetime,
    time, timedelta, or ``""``. Rows may differ in length. ``merges`` are (top, left, bottom, right), counted from 0.
    ``hidden_rows`` are row indices counted from 0. ``errors`` holds the cells that show an error value (``#DIV/0!``), which
    come as ``""`` in ``rows``.
    """

    name: str | None
    rows: Sequence[Sequence[Any]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)


@shape
class RawFile:
    """One file of a drop. ``textual``: all its cells are text (.csv). ``epoch_1904``: its serial dates count from 1904.

    ``file`` is the path relative to ``inputs/``; ``drop`` the index of its drop in the order in which drops count.
    """

    file: str
    drop: int
    sheets: tuple[RawSheet, ...] = ()
    textual: bool = False
    epoch_1904: bool = False
    problems: tuple[Problem, ...] = ()

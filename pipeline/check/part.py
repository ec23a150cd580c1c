"""The typed rows of one block of a sheet, with everything that later rules need to know about where they stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from pipeline.check.levels import mark, problem
from pipeline.check.values import Rows
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec

__all__ = ["Part"]


@shape
class Part:
    """``rows`` holds the declared columns that the sheet has, where each row stands, and which rows are to be set aside.

    ``letters`` maps each column to its place (from 0). ``months`` are those that the file, sheet or titles name.
    ``filer`` is the unit that filed it, by what stands around the cells (only its name is kept: the texts may name a clerk).
    ``said_nothing``: it reports zero in a word. ``spoken``: of the months those that the nearest text names.
    """

    spec: TableSpec
    file: str
    sheet: str | None
    drop: int
    rows: Rows
    letters: Mapping[str, int]
    months: frozenset[tuple[int, int]] = frozenset()
    filer: str | None = None
    said_nothing: bool = False
    problems: tuple[Problem, ...] = ()
    spoken: frozenset[tuple[int, int]] = frozenset()

    def problem(
        self, rule: str, row: int, column: str | None, message: str, *, found: str = "", expected: str = "", cell: Any = ""
    ) -> Problem:
        """A problem at a cell of this part; ``row`` as shown, ``cell`` what stands there (only its hash is kept)."""
        at = (row, self.letters[column]) if column is not None and column in self.letters else None
        told = problem(rule, self.file, self.sheet, at, message, found=found, expected=expected, table=self.spec.name)
        return dataclasses.replace(told, mark=mark(told, cell)) if told.level == "error" else told

"""Checked files kept as plain columns, so that a file that has not changed is not read again.

Many small files are kept together in one ``Shelf``. What is kept is what checking made: declared, non-private columns,
addresses, and masked problems. Nothing else is in there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.check.columnfile import ColumnFile, open_columns, write
from pipeline.check.file import Checked
from pipeline.check.part import Part
from pipeline.check.values import Cut, Rows, in_order, in_runs, joined, nothing
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.table import ROW
from pipeline.model.tables import TableSpec
from pipeline.model.values import Kind, Values

__all__ = ["Shelf", "open_shelf", "save"]

_BAD = "_bad"
_DEFAULTS = {each.name: each.default for each in dataclasses.fields(Problem) if each.default is not dataclasses.MISSING}


@dataclass(slots=True, eq=False)
class Shelf:
    """A file of the cache: the columns are read when the first of it is asked for."""

    file: ColumnFile
    columns: dict[str, dict[str, Values]] = field(default_factory=dict)
    marks: tuple[Any, Any] | None = None

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self.file.path

    @property
    def meta(self) -> Mapping[str, Any]:
        """What is kept under each key."""
        told: Mapping[str, Any] = self.file.told
        return told

    def load(self, key: str, tables: Mapping[str, TableSpec], drop: int) -> Checked | None:
        """What was kept under a key; None where it cannot be read."""
        try:
            told = self.meta[key]
            parts = tuple(self._part(part, tables[part["table"]], drop) for part in told["parts"])
            return Checked(parts, tuple(map(_problem, told["problems"])))
        except (OSError, KeyError, ValueError, TypeError):
            return None

    def _part(self, told: Mapping[str, Any], spec: TableSpec, drop: int) -> Part:
        first, end = told["rows"]
        columns = Cut(self._columns(spec, told["columns"]), tuple(told["columns"]), first, end)
        numbers, bad = self._marks()
        rows = Rows(columns, numbers[first:end], bad[first:end].copy())
        return Part(
            spec,
            told["file"],
            told["sheet"],
            drop,
            rows,
            told["letters"],
            frozenset((year, month) for year, month in told["months"]),
            told["filer"],
            told["said_nothing"],
            tuple(map(_problem, told["problems"])),
            frozenset((year, month) for year, month in told["spoken"]),
        )

    def _columns(self, spec: TableSpec, names: Sequence[str]) -> Mapping[str, Values]:
        """The columns of a table, all of those named among them: what cannot be read is found out now."""
        mine = self.columns.setdefault(spec.name, {})
        for name in names:
            if name not in mine:
                mine[name] = self.file.values(_name(spec, name))
        return mine

    def _marks(self) -> tuple[Any, Any]:
        """Where each row stands, and which are to be set aside."""
        if self.marks is None:
            self.marks = self.file.array(ROW).astype("int32"), self.file.array(_BAD)
        return self.marks


def open_shelf(path: Path) -> Shelf | None:
    """A file of the cache; None where it is none, or spoiled."""
    try:
        return Shelf(open_columns(path))
    except (OSError, KeyError, ValueError, TypeError):
        return None


def save(path: Path, kept: Mapping[str, Checked]) -> None:
    """Write it whole or not at all; a folder that cannot be written to costs time, nothing else."""
    columns = dict(_columns([part for checked in kept.values() for part in checked.parts]))
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, columns, _meta(kept))


def _name(spec: TableSpec, name: str) -> str:
    """The stored name of a column: tables do not share columns, for a project may type them otherwise."""
    return f"{spec.name}/{name}"


def _columns(parts: list[Part]) -> Iterator[tuple[str, Any]]:
    """Each stored column, all parts one after the other."""
    import numpy as np

    kinds: dict[str, Kind] = {}
    own: list[tuple[int, dict[str, Values]]] = []
    for spec, run, length in _runs(parts):
        mine = {_name(spec, name): values for name, values in run.items()}
        kinds.update((name, values.kind) for name, values in mine.items() if name not in kinds)
        own.append((length, mine))
    for name, kind in kinds.items():
        pieces = [mine.get(name) or nothing(kind, length) for length, mine in own if length]
        yield name, in_order(joined(pieces or [nothing(kind, 0)]))
    yield ROW, np.concatenate([np.zeros(0, np.int32), *(part.rows.numbers for part in parts)])
    yield _BAD, np.concatenate([np.zeros(0, bool), *(part.rows.bad for part in parts)])


def _runs(parts: list[Part]) -> Iterator[tuple[TableSpec, Mapping[str, Values], int]]:
    """The columns of parts of one table that follow one another, and how many rows they have."""
    for _, alike in groupby(parts, lambda part: part.spec.name):
        some = [*alike]
        yield from ((some[0].spec, run, length) for run, length in in_runs((part.rows.columns, len(part.rows)) for part in some))


def _meta(kept: Mapping[str, Checked]) -> dict[str, Any]:
    first = 0
    told: dict[str, Any] = {}
    for key, checked in kept.items():
        parts = []
        for part in checked.parts:
            parts.append(_told(part, first))
            first += len(part.rows)
        told[key] = {"parts": parts, "problems": [_shown(problem) for problem in checked.problems]}
    return told


def _told(part: Part, first: int) -> dict[str, Any]:
    return {
        "table": part.spec.name,
        "file": part.file,
        "sheet": part.sheet,
        "rows": [first, first + len(part.rows)],
        "letters": dict(part.letters),
        "columns": list(part.rows.columns),
        "months": sorted(part.months),
        "spoken": sorted(part.spoken),
        "filer": part.filer,
        "said_nothing": part.said_nothing,
        "problems": [_shown(problem) for problem in part.problems],
    }


def _shown(problem: Problem) -> dict[str, Any]:
    """What of a problem is not as it is by default."""
    place = problem.place
    told = {name: value for name, default in _DEFAULTS.items() if (value := getattr(problem, name)) != default}
    return {"rule": problem.rule, "level": problem.level, "message": problem.message, **told, "place": dataclasses.astuple(place)}


def _problem(told: Mapping[str, Any]) -> Problem:
    return Problem(**{**told, "place": Place(*told["place"])})

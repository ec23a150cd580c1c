"""All parts of one table put together: repeats sorted out, what is used kept, what became of each sheet's rows counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.check.levels import problem
from pipeline.check.part import Part
from pipeline.check.repeats import sort_repeats
from pipeline.check.scene import UnitNames
from pipeline.check.stack import Sorted, Stack
from pipeline.model.inputs import FileCount
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.table import Source, Table
from pipeline.model.tables import TableSpec

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["Assembled", "assemble"]


@shape
class Assembled:
    """The table, the counts of its sheets, and the problems that only show when all parts are seen.

    ``healed`` are the rows (file, sheet, row) that a later drop replaces.
    """

    table: Table
    files: tuple[FileCount, ...]
    problems: tuple[Problem, ...]
    healed: frozenset[tuple[str, str | None, int]] = frozenset()


def assemble(spec: TableSpec, parts: Sequence[Part], units: UnitNames, *, register: int | None = None) -> Assembled:
    """The parts in the order in which they count."""
    import numpy as np

    stack = Stack.of(spec, parts)
    told = sort_repeats(stack, units, register=register)
    where = list(dict.fromkeys((part.file, part.sheet) for part in parts))
    place = {one: at for at, one in enumerate(where)}
    sheets = np.array([place[part.file, part.sheet] for part in parts], dtype=np.int32)[stack.part]
    counts = _counted(sheets, told, where, spec)
    columns = stack.rows.columns
    if not told.used.all():
        columns = {name: values.take(told.used) for name, values in columns.items()}
    kept = sheets[told.used]
    table = Table(
        name=spec.name,
        columns=columns,
        sheets=kept,
        numbers=stack.rows.numbers[told.used],
        sources=tuple(
            Source(*one, rows) for one, rows in zip(where, np.bincount(kept, minlength=len(where)).tolist(), strict=True)
        ),
        lacking=_lacking(spec, parts, place),
        rejected=int(told.rejected.sum()),
    )
    healed = frozenset((*where[sheets[at]], int(stack.rows.numbers[at])) for at in np.flatnonzero(told.replaced))
    return Assembled(table, counts, (*told.problems, *_notes(spec, counts)), healed)


def _lacking(spec: TableSpec, parts: Sequence[Part], place: Mapping[tuple[str, str | None], int]) -> dict[str, frozenset[int]]:
    """Of a column: the sheets without it; all of them where none has a single number in it, for nobody fills in that column."""
    lacking: dict[str, set[int]] = {}
    filled = [part for part in parts if len(part.rows)]
    for column in spec.columns:
        if not column.private:
            empty = filled and column.type in ("integer", "number") and not any(_has_a_number(part, column.name) for part in filled)
            without = {place[part.file, part.sheet] for part in parts if empty or column.name not in part.letters}
            if without:
                lacking[column.name] = without
    return {name: frozenset(indices) for name, indices in lacking.items()}


def _has_a_number(part: Part, column: str) -> bool:
    return column in part.rows.columns and not bool(part.rows.columns[column].missing.all())


def _counted(sheets: Numbers, told: Sorted, where: Sequence[tuple[str, str | None]], spec: TableSpec) -> tuple[FileCount, ...]:
    """Of each sheet the rows, and how many of them were rejected, replaced and repeated."""
    import numpy as np

    masks = (slice(None), told.rejected, told.replaced, told.repeated)
    columns = [np.bincount(sheets[mask], minlength=len(where)).tolist() for mask in masks]
    return tuple(FileCount(file, sheet, spec.name, *counts) for (file, sheet), *counts in zip(where, *columns, strict=True))


def _notes(spec: TableSpec, counts: Sequence[FileCount]) -> Iterator[Problem]:
    """What later drops did to earlier sheets."""
    for each in counts:
        if each.replaced:
            message = f"有{each.replaced}行被后一批数据里编号相同的行替换"
            yield problem("replaced", each.file, each.sheet, None, message, table=spec.name)
        if each.repeated and not spec.key:
            message = f"有{each.repeated}行与前一批数据相同，没有重复计算"
            yield problem("repeated", each.file, each.sheet, None, message, table=spec.name)

"""All parts of one table put together: repeats sorted out, what is used kept, what became of each sheet's rows counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.check.levels import problem
from pipeline.check.part import BAD, Part
from pipeline.check.rules.repeats import PART, Sorted, sort_repeats
from pipeline.check.scene import UnitNames
from pipeline.model.inputs import FileCount
from pipeline.model.problem import Problem
from pipeline.model.table import ROW, SOURCE, Source, Table
from pipeline.model.tables import Column, TableSpec

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["Assembled", "assemble"]


@dataclass(frozen=True, slots=True)
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

    frame = _together(spec, parts)
    told = sort_repeats(spec, frame, parts, units, register=register)
    where = list(dict.fromkeys((part.file, part.sheet) for part in parts))
    place = np.array([where.index((part.file, part.sheet)) for part in parts], dtype=np.int32)
    numbers = frame[PART].to_numpy()
    frame[SOURCE] = place[numbers] if len(frame) else np.zeros(0, dtype=np.int32)
    counts = [_counted(frame[SOURCE].to_numpy() == at, told, file, sheet, spec) for at, (file, sheet) in enumerate(where)]
    kept = frame.drop(columns=[PART, BAD])
    used = kept if told.used.all() else kept[told.used].reset_index(drop=True)
    table = Table(
        name=spec.name,
        frame=used,
        sources=tuple(Source(file, sheet, int((used[SOURCE] == at).sum())) for at, (file, sheet) in enumerate(where)),
        lacking=_lacking(spec, parts, where),
        rejected=int(told.rejected.sum()),
    )
    rows = frame[ROW].to_numpy()
    healed = frozenset((*where[place[numbers[at]]], int(rows[at])) for at in np.flatnonzero(told.replaced))
    return Assembled(table, tuple(counts), (*told.problems, *_notes(spec, counts)), healed)


def _together(spec: TableSpec, parts: Sequence[Part]) -> pd.DataFrame:
    """One frame; a column that only some parts have is blank in the others; only columns that any part has."""
    import numpy as np
    import pandas as pd

    columns = [column for column in spec.columns if not column.private and any(column.name in part.frame for part in parts)]
    data = {column.name: _joined(column, parts) for column in columns}
    lengths = [len(part.frame) for part in parts]
    frame = pd.DataFrame(data, index=range(sum(lengths)))
    frame[ROW] = np.concatenate([part.frame[ROW].to_numpy(dtype=np.int32) for part in parts])
    frame[BAD] = np.concatenate([part.frame[BAD].to_numpy(dtype=bool) for part in parts])
    frame[PART] = np.repeat(np.arange(len(parts), dtype=np.int32), lengths)
    return frame


def _joined(column: Column, parts: Sequence[Part]) -> pd.Series[Any]:
    import pandas as pd
    from pandas.api.types import union_categoricals

    pieces: list[Any] = [
        part.frame[column.name] if column.name in part.frame else _blank(column, len(part.frame)) for part in parts
    ]
    if column.type == "date" or column.type in ("integer", "number"):
        joined: pd.Series[Any] = pd.concat(pieces, ignore_index=True)
        return joined
    if len(pieces) == 1:
        return pd.Series(pieces[0].array)
    return pd.Series(union_categoricals([piece.array for piece in pieces], sort_categories=False))


def _blank(column: Column, length: int) -> pd.Series[Any]:
    import numpy as np
    import pandas as pd

    if column.type == "date":
        return pd.Series(np.full(length, "NaT", dtype="datetime64[s]"))
    if column.type in ("integer", "number"):
        return pd.Series(pd.array([None] * length, dtype="Int64" if column.type == "integer" else "Float64"))
    return pd.Series(pd.Categorical.from_codes([-1] * length, categories=pd.Index([], dtype="str")))


def _lacking(spec: TableSpec, parts: Sequence[Part], where: Sequence[tuple[str, str | None]]) -> dict[str, frozenset[int]]:
    lacking: dict[str, set[int]] = {}
    for part in parts:
        for column in spec.columns:
            if not column.private and column.name not in part.letters:
                lacking.setdefault(column.name, set()).add(where.index((part.file, part.sheet)))
    return {name: frozenset(indices) for name, indices in lacking.items()}


def _counted(mine: np.ndarray[Any, Any], told: Sorted, file: str, sheet: str | None, spec: TableSpec) -> FileCount:
    replaced, repeated = int((mine & told.replaced).sum()), int((mine & told.repeated).sum())
    return FileCount(file, sheet, spec.name, int(mine.sum()), int((mine & told.rejected).sum()), replaced, repeated)


def _notes(spec: TableSpec, counts: Sequence[FileCount]) -> Iterator[Problem]:
    """What later drops did to earlier sheets."""
    for each in counts:
        if each.replaced:
            message = f"有{each.replaced}行被后一批数据里编号相同的行替换"
            yield problem("replaced", each.file, each.sheet, None, message, table=spec.name)
        if each.repeated and not spec.key:
            message = f"有{each.repeated}行与前一批数据相同，没有重复计算"
            yield problem("repeated", each.file, each.sheet, None, message, table=spec.name)

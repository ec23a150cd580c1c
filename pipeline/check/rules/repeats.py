"""The same row twice: within a drop, and in a later drop.

With a key. Good: one row a key; the key again in a later drop (it replaces the earlier row, noted).
Bad: one key with two contents in one drop: both rows are set aside, told once at the later row's key cell.
The key with the same contents counts once (a warning).
Without a key. Identical rows of one drop all count (a warning names them); across drops a row counts as often as in the
drop that has it most often, so that a cumulative register sent again does not double.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.check.levels import problem
from pipeline.check.mask import masked
from pipeline.check.part import Part
from pipeline.check.scene import UnitNames
from pipeline.check.values import BAD
from pipeline.model.problem import Problem
from pipeline.model.table import ROW
from pipeline.model.tables import TableSpec

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["PART", "Sorted", "sort_repeats"]

PART = "_part"


@dataclass(slots=True)
class Sorted:
    """What becomes of each row of a table: ``used``, else ``rejected``, ``replaced`` or ``repeated`` (masks over the rows)."""

    used: np.ndarray[Any, np.dtype[np.bool_]]
    rejected: np.ndarray[Any, np.dtype[np.bool_]]
    replaced: np.ndarray[Any, np.dtype[np.bool_]]
    repeated: np.ndarray[Any, np.dtype[np.bool_]]
    problems: list[Problem] = field(default_factory=list)


def sort_repeats(spec: TableSpec, frame: pd.DataFrame, parts: Sequence[Part], units: UnitNames, *, register: int | None) -> Sorted:
    """``frame``: all rows of the table, its parts one after the other, ``_part`` the index of each row's part.

    ``register`` is the drop of the table's file in ``config/``, which adds to the others and never replaces.
    """
    import numpy as np

    bad = frame[BAD].to_numpy(dtype=bool)
    none = np.zeros(len(frame), dtype=bool)
    told = Sorted(~bad, bad.copy(), none.copy(), none.copy())
    if len(frame):
        drops = np.array([part.drop for part in parts])[frame[PART].to_numpy()]
        if spec.key:
            _keyed(spec, frame, parts, units, drops, register, told)
        else:
            _keyless(spec, frame, parts, drops, told)
    return told


def _keyed(
    spec: TableSpec,
    frame: pd.DataFrame,
    parts: Sequence[Part],
    units: UnitNames,
    drops: np.ndarray[Any, Any],
    register: int | None,
    told: Sorted,
) -> None:
    import numpy as np

    if _all_differ(spec, frame):
        return
    keys, known = _keys(spec, frame, units)
    if not _any_twice(keys[known]):
        return
    contents = _codes(frame, [column.name for column in spec.columns if column.name in frame])
    order = np.lexsort((np.arange(len(frame)), drops, keys))
    order = order[known[order]]
    starts = np.flatnonzero(np.r_[True, keys[order][1:] != keys[order][:-1]])
    for group in np.split(order, starts[1:]):
        if len(group) > 1:
            _one_key(spec, frame, parts, drops, contents, register, told, group)


def _one_key(
    spec: TableSpec,
    frame: pd.DataFrame,
    parts: Sequence[Part],
    drops: np.ndarray[Any, Any],
    contents: np.ndarray[Any, Any],
    register: int | None,
    told: Sorted,
    group: np.ndarray[Any, Any],
) -> None:
    """All rows of one key, in the order of their drops."""
    last = max((int(drop) for drop in drops[group] if drop != register), default=None)
    for drop in dict.fromkeys(int(drop) for drop in drops[group]):
        rows = [int(row) for row in group if drops[row] == drop]
        _one_drop(spec, frame, parts, contents, told, rows)
        if drop not in (last, register):
            for row in rows:
                told.replaced[row], told.used[row], told.rejected[row] = True, False, False
    _across(spec, frame, parts, drops, contents, register, told, group)


def _across(
    spec: TableSpec,
    frame: pd.DataFrame,
    parts: Sequence[Part],
    drops: np.ndarray[Any, Any],
    contents: np.ndarray[Any, Any],
    register: int | None,
    told: Sorted,
    group: np.ndarray[Any, Any],
) -> None:
    """Where a later row may not replace: the register of ``config/``, and tables with ``on_repeat: error``."""
    entered = any(told.used[row] and drops[row] == register for row in group)
    if not entered and spec.on_repeat == "replace":
        return
    replaceable = told.replaced if spec.on_repeat == "error" else told.used
    firm = [int(row) for row in group if told.used[row] or replaceable[row]]
    if len(set(contents[firm])) > 1:
        _conflict(spec, frame, parts, told, firm[0], firm[-1])
        for row in firm:
            told.replaced[row], told.used[row], told.rejected[row] = False, False, True
    elif entered:
        for row in [row for row in firm if told.used[row]][1:]:
            told.used[row], told.repeated[row] = False, True


def _one_drop(
    spec: TableSpec, frame: pd.DataFrame, parts: Sequence[Part], contents: np.ndarray[Any, Any], told: Sorted, rows: list[int]
) -> None:
    """Rows of one key in one drop: the same contents count once, different contents not at all."""
    firm = [row for row in rows if told.used[row]]
    differing = [row for row in firm[1:] if contents[row] != contents[firm[0]]]
    for row in firm[1:]:
        if row in differing:
            _conflict(spec, frame, parts, told, firm[0], row)
            told.used[row], told.rejected[row] = False, True
        else:
            told.used[row], told.repeated[row] = False, True
            if not differing:
                told.problems.append(
                    _at(
                        spec,
                        frame,
                        parts,
                        row,
                        "key-repeated",
                        f"{_key(spec, frame, row)}与{_where(frame, parts, firm[0], row)}重复，内容相同，只计一次，可删去一行",
                    )
                )
    if differing:
        told.used[firm[0]], told.rejected[firm[0]] = False, True


def _conflict(spec: TableSpec, frame: pd.DataFrame, parts: Sequence[Part], told: Sorted, first: int, later: int) -> None:
    message = f"{_key(spec, frame, later)}与{_where(frame, parts, first, later)}相同，内容却不同，两行都没有采用。请核对后只留一行"
    columns = [column.name for column in spec.columns if column.name in frame]
    contents = frame[columns].iloc[[first, later]].astype("object").to_numpy().tolist()
    told.problems.append(_at(spec, frame, parts, later, "key-conflict", message, contents))


def _key(spec: TableSpec, frame: pd.DataFrame, row: int) -> str:
    names = [name for name in spec.key if name in frame]
    return "、".join(f"{name}“{_seen(frame[name].iloc[row])}”" for name in names)


def _seen(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 - a missing value differs from itself
        return ""
    text = value.date().isoformat() if hasattr(value, "date") else str(value)
    return masked(text, listed=True)


def _where(frame: pd.DataFrame, parts: Sequence[Part], row: int, seen_from: int) -> str:
    """``第12行``, with the sheet and file where they are others."""
    part, other = parts[int(frame[PART].iloc[row])], parts[int(frame[PART].iloc[seen_from])]
    file = f"{part.file} " if part.file != other.file else ""
    sheet = f"工作表“{part.sheet}”" if part.sheet and (file or part.sheet != other.sheet) else ""
    return f"{file}{sheet}第{int(frame[ROW].iloc[row])}行"


def _at(
    spec: TableSpec, frame: pd.DataFrame, parts: Sequence[Part], row: int, rule: str, message: str, contents: object = ""
) -> Problem:
    """A row problem stands at the key's first cell; without a key, at the date's. ``contents``: by which it is known again."""
    part = parts[int(frame[PART].iloc[row])]
    columns = (*spec.key, spec.date or "")
    column = next((name for name in columns if name in part.letters), None)
    number = int(frame[ROW].iloc[row])
    if column is None:
        return problem(rule, part.file, part.sheet, (number, min(part.letters.values(), default=0)), message, table=spec.name)
    return part.problem(rule, number, column, message, found=_seen(frame[column].iloc[row]), cell=contents)


def _keyless(spec: TableSpec, frame: pd.DataFrame, parts: Sequence[Part], drops: np.ndarray[Any, Any], told: Sorted) -> None:
    """A row counts as often as in the drop that has it most often; the earlier drop's rows are kept."""
    import numpy as np
    import pandas as pd

    contents = _codes(frame, [column.name for column in spec.columns if column.name in frame])
    rows = np.flatnonzero(told.used)
    if not _any_twice(contents[rows]):
        return
    each = pd.DataFrame({"contents": contents[rows], "drop": drops[rows], "row": rows})
    each["nth"] = each.groupby(["contents", "drop"]).cumcount()
    each = each.sort_values(["drop", "row"], kind="stable")
    again = each.duplicated(["contents", "nth"], keep="first")
    told.repeated[each.loc[again, "row"]] = True
    told.used[each.loc[again, "row"]] = False
    counted = each[~again]
    named = []
    for _, group in counted[counted.duplicated(["contents", "drop"], keep=False)].groupby(["drop", "contents"], sort=False):
        first, later, *more = sorted(int(row) for row in group["row"])
        others = f"（共{2 + len(more)}行）" if more else ""
        message = f"与{_where(frame, parts, first, later)}完全相同{others}，都计算在内。如果是重复登记，请删去"
        named.append((later, message))
    told.problems += [_at(spec, frame, parts, later, "rows-identical", message) for later, message in sorted(named)]


def _all_differ(spec: TableSpec, frame: pd.DataFrame) -> bool:
    """Whether a key of one text column has as many values as rows; a table's columns list only values that stand in them."""
    import pandas as pd

    key = frame[spec.key[0]] if len(spec.key) == 1 and spec.key[0] in frame else None
    if key is None or not isinstance(key.dtype, pd.CategoricalDtype):
        return False
    column = spec.column(spec.key[0])
    return not (column and column.otherwise) and len(key.cat.categories) == int(key.notna().sum())


def _any_twice(codes: np.ndarray[Any, Any]) -> bool:
    import numpy as np
    import pandas as pd

    if len(codes) and codes.min() >= 0 and codes.max() < 4 * len(codes):
        return bool(np.bincount(codes).max() > 1)
    return bool(pd.Series(codes).duplicated().any())


def _keys(spec: TableSpec, frame: pd.DataFrame, units: UnitNames) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """A number for each key, and which rows have one (its first column is there)."""
    import numpy as np
    import pandas as pd

    names = [name for name in spec.key if name in frame]
    known = np.ones(len(frame), dtype=bool)
    columns: dict[str, Any] = {}
    for name in names:
        column = spec.column(name)
        if column is not None and column.otherwise:
            real = {unit.name for unit in units.units}
            columns[name] = frame[name].astype("object").where(frame[name].isin(real), "")
        else:
            columns[name] = frame[name]
            known &= frame[name].notna().to_numpy()
    if spec.key_year and spec.date in frame:
        columns["_year"] = frame[spec.date].dt.year
    return _codes(pd.DataFrame(columns), list(columns)), known


def _codes(frame: pd.DataFrame, names: Sequence[str]) -> np.ndarray[Any, Any]:
    """One number a row, the same for rows that are equal in the named columns."""
    import numpy as np
    import pandas as pd

    codes = np.zeros(len(frame), dtype=np.int64)
    for nth, name in enumerate(names):
        column = frame[name]
        own = column.cat.codes.to_numpy() if isinstance(column.dtype, pd.CategoricalDtype) else pd.factorize(column)[0]
        own = own.astype(np.int64) + 1
        codes = codes * (int(own.max(initial=0)) + 1) + own
        codes = pd.factorize(codes)[0] if nth else codes
    return codes

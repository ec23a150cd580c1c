"""A column of raw cells made into typed values: each distinct cell is read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.check.cells import READERS, Fault, Guessed, Spoiled
from pipeline.check.cells.text import key_text
from pipeline.check.plain import is_blank, plain
from pipeline.check.scene import Scene
from pipeline.model.tables import Column

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["Typed", "type_column"]

_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Typed:
    """The values; for the rows that could not be read their fault; which rows are blank; which dates had no year."""

    series: pd.Series[Any]
    faults: tuple[tuple[int, Fault], ...]
    blank: np.ndarray[Any, np.dtype[np.bool_]]
    guessed: np.ndarray[Any, np.dtype[np.bool_]]


def type_column(column: Column, cells: Sequence[Any], scene: Scene, *, is_key: bool = False, zeros: bool = False) -> Typed:
    """``is_key``: texts are compared, so width is levelled. ``zeros``: 无 in a number column says 0."""
    import numpy as np

    read = key_text if is_key and column.type == "text" else READERS[column.type](column, scene)
    zero = frozenset(map(plain, scene.words.zero)) if zeros and column.type == "integer" else frozenset()
    nothing = frozenset(map(plain, scene.words.nothing)) - zero
    codes, distinct = _coded(cells)
    meant = [_meaning(cell, read, nothing, zero, column.values) for cell in distinct]
    blank = np.array([value is _NOTHING for value in meant], dtype=bool)
    faulty = np.array([isinstance(value, Fault) for value in meant], dtype=bool)
    guessed = np.array([isinstance(value, Guessed) for value in meant], dtype=bool)
    values = [
        column.blank if v is _NOTHING else v.date if isinstance(v, Guessed) else None if isinstance(v, Fault) else v for v in meant
    ]
    faults = tuple((int(at), meant[codes[at]]) for at in np.flatnonzero(faulty[codes])) if faulty.any() else ()
    return Typed(_series(column, values, codes), faults, blank[codes], guessed[codes])


def _coded(cells: Sequence[Any]) -> tuple[np.ndarray[Any, np.dtype[np.int32]], list[Any]]:
    """A number for each distinct cell; 1, 1.0 and true are three cells."""
    import numpy as np

    index: dict[Any, int] = {}
    distinct: list[Any] = []
    codes = np.empty(len(cells), dtype=np.int32)
    for at, cell in enumerate(cells):
        key = cell if cell.__class__ is str else (cell.__class__, cell)
        code = index.get(key)
        if code is None:
            code = index[key] = len(distinct)
            distinct.append(cell)
        codes[at] = code
    return codes, distinct


def _meaning(cell: Any, read: Any, nothing: frozenset[str], zero: frozenset[str], listed: Any) -> Any:
    if is_blank(cell):
        return _NOTHING
    if isinstance(cell, str) and cell not in listed:
        text = plain(cell)
        if text in zero:
            return 0
        if text in nothing:
            return _NOTHING
    if isinstance(cell, Spoiled):
        return Fault("wrong-type", "应为有效的值", "公式出错，请改正公式或直接填写结果")
    value = read(cell)
    return _NOTHING if value is None or value == "" else value


def _series(column: Column, values: list[Any], codes: np.ndarray[Any, np.dtype[np.int32]]) -> pd.Series[Any]:
    import numpy as np
    import pandas as pd

    if column.type == "date":
        return pd.Series(np.array(values, dtype="datetime64[s]")[codes])
    if column.type in ("integer", "number"):
        dtype = "Int64" if column.type == "integer" else "Float64"
        return pd.Series(values, dtype=dtype).take(codes).reset_index(drop=True)
    names = list(dict.fromkeys(value for value in values if value is not None))
    place = {name: at for at, name in enumerate(names)}
    recoded = np.array([place.get(value, -1) for value in values], dtype=np.int32)
    return pd.Series(pd.Categorical.from_codes(recoded[codes], categories=pd.Index(names, dtype="str")))

"""A column of raw cells made into typed values: each distinct cell is read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.check.cells import READERS, Fault, Guessed, Spoiled
from pipeline.check.cells.date import plain_dates
from pipeline.check.cells.text import key_text
from pipeline.check.coded import PLAIN, Coded
from pipeline.check.plain import is_blank, plain
from pipeline.check.scene import Scene
from pipeline.check.values import kind_of, named
from pipeline.model.shape import shape
from pipeline.model.tables import Column
from pipeline.model.texts import joined
from pipeline.model.values import Values

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask, Numbers

__all__ = ["Typed", "type_column"]

_NOTHING = object()
_DAY_ZERO = dt.date(1970, 1, 1).toordinal()
_BLANK, _FAULTY, _GUESSED = 1, 2, 3


@shape
class Typed:
    """The values; for the rows that could not be read their fault; which rows are blank; which dates had no year."""

    values: Values
    faults: tuple[tuple[int, Fault], ...]
    blank: Mask
    guessed: Mask


def type_column(column: Column, cells: Coded, scene: Scene, *, is_key: bool = False, zeros: bool = False) -> Typed:
    """``is_key``: texts are compared, so width is levelled. ``zeros``: 无 in a number column says 0."""
    import numpy as np

    read = key_text if is_key and column.type == "text" else READERS[column.type](column, scene)
    zero = frozenset(map(plain, scene.words.zero)) if zeros and column.type == "integer" else frozenset()
    nothing = frozenset(map(plain, scene.words.nothing)) - zero
    blank = () if column.blank is None else (str(column.blank),)
    plainly = column.type == "text" and not any(map(PLAIN.fullmatch, (*nothing, *blank)))
    if plainly and cells.dictionary is not None and not np.isin(cells.codes, cells.odd()[:-1]).any():
        return _plain_text(column, cells)
    meant = list(cells.distinct)
    asked: Iterable[int] = cells.odd() if plainly else range(len(meant))
    if column.type == "date":
        first, last = plain_dates(scene)
        asked = [at for at, cell in enumerate(meant) if cell.__class__ is not dt.date or not first <= cell <= last]
    states = np.zeros(len(meant), dtype=np.int8)
    for at in asked:
        value = _meaning(meant[at], read, nothing, zero, column.values)
        states[at] = _state(value)
        meant[at] = column.blank if value is _NOTHING else value.date if isinstance(value, Guessed) else value
    values = [None if isinstance(value, Fault) else value for value in meant] if (states == _FAULTY).any() else meant
    state = states[cells.codes]
    faults = tuple((at, meant[cells.codes[at]]) for at in np.flatnonzero(state == _FAULTY).tolist())
    return Typed(_values(column, values, cells.codes), faults, state == _BLANK, state == _GUESSED)


def _plain_text(column: Column, cells: Coded) -> Typed:
    """A text column of which every cell is blank or plain: the cells are the values."""
    import numpy as np

    blank = cells.codes == cells.count - 1
    none = np.zeros(len(blank), dtype=bool)
    names: Any = cells.dictionary
    codes = np.where(blank, -1 if column.blank is None else len(names), cells.codes)
    if column.blank is not None:
        names = joined([names, [str(column.blank)]])
    return Typed(named(codes, names), (), blank, none)


def _state(value: Any) -> int:
    if value is _NOTHING:
        return _BLANK
    return _FAULTY if isinstance(value, Fault) else _GUESSED if isinstance(value, Guessed) else 0


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


def _values(column: Column, values: list[Any], codes: Numbers) -> Values:
    """Of the value of each distinct cell and the codes of all."""
    import numpy as np

    kind = kind_of(column)
    if kind == "coded":
        place: dict[Any, int] = {}
        own = [-1 if value is None else place.setdefault(value, len(place)) for value in values]
        return named(np.array(own, dtype=np.int32)[codes], list(place))
    missing = np.array([value is None for value in values], dtype=bool)[codes]
    if kind == "date":
        days = [_DAY_ZERO if value is None else value.toordinal() for value in values]
        return Values(kind, (np.array(days, dtype=np.int32) - _DAY_ZERO)[codes], missing)
    numbers = np.array([0 if value is None else value for value in values], dtype="int64" if kind == "integer" else "float64")
    return Values(kind, numbers[codes], missing)

"""Rows of typed columns: of one block of a sheet, and of several one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.model.tables import Column
from pipeline.model.texts import arrow_of, coded, taken
from pipeline.model.texts import joined as joined_texts
from pipeline.model.values import DTYPES, Kind, Values, first_seen, listed

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["Cut", "Rows", "in_order", "in_runs", "joined", "kind_of", "named", "nothing", "stacked"]

_FEW = 200_000


class Cut(Mapping[str, Values]):
    """Some rows of columns that stand one after the other with those of others: each is cut out when it is asked for."""

    __slots__ = ("end", "first", "names", "whole")

    def __init__(self, whole: Mapping[str, Values], names: tuple[str, ...], first: int, end: int) -> None:
        self.whole, self.names, self.first, self.end = whole, names, first, end

    def __getitem__(self, name: str) -> Values:
        if name not in self.names:
            raise KeyError(name)
        return self.whole[name].slice(self.first, self.end)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def and_on(self, after: Cut) -> Cut | None:
        """Its rows and those of another together, where the other goes on where it ends."""
        if self.end != after.first or self.whole is not after.whole or self.names != after.names:
            return None
        return Cut(self.whole, self.names, self.first, after.end)


@dataclass(slots=True, eq=False)
class Rows:
    """The typed rows of a block: its columns, the row each stands in (as shown), and which are to be set aside."""

    columns: Mapping[str, Values]
    numbers: Numbers
    bad: Numbers = field(default_factory=lambda: _none(0))

    def __len__(self) -> int:
        return len(self.numbers)


def kind_of(column: Column) -> Kind:
    """How a column's values are kept."""
    return column.type if column.type in ("date", "integer", "number") else "coded"


def named(codes: Numbers, names: Any) -> Values:
    """Texts by their indices; -1: nothing."""
    return Values("coded", codes, codes < 0, names)


def nothing(kind: Kind, length: int) -> Values:
    """A column without a value."""
    import numpy as np

    missing = np.ones(length, dtype=bool)
    return Values(kind, np.full(length, -1 if kind == "coded" else 0, dtype=DTYPES[kind]), missing)


def stacked(parts: Sequence[Rows], columns: Sequence[Column]) -> Rows:
    """Rows one after the other, in the columns given; a column that some of them lack is blank there."""
    import numpy as np

    runs = in_runs((part.columns, len(part)) for part in parts)
    made = {}
    for column in columns:
        kind = kind_of(column)
        made[column.name] = in_order(joined([run.get(column.name) or nothing(kind, length) for run, length in runs]))
    numbers = np.concatenate([part.numbers for part in parts]).astype(np.int32)
    return Rows(made, numbers, np.concatenate([part.bad for part in parts]).astype(bool))


def in_runs(parts: Iterable[tuple[Mapping[str, Values], int]]) -> list[tuple[Mapping[str, Values], int]]:
    """Columns and how many rows they have, those made one that go on where the ones before end."""
    runs: list[tuple[Mapping[str, Values], int]] = []
    for columns, length in parts:
        last, before = runs[-1] if runs else (None, 0)
        both = last.and_on(columns) if isinstance(last, Cut) and isinstance(columns, Cut) else None
        if both is None:
            runs.append((columns, length))
        else:
            runs[-1] = both, before + length
    return runs


def joined(pieces: Sequence[Values]) -> Values:
    """Columns of one kind, one after the other."""
    import numpy as np

    first = pieces[0]
    if len(pieces) == 1:
        return first
    missing = np.concatenate([piece.missing for piece in pieces])
    if first.kind != "coded" or all(piece.names is first.names for piece in pieces):
        return Values(first.kind, np.concatenate([piece.data for piece in pieces]), missing, first.names)
    # pieces of one file of the cache share their names: those are put together once, not once a piece
    each = {id(piece.names): piece.names for piece in pieces}
    own, names = _together(list(each.values()))
    codes = {key: np.append(mine, -1).astype(np.int32) for key, mine in zip(each, own, strict=True)}
    runs = ((key, [piece.data for piece in run]) for key, run in groupby(pieces, lambda piece: id(piece.names)))
    data = [codes[key][np.concatenate(run)] for key, run in runs]
    return Values("coded", np.concatenate(data), missing, names)


def _together(listings: Sequence[Any]) -> tuple[Sequence[Any], Any]:
    """Lists of names made into one, and for each the index of its names in that."""
    import numpy as np

    if sum(len(names) for names in listings) < _FEW:
        place: dict[str, int] = {}
        codes: list[Any] = []
        for names in map(listed, listings):
            if place:
                codes.append([place.setdefault(name, len(place)) for name in names])
            else:  # those of one list differ: they are numbered as they stand
                place = dict(zip(names, range(len(names)), strict=True))
                codes.append(np.arange(len(names)))
        return codes, list(place)
    own, distinct = coded(joined_texts([arrow_of(names) for names in listings]))
    return np.split(own, np.cumsum([len(names) for names in listings])[:-1]), distinct


def in_order(values: Values) -> Values:
    """Texts in the order in which rows first show them, and no others: the same rows are the same table, however they came."""
    import numpy as np

    if values.kind != "coded" or values.ordered:
        return values
    there = ~values.missing
    codes, shown = first_seen(values.data[there])
    data = np.full(len(there), -1, dtype=np.int32)
    data[there] = codes
    names = values.names
    if len(shown) != len(names) or (shown != np.arange(len(names))).any():
        names = taken(list(names) if isinstance(names, tuple) else names, shown)
    return Values("coded", data, values.missing, names, ordered=True)


def _none(length: int) -> Numbers:
    import numpy as np

    return np.zeros(length, dtype=bool)

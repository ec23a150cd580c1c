"""Small cells of a public table: which to withhold so that nobody can work them out from the totals.

A count from 1 to the threshold − 1 is withheld (a zero is stated). Alone it could be worked out from its row and column, so
each withheld cell needs company: a closed way through rows and columns along which one could be moved from cell to cell and
every total would stay the same. All cells on that way are withheld. An attacker who knows the rule knows that a withheld cell
is at least 1; so only cells of at least 2 may lose one. Totals are cells of a last row and column and may be withheld too,
where nothing else helps.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["withheld", "withheld_in_list"]

Cell = tuple[int, int]
_TOTAL_COSTS = 10**9


def withheld(table: Sequence[Sequence[int]], threshold: int, also: Iterable[Cell] = ()) -> frozenset[Cell]:
    """The cells to withhold, those of ``also`` among them. ``table`` has its totals in the last row and the last column."""
    hidden = {(i, j) for i, row in enumerate(table[:-1]) for j, value in enumerate(row[:-1]) if 0 < value < threshold}
    hidden |= set(also)
    protected: set[Cell] = set()
    for cell in sorted(hidden):
        if cell not in protected:
            way = _cheapest_way(table, cell, hidden)
            hidden |= set(way)
            protected |= set(way)
    return frozenset(hidden)


def withheld_in_list(values: Sequence[int], threshold: int, also: Iterable[int] = ()) -> frozenset[int]:
    """The places of a list to withhold, those of ``also`` among them, where its total is known.

    The total less what is shown is known too. So there must be two or more, and not all of them 1; the smallest that is shown
    goes with them, and where nothing is left to go but zeros, the whole list.
    """
    hidden = {at for at, value in enumerate(values) if 0 < value < threshold} | set(also)
    while hidden and (len(hidden) < 2 or sum(values[at] for at in hidden) <= len(hidden)):
        shown = [at for at, value in enumerate(values) if at not in hidden and value]
        if not shown:
            return frozenset(range(len(values)))
        hidden.add(min(shown, key=lambda at: (values[at], at)))
    return frozenset(hidden)


def _cheapest_way(table: Sequence[Sequence[int]], cell: Cell, hidden: set[Cell]) -> tuple[Cell, ...]:
    """The closed way through a cell that hides the least beyond what is hidden; the cell alone where there is none."""
    ways = [way for step in (1, -1) if (way := _way(table, cell, hidden, step)) is not None]
    return min(ways, default=(0, (cell,)))[1]


def _way(table: Sequence[Sequence[int]], cell: Cell, hidden: set[Cell], step: int) -> tuple[int, tuple[Cell, ...]] | None:
    """Dijkstra from the cell's column back to its row; signs alternate, so every row and column keeps its sum."""
    if not _may(table, cell, step):
        return None
    start, goal = ("column", cell[1]), ("row", cell[0])
    queue: list[tuple[int, tuple[Cell, ...], tuple[str, int]]] = [(0, (cell,), start)]
    done: set[tuple[str, int]] = set()
    while queue:
        cost, way, node = heapq.heappop(queue)
        if node == goal:
            return cost, way
        if node in done:
            continue
        done.add(node)
        sign = -step if node[0] == "column" else step
        for there, beyond in _neighbours(table, node):
            if there not in way and beyond not in done and _may(table, there, sign):
                heapq.heappush(queue, (cost + _cost(table, there, hidden), (*way, there), beyond))
    return None


def _neighbours(table: Sequence[Sequence[int]], node: tuple[str, int]) -> Iterator[tuple[Cell, tuple[str, int]]]:
    if node[0] == "column":
        yield from (((i, node[1]), ("row", i)) for i in range(len(table)))
    else:
        yield from (((node[1], j), ("column", j)) for j in range(len(table[0])))


def _may(table: Sequence[Sequence[int]], cell: Cell, sign: int) -> bool:
    """Whether a cell may move by one: a total counts against its parts, a zero stays stated, and what loses has two."""
    margin = (cell[0] == len(table) - 1) != (cell[1] == len(table[0]) - 1)
    value = table[cell[0]][cell[1]]
    return value >= (2 if (-sign if margin else sign) < 0 else 1)


def _cost(table: Sequence[Sequence[int]], cell: Cell, hidden: set[Cell]) -> int:
    if cell in hidden:
        return 0
    edge = cell[0] == len(table) - 1 or cell[1] == len(table[0]) - 1
    return 1 + table[cell[0]][cell[1]] + (_TOTAL_COSTS if edge else 0)

"""A public table read by somebody who wants the small numbers: the totals do not give them away."""

import random

import pytest

from pipeline.measure.suppression import withheld


def with_totals(rows):
    lines = [[*row, sum(row)] for row in rows]
    return [*lines, [sum(column) for column in zip(*lines, strict=True)]]


def possible(table, hidden):
    """Every inside of a table that a reader cannot rule out: printed totals hold, a withheld cell is 1 or more."""
    height, width = len(table) - 1, len(table[0]) - 1
    inner = sorted(cell for cell in hidden if cell[0] < height and cell[1] < width)
    left = {("row", i): table[i][width] for i in range(height) if (i, width) not in hidden}
    left |= {("column", j): table[height][j] for j in range(width) if (height, j) not in hidden}
    left |= {("all", 0): table[height][width]} if (height, width) not in hidden else {}
    for i in range(height):
        for j in range(width):
            if (i, j) not in hidden:
                take(left, i, j, table[i][j])
    return list(fill(inner, left, {}))


def take(left, i, j, value):
    for key in (("row", i), ("column", j), ("all", 0)):
        if key in left:
            left[key] -= value


def fill(cells, left, guess):
    """All ways to fill the cells so that nothing is left of any printed total."""
    if not cells:
        if not any(left.values()):
            yield dict(guess)
        return
    (i, j), *rest = cells
    for value in range(1, min([12, *(left[key] for key in (("row", i), ("column", j), ("all", 0)) if key in left)]) + 1):
        remaining = dict(left)
        take(remaining, i, j, value)
        yield from fill(rest, remaining, guess | {(i, j): value})


def recovered(table, hidden):
    """The withheld cells that have one possible value only."""
    guesses = possible(table, hidden)
    cells = set().union(*guesses)
    assert {cell: table[cell[0]][cell[1]] for cell in cells} in guesses
    return [cell for cell in cells if len({guess[cell] for guess in guesses}) == 1]


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 4], [5, 4]],
        [[1, 1, 6], [7, 3, 3]],
        [[2, 0], [4, 4]],
        [[1, 1], [6, 6]],
        [[1, 0], [0, 6]],
        [[2, 5]],
        [[1], [6]],
    ],
)
def test_nothing_is_recovered(rows):
    table = with_totals(rows)
    hidden = withheld(table, 3)
    assert {(i, j) for i, row in enumerate(rows) for j, value in enumerate(row) if 0 < value < 3} <= hidden
    assert recovered(table, hidden) == []


def test_random_small_tables():
    dice = random.Random(11)
    for _ in range(150):
        rows = [[dice.choice([0, 0, 1, 2, 3, 4, 5, 7]) for _ in range(3)] for _ in range(2)]
        table = with_totals(rows)
        if table[-1][-1] >= 10:
            assert recovered(table, withheld(table, 3)) == [], rows


def test_a_table_too_small_to_hide_anything_withholds_what_it_can():
    assert withheld(with_totals([[1]]), 3) >= {(0, 0)}


def test_what_is_large_enough_is_shown():
    table = with_totals([[3, 4], [5, 6]])
    assert withheld(table, 3) == frozenset()


def test_zeros_are_stated():
    assert withheld(with_totals([[0, 4], [5, 0]]), 3) == frozenset()

"""Rows that stand one after the other in the cache are put together as one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.values import Cut, Rows, in_runs, nothing, stacked
from pipeline.model.tables import Column
from pipeline.model.values import Values

TEXTS = ["甲", "乙", "丙", "甲", "丁", "乙", "戊", "甲", "己"]
CODES = {text: at for at, text in enumerate(dict.fromkeys(TEXTS))}
WHOLE = Values("coded", np.array([CODES[text] for text in TEXTS], np.int32), np.zeros(9, bool), list(CODES), ordered=True)
COLUMNS = (Column("名"), Column("空"))


FOUND = {"名": WHOLE}


def rows(columns, length):
    return Rows(columns, np.arange(length, dtype=np.int32), np.zeros(length, dtype=bool))


def told(values):
    return [values.at(at) for at in range(len(values))], list(values.names)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), min_size=1, max_size=9))
def test_cut_or_taken_one_by_one_the_rows_are_the_same(spans):
    cuts = [Cut(FOUND, ("名",), *sorted((one, two))) for one, two, _ in spans]
    lone = [{"名": WHOLE.slice(cut.first, cut.end)} for cut in cuts]
    mixed = [columns if plain else cut for cut, columns, (_, _, plain) in zip(cuts, lone, spans, strict=True)]
    wanted = stacked([rows(columns, len(columns["名"])) for columns in lone], COLUMNS)
    for parts in (cuts, mixed):
        found = stacked([rows(columns, len(columns["名"])) for columns in parts], COLUMNS)
        assert told(found.columns["名"]) == told(wanted.columns["名"])
        assert found.columns["空"].missing.all()
        assert found.numbers.tolist() == wanted.numbers.tolist()


def test_what_goes_on_where_another_ends_is_one_with_it():
    other = {"名": nothing("coded", 2)}
    parts = [Cut(FOUND, ("名",), 0, 3), Cut(FOUND, ("名",), 3, 5), other, Cut(FOUND, ("名",), 5, 6), Cut(FOUND, ("名",), 7, 9)]
    runs = [*in_runs((columns, len(columns["名"])) for columns in parts)]
    assert [length for _, length in runs] == [5, 2, 1, 2]
    assert runs[1][0] is other
    assert [*runs[0][0]] == ["名"]
    assert len(runs[0][0]) == 1
    assert "空" not in runs[0][0]

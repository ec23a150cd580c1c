"""Columns without pandas say what pandas would say of them."""

import datetime as dt
import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measure.hashing import text_words
from pipeline.model import arrow
from pipeline.model import values as module
from pipeline.model.arrow import (
    array_of,
    coded,
    flags_in,
    flags_of,
    matching,
    numbers_in,
    numbers_of,
    replaced,
    taken,
    texts_of,
    values_in,
)
from pipeline.model.values import Values, first_seen

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=60)
NUMBERS = st.lists(st.integers(-3, 9) | st.integers(-(2**40), 2**40), max_size=60)
KINDS = {
    "date": ("int32", st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(lambda day: (day - dt.date(1970, 1, 1)).days)),
    "integer": ("int64", st.integers(-(2**62), 2**62)),
    "number": ("float64", st.floats(allow_nan=False)),
}


@given(NUMBERS)
def test_numbers_in_the_order_in_which_they_first_stand(numbers):
    data = np.array(numbers, dtype=np.int64)
    codes, distinct = first_seen(data)
    expected, shown = pd.factorize(data)
    assert codes.tolist() == expected.tolist()
    assert distinct.tolist() == shown.tolist()


@pytest.mark.parametrize("data", [[3.5, -0.25, 3.5], [7, 7, 2, 7], [-1, 5, -1]])
def test_however_many_they_are(data, monkeypatch):
    once = [part.tolist() for part in first_seen(np.array(data))]
    monkeypatch.setattr(module, "_MANY", -1_000)
    assert [part.tolist() for part in first_seen(np.array(data))] == once


@given(TEXTS)
def test_a_word_for_a_text_is_the_one_pandas_makes(texts):
    words = pd.util.hash_array(np.array([*texts, ""], dtype=object), categorize=False)[:-1]
    assert text_words(texts).tolist() == words.tolist()


@st.composite
def columns(draw):
    kind = draw(st.sampled_from(["coded", *KINDS]))
    if kind == "coded":
        names = draw(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), unique=True, max_size=9))
        codes = np.array(draw(st.lists(st.integers(-1, len(names) - 1), max_size=40)), dtype=np.int32)
        return Values("coded", codes, codes < 0, names)
    dtype, cells = KINDS[kind]
    told = draw(st.lists(st.none() | cells, max_size=40))
    missing = np.array([cell is None for cell in told], dtype=bool)
    return Values(kind, np.array([cell or 0 for cell in told], dtype=dtype), missing)


@given(columns(), st.integers(0, 5))
def test_a_column_comes_back_from_arrow_whole_and_in_pieces(values, first):
    array = array_of(values)
    for kept, part in ((pa.chunked_array([array]), values), (pa.chunked_array([array[first:]]), values.slice(first, len(values)))):
        back = values_in(values.kind, kept)
        assert [back.at(row) for row in range(len(back))] == [part.at(row) for row in range(len(part))]
        assert back.missing.tolist() == part.missing.tolist()
        assert back.data.tolist() == part.data.tolist()


@pytest.mark.parametrize("blanks", [0, 700])
def test_texts_of_which_each_row_has_its_own_are_kept_as_they_are(blanks):
    missing = np.arange(3_000) % 4 < (blanks > 0)
    codes = np.where(missing, -1, np.cumsum(~missing) - 1).astype(np.int32)
    values = Values("coded", codes, missing, [f"甲{at}" for at in range(int((~missing).sum()))], ordered=True)
    array = array_of(values)
    assert array.type == pa.string()
    assert array.to_pylist() == [values.at(row) for row in range(len(values))]
    for start in (0, 17):
        back = values_in("coded", pa.chunked_array([array[start:]]))
        assert [back.at(row) for row in range(len(back))] == array[start:].to_pylist()
        assert back.data.tolist() == np.where(missing[start:], -1, np.cumsum(~missing[start:]) - 1).tolist()


@given(st.lists(st.booleans(), max_size=40), st.integers(0, 12))
def test_yes_and_no_and_numbers(told, first):
    flags = np.array(told, dtype=bool)
    assert flags_of(flags).to_pylist() == told
    assert flags_in(flags_of(flags)[first:]).tolist() == told[first:]
    numbers = np.arange(len(told), dtype=np.int32) * 3
    assert numbers_in(numbers_of(numbers, None, "int32")[first:]).tolist() == numbers[first:].tolist()
    assert texts_of([str(each) for each in told]).to_pylist() == [str(each) for each in told]


@given(TEXTS, st.data(), st.sampled_from([0, 20_000]))
def test_few_texts_and_many_are_gone_through_alike(texts, data, few):
    array = pa.concat_arrays([texts_of(["前", *texts, "后"])])[1:-1]
    places = np.array(data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=9) if texts else st.just([])), dtype=np.int64)
    where = np.array([len(text) % 3 == 0 for text in texts], dtype=bool)
    others = [text[::-1] for text, other in zip(texts, where, strict=True) if other]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrow, "_FEW", few)
        codes, distinct = coded(array)
        assert distinct.to_pylist() == [*dict.fromkeys(texts)]
        assert [distinct.to_pylist()[code] for code in codes] == texts
        assert taken(array, places).to_pylist() == [texts[place] for place in places]
        assert matching(array, re.compile("[^0-9A-Za-z]|^0$|^$")).tolist() == [
            text in ("", "0") or not (text.isascii() and text.isalnum()) for text in texts
        ]
        expected = [text[::-1] if other else text for text, other in zip(texts, where, strict=True)]
        assert replaced(array, where, others).to_pylist() == expected

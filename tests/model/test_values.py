"""Columns without pandas say what pandas would say of them."""

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
from pipeline.model.arrow import coded, letters_of, matching, replaced, taken, texts_in, texts_of
from pipeline.model.values import first_seen

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=60)
NUMBERS = st.lists(st.integers(-3, 9) | st.integers(-(2**40), 2**40), max_size=60)


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
        assert texts_in(*letters_of(array)).to_pylist() == array.to_pylist() == texts
        assert taken(array, places).to_pylist() == [texts[place] for place in places]
        assert matching(array, re.compile("[^0-9A-Za-z]|^0$|^$")).tolist() == [
            text in ("", "0") or not (text.isascii() and text.isalnum()) for text in texts
        ]
        expected = [text[::-1] if other else text for text, other in zip(texts, where, strict=True)]
        assert replaced(array, where, others).to_pylist() == expected

"""Columns without pandas say what pandas would say of them."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measure.hashing import text_words
from pipeline.model import texts as module_of_texts
from pipeline.model import values as module
from pipeline.model.texts import arrow_of, coded, cut, joined, letters_of, matching, replaced, taken, text_at, texts_in
from pipeline.model.values import first_seen, listed

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


@given(TEXTS, st.data())
def test_few_texts_and_many_are_gone_through_alike(texts, data):
    whole = ["前", *texts, "后"]
    places = np.array(data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=9) if texts else st.just([])), dtype=np.int64)
    where = np.array([len(text) % 3 == 0 for text in texts], dtype=bool)
    others = [text[::-1] for text, other in zip(texts, where, strict=True) if other]
    content = "".join(whole).encode()
    ends = np.cumsum([len(text.encode()) for text in whole])[1:-1]
    starts = ends - [len(text.encode()) for text in texts]
    expected = [text[::-1] if other else text for text, other in zip(texts, where, strict=True)]
    for few, these in ((20_000, texts), (0, arrow_of(whole)[1:-1]), (-1, arrow_of(texts))):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module_of_texts, "FEW", few)
            codes, distinct = coded(these)
            assert listed(distinct) == [*dict.fromkeys(texts)]
            assert [listed(distinct)[code] for code in codes] == texts
            assert listed(taken(these, places)) == [texts[place] for place in places]
            assert [text_at(these, place) for place in places] == [texts[place] for place in places]
            assert matching(these, re.compile("[^0-9A-Za-z]|^0$|^$")).tolist() == [
                text in ("", "0") or not (text.isascii() and text.isalnum()) for text in texts
            ]
            assert listed(replaced(these, where, others)) == expected
            assert listed(cut(content, starts, ends)) == texts
            assert listed(joined([these, texts, these])) == texts * 3
            assert texts_in(*letters_of(arrow_of(these))).to_pylist() == texts


@pytest.mark.parametrize("few", [20_000, 0])
def test_what_is_no_utf8_is_refused_even_where_the_next_text_would_mend_it(few, monkeypatch):
    monkeypatch.setattr(module_of_texts, "FEW", few)
    content = "中".encode()
    with pytest.raises(ValueError):
        cut(content, np.array([0, 2]), np.array([2, 3]))

"""Whatever the words say holds of the exact values: any value, any base, read back by a parser of its own."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.wording import Wording
from pipeline.words.approximate import APPROXIMATIONS, approximate
from pipeline.words.change import between, change_of, compared, degree, direction, from_to, in_cell, net, times
from pipeline.words.chinese import numeral
from pipeline.words.number import decimal, printed, rounded, share_in_percent
from pipeline.words.part import plain
from tests.words.reading import Pair, approximation_holds, close, comparison_holds, degree_holds, numeral_value

COUNTS = st.one_of(st.integers(0, 60), st.integers(0, 100_000))
RATES = st.builds(lambda n, d: Fraction(min(n, d), d), st.integers(0, 400), st.integers(1, 400))
YEAR = Period.parse("2025")
WORDING = Wording()


def change(value, base, decimals=1, *, rate=False):
    indicator = Indicator("某", unit="%" if rate else "件", decimals=1 if rate else 0)
    found = change_of(Figure(indicator, YEAR, value=value, year_ago=base), "year", WORDING, decimals)
    assert found is not None
    return found


@given(COUNTS, COUNTS, st.integers(0, 2))
def test_a_comparison_of_counts(value, base, decimals):
    found, pair = change(value, base, decimals), Pair(Fraction(value), Fraction(base))
    for say in (compared, between, times):
        assert comparison_holds(plain(say(found)), pair, decimals)


@given(RATES, RATES, st.integers(0, 2))
def test_a_comparison_of_rates(value, base, decimals):
    found, pair = change(value, base, decimals, rate=True), Pair(value, base, rate=True)
    for say in (compared, between, times):
        assert comparison_holds(plain(say(found)), pair, decimals)


@pytest.mark.parametrize("value", [1, 2, 40])
def test_a_fall_to_hardly_anything_is_no_fall_by_100_percent(value):
    found = change(value, 100_000)
    assert plain(compared(found)) == f"同比由100000件降为{value}件"
    assert plain(between(found)) == f"由上年的100000件降为{value}件"
    part = in_cell(found.figure, "year", WORDING)
    assert part is not None
    assert part.text == {1: "-99.999%", 2: "-99.998%", 40: "-99.96%"}[value]


def test_a_rate_that_rose_by_nearly_all():
    found = change(Fraction(3999, 4000), Fraction(0), rate=True)
    assert plain(compared(found)) == "同比上升99.98个百分点"


@pytest.mark.parametrize(
    ("period", "over", "text"),
    [("2025", True, "连续两年为0"), ("2025", False, "连续两年同期为0"), ("2025-03", True, "连续两年同期为0")],
)
def test_zero_twice_is_said_of_whole_years_only_when_the_year_is_over(period, over, text):
    figure = Figure(Indicator("某", unit="件"), Period.parse(period), value=0, year_ago=0, year_over=over)
    found = change_of(figure, "year", WORDING)
    assert [plain(say(found)) for say in (compared, between, times)] == [text] * 3


@given(COUNTS, COUNTS)
def test_a_degree_word(value, base):
    assert degree_holds(plain(degree(change(value, base), WORDING)), Pair(Fraction(value), Fraction(base)))


@given(COUNTS, COUNTS)
def test_the_bare_word_and_the_absolute_numbers(value, base):
    found = change(value, base)
    word = direction(found)
    assert {"上升": value > base, "下降": value < base}.get(word, abs(value - base) * 2000 < base or value == base)
    text = plain(net(found))
    assert text == ("与上年持平" if value == base else f"净增{value - base}件" if value > base else f"净减{base - value}件")
    text = plain(from_to(found))
    verb, counted = "增至" if value > base else "降为", f"{value}件" if value else "0"
    if base and value != base:
        assert text == f"由上年的{base}件{verb}{counted}"
    elif base:
        assert text == f"与上年持平，均为{value}件"
    else:
        assert text == (f"净增{value}件（上年为0）" if value else "连续两年为0")


@given(COUNTS, COUNTS)
def test_a_change_in_a_cell(value, base):
    text = in_cell(change(value, base).figure, "year", WORDING).text
    if text == "持平":
        assert abs(value - base) * 2000 < base or value == base == 0
        return
    assert text[0] == ("+" if value > base else "-")
    if base < 5:
        assert text[1:] == f"{abs(value - base)}件"
    else:
        assert close(text[1:-1], Fraction(abs(value - base) * 100, base))
        assert re.fullmatch(r".\d+\.\d%|-99\.\d+%", text)
        assert (text == "-100.0%") == (value == 0)


@given(st.one_of(st.integers(0, 200), st.integers(0, 10**7)), st.sampled_from(APPROXIMATIONS))
def test_an_approximation(value, kind):
    text = approximate(value, "份", kind)
    assert text is None or approximation_holds(text, Fraction(value), "份")
    assert text is None or not any(text.count(word) > 1 for word in APPROXIMATIONS)


@given(st.fractions(-1000, 1000), st.integers(0, 3))
def test_rounding_is_half_up(value, decimals):
    assert abs(rounded(value, decimals) - value) * 2 * 10**decimals <= 1
    assert close(decimal(value, decimals), value)


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 3))
def test_a_rate_is_all_or_nothing_only_where_it_is(whole, part, decimals):
    """And it takes a decimal more only where it must."""
    value = Fraction(min(part, whole), whole)
    for text in (
        printed(value, Indicator("率", unit="%", decimals=decimals)).rstrip("%"),
        share_in_percent(value, decimals, full=True),
    ):
        assert close(text, value * 100)
        assert (Fraction(text) == 0, Fraction(text) == 100) == (value == 0, value == 1)
        places = len(text.partition(".")[2])
        assert places <= decimals or min(value, 1 - value) * 100 * 2 * 10 ** (places - 1) <= 1


def test_a_half_goes_away_from_zero():
    assert [decimal(Fraction(n, 1000), 2) for n in (5, 15, 25, -5)] == ["0.01", "0.02", "0.03", "-0.01"]


@given(st.integers(0, 10**9))
def test_a_numeral(number):
    assert numeral_value(numeral(number)) == number

"""Lists of figures read back: as many numbers as names, in order, each true, 均 only when every one shows the same."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.draft import Draft
from pipeline.compose.filters import lists
from pipeline.compose.quantity import Quantity
from pipeline.compose.visible import Said
from pipeline.model.period import Period
from tests.compose.county import County, count, occasion, settings_of
from tests.words.reading import Pair, close, comparison_holds

NAMES = ("来信", "来访", "网信", "来电")
PAIRS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=2, max_size=4)


def quantities(tmp, pairs) -> list[Quantity]:
    county = County({})
    draft = Draft(settings_of(tmp, {}, county), occasion(), county)
    return [Quantity(draft, count(name, value, base)) for name, (value, base) in zip(NAMES, pairs, strict=False)]


def plain(said: Said) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in said.pieces)


@given(PAIRS, st.sampled_from([lists.respectively, lists.all_alike]))
def test_changes_of_a_list(tmp_path_factory, pairs, say):
    given = quantities(tmp_path_factory.getbasetemp(), pairs)
    text = plain(say(given, 对比="同比"))
    held = [Pair(Fraction(value), Fraction(base)) for value, base in pairs]
    names = NAMES[: len(pairs)]
    if found := re.fullmatch(r"(.+?)同比(分别|均)(上升|下降)([\d.%、]+)", text):
        numbers = found[4].split("、")
        assert found[1].split("、") == list(names)
        assert len(numbers) == (1 if found[2] == "均" else len(names))
        for index, pair in enumerate(held):
            number = numbers[0] if found[2] == "均" else numbers[index]
            assert comparison_holds(f"同比{found[3]}{number}", pair, 1)
    elif found := re.fullmatch(r"(.+?)同比均持平", text):
        assert all(comparison_holds("同比持平", pair, 1) for pair in held)
    else:
        parts = text.split("，")
        assert len(parts) == len(names)
        for name, part, pair in zip(names, parts, held, strict=True):
            assert part.startswith(name)
            assert comparison_holds(part.removeprefix(name), pair, 1)


@given(PAIRS)
def test_values_of_a_list(tmp_path_factory, pairs):
    text = plain(lists.respectively(quantities(tmp_path_factory.getbasetemp(), pairs)))
    found = re.fullmatch(r"(.+?)(分别|均)为(.+)", text)
    numbers = found[3].split("、")
    values = [f"{value}件" for value, _ in pairs]
    assert numbers == (values if found[2] == "分别" else values[:1])
    assert (found[2] == "均") == (len(set(values)) == 1)


@given(PAIRS)
def test_rises_and_falls_add_up(tmp_path_factory, pairs):
    text = plain(lists.rises_and_falls(quantities(tmp_path_factory.getbasetemp(), pairs)))
    numbers = {"一": 1, "两": 2, "三": 3, "四": 4}
    counted = {word: numbers[number] for number, word in re.findall("([一两三四])(升|平|降)", text)}
    if counted:
        assert sum(counted.values()) == len(pairs)
        assert counted.get("升", 0) <= sum(value > base for value, base in pairs)
        assert counted.get("降", 0) <= sum(value < base for value, base in pairs)
    else:
        assert text in ("均上升", "均下降", "均持平")


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(1, 5))
def test_the_first_places(tmp_path_factory, values, places):
    county = County({})
    draft = Draft(settings_of(tmp_path_factory.getbasetemp(), {}, county), occasion(), county)
    given = [Quantity(draft, count("总量", value, member=name)) for name, value in zip("甲乙丙丁戊己", values, strict=False)]
    said = lists.leading(given, places)
    if said.why:
        assert not any(values)
        return
    text, some = plain(said), [value for value in values if value]
    if found := re.fullmatch("(均)?为.", text):
        assert len(some) == 1
        assert (found[1] is None) is (some == [1])
        return
    if found := re.fullmatch("(.+)各(.+)件", text):
        assert [int(found[2])] * len(found[1].split("、")) == some
        assert len(some) > 1
        return
    listed = [int(number) for number in re.findall(r"(\d+)件", text)]
    assert len(listed) <= places + 2 or listed[-1] == max(some)
    assert listed == sorted((value for value in values if value), reverse=True)[: len(listed)]
    if text.startswith("居首位的是"):
        assert len(listed) == 1 < len(some)
    if found := re.match("居前(.+)位的是", text):
        assert {"两": 2, "三": 3, "四": 4, "五": 5, "一": 1}[found[1]] == len(listed) <= places
        assert sum(value > listed[-1] for value in values) < len(listed)
    left = sorted((value for value in values if value), reverse=True)[len(listed) :]
    assert not left or left[0] < listed[-1]


@pytest.mark.parametrize(("over", "told"), [(True, "居首位的是2025年10月5件"), (False, "")])
def test_no_month_leads_beside_one_that_is_not_over(tmp_path, over, told):
    county = County({})
    draft = Draft(settings_of(tmp_path, {}, county), occasion(), county)
    months = [Period.parse(f"2025-{number}") for number in (10, 11)]
    given = [
        Quantity(draft, count("总量", value, period=month, member=str(month), dimension="月份", year_over=done))
        for value, month, done in zip((5, 3), months, (True, over), strict=True)
    ]
    assert plain(lists.leading(given, 1)) == told


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_share(tmp_path_factory, part, whole):
    from pipeline.compose.fault import TemplateFault
    from pipeline.compose.filters.sizes import share_of

    one, other = quantities(tmp_path_factory.getbasetemp(), [(part, 0), (whole, 0)])
    if part > whole > 0:
        try:
            share_of(one, other)
        except TemplateFault:
            return
        raise AssertionError("a part greater than its whole")
    said = share_of(one, other)
    if not whole:
        assert said.why
        return
    found = re.fullmatch(r"占来访的([\d.]+)%", plain(said))
    assert close(found[1], Fraction(part * 100, whole))

"""The first spans of a register are no base for what was registered before them: closings, deadlines."""

import datetime as dt

import pytest

from pipeline.model.period import Period
from tests.measure.small_county import county, items, settings_of

FIRST = dt.date(2023, 11, 1)


def every_day(start):
    """One item a day from a day on, accepted after five days and closed after forty."""
    days = [start + dt.timedelta(n) for n in range((dt.date(2025, 12, 31) - start).days + 1)]
    return [
        {"登记日期": day, "受理日期": day + dt.timedelta(5), "办结日期": day + dt.timedelta(40), "满意度": "满意"} for day in days
    ]


def held_against(name, text, start=FIRST, **more):
    """The value a year before (so many days of it as items were closed), or None where nothing is held against."""
    found = county({"信访事项登记表": items(*every_day(start))}, **more).figure(name, Period.parse(text))
    assert found.complete
    assert found.value is not None
    return found.year_ago


@pytest.mark.parametrize("text", ["2024-11", "2024-12", "2025-01", "2025Q1", "2025"])
def test_closings_are_not_compared_with_months_that_know_nothing_of_what_came_before(text):
    """In November 2024 none could be closed of what October brought: 2023-11-01 + 90 days is 30 January 2024."""
    assert held_against("办结件次", text) is None


def test_later_months_are_compared():
    assert held_against("办结件次", "2025-02") == 29
    assert held_against("办结件次", "2025Q2") == 91


def test_what_the_register_s_own_date_places_is_compared_from_its_first_month():
    assert held_against("信访总量", "2024-11") == 30
    assert held_against("信访总量", "2025") == 366


def test_a_deadline_a_few_days_after_registration_needs_so_many_days():
    """15 days for acceptance: November lacks what was due by its middle."""
    assert held_against("应受理件次", "2024-11") is None
    assert held_against("应受理件次", "2024-12") == 31


def test_a_rate_is_compared_where_three_quarters_of_the_base_are_counted_from_all():
    assert held_against("及时受理率", "2024-11") is None
    assert held_against("及时受理率", "2024Q4", dt.date(2023, 10, 1)) == 1
    assert held_against("满意率", "2025Q1", dt.date(2024, 1, 1)) is None
    assert held_against("满意率", "2025", dt.date(2024, 1, 1)) == 1


def test_the_span_before_is_no_base_either():
    found = county({"信访事项登记表": items(*every_day(FIRST))})
    assert found.figure("办结件次", Period.parse("2024-01")).previous is None
    assert found.figure("办结件次", Period.parse("2024-03")).previous == 29


def test_a_difference_has_a_base_where_its_parts_have():
    assert held_against("未按期办结件次", "2025-01") is None
    assert held_against("未按期办结件次", "2025-02") == 0


def test_units_are_held_to_the_same():
    measures = county({"信访事项登记表": items(*every_day(FIRST))})
    town = [measures.figure("办结件次", Period.parse(text), "城关镇").year_ago for text in ("2025-01", "2025-02")]
    assert town == [None, 29]


def test_the_office_says_how_long_its_items_take(tmp_path):
    own = "办结件次: {table: 信访事项登记表, where: {办结日期: {blank: false}}, cohort: 办结日期, lead_days: 40, unit: 件}\n"
    settings = settings_of(tmp_path, own)
    assert held_against("办结件次", "2024-12", settings=settings) is None
    assert held_against("办结件次", "2025-01", settings=settings) == 31

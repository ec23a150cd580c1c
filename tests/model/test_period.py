"""The calendar, case by case: what a name means, the span a year before, the span before."""

import datetime as dt

import pytest

from pipeline.model.period import Period
from pipeline.model.settings import Calendar


def span(text, starts=1):
    period = Period.parse(text, starts)
    return f"{period.start}..{period.end}"


@pytest.mark.parametrize(
    ("text", "name", "days"),
    [
        ("2025", "2025", "2025-01-01..2025-12-31"),
        ("2025年", "2025", "2025-01-01..2025-12-31"),
        ("2025-11", "2025-11", "2025-11-01..2025-11-30"),
        ("2025年11月", "2025-11", "2025-11-01..2025-11-30"),
        ("2024-02", "2024-02", "2024-02-01..2024-02-29"),
        ("2025Q3", "2025Q3", "2025-07-01..2025-09-30"),
        ("2025年三季度", "2025Q3", "2025-07-01..2025-09-30"),
        ("2025H1", "2025H1", "2025-01-01..2025-06-30"),
        ("2025年下半年", "2025H2", "2025-07-01..2025-12-31"),
        ("2025-11-03", "2025-11-03", "2025-11-03..2025-11-03"),
        ("2025-W45", "2025-W45", "2025-11-03..2025-11-09"),
        ("2026-W01", "2026-W01", "2025-12-29..2026-01-04"),
        ("2020-W53", "2020-W53", "2020-12-28..2021-01-03"),
        ("2025-01..2025-09", "2025-01..2025-09", "2025-01-01..2025-09-30"),
        ("2025-03-05..2025-04-02", "2025-03-05..2025-04-02", "2025-03-05..2025-04-02"),
    ],
)
def test_what_a_name_means(text, name, days):
    assert Period.parse(text).name == name
    assert span(text) == days


@pytest.mark.parametrize(
    "text", ["", "2025-13", "2025-00", "2025-02-30", "2025Q5", "2025H3", "2025-W54", "2021-W53", "25", "2025-09..2025-01", "十月"]
)
def test_what_is_no_period(text):
    assert Period.parse(text) is None


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("2025", "2024-01-01..2024-12-31"),
        ("2025-02", "2024-02-01..2024-02-29"),
        ("2024-02", "2023-02-01..2023-02-28"),
        ("2025Q1", "2024-01-01..2024-03-31"),
        ("2025H2", "2024-07-01..2024-12-31"),
        ("2024-02-29", "2023-02-28..2023-02-28"),
        ("2025-02-28", "2024-02-28..2024-02-28"),
        ("2025-W45", "2024-11-04..2024-11-10"),
        ("2026-W01", "2024-12-30..2025-01-05"),
        ("2020-W53", "2019-12-23..2019-12-29"),
        ("2025-01..2025-02", "2024-01-01..2024-02-29"),
        ("2025-01-15..2025-02-28", "2024-01-15..2024-02-28"),
        ("2025-02-10..2025-02-28", "2024-02-10..2024-02-28"),
        ("2024-01-15..2024-02-29", "2023-01-15..2023-02-28"),
        ("2025-12-20..2026-01-10", "2024-12-20..2025-01-10"),
    ],
)
def test_the_span_a_year_before(text, ago):
    found = Period.parse(text).year_ago()
    assert f"{found.start}..{found.end}" == ago


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2025", "2024-01-01..2024-12-31"),
        ("2025-03", "2025-02-01..2025-02-28"),
        ("2025-01", "2024-12-01..2024-12-31"),
        ("2025Q1", "2024-10-01..2024-12-31"),
        ("2025H1", "2024-07-01..2024-12-31"),
        ("2025-01..2025-03", "2024-10-01..2024-12-31"),
        ("2025-03-01", "2025-02-28..2025-02-28"),
        ("2026-W01", "2025-12-22..2025-12-28"),
        ("2025-03-05..2025-03-14", "2025-02-23..2025-03-04"),
    ],
)
def test_the_span_before_is_as_long(text, before):
    found = Period.parse(text).previous()
    assert f"{found.start}..{found.end}" == before


def test_ranges_of_months_are_named_by_months():
    assert Period.parse("2025-01..2025-09").year_ago().name == "2024-01..2024-09"
    assert Period.parse("2025-03-05..2025-04-02").year_ago().name == "2024-03-05..2024-04-02"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025-11", "2025-10-26..2025-11-25"),
        ("2025-03", "2025-02-26..2025-03-25"),
        ("2025-01", "2024-12-26..2025-01-25"),
        ("2025Q1", "2024-12-26..2025-03-25"),
        ("2025", "2024-12-26..2025-12-25"),
        ("2025-01..2025-02", "2024-12-26..2025-02-25"),
        ("2025-W45", "2025-11-03..2025-11-09"),
        ("2025-11-03", "2025-11-03..2025-11-03"),
    ],
)
def test_a_statistical_month_starts_on_the_26th(text, days):
    assert span(text, 26) == days


def test_statistical_months_keep_their_arithmetic():
    november = Period.parse("2025-11", 26)
    assert (november.year_ago().name, november.year_ago().start) == ("2024-11", dt.date(2024, 10, 26))
    assert (november.previous().name, november.previous().end) == ("2025-10", dt.date(2025, 10, 25))
    year = Period.parse("2025", 26)
    assert [month.name for month in year.spans("month")][::11] == ["2025-01", "2025-12"]
    assert year.spans("month")[0].start == dt.date(2024, 12, 26)
    assert Period.of("month", dt.date(2025, 12, 26), 26).name == "2026-01"
    assert year.months() == tuple((2025, month) for month in range(1, 13))


def test_a_watch_period_is_held_against_its_namesake_of_the_same_length():
    watch = {
        name: Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last), "watch", name)
        for name, first, last in [
            ("国庆2023", "2023-09-29", "2023-10-06"),
            ("国庆2024", "2024-10-01", "2024-10-07"),
            ("国庆2025", "2025-10-01", "2025-10-08"),
            ("国庆2026", "2026-10-01", "2026-10-08"),
            ("两会2025", "2025-03-04", "2025-03-11"),
        ]
    }
    calendar = Calendar(watch=watch)
    assert calendar.year_ago(watch["国庆2026"]) == watch["国庆2025"]
    assert calendar.year_ago(watch["国庆2025"]) is None
    ago = calendar.year_ago(watch["两会2025"])
    assert (ago.start, ago.end) == (dt.date(2024, 3, 4), dt.date(2024, 3, 11))
    assert calendar.period("国庆2024") == watch["国庆2024"]
    assert Calendar(month_starts=26).period("2025-11").start == dt.date(2025, 10, 26)


@pytest.mark.parametrize(
    ("name", "days", "ago"),
    [
        ("两会", "2025-03-04..2025-03-11", "2024-03-04..2024-03-11"),
        ("春节", "2026-02-17..2026-02-23", "2025-02-17..2025-02-23"),
        ("元旦2026", "2025-12-30..2026-01-02", "2024-12-30..2025-01-02"),
        ("元旦2025", "2024-12-30..2025-01-02", "2023-12-30..2024-01-02"),
        ("2025年五一", "2025-05-01..2025-05-05", "2024-04-29..2024-05-03"),
        ("值班20250304", "2025-03-04..2025-03-05", "2024-03-04..2024-03-05"),
        ("春节2027", "2027-02-06..2027-02-12", "2026-02-06..2026-02-12"),
    ],
)
def test_a_watch_period_is_never_held_against_itself(name, days, ago):
    """The year is that of the name; what has none, or no (true) namesake, is held against the same days a year before."""
    watch = {
        name: Period(dt.date.fromisoformat(span[:10]), dt.date.fromisoformat(span[12:]), "watch", name)
        for name, span in {
            "元旦2025": "2024-12-30..2025-01-02",
            "2024年五一": "2024-04-29..2024-05-03",
            "春节2026": "2027-02-06..2027-02-12",  # a slip: the days of 2027
            name: days,
        }.items()
    }
    found = Calendar(watch=watch).year_ago(watch[name])
    assert f"{found.start}..{found.end}" == ago


def test_until_cuts_and_names_what_is_left():
    year = Period.parse("2025")
    assert year.until(dt.date(2025, 12, 31)) is year
    cut = year.until(dt.date(2025, 11, 30))
    assert (cut.name, cut.grain) == ("2025-01-01..2025-11-30", "range")
    assert cut.year_ago().end == dt.date(2024, 11, 30)

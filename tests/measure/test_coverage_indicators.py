"""Each of these had at least n of those: leaders × months, working days, daily reports of units."""

import datetime as dt
from fractions import Fraction

import pytest
from small_county import county, settings_of, table_of

from pipeline.model.period import Period

QUARTER = Period.parse("2025Q1")


def calls(*days, leader="甲"):
    return [{"接访日期": day, "接访领导": leader, "层级": "县", "人数": 1} for day in days]


def roster(**leaders):
    return [{"姓名": name, "职务": "县长", "任职起": begun, "任职止": ended} for name, (begun, ended) in leaders.items()]


EVERY_MONTH = ("2025-01-06", "2025-02-06", "2025-03-06")


def test_every_month_in_office():
    rows = [
        *calls(*EVERY_MONTH, leader="甲"),
        *calls("2025-01-06", "2025-03-06", leader="乙"),  # not in February
        *calls("2025-03-10", leader="丙"),  # in office since 20 February: lacks February
        *calls("2025-03-11", leader="丁"),  # in office since March
        *calls("2025-01-07", leader="戊"),  # left in January
        *calls(*EVERY_MONTH, leader="客"),  # not on the roster
    ]
    leaders = roster(
        甲=(None, None),
        乙=(None, None),
        丙=("2025-02-20", None),
        丁=("2025-03-01", None),
        戊=(None, "2025-01-31"),
        己=("2025-04-01", None),
        庚=(None, None),
    )
    found = county({"领导接访登记表": rows, "领导名册": leaders}, cutoff="2025-03-31").figure("每月接访达标领导数", QUARTER)
    assert (found.value, found.numerator, found.denominator) == (3, 3, 6), "甲 丁 戊 of 甲 乙 丙 丁 戊 庚"
    assert found.missing == (), "no output names a leader who missed a quota"


def test_without_a_roster_those_seen_are_asked_and_how_many_are_due_is_unknown():
    rows = [*calls(*EVERY_MONTH), *calls("2025-01-07", leader="乙")]
    found = county({"领导接访登记表": rows}, cutoff="2025-03-31").figure("每月接访达标领导数", QUARTER)
    assert (found.value, found.denominator) == (1, None)


def test_a_month_not_over_is_not_judged():
    rows = calls("2025-01-06", "2025-02-06")
    measures = county({"领导接访登记表": rows, "领导名册": roster(甲=(None, None))}, cutoff="2025-02-15")
    assert measures.figure("每月接访达标领导数", Period.parse("2025")).value == 1
    early = county({"领导接访登记表": calls("2025-01-06"), "领导名册": roster(甲=(None, None))}, cutoff="2025-01-20")
    assert early.figure("每月接访达标领导数", Period.parse("2025-01")).why_null == "这一期间不含完整的月份"


def test_another_number_than_the_declared_one():
    rows = [*calls(*EVERY_MONTH), *calls(*EVERY_MONTH), *calls(*EVERY_MONTH, leader="乙")]
    measures = county({"领导接访登记表": rows, "领导名册": roster(甲=(None, None), 乙=(None, None))}, cutoff="2025-03-31")
    assert measures.coverage("每月接访达标领导数", QUARTER, at_least=2).value == 1
    assert measures.coverage("每月接访达标领导数", QUARTER).value == 2


def test_twelve_visits_in_the_year_up_to_the_periods_end():
    rows = [{"下访日期": f"2025-{month:02d}-{day}", "下访领导": "甲", "地点": "西乡"} for month in range(1, 7) for day in (10, 20)]
    rows += [{"下访日期": f"2025-{month:02d}-05", "下访领导": "乙", "地点": "西乡"} for month in range(1, 12)]
    rows += [{"下访日期": "2024-12-31", "下访领导": "乙", "地点": "西乡"}]
    measures = county({"领导下访登记表": rows}, cutoff="2025-12-31")
    values = [measures.figure("下访达标领导数", Period.parse(text)).value for text in ("2025-05", "2025-06", "2025H1", "2025-11")]
    assert values == [0, 1, 1, 1]


def test_working_days_with_their_shifts_and_the_days_of_the_office(tmp_path):
    """September 2025: 22 weekdays, and Sunday the 28th worked for 国庆."""
    days = [f"2025-09-{day:02d}" for day in range(1, 31)]
    september = Period.parse("2025-09")
    every = county({"领导接访登记表": calls(*days)}, cutoff="2025-09-30").figure("接访工作日覆盖率", september)
    assert (every.value, every.numerator, every.denominator) == (1, 23, 23)
    some = county({"领导接访登记表": calls("2025-09-01", "2025-09-06", "2025-09-28")}, cutoff="2025-09-30")
    assert some.figure("接访工作日覆盖率", september).value == Fraction(2, 23)
    typed = settings_of(tmp_path, days="workdays: [2025-09-06]\nholidays: [2025-09-28, 2025-09-01]\n")
    own = county({"领导接访登记表": calls("2025-09-01", "2025-09-06", "2025-09-28")}, cutoff="2025-09-30", settings=typed)
    assert own.figure("接访工作日覆盖率", september).value == Fraction(1, 22)


def test_working_days_end_at_the_cutoff():
    found = county({"领导接访登记表": calls("2025-09-01")}, cutoff="2025-09-05").figure("接访工作日覆盖率", Period.parse("2025-09"))
    assert (found.numerator, found.denominator, found.year_over) == (1, 5, False)


def test_working_days_of_months_that_nobody_knows_of_are_none_without_a_reception():
    """Of the first half of 2025 only March (21 working days) and May (19, after 1–5 May; none shifted) are there; April is not."""
    rows = calls(*(f"2025-03-{day:02d}" for day in range(1, 32)), "2025-05-06", "2025-05-07", "2025-05-10")
    months = [(2025, 3), (2025, 5)]
    table = table_of(settings_of().tables["领导接访登记表"], rows, months=months)
    measures = county({"领导接访登记表": table}, cutoff="2025-06-30")
    found = measures.figure("接访工作日覆盖率", Period.parse("2025H1"))
    assert (found.numerator, found.denominator, found.complete) == (23, 40, False)
    assert found.value == Fraction(23, 40)
    assert found.missing == ("2025年1月", "2025年2月", "2025年4月", "2025年6月")
    days = measures.figure("接访天数", Period.parse("2025-03..2025-05"))
    assert (days.value, days.denominator, days.complete) == (34, 62, False)
    cut = measures.figure("接访工作日覆盖率", Period.parse("2025-04-20..2025-05-07"))
    assert (cut.numerator, cut.denominator) == (2, 2)


def test_a_year_that_the_national_calendar_does_not_know_yet(tmp_path):
    rows = calls("2031-03-03")
    month = Period.parse("2031-03")
    found = county({"领导接访登记表": rows}, cutoff="2031-03-31").figure("接访工作日覆盖率", month)
    assert found.value is None
    assert "还没有2031年的节假日" in found.why_null
    assert "config/calendar.yaml" in found.why_null
    typed = settings_of(tmp_path, days="workdays: [2031-03-03..2031-03-31]\nholidays: [2031-03-01..2031-03-02]\n")
    known = county({"领导接访登记表": rows}, cutoff="2031-03-31", settings=typed).figure("接访工作日覆盖率", month)
    assert known.value == Fraction(1, 29)


WATCH = "watch:\n  国庆2025: 2025-10-01..2025-10-03\n"


def daily(*pairs, **counts):
    counts = {"赴省批次": 0, "进京批次": 0} | counts
    return [{"日期": f"2025-10-{day:02d}", "报告单位": unit, **counts} for day, unit in pairs]


@pytest.fixture
def watch(tmp_path):
    settings = settings_of(tmp_path, days=WATCH)
    return settings, settings.calendar.watch["国庆2025"]


def test_daily_reports_all_in(watch):
    settings, span = watch
    rows = daily(*[(day, unit) for day in (1, 2, 3) for unit in ("城关镇", "东关镇", "西乡")])
    measures = county({"日报表": rows}, settings=settings, cutoff="2025-10-31")
    assert [measures.figure(name, span).value for name in ("应报单位日数", "已报单位日数", "日报赴省批次")] == [9, 9, 0]
    more = county({"日报表": [*rows[:-1], rows[-1] | {"赴省批次": 2, "进京批次": 3}]}, settings=settings, cutoff="2025-10-31")
    assert [more.figure(name, span).value for name in ("日报赴省批次", "日报进京批次", "日报赴省进京批次")] == [2, 3, 5]
    assert measures.figure("日报赴省批次", span).complete


def test_a_missing_report_is_not_a_zero(watch):
    settings, span = watch
    rows = daily(*[(day, unit) for day in (1, 2, 3) for unit in ("城关镇", "东关镇", "西乡") if (day, unit) != (2, "西乡")])
    measures = county({"日报表": rows}, settings=settings, cutoff="2025-10-31")
    done = measures.figure("已报单位日数", span)
    assert (done.value, done.denominator, done.missing) == (8, 9, ("西乡",))
    visits = measures.figure("日报赴省批次", span)
    assert (visits.value, visits.complete, visits.missing) == (0, False, ("西乡",))
    assert measures.figure("日报赴省批次", span, "城关镇").complete


def test_reports_count_on_watch_days_and_from_units_that_owe_them_only(watch):
    settings, _ = watch
    rows = daily((3, "城关镇"), (4, "城关镇"), (1, "县民政局"))
    measures = county({"日报表": rows}, settings=settings, cutoff="2025-10-31")
    assert measures.figure("已报单位日数", Period.parse("2025-10")).value == 1
    assert measures.figure("应报单位日数", Period.parse("2025-10")).value == 9
    assert measures.figure("日报份数", Period.parse("2025-10")).value == 3
    november = measures.figure("应报单位日数", Period.parse("2025-10-05"))
    assert (november.value, november.why_null) == (None, "这一期间不在特护期内")


def test_reports_are_due_up_to_the_cutoff(watch):
    settings, span = watch
    measures = county({"日报表": daily((1, "城关镇"))}, settings=settings, cutoff="2025-10-02")
    assert measures.figure("应报单位日数", span).value == 6


def test_duty_days_of_a_plan_know_no_cutoff():
    rows = [{"日期": f"2025-10-{day:02d}", "领导": "甲", "职务": "县长", "类型": "带班值班"} for day in (1, 2, 2, 8)]
    rows.append({"日期": "2025-10-03", "领导": "甲", "职务": "县长", "类型": "接访"})
    settings = settings_of()
    measures = county({"接访安排表": rows}, settings=settings, cutoff="2025-09-30")
    duty = measures.figure("带班值班天数", settings.calendar.watch["国庆2025"])
    assert (duty.value, duty.numerator, duty.denominator) == (3, 3, 8)
    assert duty.year_over


def test_statistical_months(tmp_path):
    """November is 26 October to 25 November; a table whose last row is of 20 November covers it, and no December."""
    settings = settings_of(tmp_path, days="month_starts: 26\n")
    rows = calls("2025-10-25", "2025-10-26", "2025-11-20")
    table = table_of(settings.tables["领导接访登记表"], rows, months=[(2025, 10), (2025, 11)])
    measures = county({"领导接访登记表": table}, settings=settings, cutoff="2025-11-25")
    values = {text: measures.figure("接访批次", Period.parse(text, 26)).value for text in ("2025-09", "2025-10", "2025-11")}
    assert values == {"2025-09": None, "2025-10": 1, "2025-11": 2}
    assert [line.value for line in measures.breakdown("接访批次", "month", Period.parse("2025-10..2025-11", 26))] == [1, 2]
    assert measures.figure("接访批次", Period.parse("2025-11", 26)).period.start == dt.date(2025, 10, 26)

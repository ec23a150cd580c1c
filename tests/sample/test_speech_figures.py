"""The default county measures to the example speech: every figure counted here from the rows alone, without the program."""

import datetime as dt
from collections import Counter

import chinese_calendar
import pytest

from pipeline.sample import records


@pytest.fixture(scope="module")
def county():
    return records()


def of(rows, year, column):
    return [row for row in rows if row[column].year == year]


def items(county, year, **where):
    rows = of(county["信访事项登记表"], year, "登记日期")
    return [row for row in rows if all(row[name] == value for name, value in where.items())]


def groups(county, year, level):
    return [row for row in items(county, year, 信访形式="来访", 到访层级=level) if row["人数"] >= 5]


def leaders_in_office(county):
    return [row["姓名"] for row in county["领导名册"] if row["任职止"] is None]


def receptions(county):
    return [row for row in of(county["领导接访登记表"], 2025, "接访日期") if row["层级"] == "县"]


def test_all_eleven_tables_have_rows_for_both_years(county):
    assert [name for name, rows in county.items() if not rows] == []
    assert len(county) == 11
    for table, column in (
        ("信访事项登记表", "登记日期"),
        ("领导接访登记表", "接访日期"),
        ("领导下访登记表", "下访日期"),
        ("信访积案台账", "列入日期"),
        ("上级交办案件台账", "交办日期"),
        ("接访安排表", "日期"),
        ("发文登记簿", "签发日期"),
        ("日报表", "日期"),
    ):
        assert {2024, 2025} <= {row[column].year for row in county[table]}, table


def test_307_receptions_and_1634_people(county):
    assert (len(receptions(county)), sum(row["人数"] for row in receptions(county))) == (307, 1634)


def test_a_reception_on_every_working_day_and_every_day_of_the_holiday(county):
    days = {row["接访日期"] for row in receptions(county)}
    year = [dt.date(2025, 1, 1) + dt.timedelta(n) for n in range(365)]
    assert [day for day in year if chinese_calendar.is_workday(day) and day not in days] == []
    assert {dt.date(2025, 10, n) for n in range(1, 9)} <= days


def test_18_leaders_receive_every_month_and_go_down_12_times(county):
    leaders = leaders_in_office(county)
    assert len(leaders) == len(county["领导名册"]) == 18
    met = {(row["接访领导"], row["接访日期"].month) for row in receptions(county)}
    assert {(name, month) for name in leaders for month in range(1, 13)} <= met
    assert {name for name, _ in met} == set(leaders)
    trips = Counter(row["下访领导"] for row in of(county["领导下访登记表"], 2025, "下访日期"))
    assert min(trips[name] for name in leaders) >= 12


def test_99_issues_without_gap_and_3000_odd_copies(county):
    issues = [row for row in of(county["发文登记簿"], 2025, "签发日期") if row["刊名"] == "信访信息专报"]
    assert sorted(row["期号"] for row in issues) == list(range(1, 100))
    assert 3001 <= sum(row["份数"] for row in issues) <= 3999


def test_6_major_cases_of_the_city_all_closed(county):
    cases = [r for r in of(county["上级交办案件台账"], 2025, "交办日期") if (r["交办机关"], r["案件类别"]) == ("市", "重点")]
    assert [row["办理状态"] for row in cases] == ["已办结"] * 6


def test_40_backlog_cases_all_resolved_of_the_speech_s_kinds(county):
    cases = of(county["信访积案台账"], 2025, "列入日期")
    assert [row["是否化解"] for row in cases] == ["是"] * 40
    assert {"企业改制", "土地征用", "城市房屋拆迁", "生活保障"} <= {row["问题类别"] for row in cases}


@pytest.mark.parametrize("where", [{}, {"信访形式": "来信"}, {"信访形式": "来访"}])
def test_down_22_percent_as_printed(county, where):
    before, now = len(items(county, 2024, **where)), len(items(county, 2025, **where))
    assert 0.215 <= (before - now) / before < 0.225


def test_groups_to_the_city_down_a_lot_none_to_the_province_fewer_to_the_capital(county):
    before, now = len(groups(county, 2024, "市")), len(groups(county, 2025, "市"))
    assert before >= 30
    assert (before - now) / before >= 0.4
    assert before - now >= 10
    assert groups(county, 2024, "省")
    assert groups(county, 2025, "省") == []
    assert len(items(county, 2025, 到访层级="京")) < len(items(county, 2024, 到访层级="京"))


def test_every_unit_has_its_day(county):
    assert Counter(row["单位类别"] for row in county["单位台账"]) == {"乡镇": 18, "县直部门": 10}
    assert {row["领导接待日制度"] for row in county["单位台账"]} == {"已建立"}
    assert all(row["接待日"] for row in county["单位台账"])


def test_the_holiday_was_watched_by_all(county):
    holiday = [dt.date(2025, 10, n) for n in range(1, 9)]
    duty = {row["日期"] for row in county["接访安排表"] if row["类型"] == "带班值班" and row["日期"].year == 2025}
    assert duty == set(holiday)
    reports = [row for row in county["日报表"] if row["日期"] in holiday]
    due = {(day, row["单位名称"]) for day in holiday for row in county["单位台账"]}
    assert {(row["日期"], row["报告单位"]) for row in reports} == due
    assert len(reports) == len(due) == 8 * 28
    assert sum(row["赴省批次"] + row["进京批次"] for row in reports) == 0
    far = [row for row in items(county, 2025) if row["到访层级"] in ("省", "京") and row["登记日期"] in holiday]
    assert far == []


def test_21_people_were_helped_and_a_paper_says_so(county):
    rows = [row for row in county["填报数据表"] if (row["指标"], row["期间"]) == ("困难救助人数", "2025")]
    assert [(row["数值"], row["单位"]) for row in rows] == [(21, "人")]
    assert rows[0]["依据"]

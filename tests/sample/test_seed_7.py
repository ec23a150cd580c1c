"""The county of seed 7, of which docs/sample.md says which claims of the speech are false: counted from its rows."""

import datetime as dt
from collections import Counter

import chinese_calendar
import pytest

from pipeline.sample import records


@pytest.fixture(scope="module")
def county():
    return records(seed=7)


def year(rows, column, number=2025):
    return [row for row in rows if row[column].year == number]


def test_three_of_25_backlog_cases_are_open(county):
    states = Counter(row["是否化解"] for row in year(county["信访积案台账"], "列入日期"))
    assert states == {"是": 22, "否": 3}


def test_two_of_six_major_cases_are_open(county):
    cases = [r for r in year(county["上级交办案件台账"], "交办日期") if (r["交办机关"], r["案件类别"]) == ("市", "重点")]
    assert Counter(row["办理状态"] for row in cases) == {"已办结": 4, "办理中": 2}


def test_two_working_days_had_no_reception(county):
    receptions = [row for row in year(county["领导接访登记表"], "接访日期") if row["层级"] == "县"]
    assert (len(receptions), sum(row["人数"] for row in receptions)) == (403, 1885)
    days = {row["接访日期"] for row in receptions}
    working = [day for n in range(365) if chinese_calendar.is_workday(day := dt.date(2025, 1, 1) + dt.timedelta(n))]
    assert [day for day in working if day not in days] == [dt.date(2025, 9, 28), dt.date(2025, 12, 2)]


def test_a_leader_missed_a_month_one_left_and_two_of_those_there_went_down_less_than_12_times(county):
    left = [row["姓名"] for row in county["领导名册"] if row["任职止"]]
    assert left == ["戊某某"]
    stayed = [row["姓名"] for row in county["领导名册"] if not row["任职止"]]
    assert len(stayed) == 15
    met = {(r["接访领导"], r["接访日期"].month) for r in year(county["领导接访登记表"], "接访日期")}
    assert [(name, month) for name in stayed for month in range(1, 13) if (name, month) not in met] == [("巳某某", 9)]
    trips = Counter(row["下访领导"] for row in year(county["领导下访登记表"], "下访日期"))
    assert sorted(trips[name] for name in stayed)[:3] == [10, 11, 12]
    assert trips["戊某某"] == 17


def test_an_issue_is_missing_and_the_copies_are_fewer_than_3000(county):
    issues = [row for row in year(county["发文登记簿"], "签发日期") if row["刊名"] == "信访信息专报"]
    assert set(range(1, 92)) - {row["期号"] for row in issues} == {76}
    assert (len(issues), sum(row["份数"] for row in issues)) == (90, 2799)


def test_two_townships_have_no_day(county):
    assert [row["单位名称"] for row in county["单位台账"] if row["领导接待日制度"] == "未建立"] == ["乙山镇", "壬湾乡"]


def test_letters_and_visits_rose_and_a_group_went_to_the_province(county):
    counts = {n: Counter(row["信访形式"] for row in year(county["信访事项登记表"], "登记日期", n)) for n in (2024, 2025)}
    assert (counts[2024].total(), counts[2025].total()) == (1017, 971)
    assert (counts[2024]["来信"], counts[2025]["来信"]) == (221, 245)
    assert (counts[2024]["来访"], counts[2025]["来访"]) == (395, 431)
    groups = [r for r in year(county["信访事项登记表"], "登记日期") if r["到访层级"] == "省" and r["人数"] >= 5]
    assert len(groups) == 1


def test_the_holiday_was_reported_by_all_and_quiet(county):
    reports = [row for row in county["日报表"] if dt.date(2025, 10, 1) <= row["日期"] <= dt.date(2025, 10, 8)]
    assert len(reports) == 8 * 28
    assert sum(row["赴省批次"] + row["进京批次"] for row in reports) == 0

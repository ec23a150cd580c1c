"""Every county hangs together, whatever its seed, its size and its number of townships."""

import datetime as dt
from collections import Counter

import pytest

from pipeline.sample import DEFAULT_SEED, records

CUTOFF = dt.date(2025, 12, 31)
SEEDS = (DEFAULT_SEED, 7, 1, 2, 3, 4, 5)
SIZES = [{"rows": 5000, "seed": 7}, {"rows": 10}, {"rows": 0}, {"townships": 200}, {"townships": 1}]
COUNTIES = [{"seed": seed} for seed in SEEDS] + SIZES
PRIVATE = {
    "信访事项登记表": ("信访人", "身份证号", "联系电话", "住址", "信访内容"),
    "领导接访登记表": ("来访人", "反映问题"),
    "信访积案台账": ("当事人", "案情"),
    "上级交办案件台账": ("当事人",),
    "日报表": ("突出情况",),
}
KEYS = {
    "信访事项登记表": ("信访编号",),
    "信访积案台账": ("案件编号",),
    "上级交办案件台账": ("案件编号",),
    "单位台账": ("单位名称",),
    "接访安排表": ("日期", "领导", "类型"),
    "填报数据表": ("指标", "期间", "填报单位"),
    "日报表": ("日期", "报告单位"),
    "领导名册": ("姓名",),
}


@pytest.fixture(scope="module", params=COUNTIES, ids=str)
def county(request):
    return records(**request.param)


def places(county):
    return {row["单位名称"] for row in county["单位台账"]}


def test_every_row_of_a_table_has_the_same_columns(county):
    for table, rows in county.items():
        assert len({tuple(row) for row in rows}) <= 1, table


def test_a_key_stands_once(county):
    for table, key in KEYS.items():
        found = Counter(tuple(row[name] for name in key) for row in county[table])
        assert [one for one, times in found.items() if times > 1] == [], table
    numbers = Counter((row["刊名"], row["签发日期"].year, row["期号"]) for row in county["发文登记簿"])
    assert set(numbers.values()) == {1}


def test_no_two_rows_without_a_key_look_alike_but_for_their_private_cells(county):
    for table in ("领导接访登记表", "领导下访登记表"):
        seen = Counter(tuple(v for name, v in row.items() if name not in PRIVATE.get(table, ())) for row in county[table])
        assert max(seen.values()) == 1, table


def test_dates_stand_in_order_and_not_behind_the_cut_off(county):
    for row in county["信访事项登记表"]:
        steps = [row[name] for name in ("登记日期", "受理日期", "办结日期") if row[name]]
        assert steps == sorted(steps)
        assert steps[-1] <= CUTOFF
    for table, first, last in (
        ("领导接访登记表", "接访日期", "办结日期"),
        ("信访积案台账", "列入日期", "化解日期"),
        ("上级交办案件台账", "交办日期", "办结日期"),
        ("接访安排表", "公示日期", "日期"),
    ):
        assert all(row[last] is None or row[first] <= row[last] for row in county[table]), table
    assert all(row["公示日期"] < row["日期"] for row in county["接访安排表"])


def test_a_closing_date_stands_where_the_state_says_closed(county):
    for table in ("信访事项登记表", "领导接访登记表", "上级交办案件台账"):
        assert all((row["办结日期"] is not None) == (row["办理状态"] == "已办结") for row in county[table]), table
    assert all((row["化解日期"] is not None) == (row["是否化解"] == "是") for row in county["信访积案台账"])
    assert all(row["满意度"] is None for row in county["信访事项登记表"] if row["办结日期"] is None)


def test_only_visits_have_a_level_and_only_units_stand_for_places(county):
    allowed = places(county)
    assert all(row["到访层级"] is None for row in county["信访事项登记表"] if row["信访形式"] != "来访")
    assert {row["属地"] for row in county["信访事项登记表"]} <= allowed | {"县本级", "外县", "其他"}
    assert {row["责任单位"] for row in county["信访事项登记表"]} <= allowed | {"县本级", "外县", "其他"}
    assert {row["地点"] for row in county["领导下访登记表"]} | {row["报告单位"] for row in county["日报表"]} <= allowed
    shorts = [row["简称"] for row in county["单位台账"]]
    assert len({*shorts, *allowed}) == 2 * len(allowed)


def test_daily_reports_say_what_the_register_says(county):
    reported = {row["日期"] for row in county["日报表"]}
    here = places(county)
    seen = Counter()
    for row in county["信访事项登记表"]:
        if row["信访形式"] == "来访" and row["登记日期"] in reported and row["属地"] in here:
            seen[row["登记日期"], row["属地"], row["到访层级"]] += 1
    for row in county["日报表"]:
        for column, level in (("到县批次", None), ("去市批次", "市"), ("赴省批次", "省"), ("进京批次", "京")):
            count = seen.pop((row["日期"], row["报告单位"], level), 0)
            assert row[column] == count
        assert row["到县批次"] <= row["到县人次"]


def test_people_who_received_were_in_office(county):
    office = {row["姓名"]: (row["任职起"], row["任职止"] or CUTOFF) for row in county["领导名册"]}
    for table, day, name in (("领导接访登记表", "接访日期", "接访领导"), ("领导下访登记表", "下访日期", "下访领导")):
        for row in county[table]:
            if row.get("层级", "县") == "县":
                since, until = office[row[name]]
                assert since <= row[day] <= until, row


@pytest.mark.parametrize("seed", SEEDS)
def test_rates_are_those_of_a_county_at_work(seed):
    for year in (2024, 2025):
        rows = [row for row in records(seed=seed)["信访事项登记表"] if row["登记日期"].year == year]
        due = [row for row in rows if row["登记日期"] + dt.timedelta(15) <= CUTOFF]
        in_time = [row for row in due if row["受理日期"] and row["受理日期"] <= row["登记日期"] + dt.timedelta(15)]
        assert 0.96 <= len(in_time) / len(due) <= 1
        limit = {row["信访编号"]: row["办结时限"] or row["受理日期"] + dt.timedelta(60) for row in rows if row["受理日期"]}
        owed = [row for row in rows if limit.get(row["信访编号"], dt.date.max) <= CUTOFF]
        closed = [row for row in owed if row["办结日期"] and row["办结日期"] <= limit[row["信访编号"]]]
        assert 0.91 <= len(closed) / len(owed) <= 0.99
        rated = Counter(row["满意度"] for row in rows if row["满意度"] not in (None, "未评价"))
        assert 0.9 <= (rated["满意"] + rated["基本满意"]) / rated.total() <= 0.99
        assert {row["登记日期"].month for row in rows} == set(range(1, 13))


@pytest.mark.parametrize("rows", [0, 1, 10, 999, 5000])
@pytest.mark.parametrize("seed", [DEFAULT_SEED, 7])
def test_the_register_has_as_many_rows_as_asked_for(rows, seed):
    assert len(records(rows=rows, seed=seed)["信访事项登记表"]) == rows


@pytest.mark.parametrize("townships", [1, 18, 200])
def test_as_many_townships_as_asked_for(townships):
    kinds = Counter(row["单位类别"] for row in records(townships=townships)["单位台账"])
    assert kinds == {"乡镇": townships, "县直部门": 10}


def test_a_thousand_townships_are_refused_in_words():
    with pytest.raises(ValueError, match="乡镇个数应在 1 至"):
        records(townships=1000)

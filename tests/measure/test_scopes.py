"""Whose rows: the county, a township, a department; short names; values that are right but no unit."""

import pytest
from small_county import county, items

from pipeline.model.period import Period

YEAR = Period.parse("2025")
ROWS = items(
    {"登记日期": "2025-01-05", "属地": "城关镇", "责任单位": "县民政局"},
    {"登记日期": "2025-02-05", "属地": "城关镇", "责任单位": "县住建局", "信访形式": "来访", "人数": 6},
    {"登记日期": "2025-03-05", "属地": "东关镇", "责任单位": "城关镇"},
    {"登记日期": "2025-12-05", "属地": "县本级", "责任单位": None},
    {"登记日期": "2025-12-06", "属地": "外县", "责任单位": "某公司"},
)


@pytest.fixture
def measures():
    return county({"信访事项登记表": ROWS})


@pytest.mark.parametrize(("scope", "value"), [("全县", 5), ("城关镇", 2), ("城关", 2), ("西乡", 0), ("县民政局", 1), ("民政局", 1)])
def test_a_township_by_its_place_a_department_by_its_duty(measures, scope, value):
    assert measures.figure("信访总量", YEAR, scope).value == value


def test_short_names_are_printed_whole_and_unknown_ones_are_none(measures):
    assert measures.figure("信访总量", YEAR, "城关").scope == "城关镇"
    assert [measures.scope(text) for text in ("城关", "全县", "北关", "县本级")] == ["城关镇", "全县", None, None]
    with pytest.raises(KeyError):
        measures.figure("信访总量", YEAR, "北关")


def test_what_is_no_unit_counts_in_the_county_and_is_one_line(measures):
    lines = measures.breakdown("信访总量", "乡镇", YEAR)
    assert [(line.member, line.value, line.scope) for line in lines] == [
        ("城关镇", 2, "全县"), ("东关镇", 1, "全县"), ("西乡", 0, "全县"), ("其他", 2, "全县")
    ]  # fmt: skip
    lines = measures.breakdown("信访总量", "县直部门", YEAR)
    assert [(line.member, line.value) for line in lines] == [("县民政局", 1), ("县住建局", 1), ("其他", 3)]


def test_a_breakdown_inside_a_scope(measures):
    lines = measures.breakdown("信访总量", "channel", YEAR, "城关镇")
    assert [(line.member, line.value) for line in lines] == [("来信", 1), ("来访", 1), ("网上信访", 0), ("来电", 0)]


def test_a_table_that_does_not_say_whose_its_rows_are_gives_null():
    rows = [{"接访日期": "2025-01-05", "接访领导": "甲", "层级": "县", "人数": 3}]
    calls = [{"列入日期": "2025-01-05", "案件编号": "A", "问题类别": "土地", "是否化解": "是"}]
    papers = [{"刊名": "信访信息专报", "期号": 1, "签发日期": "2025-01-05", "份数": 30}]
    measures = county({"领导接访登记表": rows, "信访积案台账": calls, "发文登记簿": papers}, cutoff="2025-01-31")
    issued = measures.figure("专报期数", Period.parse("2025-01"), "城关镇")
    assert (issued.value, issued.why_null) == (None, "《发文登记簿》没有登记乡镇的列")
    assert measures.figure("专报期数", Period.parse("2025-01")).value == 1


def test_visits_are_a_townships_by_their_place_and_no_departments():
    rows = [{"下访日期": "2025-01-05", "下访领导": "甲", "地点": "西乡", "化解件数": 2}]
    measures = county({"领导下访登记表": rows}, cutoff="2025-01-31")
    assert measures.figure("下访次数", Period.parse("2025-01"), "西乡").value == 1
    assert measures.figure("下访次数", Period.parse("2025-01"), "县民政局").value is None


def test_without_any_list_of_units_the_townships_of_the_tables_are_the_units():
    measures = county({"信访事项登记表": ROWS}, units=())
    assert [unit.name for unit in measures.units("乡镇")] == ["东关镇", "城关镇"]
    assert measures.figure("信访总量", YEAR, "东关镇").value == 1


def test_months_of_a_period_up_to_the_cutoff():
    measures = county({"信访事项登记表": ROWS[:3]}, cutoff="2025-03-31")
    lines = measures.breakdown("信访总量", "month", Period.parse("2025"))
    assert [(line.member, line.value) for line in lines] == [("2025-01", 1), ("2025-02", 1), ("2025-03", 1)]

"""A township without a row: nothing happened there, or its reports are missing."""

import pytest
from making import ITEMS, UNITS, item, write

TOWNS = ["城关镇", "河口镇", "东河镇", "柳林镇", "白塔乡"]
NAME = "信访事项登记表"


@pytest.fixture
def county(office):
    write(office.folder / "inputs" / "单位台账.xlsx", [UNITS[0], *([name, "乡镇", "", "已建立"] for name in TOWNS), UNITS[3]])
    return office


def silent(office):
    return [p for p in office.read().problems if p.rule == "unit-silent"]


def put(office, towns, months=(1, 2, 3)):
    rows = [item(f"{town}{month}", f"2025-{month:02d}-05", unit=town) for town in towns for month in months]
    office.put("a.xlsx", [[NAME], ITEMS, *rows])


def test_townships_without_a_row_while_most_have_some_are_named_once(county):
    put(county, TOWNS[:3])
    (problem,) = silent(county)
    assert (problem.level, problem.place.file, problem.table, problem.found) == ("warning", "", NAME, "柳林镇、白塔乡")
    assert problem.message == (
        "“信访事项登记表”2025年1月至2025年3月没有柳林镇、白塔乡的一行数据（5个乡镇里3个有），文稿里会按0计算。"
        "确实没有发生的，不用管；漏报的，请补报。要让程序分清漏报和没有发生，请在 config/tables.yaml 里给这张表写 "
        "filed_by: 乡镇 和 every: month，没有发生的单位报一张写了“无”的表"
    )


def test_a_report_of_nothing_is_not_silence(county):
    put(county, TOWNS[:4])
    county.put("白塔乡.xlsx", [[NAME], ITEMS, ["无"]])
    assert silent(county) == []


@pytest.mark.parametrize(
    ("towns", "months"), [(TOWNS[:4], (1, 2)), (TOWNS[:2], (1, 2, 3)), (TOWNS, (1, 2, 3))], ids=["short", "few", "all"]
)
def test_two_months_a_minority_or_all_are_ordinary(county, towns, months):
    put(county, towns, months)
    assert silent(county) == []


def test_a_table_that_units_file_tells_it_itself(county):
    county.config("tables.yaml", f"tables:\n  {NAME}:\n    filed_by: 乡镇\n    every: month\n")
    put(county, TOWNS[:4])
    inputs = county.read()
    assert not [p for p in inputs.problems if p.rule == "unit-silent"]
    assert {f.unit for f in inputs.filed if f.state == "missing"} == {"白塔乡"}


def test_townships_that_leaders_have_not_visited_owe_nothing(county):
    """What has no key is the county's own register."""
    visits = [[f"2025-0{month}-05", "张三", town, 1] for month in (1, 2, 3) for town in TOWNS[:4]]
    county.put("领导下访登记表.xlsx", [["下访日期", "下访领导", "地点", "接待批次"], *visits])
    assert silent(county) == []

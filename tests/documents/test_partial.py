"""A register that begins in March says nothing of January: what is printed of it as the year's is told to the clerk."""

import pytest
from opened_county import opened
from test_few_petitions import county, petition, reception

__all__ = ["county"]


def told(project, kind, period="2025"):
    return [(one.level, one.message) for one in project.compose(kind, period)[1] if one.rule == "partial"]


@pytest.fixture
def begun_in_march(tmp_path, county):
    """Receptions from March on, in a file whose name speaks of no year."""
    county(petition("2025-03-03"), 领导接访登记表=[reception(f"2025-{month:02d}-03") for month in range(3, 13)])
    register = tmp_path / "inputs" / "领导接访登记表2025年.csv"
    register.rename(register.with_name("领导接访登记表.csv"))
    return opened(tmp_path)


def test_numbers_of_part_of_the_year_are_told_with_what_lacks(begun_in_march):
    (found,) = told(begun_in_march, "工作会议部署")
    assert found[0] == "info"
    assert found[1].startswith("“工作会议部署”（2025）里有的数不全：接访批次、接访人次缺2025年1月、2025年2月的数据，")


def test_the_months_that_are_there_are_whole(begun_in_march):
    assert told(begun_in_march, "信访信息专报", "2025-12") == []


def test_a_register_of_the_whole_year_is_whole(county):
    assert told(county(petition("2025-03-03"), 领导接访登记表=[reception("2025-03-03")]), "工作会议部署") == []


def test_rows_of_a_sheet_without_the_column_are_told_with_what_leaves_them_out(tmp_path, county):
    county(petition("2025-12-03"), petition("2025-12-04"), 领导接访登记表=[reception("2025-12-03")])
    rows = [petition("2025-12-05"), petition("2025-12-06"), petition("2025-12-07")]
    columns = [name for name in rows[0] if name != "满意度"]
    lines = [",".join(columns), *(",".join(str(row[name]) for name in columns) for row in rows)]
    (tmp_path / "inputs" / "信访事项登记表2025年（续）.csv").write_text("\n".join(lines), "utf-8")
    found = told(opened(tmp_path), "情况通报", "2025-12")
    assert ("info", _LEFT_OUT) in found, found


_LEFT_OUT = (
    "“情况通报”（2025-12）里有的数不全：已评价件次、参评率、满意件次等4项没有算上《信访事项登记表》的3行，这些行所在的表缺少要用的列。"
    "请补上这一列；补不上的，请在文稿里说明"
)

"""What a message says must be so, and stand where it is mended."""

import io
import zipfile

import pytest
from making import ITEMS, item

DATES = [*ITEMS, "受理日期", "办结日期"]
VISITS = ["接访日期", "接访领导", "层级", "人数"]


def told(office, *levels):
    return [p for p in office.read().problems if p.level in (levels or ("error",))]


def test_a_date_outside_the_month_of_its_sheet_is_told_at_its_own_cell(office):
    """The registration is wrong, not the acceptance in the sheet's month: nobody is told to write the next year."""
    row = item("XF1", "6月3日", "来信", 1, "城关镇", "办理中", "5月12日")
    office.put("2025年信访事项登记表.xlsx", {"5月": [DATES, row, item("XF2", "5月3日")]})
    (problem,) = told(office)
    assert (problem.rule, problem.place.cell) == ("date-order", "B2")
    assert problem.message == ("登记日期（2025-06-03）不在这张表所说的2025年5月，也晚于受理日期（2025-05-12）。请核对这一格的月份")
    assert problem.found == "2025-06-03"


def test_in_a_sheet_of_its_month_the_later_step_may_be_of_the_next_year(office):
    row = item("XF1", "12月28日", "来信", 1, "城关镇", "办理中", "1月5日")
    office.put("2025年信访事项登记表.xlsx", {"12月": [DATES, row]})
    (problem,) = told(office)
    assert problem.place.cell == "G2"
    assert "2026年1月5日" in problem.message


@pytest.mark.parametrize("hidden", [True, False])
def test_a_sheet_that_only_the_file_names_is_told_so_and_that_it_is_hidden(office, hidden):
    pivot = [["求和项", "列标签", "x"], ["行标签", "来信", "来访"], ["城关镇", 3, 4], ["河口镇", 1, 2]]
    office.put("信访事项登记表2025.xlsx", {"台账": [ITEMS, item("XF1")], "Sheet2": pivot}, hidden=["Sheet2"] if hidden else [])
    (problem,) = told(office)
    assert (problem.rule, problem.place.sheet) == ("header-missing", "Sheet2")
    assert problem.message.startswith("文件名写的是“信访事项登记表”，但这张" + "隐藏的" * hidden + "工作表里没有找到它的表头")
    assert ("隐藏的工作表" in problem.message) == hidden
    assert ("取消隐藏" in problem.message) == hidden
    assert "数据透视表" in problem.message


def test_a_sheet_that_its_own_name_or_title_names_is_told_as_that(office):
    grid = [["甲", "乙", "丙"], [1, 2, 3], [4, 5, 6]]
    office.put("a.xlsx", {"信访事项登记表": grid, "Sheet2": [["领导接访登记表"], *grid]})
    first, second = told(office)
    assert first.message.startswith("工作表名写的是“信访事项登记表”")
    assert second.message.startswith("标题写的是“领导接访登记表”")


def test_a_jump_of_the_county_is_not_told_at_one_townships_file(office):
    for year, unit, count in ((2024, "城关镇", 8), (2025, "城关镇", 30), (2025, "河口镇", 20)):
        rows = [item(f"{year}{unit}{n}", f"{year}-03-05", unit=unit) for n in range(count)]
        office.put(f"{year}/{unit}.xlsx", [["信访事项登记表"], ITEMS, *rows])
    (problem,) = told(office, "warning")
    assert (problem.rule, problem.place.file, problem.table) == ("jump", "", "信访事项登记表")
    assert problem.message.startswith("“信访事项登记表”2025年3月有50行，上年同月8行")


def test_a_table_whose_file_cannot_be_read_is_not_said_to_be_absent(office):
    (office.folder / "inputs" / "领导接访登记表2025.xlsx").write_bytes(b"PK\x03\x04 cut off")
    office.put("a.xlsx", [ITEMS, item("XF1")])
    absent = {p.table: p.message for p in office.read().problems if p.rule == "table-absent"}
    assert absent["领导接访登记表"] == (
        "“领导接访登记表”的文件（领导接访登记表2025.xlsx）没有读出来，与它有关的指标没有数。请先按那里的提示改好"
    )
    assert absent["领导下访登记表"] == "没有找到“领导下访登记表”，与它有关的指标没有数"


def test_a_column_that_one_sheet_of_a_table_lacks_is_told_there(office):
    whole = [item(f"XF{n}", "2025-03-05", "来信", 1, "城关镇", "已办结", "2025-03-06", "2025-03-07") for n in range(5)]
    office.put("a.xlsx", {"3月": [DATES, *whole], "补报": [[*ITEMS, "受理日期"], item("XG1"), item("XG2")]})
    (problem,) = told(office, "warning")
    assert (problem.rule, problem.place.sheet) == ("column-lacking", "补报")
    assert problem.message == (
        "这张表没有“办结日期”这一列，“信访事项登记表”的其他表有：要用到它的数，这2行可能都不算在内。请补上，没有内容的可以空着"
    )


def test_a_column_that_few_sheets_have_another_file_lacks_or_a_header_nearly_names_is_not_told(office):
    some = [item("XH1")]
    office.put("a.xlsx", {"1月": [[*ITEMS, "涉及人数"], [*item("XF1"), 3]], "2月": [ITEMS, *some], "3月": [ITEMS, item("XI1")]})
    more = [[*item(f"XJ{n}"), "土地"] for n in range(5)]
    office.put("b.xlsx", {"4月": [[*ITEMS, "问题类别"], *more], "5月": [[*ITEMS, "问题类型"], [*item("XK1"), "土地"]]})
    assert told(office, "warning") == []


def test_sheets_of_one_file_that_lack_the_same_are_told_together(office):
    some = {f"{m}月": [ITEMS, item(f"XF{m}", f"2025-{m:02d}-05")] for m in (1, 2)}
    rest = {f"{m}月": [[*ITEMS, "问题类别"], [*item(f"XF{m}", f"2025-{m:02d}-05"), "土地"]] for m in (3, 4, 5)}
    office.put("a.xlsx", some | rest)
    (problem,) = told(office, "warning")
    assert (problem.rule, problem.place.file, problem.place.sheet) == ("column-lacking", "a.xlsx", None)
    assert problem.message.startswith("2张工作表（1月、2月）没有“问题类别”这一列")


def _document(cut):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>" * 50)
    return out.getvalue()[: -60 if cut else None]


@pytest.mark.parametrize("cut", [True, False])
@pytest.mark.parametrize("name", ["工作总结.docx", "信访事项登记表.xlsx"])
def test_a_document_is_no_table_to_be_repaired(office, name, cut):
    (office.folder / "inputs" / name).write_bytes(_document(cut))
    (problem,) = [p for p in office.read().problems if p.place.file == name]
    assert (problem.rule, problem.level) == ("file-passed", "info")
    assert problem.message == "是文档，不是表格，没有读取。里面有要统计的表的，请把表复制到 Excel 里另存为 .xlsx"

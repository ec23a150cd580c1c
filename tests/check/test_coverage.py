"""What a table covers, the cut-off, and what units filed."""

import datetime as dt

import pytest
from making import ITEMS, item, rows

from pipeline.check.spans import months_named, year_named


def months(inputs, table="信访事项登记表"):
    return sorted(inputs.tables[table].coverage.months)


def test_from_the_first_to_the_last_month_with_a_row(office):
    office.put("a.xlsx", [ITEMS, item("XF1", "2025-02-05"), item("XF2", "2025-05-05")])
    inputs = office.read()
    assert months(inputs) == [(2025, 2), (2025, 3), (2025, 4), (2025, 5)]
    assert inputs.cutoff == dt.date(2025, 5, 31)


def test_the_months_that_file_sheet_and_title_name_up_to_the_cut_off(office):
    office.put("2025年信访事项登记表.xlsx", {"3月": [ITEMS, item("XF1", "2025-03-05")], "4月": [ITEMS]})
    office.put("b.xlsx", {"领导接访登记表": [["接访日期", "接访领导", "层级", "人数"], ["2025-05-05", "张三", "县", 2]]})
    inputs = office.read()
    assert months(inputs) == [(2025, m) for m in range(1, 6)]


def test_a_sheet_of_a_month_without_rows_is_a_zero(office):
    office.put("2025/a.xlsx", {"2月": [["信访事项登记表"], ITEMS], "3月": [["信访事项登记表"], ITEMS, item("XF1", "3月5日")]})
    assert months(office.read()) == [(2025, 2), (2025, 3)]


@pytest.mark.parametrize(
    ("starts", "last", "cutoff"),
    [
        (1, "2025-12-31", "2025-12-31"),
        (26, "2025-12-31", "2025-12-25"),
        (26, "2025-12-24", "2025-12-25"),
        (26, "2026-01-03", "2026-01-25"),
        (5, "2025-12-31", "2025-12-04"),
    ],
)
def test_the_cut_off_is_the_end_of_the_last_whole_statistical_month(office, starts, last, cutoff):
    office.config("calendar.yaml", f"month_starts: {starts}\n")
    office.put("a.xlsx", [ITEMS, item("XF1", "2025-03-05"), item("XF2", last)])
    assert office.read().cutoff == dt.date.fromisoformat(cutoff)


def test_coverage_and_filings_go_by_statistical_months(office):
    """November is 26 October to 25 November: a row of 26 October is one of November, and 城关镇 owes October."""
    office.config("calendar.yaml", "month_starts: 26\n")
    office.config("tables.yaml", "tables:\n  信访事项登记表:\n    filed_by: 乡镇\n    every: month\n")
    dates = {
        "XF1": ("2025-09-25", "城关"),
        "XF2": ("2025-10-25", "河口"),
        "XF3": ("2025-10-26", "城关"),
        "XF4": ("2025-11-20", "河口"),
    }
    office.put("a.xlsx", [ITEMS, *(item(key, day, unit=unit) for key, (day, unit) in dates.items())])
    inputs = office.read()
    assert inputs.cutoff == dt.date(2025, 11, 25)
    assert months(inputs) == [(2025, 9), (2025, 10), (2025, 11)]
    assert {(f.unit, f.period): f.state for f in inputs.filed} == {
        ("城关镇", "2025-09"): "filed",
        ("城关镇", "2025-10"): "missing",
        ("城关镇", "2025-11"): "filed",
        ("河口镇", "2025-09"): "missing",
        ("河口镇", "2025-10"): "filed",
        ("河口镇", "2025-11"): "filed",
    }


def test_a_statistical_month_that_has_not_begun_by_the_cut_off_is_not_covered(office):
    """A register of the calendar year: its rows of 26 to 31 December are of January, which the cut-off has not reached."""
    office.config("calendar.yaml", "month_starts: 26\n")
    office.put("2025年信访事项登记表.xlsx", [ITEMS, item("XF1", "2025-01-05"), item("XF2", "2025-12-31")])
    inputs = office.read()
    assert inputs.cutoff == dt.date(2025, 12, 25)
    assert months(inputs) == [(2025, month) for month in range(1, 13)]


def test_a_sheet_named_for_a_month_speaks_for_that_statistical_month(office):
    office.config("calendar.yaml", "month_starts: 26\n")
    office.put("2025/a.xlsx", {"2月": [["信访事项登记表"], ITEMS], "3月": [["信访事项登记表"], ITEMS, item("XF1", "3月5日")]})
    assert months(office.read()) == [(2025, 2), (2025, 3)]


def test_a_plan_moves_no_cut_off(office):
    office.put("a.xlsx", [ITEMS, item("XF1")])
    office.put("b.xlsx", {"接访安排表": [["日期", "领导", "职务", "类型"], ["2025-12-05", "张三", "县长", "接访"]]})
    assert office.read().cutoff == dt.date(2025, 3, 31)


def test_the_cut_off_of_calendar_yaml_bounds_every_coverage(office):
    office.config("calendar.yaml", "data_until: 2025-03-10\n")
    office.put("2025年.xlsx", [ITEMS, item("XF1"), item("XF2", "2025-05-05")])
    inputs = office.read()
    assert months(inputs) == [(2025, 1), (2025, 2), (2025, 3)]
    assert inputs.tables["信访事项登记表"].until == dt.date(2025, 3, 10)


def test_an_empty_project_has_no_cut_off(tmp_path):
    from making import Office

    inputs = Office(tmp_path, units=False).read()
    assert inputs.cutoff is None
    assert inputs.tables == {}


def _filed(office, by="乡镇"):
    office.config("tables.yaml", f"tables:\n  信访事项登记表:\n    filed_by: {by}\n    every: month\n")
    return {(f.unit, f.period): f.state for f in office.read().filed}


def test_what_each_township_filed_filed_as_zero_and_owes(office):
    office.put("2025/城关镇1月.xlsx", [["信访事项登记表"], ITEMS, item("XF1", "2025-01-05")])
    office.put("2025/城关镇2月.xlsx", [["信访事项登记表"], ITEMS])
    office.put("2025/河口镇2月.xlsx", [["信访事项登记表"], ITEMS, item("XF2", "2025-02-05", unit="河口")])
    assert _filed(office) == {
        ("城关镇", "2025-01"): "filed",
        ("城关镇", "2025-02"): "zero",
        ("河口镇", "2025-01"): "missing",
        ("河口镇", "2025-02"): "filed",
    }


def test_a_sheet_that_says_nothing_to_report_is_a_zero(office):
    office.put(
        "2025/1月.xlsx",
        {"城关镇": [["信访事项登记表"], ITEMS, ["无"]], "河口镇": [["信访事项登记表"], ITEMS, item("XF2", "1月5日", unit="河口")]},
    )
    assert _filed(office) == {("城关镇", "2025-01"): "zero", ("河口镇", "2025-01"): "filed"}


def test_the_year_in_a_file_s_name_makes_no_zero_report_of_a_month_without_a_sheet(office):
    """A sheet per month in a workbook of the year: a month whose sheet is not there has not been reported."""
    mine = {"1月": [ITEMS, item("XF1", "1月5日", unit="河口")], "3月": [ITEMS], "4月": [ITEMS, item("XF2", "4月5日", unit="河口")]}
    office.put("河口镇2025年信访事项登记表.xlsx", mine)
    office.put("城关镇2025年信访事项登记表.xlsx", {"Sheet1": [ITEMS, item("XF3", "2025-02-05", unit="城关")]})
    filed = _filed(office)
    months = [f"2025-0{number}" for number in (1, 2, 3, 4)]
    assert [filed["河口镇", month] for month in months] == ["filed", "missing", "zero", "filed"]
    assert [filed["城关镇", month] for month in months] == ["zero", "filed", "missing", "missing"]


def test_who_owes_may_be_a_list(office):
    office.put("2025/1月.xlsx", [["信访事项登记表"], ITEMS, item("XF2", "1月5日")])
    assert _filed(office, "[河口镇, 县教育局]") == {("河口镇", "2025-01"): "missing", ("县教育局", "2025-01"): "missing"}


def test_a_row_of_zeros_or_of_nothing_is_a_zero_report(office):
    header = ["日期", "报告单位", "到县批次", "到县人次", "赴省批次", "突出情况"]
    office.put("a.xlsx", {"日报表": [header, ["2025-10-01", "城关", 0, 0, 0, "无"], ["2025-10-01", "河口", "无", "无", "零", ""]]})
    inputs = office.read()
    assert inputs.tables["日报表"].frame[["到县批次", "赴省批次"]].to_numpy().tolist() == [[0, 0], [0, 0]]
    assert not [p for p in inputs.problems if p.level == "error"]


def test_a_row_that_says_only_nothing_reports_zero_in_all_columns(office):
    """One 无 for the row, also merged over all columns; a row with a number in it says no more than that number."""
    header = ["日期", "报告单位", "到县批次", "到县人次", "赴省批次"]
    days = [["2025-10-01", "城关", "无", "", ""], ["2025-10-01", "河口", "", "", "零报告"], ["2025-10-02", "城关", 0, "", ""]]
    office.put("a.xlsx", {"日报表": [header, *days, ["2025-10-02", "河口", "", "", ""]]}, merges=["C2:E2"])
    inputs = office.read()
    assert rows(inputs, "日报表", *header[2:]) == [(0, 0, 0), (0, 0, 0), (0, None, None)]
    assert not [p for p in inputs.problems if p.level == "error"]


def test_a_line_of_the_form_that_nobody_filled_in_is_no_report(office):
    header = ["日期", "报告单位", "到县批次", "到县人次", "赴省批次", "突出情况"]
    blank = [["2025-10-01", "河口", "", " ", None, "张三反映"], ["2025-10-02", "河口", "", "", "", ""]]
    said = [["2025-10-01", "城关", 0, 0, 0, ""], *blank, ["2025-10-02", "城关", "无", "", "", ""]]
    office.put("a.xlsx", {"日报表": [header, *said]})
    inputs = office.read()
    assert rows(inputs, "日报表", "报告单位", *header[2:5]) == [("城关镇", 0, 0, 0), ("城关镇", 0, 0, 0)]
    (told,) = [p for p in inputs.problems if p.rule == "unfilled"]
    assert (told.level, told.place.cell) == ("warning", "A3")
    assert "等2行没有填数" in told.message


@pytest.mark.parametrize(
    ("text", "year", "got"),
    [
        ("信访事项登记表2025", None, [(2025, m) for m in range(1, 13)]),
        ("2025年11月", None, [(2025, 11)]),
        ("2月", 2025, [(2025, 2)]),
        ("2月", None, []),
        ("2025年1-3月", None, [(2025, 1), (2025, 2), (2025, 3)]),
        ("2025年1月至3月", None, [(2025, 1), (2025, 2), (2025, 3)]),
        ("2025年第二季度", None, [(2025, 4), (2025, 5), (2025, 6)]),
        ("2025年上半年", None, [(2025, m) for m in range(1, 7)]),
        ("202511", None, [(2025, 11)]),
        ("2025-11台账", None, [(2025, 11)]),
        ("2025.11", None, [(2025, 11)]),
        ("十一月", 2025, [(2025, 11)]),
        ("2024—2025年", None, [(y, m) for y in (2024, 2025) for m in range(1, 13)]),
        ("Sheet1", 2025, []),
        ("城关镇", 2025, []),
    ],
)
def test_months_that_a_text_names(text, year, got):
    assert sorted(months_named(text, year)) == got


@pytest.mark.parametrize(
    ("text", "year"),
    [("2025年", 2025), ("台账2024", 2024), ("20250305", 2025), ("12025", None), ("2024-2025", None), ("一月", None)],
)
def test_the_year_that_a_text_names(text, year):
    assert year_named(text) == year


VISITS = ["下访日期", "下访领导", "接待批次", "化解件数"]


@pytest.mark.parametrize(("resolved", "unknown"), [(["", ""], True), (["", 0], False)])
def test_a_column_of_numbers_that_nobody_fills_in_is_unknown(office, resolved, unknown):
    """Blank in every row of the table it is not filled in at all; among numbers a blank is one of the ways to say none."""
    lines = [["2025-03-05", "张三", 2, resolved[0]], ["2025-03-06", "李四", 1, resolved[1]]]
    office.put("领导下访登记表.xlsx", {"领导下访登记表": [VISITS, *lines], "空": [VISITS]})
    assert ("化解件数" in office.read().tables["领导下访登记表"].lacking) == unknown
    assert "接待批次" not in office.read().tables["领导下访登记表"].lacking

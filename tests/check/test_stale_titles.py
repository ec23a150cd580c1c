"""A title that was copied from last year: rows go into the wrong year, and a year without a row counts as one of zeros."""

import pytest
from making import ITEMS, item, rows

NAME = "信访事项登记表"


def months(inputs):
    return sorted(inputs.tables[NAME].coverage.months)


def warned(inputs):
    return [(p.rule, p.place.sheet, p.place.cell) for p in inputs.problems if p.level == "warning"]


def test_dates_without_a_year_go_by_the_title_and_the_file_that_says_another_is_named(office):
    office.put("信访事项登记表2025年.xlsx", {"3月": [["", "某县2024年信访事项登记表"], ITEMS, item("XF1", "3月18日")]})
    inputs = office.read()
    assert rows(inputs, NAME, "登记日期") == [("2024-03-18",)]
    (problem,) = [p for p in inputs.problems if p.level == "warning"]
    assert (problem.rule, problem.place.cell, problem.found, problem.expected) == ("title-year", "B1", "2024年", "2025年")
    assert problem.message == (
        "标题写的是2024年，文件名写的是2025年。没有写年份的日期（如B3）都算在2024年。标题忘了改的，请改正；没有错的，请把日期的年份写全"
    )


def test_a_folder_of_the_year_after_is_a_late_delivery_only_in_the_first_months(office):
    title = ["2024年信访事项登记表"]
    office.put("2025年3月/a.xlsx", {"3月": [title, ITEMS, item("XF1", "3月18日")]})
    office.put("2025年1月/b.xlsx", {"12月": [title, ITEMS, item("XF2", "12月30日")]})
    (problem,) = [p for p in office.read().problems if p.level == "warning"]
    assert (problem.place.file, problem.place.cell) == ("2025年3月/a.xlsx", "A1")
    assert "文件夹名写的是2025年" in problem.message


def test_one_sheet_whose_title_differs_from_its_sisters(office):
    sheets = {f"{m}月": [[f"2025年{m}月信访事项登记表"], ITEMS, item(f"XF{m}", f"{m}月3日")] for m in (1, 2, 4)}
    sheets["3月"] = [["2024年3月信访事项登记表"], ITEMS, item("XF3", "3月3日")]
    office.put("a.xlsx", sheets)
    inputs = office.read()
    assert ("title-year", "3月", "A1") in warned(inputs)
    assert any("别的工作表的标题写的是2025年" in p.message for p in inputs.problems)


def test_a_title_year_in_which_no_row_falls_covers_nothing(office):
    office.put("a.xlsx", {"台账": [["2024年信访事项登记表"], ITEMS, item("XF1", "2025-01-05"), item("XF2", "2025-02-05")]})
    inputs = office.read()
    assert months(inputs) == [(2025, 1), (2025, 2)]
    (problem,) = [p for p in inputs.problems if p.level == "warning"]
    assert (problem.rule, problem.place.cell) == ("title-year", "A1")
    assert problem.message == (
        "标题写的是2024年，登记日期却都在2025年。标题忘了改的，请改正。2024年没有因为这个标题算作有数据（没有数据不是零）"
    )


def test_a_sheet_without_rows_is_still_a_zero_for_what_its_title_says(office):
    office.put(
        "a.xlsx", {"1月": [["2025年1月信访事项登记表"], ITEMS], "2月": [["2025年2月信访事项登记表"], ITEMS, item("XF1", "2月5日")]}
    )
    inputs = office.read()
    assert months(inputs) == [(2025, 1), (2025, 2)]
    assert warned(inputs) == []


def test_what_is_ordinary_is_not_told(office):
    rows_of = [item("XF1", "2024-12-30"), item("XF2", "2025-01-05")]
    office.put(
        "2026年1月/信访事项登记表2025.xlsx", {"台账": [["2025年信访事项登记表"], ["填报日期：2026年1月4日"], ITEMS, *rows_of]}
    )
    office.put("2026年1月/b.xlsx", {"台账": [["2023年以来信访事项登记表"], ITEMS, item("XF3", "2025-03-05")]})
    cases = ["案件编号", "列入日期", "问题类别", "是否化解"]
    office.put("2026年1月/c.xlsx", {"信访积案台账": [["2025年信访积案台账"], cases, ["J1", "2023-05-05", "土地", "否"]]})
    office.put("2026年1月/单.xlsx", {"信访事项登记表": [["2025年12月零报告"], ["填报日期：2026年1月4日"], ITEMS]})
    assert warned(office.read()) == []


@pytest.mark.parametrize("title", ["信访事项登记表（2019年版）", "信访事项登记表（2024年修订）", "根据某信发〔2024〕12号文件填报"])
def test_the_year_of_a_form_or_of_a_paper_covers_nothing_and_is_no_slip(office, title):
    office.put("a.xlsx", {"信访事项登记表": [[title], ITEMS, item("XF1", "2025-03-05")]})
    inputs = office.read()
    assert warned(inputs) == []
    assert months(inputs) == [(2025, 3)]

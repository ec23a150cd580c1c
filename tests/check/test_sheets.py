"""Which table a sheet is, where its header stands, and which rows are data."""

import pytest
from making import ITEMS, item, rows, write

TITLE = ["某县信访事项登记表"]
ONE = [item("XF1"), item("XF2", people=3)]


def numbers(inputs):
    return [row[0] for row in rows(inputs, "信访事项登记表", "信访编号")]


def addresses(inputs):
    return [row[0] for row in rows(inputs, "信访事项登记表", "_row")]


@pytest.mark.parametrize(
    ("file", "sheet", "grid"),
    [
        ("a.xlsx", "Sheet1", [TITLE, ITEMS, *ONE]),
        ("a.xlsx", "信访事项登记表", [ITEMS, *ONE]),
        ("2025年信访事项登记表.xlsx", "Sheet1", [ITEMS, *ONE]),
        ("城关镇.xlsx", "1月", [ITEMS, *ONE]),
        ("a.csv", None, [ITEMS, *ONE]),
    ],
)
def test_the_title_the_sheet_the_file_or_the_headers_tell_the_table(office, file, sheet, grid):
    office.put(file, {sheet: grid})
    assert numbers(office.read()) == ["XF1", "XF2"]


def test_the_title_beats_the_sheet_and_the_sheet_beats_the_file(office):
    leaders = ["姓名", "职务"]
    office.put(
        "信访事项登记表.xlsx", {"领导名册": [leaders, ["张三", "县长"]], "单位台账": [["某县领导名册"], leaders, ["李四", "书记"]]}
    )
    assert rows(office.read(), "领导名册", "姓名") == [("张三",), ("李四",)]


def test_a_file_name_gives_way_to_headers_that_fit_another_table_wholly(office):
    office.put("信访事项登记表.xlsx", {"Sheet2": [["接访日期", "接访领导", "层级", "人数"], ["2025-03-05", "张三", "县", 2]]})
    assert rows(office.read(), "领导接访登记表", "接访领导", "人数") == [("张三", 2)]


def test_a_sheet_with_data_that_is_no_known_table_is_an_error(office):
    office.put("杂.xlsx", {"其他": [["甲", "乙"], ["1", "2"], ["3", "4"]], "空": [], "说明": [["本工作簿由县信访局制作"]]})
    assert office.told("error") == [("sheet-unknown", "其他", None)]
    assert ("no-table", "说明", None) in office.told("info")


def test_a_sheet_that_is_nearly_a_table_is_told_which_and_what_it_lacks(office):
    office.put("a.xlsx", [["信访编号", "登记日期(预计)", "信访形式", "人数", "属地", "办理状态"], *ONE])
    (problem,) = [p for p in office.read().problems if p.level == "error"]
    assert problem.rule == "sheet-unknown"
    assert "最像“信访事项登记表”，没有认出的列：登记日期" in problem.message


def test_a_named_table_without_its_header_says_which_columns_it_wants(office):
    office.put("a.xlsx", [TITLE, ["甲", "乙"], ["1", "2"]])
    (problem,) = [p for p in office.read().problems if p.level == "error"]
    assert problem.rule == "header-missing"
    assert "信访编号、登记日期、信访形式" in problem.message


def test_titles_units_instructions_and_samples_before_the_data(office):
    office.put(
        "a.xlsx",
        [
            TITLE,
            ["填报单位：县信访局", "", "", "", "", "2025年3月5日"],
            ITEMS,
            ["必填", "必填", "必填", "必填，只填数字", "必填", "必填"],
            ["填写说明：按月填报"],
            ["示例", "2025-01-01", "来信", 1, "城关镇", "办理中"],
            *ONE,
        ],
        merges=["A1:F1"],
    )
    inputs = office.read()
    assert numbers(inputs) == ["XF1", "XF2"]
    assert addresses(inputs) == [7, 8]
    assert not [p for p in inputs.problems if p.level == "error"]


def test_headers_are_compared_without_breaks_spaces_stars_and_width(office):
    header = ["信访\n编号", " 登记 日期*", "信访形式（必填）", "＊人数", "属地（乡镇）", "办理\u3000状态", "人数（批）"]
    office.put("a.xlsx", [TITLE, header, *ONE])
    inputs = office.read()
    assert numbers(inputs) == ["XF1", "XF2"]
    assert [p.rule for p in inputs.problems if p.level == "warning"] == ["header-double"]


def test_headers_in_any_order_under_any_name_with_unknown_ones_between(office):
    office.put(
        "a.xlsx",
        [
            ["状态", "序号", "乡镇", "来访人数", "渠道", "接件时间", "受理编号"],
            ["在办", 1, "城关", "2人", "走访", "2025.3.5", "XF1"],
        ],
    )
    inputs = office.read()
    assert rows(inputs, "信访事项登记表", "信访编号", "登记日期", "信访形式", "人数", "属地", "办理状态") == [
        ("XF1", "2025-03-05", "来访", 2, "城关镇", "办理中")
    ]
    assert [(p.rule, p.place.cell) for p in inputs.problems if p.rule == "header-unknown"] == [("header-unknown", "B1")]


def test_an_unknown_header_is_told_once_and_its_cells_are_never_looked_at(office):
    for month in ("1月", "2月"):
        office.put(f"{month}.xlsx", [[*ITEMS, "姓名"], item(f"XF{month}", "2025-03-05", "来信", 1, "城关镇", "办理中", "王小明")])
    inputs = office.read()
    assert [p.place.cell for p in inputs.problems if p.rule == "header-unknown"] == ["G1"]
    assert "王小明" not in repr(inputs.problems)
    assert "姓名" not in inputs.tables["信访事项登记表"].frame


def test_private_columns_are_known_and_left_alone(office):
    office.put(
        "a.xlsx",
        [
            [*ITEMS, "信访人", "联系电话", "信访内容"],
            item("XF1", "2025-03-05", "来信", 1, "城关镇", "办理中", "王小明", "13912345678", "x"),
        ],
    )
    inputs = office.read()
    assert not [p for p in inputs.problems if p.level != "info"]
    assert not {"信访人", "联系电话", "信访内容"} & set(inputs.tables["信访事项登记表"].frame)
    assert [p for p in inputs.problems if p.rule == "header-unknown"] == []


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_two_levels_of_headers_merged(office, name):
    office.put(
        name,
        [
            TITLE,
            ["信访编号", "登记", "", "信访形式", "人数", "属地", "办理", ""],
            ["", "日期", "经办", "", "", "", "状态", "日期"],
            ["XF1", "2025-03-05", "x", "来信", 1, "城关", "办结", "x"],
        ],
        merges=["A1:H1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3", "G2:H2"],
    )
    inputs = office.read()
    assert rows(inputs, "信访事项登记表", "信访编号", "登记日期", "办理状态") == [("XF1", "2025-03-05", "已办结")]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_four_levels_of_headers_merged(office, name):
    office.put(
        name,
        [
            ["基本情况", "", "", "人", "", "办"],
            ["信访编号", "登记日期", "信访形式", "人数", "属地", "办理"],
            ["", "", "", "", "", "情况"],
            ["", "", "", "", "", "（填状态）"],
            ["XF1", "2025-03-05", "来信", 1, "城关", "办结"],
        ],
        merges=["A1:C1", "A2:A4", "B2:B4", "C2:C4", "D2:D4", "E2:E4"],
    )
    inputs = office.read()
    assert rows(inputs, "信访事项登记表", "信访编号", "人数") == [("XF1", 1)]


def test_stacked_blocks_with_repeated_headers_in_another_order(office):
    office.put(
        "a.xlsx",
        [
            TITLE,
            ITEMS,
            *ONE,
            [],
            ["2025年4月信访事项登记表"],
            list(reversed(ITEMS)),
            list(reversed(item("XF3"))),
            ITEMS,
            item("XF4"),
        ],
    )
    inputs = office.read()
    assert numbers(inputs) == ["XF1", "XF2", "XF3", "XF4"]
    assert addresses(inputs) == [3, 4, 8, 10]


def test_two_tables_in_one_sheet(office):
    office.put("a.xlsx", [TITLE, ITEMS, *ONE, [], ["领导名册"], ["姓名", "职务", "分管工作"], ["张三", "县长", "全面"]])
    inputs = office.read()
    assert len(numbers(inputs)) == 2
    assert rows(inputs, "领导名册", "姓名", "职务") == [("张三", "县长")]


@pytest.mark.parametrize("total", ["合计", "合  计", "总计", "小计", "共计", "本页合计", "合计：", "合　计"])
def test_totals_at_the_bottom_are_never_counted(office, total):
    office.put("a.xlsx", [ITEMS, *ONE, [total, "", "", 4]])
    inputs = office.read()
    assert numbers(inputs) == ["XF1", "XF2"]
    assert not [p for p in inputs.problems if p.level != "info"]


@pytest.mark.parametrize("total", ["城关镇小计", "1—12月合计", "全县各乡镇合计", "来信小计："])
def test_a_total_may_say_whose_it_is(office, total):
    office.put("a.xlsx", [ITEMS, *ONE, [total, "", "", 4], item("XF3合计"), ["XF4小计", "2025-03-05", "来信", 1, "城关", "在办"]])
    inputs = office.read()
    assert numbers(inputs) == ["XF1", "XF2", "XF3合计", "XF4小计"]
    assert not [p for p in inputs.problems if p.level != "info"]


def test_a_total_by_its_last_word_in_a_table_of_figures_is_a_figure(office):
    header = ["指标", "期间", "数值", "单位", "填报单位", "依据"]
    office.put("a.xlsx", {"填报数据表": [header, ["接访人次合计", "2025", 5, "人次", "", "年报"], ["各乡镇小计", "", 9]]})
    inputs = office.read()
    assert rows(inputs, "填报数据表", "指标", "数值") == [("接访人次合计", 5.0)]
    assert [p.place.cell for p in inputs.problems if p.level == "error"] == []


def test_a_row_of_one_cell_that_may_be_an_entry_is_one_error(office):
    office.put("a.xlsx", [ITEMS, *ONE, ["XF3"], ["", "2025年3月7日"], ["附件：1份"], ["制表日期：2025年1月5日"]])
    inputs = office.read()
    assert [(p.rule, p.place.cell) for p in inputs.problems if p.level == "error"] == [
        ("required-blank", "A4"),
        ("required-blank", "A5"),
    ]
    assert all("只填了一格" in p.message for p in inputs.problems if p.level == "error")
    assert [(f.rows, f.rejected) for f in inputs.files if f.file == "a.xlsx"] == [(4, 2)]


def test_totals_above_the_data_in_a_text_column_and_after_each_part(office):
    office.put("上.xlsx", [ITEMS, ["合计", "", "", 4], *ONE])
    office.put("列.xlsx", [["序号", *ITEMS], [1, *item("XF3")], [2, "", "", "", 1, "合计", ""]])
    office.put(
        "分.xlsx", [ITEMS, item("XF4"), ["小计", "", "", 1], item("XF5", people=2), ["小计", "", "", 2], ["合计", "", "", 3]]
    )
    inputs = office.read()
    assert sorted(numbers(inputs)) == ["XF1", "XF2", "XF3", "XF4", "XF5"]
    assert not [p for p in inputs.problems if p.level != "info"]


def test_a_total_that_differs_from_its_rows_is_a_warning_at_its_cell(office):
    office.put("a.xlsx", [ITEMS, *ONE, ["合计", "", "", 5]])
    assert office.told("error", "warning") == [("total-differs", "Sheet1", "D4")]


PAGES = [ITEMS, item("XF1", people=2), item("XF2", people=3), ITEMS, item("XF3", people=4)]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([*PAGES, ["合计", "", "", 9]], []),
        ([*PAGES, ["本页小计", "", "", 4], ["总计", "", "", 9]], []),
        ([*PAGES, ["小计", "", "", 9]], []),
        ([ITEMS, ["合计", "", "", 9], *PAGES[1:]], []),
        ([ITEMS, ["合计", "", "", 5], *PAGES[1:]], []),
        ([*PAGES, ["合计", "", "", 8]], [("D6", "8", "4")]),
        ([ITEMS, ["合计", "", "", 8], *PAGES[1:]], [("D2", "8", "5")]),
        ([*PAGES[:3], ["合计", "", "", 9], *PAGES[3:]], [("D4", "9", "5")]),
        ([*PAGES[:3], ["小计", "", "", 5], *PAGES[3:], ["小计", "", "", 9]], [("D7", "9", "4")]),
    ],
)
def test_a_total_below_a_page_break_may_be_that_of_all_pages_so_far(office, lines, told):
    office.put("a.xlsx", lines)
    inputs = office.read()
    assert [(p.place.cell, p.found, p.expected) for p in inputs.problems if p.level != "info"] == told
    assert [(f.rows, f.rejected) for f in inputs.files if f.file == "a.xlsx"] == [(3, 0)]


def test_a_total_of_all_pages_is_not_held_against_rows_that_could_not_be_read(office):
    office.put("a.xlsx", [ITEMS, item("XF1", people="约5"), ITEMS, item("XF2", people=4), ["合计", "", "", 9]])
    assert office.told("error", "warning") == [("wrong-type", "Sheet1", "D2")]


def test_one_fault_said_again_by_the_rows_below_is_one_error_and_no_such_row_counts(office):
    office.put(
        "a.xlsx",
        [
            ITEMS,
            item("XF1", "13月5日"),
            item("XF2", "同上"),
            item("XF3", "〃"),
            item("XF4"),
            item("XF5", channel=""),
            item("XF6", channel="同上"),
        ],
    )
    inputs = office.read()
    assert [(p.rule, p.level, p.place.cell) for p in inputs.problems if p.place.file == "a.xlsx"] == [
        ("wrong-type", "error", "B2"),
        ("same-as-wrong", "info", "B3"),
        ("same-as-wrong", "info", "B4"),
        ("required-blank", "error", "C6"),
        ("same-as-wrong", "info", "C7"),
    ]
    assert numbers(inputs) == ["XF4"]
    assert [(f.rows, f.rejected) for f in inputs.files if f.file == "a.xlsx"] == [(6, 5)]


def test_the_row_below_stays_an_error_where_a_later_drop_replaces_the_row_with_the_fault(office):
    office.put("2025-04/a.xlsx", [ITEMS, item("XF1", "13月5日"), item("XF2", "同上"), item("XF3")])
    office.put("2025-05/a.xlsx", [ITEMS, item("XF1", "2025-03-05")])
    inputs = office.read()
    errors = [(p.rule, p.place.file, p.place.cell) for p in inputs.problems if p.level == "error"]
    assert errors == [("same-as-wrong", "2025-04/a.xlsx", "B3")]
    assert sorted(numbers(inputs)) == ["XF1", "XF3"]


def test_one_fault_in_a_merged_cell_is_one_error(office):
    office.put("a.xlsx", [ITEMS, item("XF1", "13月5日"), item("XF2", ""), item("XF3")], merges=["B2:B3"])
    inputs = office.read()
    assert [(p.rule, p.place.cell) for p in inputs.problems if p.level == "error"] == [("wrong-type", "B2")]
    assert numbers(inputs) == ["XF3"]


def test_no_cell_of_a_report_shows_a_telephone_number(office):
    office.put(
        "a.xlsx",
        [ITEMS, item("XF1", "0731-8822-1234"), item("XF2", channel="139 1234 5678"), item("XF3", people="139-1234-5678")],
    )
    inputs = office.read()
    told = [(p.place.cell, p.found) for p in inputs.problems if p.level == "error"]
    assert told == [("B2", "073****"), ("C3", "139****"), ("D4", "139****")]
    assert not [p for p in inputs.problems if "1234" in p.message + p.found + p.expected]


def test_a_total_is_not_held_against_rows_that_could_not_be_read(office):
    office.put("a.xlsx", [ITEMS, *ONE, item("XF3", people="约5"), ["合计", "", "", 9]])
    assert office.told("error", "warning") == [("wrong-type", "Sheet1", "D4")]


def test_notes_signatures_zeros_and_blank_rows_are_no_data(office):
    office.put(
        "a.xlsx",
        [
            ITEMS,
            *ONE,
            [],
            [0, 0, 0, 0, 0, 0],
            ["", "", "", 0],
            ["注：本表数据截至年底。"],
            ["填报人：张三", "", "审核：", "李四"],
            ["单位负责人（签字）："],
            ["说明：无"],
        ],
    )
    inputs = office.read()
    assert numbers(inputs) == ["XF1", "XF2"]
    assert not [p for p in inputs.problems if p.level != "info"]


def test_hundreds_of_zero_rows_below_the_data(office):
    office.put("a.xlsx", [ITEMS, *ONE, *([0] * 6 for _ in range(500))])
    assert len(numbers(office.read())) == 2


def test_a_row_of_only_a_running_number_is_nothing(office):
    office.put("a.xlsx", [["序号", *ITEMS], [1, *item("XF1")], [2], [3]])
    inputs = office.read()
    assert numbers(inputs) == ["XF1"]
    assert not [p for p in inputs.problems if p.level == "error"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_cells_merged_downwards_and_ditto_marks_mean_the_same(office, name):
    office.put(
        name,
        [ITEMS, item("XF1", "2025-03-05", "来信", 1, "城关"), item("XF2", "", "同上", 1, "〃"), item("XF3", "", "来访", 1, "同上")],
        merges=["B2:B4"],
    )
    inputs = office.read()
    assert rows(inputs, "信访事项登记表", "登记日期", "信访形式", "属地") == [
        ("2025-03-05", "来信", "城关镇"),
        ("2025-03-05", "来信", "城关镇"),
        ("2025-03-05", "来访", "城关镇"),
    ]


def test_leading_empty_rows_and_columns_keep_the_addresses_right(office):
    office.put("a.xlsx", [[], [], ["", "", *ITEMS], ["", "", *item("XF1")], ["", "", *item("XF2", people="约5")]])
    inputs = office.read()
    assert addresses(inputs) == [4]
    assert [p.place.cell for p in inputs.problems if p.level == "error"] == ["F5"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_hidden_sheets_and_rows_count_and_are_told(office, name):
    office.put(
        name,
        {"1月": [ITEMS, item("XF1"), item("XF2"), [], ["注：无"]], "2月": [ITEMS, item("XF3"), item("XF4")]},
        hidden=["2月"],
        hidden_rows=[2, 4, 5],
    )
    inputs = office.read()
    assert numbers(inputs) == ["XF1", "XF2", "XF3", "XF4"]
    told = [(p.place.sheet, p.message.split("，")[0]) for p in inputs.problems if p.rule == "hidden"]
    assert told == [("1月", "第2行是隐藏的"), ("2月", "工作表是隐藏的"), ("2月", "第2行是隐藏的")]


def test_of_many_hidden_rows_the_first_are_named(office):
    office.put("a.xlsx", [ITEMS, *(item(f"XF{n}") for n in range(9))], hidden_rows=range(3, 11))
    (told,) = [p.message for p in office.read().problems if p.rule == "hidden"]
    assert told.startswith("第3、4、5、6、7行等8行是隐藏的")


def test_sheets_per_month_and_per_township_and_empty_ones(office):
    office.put(
        "2025年信访事项登记表.xlsx", {"1月": [ITEMS, item("XF1", "1月5日")], "2月": [], "城关镇": [ITEMS, item("XF2", "3.5")]}
    )
    assert rows(office.read(), "信访事项登记表", "信访编号", "登记日期") == [("XF1", "2025-01-05"), ("XF2", "2025-03-05")]


def test_a_used_range_of_many_rows_with_few_filled(office, tmp_path):
    grid = [ITEMS, *(item(f"XF{n}") for n in range(500))]
    path = write(tmp_path / "inputs" / "a.xlsx", grid)
    import openpyxl

    book = openpyxl.load_workbook(path)
    book.active.cell(65000, 1).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    book.save(path)
    assert len(numbers(office.read())) == 500


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.csv"])
def test_error_values_are_no_blanks(office, name):
    more = [*ITEMS, "责任单位"]
    office.put(name, [more, [*item("XF1"), "#REF!"], item("XF2", people="#DIV/0!"), item("#N/A"), item("XF4", people="")])
    sheet = None if name == "a.csv" else "Sheet1"
    assert office.told("error") == [("wrong-type", sheet, cell) for cell in ("G2", "D3", "A4")]
    assert numbers(office.read()) == ["XF4"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.csv"])
def test_error_values_in_an_otherwise_blank_row_are_formulas_drawn_down_too_far(office, name):
    office.put(name, [ITEMS, *ONE, ["", "", "", "#N/A", "#N/A", ""]])
    assert office.told("error") == []
    assert numbers(office.read()) == ["XF1", "XF2"]


def test_a_missing_required_column_is_one_error_and_sets_its_rows_aside(office):
    office.put(
        "a.xlsx",
        [
            TITLE,
            [c for c in ITEMS if c != "属地"],
            ["XF1", "2025-03-05", "来信", 1, "办理中"],
            ["XF2", "2025-03-05", "来信", 1, "办理中"],
        ],
    )
    inputs = office.read()
    assert [(p.rule, p.place.cell) for p in inputs.problems if p.level == "error"] == [("column-missing", "A2")]
    assert inputs.tables["信访事项登记表"].rejected == 2
    assert numbers(inputs) == []


def test_a_column_that_a_sheet_lacks_is_not_blank_but_lacking(office):
    office.put("1.xlsx", [[*ITEMS, "满意度"], [*item("XF1"), "满意"], [*item("XF2"), ""]])
    office.put("2.xlsx", [ITEMS, item("XF3")])
    table = office.read().tables["信访事项登记表"]
    assert table.frame["满意度"].astype("object").where(table.frame["满意度"].notna(), None).tolist() == ["满意", "未评价", None]
    assert table.lacking["满意度"] == frozenset({1})
    assert [s.file for s in table.sources] == ["1.xlsx", "2.xlsx"]
    assert "满意度" not in {name for name, lacking in table.lacking.items() if 0 in lacking}


def misspelt(**wrong):
    return [wrong.get(name, name) for name in ITEMS]


def test_a_misspelt_header_is_one_error_where_it_stands(office):
    office.put("信访事项登记表.xlsx", [misspelt(登记日期="登记日其", 信访形式="信访形势"), *ONE])
    told = [(p.level, p.rule, p.place.cell, p.message) for p in office.read().problems if p.place.file]
    assert told == [
        ("error", "column-missing", "B1", "表头“登记日其”不认识，是不是“登记日期”？请改正表头"),
        ("error", "column-missing", "C1", "表头“信访形势”不认识，是不是“信访形式”？请改正表头"),
    ]


def test_a_header_that_is_like_no_missing_column_is_an_unknown_one(office):
    office.put("信访事项登记表.xlsx", [misspelt(人数="人名", 登记日期="登记日其"), *ONE])
    told = [(p.rule, p.place.cell) for p in office.read().problems if p.place.file]
    assert told == [("column-missing", "B1"), ("column-missing", "A1"), ("header-unknown", "D1")]


def test_a_column_that_may_be_missing_is_proposed_where_its_name_is_misspelt(office):
    office.put("信访事项登记表.xlsx", [[*ITEMS, "办结日其"], *([*row, "2025-03-08"] for row in ONE)])
    (told,) = [p for p in office.read().problems if p.rule == "header-unknown"]
    assert (told.level, told.place.cell) == ("info", "G1")
    assert told.message.endswith("没有读取。如果就是“办结日期”，请改正表头")


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        ({"Sheet1": [ITEMS]}, "只有“信访事项登记表”的表头"),
        ({"Sheet1": [TITLE, ITEMS], "Sheet2": [], "Sheet3": []}, "只有“信访事项登记表”的表头"),
        ({"Sheet1": [], "Sheet2": []}, "里面是空的"),
    ],
)
def test_a_file_without_a_row_is_told_once(office, sheets, told):
    office.put("信访事项登记表-空.xlsx", sheets)
    office.put("b.xlsx", {"Sheet1": [ITEMS, *ONE], "Sheet2": [], "信访事项登记表": [ITEMS]})
    (problem,) = [p for p in office.read().problems if p.rule == "no-rows"]
    assert (problem.level, problem.place.file, problem.place.cell) == ("info", "信访事项登记表-空.xlsx", None)
    assert problem.message.startswith(told)


def test_a_file_with_only_a_title_is_told_once(office):
    office.put("信访事项登记表-空.xlsx", [TITLE])
    told = [p for p in office.read().problems if p.place.file]
    assert [(p.level, p.rule) for p in told] == [("info", "no-table")]

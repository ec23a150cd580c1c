"""Rows and brackets of words in a table: what a printed form has around its entries, and what is an entry all the same."""

import pytest
from making import ITEMS, item, rows

TITLE = ["2025年信访事项登记表"]
ONE = [item("XF1"), item("XF2", people=3)]


def numbers(inputs):
    return [row[0] for row in rows(inputs, "信访事项登记表", "信访编号")]


def errors(inputs):
    return [(p.rule, p.place.cell) for p in inputs.problems if p.level == "error"]


@pytest.mark.parametrize(
    "below",
    [
        [["注：1.本表按月填报。"], ["2.来访人数填实到人数。"], ["③一式两份"]],
        [["主要领导签字：", "", "分管领导签字：", "", "填表人："]],
        [["单位负责人（签字）：", "", "经手人：李四", "", "填表：", "王五"]],
        [["", "", "", "城关镇人民政府（盖章）"], ["", "", "", "2025年4月1日"]],
        [["", "", "", "城关镇人民政府"], ["", "", "", "2025 年 4 月 1 日"]],
        [["城关镇信访办（章）", "", "", "2025-04-01"]],
        [["第1页 共2页"], ["以下空白"]],
        [["共2件"], ["以上合计2件4人次"], ["以上数据截至2025年3月31日"]],
        [["我镇本月集中排查一次，没有新增重复信访，请审阅。"]],
    ],
)
def test_words_below_the_data_are_no_entries(office, below):
    office.put("a.xlsx", [TITLE, ITEMS, *ONE, *below])
    inputs = office.read()
    assert (numbers(inputs), errors(inputs)) == (["XF1", "XF2"], [])


@pytest.mark.parametrize(
    "row", [["XF3"], ["", "2025年3月7日"], ["", "", "来访"], ["XF3", "2025-03-07", "来访"], ["补录：", "", "", 5]]
)
def test_an_entry_that_was_begun_is_an_error(office, row):
    office.put("a.xlsx", [ITEMS, *ONE, row])
    inputs = office.read()
    assert numbers(inputs) == ["XF1", "XF2"]
    assert {rule for rule, _ in errors(inputs)} == {"required-blank"}


def test_words_that_may_only_stand_below_are_an_error_among_the_data(office):
    office.put("a.xlsx", [ITEMS, ONE[0], ["经手人：李四"], ONE[1]])
    assert errors(office.read()) == [("required-blank", "A3")]


def test_headings_of_sections_are_no_entries(office):
    grid = [ITEMS, ["一、来信"], ONE[0], ["（二）来访"], ONE[1], ["城关镇"], item("XF3")]
    office.put("a.xlsx", grid, merges=["A6:F6"])
    inputs = office.read()
    assert (numbers(inputs), errors(inputs)) == (["XF1", "XF2", "XF3"], [])


@pytest.mark.parametrize(
    "row",
    [
        [1, 2, 3, 4, 5, 6],
        ["甲", "乙", "丙", "丁", "1", "2"],
        ["（1）", "（2）", "（3）", "（4）", "（5）", "（6）=（4）+（5）"],
        ["栏次", 1, 2, 3, 4, 5],
        ["A", "B", "C", "D", "E", "F"],
        ["—", "年-月-日", "", "人"],
        ["", "（YYYY/MM/DD）", "", "（人次）"],
    ],
)
def test_rows_that_number_the_columns_or_tell_their_units_are_no_entries(office, row):
    office.put("a.xlsx", [TITLE, ITEMS, row, *ONE])
    inputs = office.read()
    assert (numbers(inputs), errors(inputs)) == (["XF1", "XF2"], [])


def test_two_numbers_are_no_numbering_and_a_gap_is_none(office):
    office.put("a.xlsx", [ITEMS, ["", "", "", 1, 2], [1, 2, 3, 4, 6, 7], *ONE])
    assert {cell[1:] for _, cell in errors(office.read())} == {"2", "3"}


def test_brackets_that_leave_a_column_what_it_is(office):
    head = [
        "信访编号（不得重复）",
        "登记日期(年/月/日)",
        "信访形式（来信／来访/网信、来电）",
        "人数（人）",
        "属地（全称）",
        "办理状态（单选）",
    ]
    office.put("a.xlsx", [TITLE, head, *ONE])
    inputs = office.read()
    assert (numbers(inputs), errors(inputs)) == (["XF1", "XF2"], [])


def test_brackets_that_may_make_another_column_of_it_are_asked_about(office):
    office.put("a.xlsx", [TITLE, [*ITEMS[:3], "人数（涉及）", *ITEMS[4:], "办结日期（预计）"], *ONE])
    inputs = office.read()
    assert errors(inputs) == [("column-missing", "D2")]
    asked = [p.message for p in inputs.problems if p.place.cell in ("D2", "G2")]
    assert ["是不是“人数”" in asked[0], "如果就是“办结日期”" in asked[1]] == [True, True]


@pytest.mark.parametrize(
    ("said", "header"),
    [
        (["无"], True),
        (["无"], False),
        (["本月无信访事项。"], True),
        (["本月无信访事项。"], False),
        (["我镇2月份未发生来访"], False),
        (["零报告"], True),
        (["/"] * 6, True),
    ],
)
def test_a_sheet_that_says_there_was_nothing_reports_zero(office, said, header):
    office.config("tables.yaml", "tables:\n  信访事项登记表:\n    filed_by: 乡镇\n    every: month\n")
    march = [["河口镇2025年3月信访事项登记表"], ITEMS, item("XF1", unit="河口镇")]
    office.put("河口镇.xlsx", {"2月": [["河口镇2025年2月信访事项登记表"], *([ITEMS] if header else []), said], "3月": march})
    inputs = office.read()
    assert errors(inputs) == []
    assert [(each.period, each.state) for each in inputs.filed if each.unit == "河口镇"] == [
        ("2025-02", "zero"),
        ("2025-03", "filed"),
    ]


def test_a_title_without_a_word_reports_nothing(office):
    office.put("河口镇.xlsx", {"2月": [["2025年2月信访事项登记表"], ITEMS, item("XF1", "2025-02-05")], "3月": [["信访事项登记表"]]})
    assert [p.rule for p in office.read().problems if p.place.sheet == "3月"] == ["no-table"]


def test_a_wide_sheet_is_read_alike(office):
    many = [item(f"XF{n}") for n in range(1, 700)]
    grid = [TITLE, ITEMS, [1, 2, 3, 4, 5, 6], *many[:300], ["二、来访"], *many[300:], ["共699件"], ["分管领导：", "", "填表："]]
    office.put("a.xlsx", grid)
    inputs = office.read()
    assert (numbers(inputs), errors(inputs)) == ([row[0] for row in many], [])


def test_lines_filled_in_beforehand_are_one_error(office):
    lines = [["", "", "", 1, "城关镇", "办理中"]] * 5
    office.put("a.xlsx", [ITEMS, *ONE, *lines, ["", "", "", 1, "河口镇", "办理中"], item("XF9")])
    inputs = office.read()
    (first, *other) = [p for p in inputs.problems if p.level == "error"]
    assert (first.rule, first.place.cell) == ("required-blank", "A4")
    assert "从这一行到第8行，5行都只填了相同的人数、属地、办理状态，必填的信访编号、登记日期、信访形式空着" in first.message
    assert [p.place.cell for p in other] == ["A9", "B9", "C9"]
    assert [(f.rows, f.rejected) for f in inputs.files if f.file == "a.xlsx"] == [(9, 6)]
    assert numbers(inputs) == ["XF1", "XF2", "XF9"]


def test_a_second_table_at_the_right_is_one_error(office):
    office.put("a.xlsx", [TITLE, [*ITEMS, "", *ITEMS], [*ONE[0], "", *ONE[1]]])
    (problem,) = [p for p in office.read().problems if p.level != "info"]
    assert (problem.level, problem.rule, problem.place.cell) == ("error", "sheet-unknown", "H2")
    assert "右边从H列起还有一张并排的表（信访编号、登记日期、信访形式等列又有一遍），没有读取" in problem.message


def test_a_header_said_twice_over_nothing_only_warns(office):
    office.put("a.xlsx", [TITLE, [*ITEMS, "", *ITEMS], *ONE])
    assert {(p.level, p.rule) for p in office.read().problems if p.level != "info"} == {("warning", "header-double")}


def test_a_row_that_is_merged_with_the_one_above_says_more_than_stands_in_it(office):
    head = ["接访日期", "接访领导", "层级", "人数", "问题类别"]
    lines = [["2025-03-05", "张三", "县", 3, "农村"], ["", "", "", "", "1.征地，未补偿。"], ["", "", "", "", "占用耕地，未补偿。"]]
    office.put("领导接访登记表.xlsx", [head, *lines], merges=["A2:A4", "B2:B4", "C2:C4", "D2:D4"])
    assert rows(office.read(), "领导接访登记表", "_row") == [(2,), (3,), (4,)]

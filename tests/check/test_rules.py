"""The closed list of errors, and what only warns."""

import datetime as dt

import pytest
from making import ITEMS, UNITS, item, rows

DATES = [*ITEMS, "受理日期", "办结日期"]


def test_good_rows_raise_nothing(office):
    office.put("a.xlsx", [DATES, item("XF1", "2025-03-05", "来信", 1, "城关镇", "已办结", "2025-03-05", "2025-04-01")])
    assert office.told("error", "warning") == []


@pytest.mark.parametrize(
    ("row", "rule", "cell"),
    [
        (item(""), "required-blank", "A2"),
        (item("XF1", ""), "required-blank", "B2"),
        (item("XF1", "—"), "required-blank", "B2"),
        (item("XF1", 6.1), "wrong-type", "B2"),
        (item("XF1", channel="上方"), "category-unknown", "C2"),
        (item("XF1", people="约50"), "wrong-type", "D2"),
        (item("XF1", people=0), "out-of-range", "D2"),
        (item("XF1", unit="火星镇"), "unit-unknown", "E2"),
        (item("XF1", "2025-03-05", "来信", 1, "城关镇", "已办结", "2025-03-01", "2025-04-01"), "date-order", "G2"),
        (item("XF1", "2025-03-05", "来信", 1, "城关镇", "已办结", "2025-03-06", "2025-03-01"), "date-order", "H2"),
        (item("XF1", "2025-03-05", "来信", 1, "城关镇", "已办结", "", "2025-03-01"), "date-order", "H2"),
    ],
)
def test_each_error_of_the_closed_list_once_at_its_cell_and_the_row_set_aside(office, row, rule, cell):
    office.put("a.xlsx", [DATES, row, item("XF9", "2025-03-05", "来信", 1, "城关镇", "办理中")])
    inputs = office.read()
    assert [(p.rule, p.place.cell) for p in inputs.problems if p.level == "error"] == [(rule, cell)]
    assert rows(inputs, "信访事项登记表", "信访编号") == [("XF9",)]
    assert [(f.rows, f.rejected) for f in inputs.files if f.file == "a.xlsx"] == [(2, 1)]


def test_a_required_cell_with_a_meaning_for_blank_may_be_blank(office):
    office.put(
        "a.xlsx",
        [[*ITEMS, "到访层级", "满意度", "初重信访"], item("XF1", "2025-03-05", "来信", "", "城关镇", "办理中", "", "", "")],
    )
    inputs = office.read()
    assert not [p for p in inputs.problems if p.level == "error"]
    assert rows(inputs, "信访事项登记表", "人数", "到访层级", "满意度", "初重信访") == [(1, "县", "未评价", None)]


def test_a_day_of_the_next_year_typed_without_it_is_an_error_that_proposes_it(office):
    office.put("2025年信访事项登记表.xlsx", [DATES, item("XF1", "12月28日", "来信", 1, "城关镇", "办理中", "1月5日")])
    (problem,) = [p for p in office.read().problems if p.level == "error"]
    assert (problem.rule, problem.place.cell) == ("date-order", "G2")
    assert "2026年1月5日" in problem.message


@pytest.mark.parametrize(
    ("sheet", "title", "file", "folder", "year"),
    [
        ("2023年", "2024年台账", "2025年", "2026年", 2023),
        ("1月", "2024年台账", "2025年", "2026年", 2024),
        ("1月", "台账", "2025年", "2026年", 2025),
        ("1月", "台账", "a", "2026年", 2026),
    ],
)
def test_the_year_is_the_nearest_one(office, sheet, title, file, folder, year):
    office.put(f"{folder}/{file}.xlsx", {sheet: [[title + "信访事项登记表"], ITEMS, item("XF1", "3月5日")]})
    assert rows(office.read(), "信访事项登记表", "登记日期") == [(f"{year}-03-05",)]


def test_state_and_closing_date_that_disagree_only_warn(office):
    office.put(
        "a.xlsx",
        [
            DATES,
            item("XF1", "2025-03-05", "来信", 1, "城关镇", "已办结"),
            item("XF2", "2025-03-05", "来信", 1, "城关镇", "办理中", "", "2025-04-01"),
        ],
    )
    inputs = office.read()
    assert [(p.rule, p.level, p.place.cell) for p in inputs.problems if p.level != "info"] == [
        ("status-date", "warning", "H2"),
        ("status-date", "warning", "H3"),
    ]
    assert len(rows(inputs)) == 2


def test_warnings_say_what_was_found_and_what_was_expected(office):
    office.config("calendar.yaml", "data_until: 2025-04-30\n")
    office.put(
        "a.xlsx", [DATES, item("XF2", "2025-03-05", "来信", 1, "城关镇", "办理中", "", "2025-04-01"), item("XF3", "2025-05-01")]
    )
    visits = ["下访日期", "下访领导", "地点", "接待批次", "接待人次"]
    plan = ["日期", "领导", "职务", "类型", "公示日期"]
    office.put("b.xlsx", {"领导下访登记表": [visits, ["2025-03-05", "张三", "城关", 7, 2]]})
    office.put("c.xlsx", {"接访安排表": [plan, ["2025-03-05", "张三", "县长", "接访", "2025-03-06"]]})
    assert [(p.message, p.found, p.expected) for p in office.read().problems if p.level == "warning"] == [
        ("办理状态是“办理中”，办结日期却填了2025-04-01，请核对哪一个填错了", "2025-04-01", "应为空"),
        ("接待批次（7）多于接待人次（2），请核对是否填反", "7", "不多于2"),
        ("公示日期（2025-03-06）晚于日期（2025-03-05），请核对", "2025-03-06", "不晚于2025-03-05"),
        (
            "登记日期（2025-05-01）在数据截止日（2025-04-30）之后，这一行不计入截止日以前的统计。日期填错的，请改正",
            "2025-05-01",
            "不晚于2025-04-30",
        ),
    ]


def test_an_error_value_is_named(office):
    office.put("a.xlsx", [ITEMS, item("XF1", people="#DIV/0!")])
    (problem,) = [p for p in office.read().problems if p.level == "error"]
    assert problem.message == "人数应为有效的值，现为“#DIV/0!”。公式出错，请改正公式或直接填写结果"


def test_of_two_columns_of_one_name_the_one_that_is_not_used_is_told(office):
    office.put("a.xlsx", [[*ITEMS, "来访人数"], item("XF1", "2025-03-05", "来信", 3, "城关", "在办", 9)])
    inputs = office.read()
    (problem,) = [p for p in inputs.problems if p.level == "warning"]
    assert (problem.place.cell, problem.message) == ("G1", "“人数”有两列，用的是D列，这一列没有用。多余的请删去或改名")
    assert rows(inputs, "信访事项登记表", "人数") == [(3,)]


def test_more_visits_than_visitors_warns(office):
    office.put(
        "a.xlsx",
        {"领导下访登记表": [["下访日期", "下访领导", "地点", "接待批次", "接待人次"], ["2025-03-05", "张三", "城关", 7, 2]]},
    )
    assert office.told("error", "warning") == [("more-than", "领导下访登记表", "D2")]


def test_a_plan_published_after_its_day_warns(office):
    header = ["日期", "领导", "职务", "类型", "公示日期"]
    office.put("a.xlsx", {"接访安排表": [header, ["2025-03-05", "张三", "县长", "接访", "2025-03-06"]]})
    assert office.told("error", "warning") == [("date-after", "接访安排表", "E2")]


def test_dates_after_a_set_cut_off_warn(office):
    office.config("calendar.yaml", "data_until: 2025-03-31\n")
    office.put("a.xlsx", [ITEMS, item("XF1"), item("XF2", "2025-04-02")])
    assert office.told("error", "warning") == [("after-cutoff", "Sheet1", "B3")]
    assert office.read().cutoff == dt.date(2025, 3, 31)


def test_rows_after_a_set_cut_off_are_one_warning_a_sheet(office):
    office.config("calendar.yaml", "data_until: 2025-03-31\n")
    days = [item(f"XF{day}", f"2025-04-{day:02d}") for day in range(1, 10)]
    office.put("a.xlsx", {"1月": [ITEMS, item("XF0"), *days], "2月": [ITEMS, item("XG1", "2025-04-02")]})
    first, second = [p for p in office.read().problems if p.level == "warning"]
    assert (first.rule, first.place.sheet, first.place.cell) == ("after-cutoff", "1月", "B3")
    assert first.message.startswith("从这一行到第11行，有9行的登记日期在数据截止日（2025-03-31）之后，")
    assert second.message.startswith("登记日期（2025-04-02）在数据截止日（2025-03-31）之后，这一行不计入")


def test_a_jump_against_the_year_before_warns(office):
    office.put("2024.xlsx", [ITEMS, *(item(f"A{n}", "2024-03-05") for n in range(8))])
    office.put("2025.xlsx", [ITEMS, *(item(f"B{n}", "2025-03-05") for n in range(41))])
    (problem,) = [p for p in office.read().problems if p.level == "warning"]
    assert (problem.rule, problem.place.file) == ("jump", "2025.xlsx")
    assert "41行" in problem.message
    assert "8行" in problem.message


def test_without_units_places_are_taken_as_written_and_this_is_said_once(tmp_path):
    from making import Office

    office = Office(tmp_path, units=False)
    office.put("a.xlsx", [ITEMS, item("XF1", unit="随便镇")])
    office.put("b.xlsx", [ITEMS, item("XF2", unit="火星镇")])
    inputs = office.read()
    assert rows(inputs, "信访事项登记表", "属地") == [("随便镇",), ("火星镇",)]
    assert [p.rule for p in inputs.problems if p.rule == "units-open"] == ["units-open"]
    assert not [p for p in inputs.problems if p.level == "error"]


def test_units_of_organization_yaml_serve_where_there_is_no_table_of_them(tmp_path):
    from making import Office

    office = Office(tmp_path, units=False)
    office.config("organization.yaml", "units:\n  乡镇: [城关镇]\n")
    office.put("a.xlsx", [ITEMS, item("XF1"), item("XF2", unit="火星镇")])
    assert office.told("error") == [("unit-unknown", "Sheet1", "E3")]


def test_units_keep_their_order_and_kinds(office):
    units = office.read().units
    assert [(u.name, u.kind, u.short) for u in units] == [(name, kind, short) for name, kind, short, _ in UNITS[1:]]


def test_a_table_without_a_file_is_told_to_be_absent(office):
    absent = [p.table for p in office.read().problems if p.rule == "table-absent"]
    assert "信访事项登记表" in absent
    assert "单位台账" not in absent


def test_no_private_cell_nor_a_name_in_the_wrong_column_shows_in_a_problem(office):
    office.put("a.xlsx", [[*ITEMS, "信访人"], item("XF1", "2025-03-05", "王小明", "13912345678", "李大山家", "办理中", "王小明")])
    inputs = office.read()
    text = repr(inputs.problems) + repr(inputs.files)
    for secret in ("王小明", "13912345678", "李大山"):
        assert secret not in text
    assert {p.found for p in inputs.problems if p.level == "error"} == {"王**", "李**", "139****"}


CLOSED = {
    *("required-blank", "column-missing", "wrong-type", "out-of-range", "category-unknown", "unit-unknown"),
    *("date-order", "key-conflict", "sheet-unknown", "header-missing"),
}


def test_errors_are_the_closed_list_of_the_data_dictionary():
    """Besides these only what cannot be read (``file-…``, ``sheet-broken``), and a project without any table, are errors."""
    from pipeline.check.levels import LEVELS

    assert {rule for rule, level in LEVELS.items() if level == "error"} == CLOSED | {"no-tables"}


def test_every_rule_and_every_type_of_cell_shows_a_good_and_a_bad_example():
    import importlib
    import pkgutil

    from pipeline.check import cells, rules

    for room in (rules, cells):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            told = importlib.import_module(module.name).__doc__ or ""
            if module.name.rpartition(".")[2] not in ("chinese", "fault"):
                assert "Good:" in told, module.name
                assert "Bad:" in told or module.name.endswith(".text"), module.name

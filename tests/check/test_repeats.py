"""The same row twice, in one drop and in several."""

import pytest
from making import ITEMS, item, rows

VISITS = ["接访日期", "接访领导", "层级", "人数"]
VISIT = ["2025-03-05", "张三", "县", 2]
ISSUES = ["刊名", "期号", "签发日期", "标题", "份数"]


def errors(inputs):
    return [(p.rule, p.place.file, p.place.cell) for p in inputs.problems if p.level == "error"]


def test_the_same_key_and_contents_in_one_drop_counts_once(office):
    office.put("a.xlsx", [ITEMS, item("XF1"), item("XF1")])
    inputs = office.read()
    assert rows(inputs, "信访事项登记表", "信访编号") == [("XF1",)]
    assert [(p.rule, p.level, p.place.cell) for p in inputs.problems if p.level != "info"] == [("key-repeated", "warning", "A3")]
    assert [(f.rows, f.rejected, f.repeated) for f in inputs.files if f.file == "a.xlsx"] == [(2, 0, 1)]


def test_the_same_key_with_two_contents_sets_both_aside_and_is_told_once(office):
    office.put("a.xlsx", [ITEMS, item("XF1"), item("XF2")])
    office.put("b.xlsx", [ITEMS, item("XF1", people=2)])
    inputs = office.read()
    assert rows(inputs, "信访事项登记表", "信访编号") == [("XF2",)]
    (problem,) = [p for p in inputs.problems if p.level == "error"]
    assert (problem.rule, problem.place.file, problem.place.cell) == ("key-conflict", "b.xlsx", "A2")
    assert "a.xlsx" in problem.message
    assert "第2行" in problem.message
    assert inputs.tables["信访事项登记表"].rejected == 2


def test_keys_typed_in_full_width_are_the_same_key(office):
    office.put("a.xlsx", [ITEMS, item("XF1"), item("ＸＦ１", people=2)])
    assert errors(office.read()) == [("key-conflict", "a.xlsx", "A3")]


def test_a_later_drop_replaces_the_row_with_the_same_key(office):
    office.put("2025-01/a.xlsx", [ITEMS, item("XF1"), item("XF2")])
    office.put("2025-02/a.xlsx", [ITEMS, item("XF1", state="已办结")])
    inputs = office.read()
    assert sorted(rows(inputs, "信访事项登记表", "信访编号", "办理状态")) == [("XF1", "已办结"), ("XF2", "办理中")]
    assert [(f.file, f.rows, f.replaced) for f in inputs.files if f.table == "信访事项登记表"] == [
        ("2025-01/a.xlsx", 2, 1),
        ("2025-02/a.xlsx", 1, 0),
    ]
    assert [p.rule for p in inputs.problems if p.rule == "replaced"] == ["replaced"]


def test_a_later_drop_mends_an_error_of_an_earlier_one(office):
    office.put("2025-01/a.xlsx", [ITEMS, item("XF1", people="约5")])
    office.put("2025-02/a.xlsx", [ITEMS, item("XF1", people=5)])
    inputs = office.read()
    assert errors(inputs) == []
    assert rows(inputs, "信访事项登记表", "人数") == [(5,)]


def test_a_table_may_refuse_to_be_replaced(office):
    office.config("tables.yaml", "tables:\n  信访事项登记表:\n    on_repeat: error\n")
    office.put("2025-01/a.xlsx", [ITEMS, item("XF1"), item("XF2")])
    office.put("2025-02/a.xlsx", [ITEMS, item("XF1", people=2), item("XF2")])
    inputs = office.read()
    assert errors(inputs) == [("key-conflict", "2025-02/a.xlsx", "A2")]
    assert rows(inputs, "信访事项登记表", "信访编号") == [("XF2",)]


@pytest.mark.parametrize("key", ["[信访编号]", "[登记日期, 信访编号]"])
def test_rows_without_a_column_of_the_key_are_not_each_others_repeats(office, key):
    table = f"  信访事项登记表:\n    key: {key}\n    columns:\n      信访编号: {{required: false}}\n"
    office.config("tables.yaml", f"tables:\n{table}")
    office.put("2025-01/a.xlsx", [ITEMS[1:], item("")[1:], item("", people=2)[1:]])
    office.put("2025-02/b.xlsx", [ITEMS[1:], item("", people=5)[1:]])
    inputs = office.read()
    assert errors(inputs) == []
    assert rows(inputs, "信访事项登记表", "人数") == [(1,), (2,), (5,)]


def test_without_a_key_identical_rows_of_one_drop_all_count_and_are_named(office):
    office.put("a.xlsx", {"领导接访登记表": [VISITS, VISIT, VISIT, ["2025-03-06", "张三", "县", 2]]})
    inputs = office.read()
    assert len(rows(inputs, "领导接访登记表")) == 3
    (problem,) = [p for p in inputs.problems if p.level == "warning"]
    assert (problem.rule, problem.place.cell) == ("rows-identical", "A3")
    assert "第2行" in problem.message


def test_without_a_key_a_register_sent_again_does_not_double(office):
    other = ["2025-03-06", "李四", "县", 1]
    office.put("第1次/a.xlsx", {"领导接访登记表": [VISITS, VISIT, other]})
    office.put("第2次/a.xlsx", {"领导接访登记表": [VISITS, VISIT, VISIT, other, ["2025-04-01", "李四", "县", 1]]})
    inputs = office.read()
    got = rows(inputs, "领导接访登记表", "接访日期", "接访领导")
    assert sorted(got) == [("2025-03-05", "张三"), ("2025-03-05", "张三"), ("2025-03-06", "李四"), ("2025-04-01", "李四")]
    assert sum(f.repeated for f in inputs.files) == 2


def test_the_year_is_part_of_an_issue_number(office):
    office.put(
        "a.xlsx",
        {
            "发文登记簿": [
                ISSUES,
                ["专报", "第1期", "2024-01-05", "x", 30],
                ["专报", 1, "2025-01-05", "x", 30],
                ["专报", "1", "2025-02-05", "x", 30],
            ]
        },
    )
    inputs = office.read()
    assert errors(inputs) == [("key-conflict", "a.xlsx", "A4")]


def test_gaps_in_issue_numbers_are_told(office):
    office.put("a.xlsx", {"发文登记簿": [ISSUES, *(["专报", n, f"2025-01-{n:02d}", "x", 30] for n in (1, 2, 5, 7))]})
    assert [p.message for p in office.read().problems if p.rule == "sequence-gap"] == [
        "“专报”2025年缺第3—4期，请核对期号",
        "“专报”2025年缺第6期，请核对期号",
    ]
    assert ("sequence-gap", "发文登记簿", "B4") in office.told("warning")


def test_the_register_in_config_counts_after_all_drops(office):
    office.put("a.xlsx", {"发文登记簿": [ISSUES, ["专报", 1, "2025-01-05", "甲", 30], ["专报", 2, "2025-01-09", "乙", 30]]})
    office.config("发文登记簿.csv", "刊名,期号,签发日期,标题,份数\n专报,2,2025-01-09,乙,30\n专报,3,2025-01-12,丙,30\n")
    inputs = office.read()
    assert sorted(rows(inputs, "发文登记簿", "期号")) == [(1,), (2,), (3,)]
    assert not [p for p in inputs.problems if p.level != "info"]
    office.config("发文登记簿.csv", "刊名,期号,签发日期,标题,份数\n专报,2,2025-01-09,乙,99\n")
    inputs = office.read()
    assert errors(inputs) == [("key-conflict", "../config/发文登记簿.csv", "A2")]
    assert rows(inputs, "发文登记簿", "期号") == [(1,)]


def test_a_register_with_only_a_header_makes_no_table(office):
    office.config("发文登记簿.csv", "刊名,期号,签发日期,标题,份数\n")
    inputs = office.read()
    assert "发文登记簿" not in inputs.tables


def test_who_reported_a_figure_is_the_unit_or_else_the_county(office):
    header = ["指标", "期间", "数值", "单位", "填报单位", "依据"]
    office.put(
        "a.xlsx",
        {
            "填报数据表": [
                header,
                ["排查", "2025", 5, "件", "县信访局", "x"],
                ["排查", "2025年", 6, "件", "", "x"],
                ["排查", "2025", 7, "件", "城关", "x"],
            ]
        },
    )
    inputs = office.read()
    assert errors(inputs) == [("key-conflict", "a.xlsx", "A3")]
    assert rows(inputs, "填报数据表", "填报单位", "数值") == [("城关镇", 7.0)]


def test_drops_count_in_the_order_of_dates_then_numbers_then_the_rest(office):
    for drop in ("补充", "第10次", "第2次", "2025年2月", "2024年12月"):
        office.put(f"{drop}/a.xlsx", [ITEMS, item("XF1")])
    office.put("a.xlsx", [ITEMS, item("XF1")])
    assert office.read().drops == ("", "2024年12月", "2025年2月", "第2次", "第10次", "补充")

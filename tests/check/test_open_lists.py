"""What stands in a column that takes any value is printed as it is: telephone numbers and whole sentences are told."""

import pytest
from making import ITEMS, item, rows

WIDE = [*ITEMS, "问题类别", "责任单位"]


def problems(inputs, *levels):
    return [(p.rule, p.place.cell) for p in inputs.problems if p.level in levels]


@pytest.mark.parametrize(
    "value", ["王五（13812345678）", "王五１３８ １２３４ ５６７８", "138-1234-5678", "0898-6612345", 13812345678]
)
@pytest.mark.parametrize("column", [6, 7])
def test_a_telephone_number_in_an_open_column_is_a_wrong_value_and_masked(office, value, column):
    row = [*item("XF1"), "土地纠纷", "教育局"]
    row[column] = value
    office.put("a.xlsx", [WIDE, row, [*item("XF2"), "土地纠纷", "教育局"]])
    inputs = office.read()
    assert problems(inputs, "error", "warning") == [("wrong-type", "GH"[column - 6] + "2")]
    assert rows(inputs, "信访事项登记表", "信访编号") == [("XF2",)]
    (message,) = [p.message for p in inputs.problems if p.level == "error"]
    assert "电话" in message
    for secret in ("13812345678", "王五", "12345"):
        assert secret not in message


def test_a_whole_sentence_is_told_once_and_counts(office):
    long = "李四反映邻居赵六占用耕地建房，要求村委会尽快出面调解处理"
    office.put(
        "a.xlsx", [WIDE, *([*item(f"XF{n}"), long, "教育局"] for n in range(3)), [*item("XF9"), "征地，拆迁；安置", "教育局"]]
    )
    inputs = office.read()
    assert problems(inputs, "error", "warning") == [("value-long", "G2")]
    assert len(rows(inputs)) == 4
    (message,) = [p.message for p in inputs.problems if p.rule == "value-long"]
    assert "共3行" in message
    assert "李四" not in message
    assert "赵六" not in message


def test_a_unit_with_a_long_name_and_a_number_of_a_hotline_are_ordinary(office):
    office.put("a.xlsx", [WIDE, [*item("XF1"), "12345热线2025年转办", "县教育局"], [*item("XF2"), "2025-03-05转办", "110"]])
    assert problems(office.read(), "error") == []


def test_units_that_nobody_lists_are_told_once_a_table(office):
    names = ["县教育局", "教育局", "王五", "县水利局", "王五", "县水利局", "城关镇", "县本级"]
    office.put("a.xlsx", {"1月": [WIDE, *([*item(f"XF{n}"), "土地", name] for n, name in enumerate(names))]})
    inputs = office.read()
    (problem,) = [p for p in inputs.problems if p.level == "warning"]
    assert (problem.rule, problem.place.sheet, problem.place.cell, problem.found) == ("unit-unlisted", "1月", "H4", "王**")
    assert problem.message == (
        "责任单位有2种写法不是单位台账里的单位（共4行，第一次在H4、H5），照原样统计，也会照原样印出。"
        "是单位的，请补进单位台账，或改成那里的名称；填错的（如填了人名），请改正"
    )
    assert len(rows(inputs)) == len(names)


def test_where_no_department_is_listed_nothing_is_said_of_departments(tmp_path):
    from making import Office

    office = Office(tmp_path, units=False)
    office.config("organization.yaml", "units:\n  乡镇: [城关镇]\n")
    office.put("a.xlsx", [WIDE, [*item("XF1"), "土地", "县水利局"]])
    assert problems(office.read(), "warning") == []


@pytest.mark.parametrize("value", ["2024-2025年度拖欠工资", "2024—2025学年入学", "20250101批次", "（2024）某民初第123456号"])
def test_years_and_days_are_no_telephone_numbers(office, value):
    office.put("a.xlsx", [WIDE, [*item("XF1"), value, "教育局"]])
    assert problems(office.read(), "error") == []

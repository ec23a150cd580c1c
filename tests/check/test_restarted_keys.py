"""Numbers that begin again each month: later rows take the place of others that are not the same matter."""

from making import ITEMS, item, rows


def told(office):
    return [p for p in office.read().problems if p.rule == "replaced-other"]


def test_a_number_that_begins_again_each_month_is_told_at_the_drop_that_replaces(office):
    office.put("2025年1月/登记表.xlsx", {"1月": [ITEMS, *(item(n, f"2025-01-{n:02d}") for n in range(1, 6))]})
    office.put("2025年2月/登记表.xlsx", {"2月": [ITEMS, *(item(n, f"2025-02-{n + 9}") for n in range(1, 4))]})
    inputs = office.read()
    (problem,) = [p for p in inputs.problems if p.level == "warning"]
    assert (problem.rule, problem.place.file, problem.place.sheet, problem.place.cell) == (
        "replaced-other",
        "2025年2月/登记表.xlsx",
        "2月",
        "A2",
    )
    assert (problem.found, problem.table) == ("3行", "信访事项登记表")
    assert "3行" in problem.message
    assert "2025-02-10" in problem.message
    assert "2025年1月/登记表.xlsx" in problem.message
    assert "2025-01-01" in problem.message
    assert "key: [登记日期, 信访编号]" in problem.message
    assert len(rows(inputs)) == 5


def test_a_corrected_date_and_a_register_sent_again_are_ordinary(office):
    office.put("2025年1月/a.xlsx", [ITEMS, item("XF1", "2025-01-31"), item("XF2", "2025-01-02")])
    office.put("2025年2月/a.xlsx", [ITEMS, item("XF1", "2025-02-03"), item("XF2", "2025-01-02", state="已办结")])
    assert told(office) == []


def test_a_table_whose_key_holds_its_date_replaces_nothing_else(office):
    office.config("tables.yaml", "tables:\n  信访事项登记表:\n    key: [登记日期, 信访编号]\n")
    office.put("2025年1月/a.xlsx", [ITEMS, item("1", "2025-01-31")])
    office.put("2025年2月/a.xlsx", [ITEMS, item("1", "2025-02-28")])
    inputs = office.read()
    assert len(rows(inputs)) == 2
    assert not [p for p in inputs.problems if p.level == "warning"]


def test_numbers_that_each_township_begins_anew_are_told_though_the_month_is_the_same(office):
    office.put("城关镇/登记表.xlsx", [ITEMS, *(item(n, f"2025-01-{n:02d}", unit="城关") for n in range(1, 5))])
    office.put("河口镇/登记表.xlsx", [ITEMS, *(item(n, f"2025-01-{n:02d}", unit="河口") for n in range(1, 4))])
    (problem,) = told(office)
    assert (problem.place.file, problem.place.cell, problem.found) == ("河口镇/登记表.xlsx", "A2", "3行")
    assert "不是同一个单位报的行" in problem.message
    assert "key: [属地, 信访编号]" in problem.message


def test_a_township_that_sends_its_own_register_again_is_ordinary(office):
    for month in (1, 2):
        office.put(f"2025年{month}月/城关镇.xlsx", [ITEMS, item("1", "2025-01-05", unit="城关")])
    assert told(office) == []

"""A copy of a file in its drop (… (1).xlsx, … - 副本.xlsx) counts once and is told once."""

import shutil

from making import ITEMS, item, rows

VISITS = ["接访日期", "接访领导", "层级", "人数"]
SOME = [["2025-03-05", "张三", "县", n] for n in range(1, 5)]


def copy(office, name, other):
    (office.folder / "inputs" / other).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(office.folder / "inputs" / name, office.folder / "inputs" / other)


def told(inputs):
    return [(p.rule, p.place.file) for p in inputs.problems if p.level != "info"]


def test_of_a_table_without_a_key_the_copy_counts_once(office):
    office.put("2025/领导接访登记表.xlsx", [VISITS, *SOME])
    copy(office, "2025/领导接访登记表.xlsx", "2025/领导接访登记表 (1).xlsx")
    inputs = office.read()
    assert len(rows(inputs, "领导接访登记表")) == 4
    assert told(inputs) == [("copy", "2025/领导接访登记表 (1).xlsx")]
    assert [f.file for f in inputs.files if f.table == "领导接访登记表"] == ["2025/领导接访登记表.xlsx"]
    (message,) = [p.message for p in inputs.problems if p.rule == "copy"]
    assert message == "与“2025/领导接访登记表.xlsx”一字不差，是同一个文件的副本，只计一次。请删去多余的一个"


def test_of_a_table_with_a_key_it_is_one_warning_not_one_a_row(office):
    office.put("2025/a.xlsx", [ITEMS, item("XF1"), item("XF2"), item("XF3", people="约5")])
    copy(office, "2025/a.xlsx", "2025/a - 副本.xlsx")
    copy(office, "2025/a.xlsx", "2025/旧/a.xlsx")
    inputs = office.read()
    assert len(rows(inputs)) == 2
    assert sorted(told(inputs)) == [
        ("copy", "2025/a - 副本.xlsx"),
        ("copy", "2025/旧/a.xlsx"),
        ("wrong-type", "2025/a.xlsx"),
    ]


def test_rows_that_look_alike_in_one_file_stay_and_a_drop_sent_again_is_no_copy(office):
    office.put("2025-01/a.xlsx", {"领导接访登记表": [VISITS, *SOME, SOME[0]]})
    copy(office, "2025-01/a.xlsx", "2025-02/a.xlsx")
    inputs = office.read()
    assert len(rows(inputs, "领导接访登记表")) == 5
    assert told(inputs) == [("rows-identical", "2025-01/a.xlsx")]


def test_empty_reports_of_two_units_and_of_two_months_all_stay(office):
    office.config("tables.yaml", "tables:\n  信访事项登记表:\n    filed_by: 乡镇\n    every: month\n")
    office.put("2025/城关镇1月.xlsx", [["信访事项登记表"], ITEMS])
    copy(office, "2025/城关镇1月.xlsx", "2025/河口镇1月.xlsx")
    copy(office, "2025/城关镇1月.xlsx", "2025/河口镇2月.xlsx")
    office.put("2025/城关镇2月.xlsx", [["信访事项登记表"], ITEMS, item("XF1", "2025-02-03")])
    inputs = office.read()
    assert told(inputs) == []
    assert {(f.unit, f.period): f.state for f in inputs.filed} == {
        ("城关镇", "2025-01"): "zero",
        ("城关镇", "2025-02"): "filed",
        ("河口镇", "2025-01"): "zero",
        ("河口镇", "2025-02"): "zero",
    }


def test_files_named_for_two_units_that_hold_the_same_rows_both_stay_and_are_told(office):
    office.put("2025/城关镇接访.xlsx", {"领导接访登记表": [VISITS, *SOME]})
    copy(office, "2025/城关镇接访.xlsx", "2025/河口镇接访.xlsx")
    inputs = office.read()
    assert len(rows(inputs, "领导接访登记表")) == 8
    assert told(inputs) == [("copy-named", "2025/河口镇接访.xlsx")]
    (message,) = [p.message for p in inputs.problems if p.rule == "copy-named"]
    assert "城关镇" in message


def test_of_a_table_with_a_key_rows_of_one_number_count_once_and_this_is_said(office):
    office.put(
        "2025/信访事项登记表.xlsx", {"登记": [["信访事项登记表"], ITEMS, item("XF1", "2025-01-05"), item("XF2", "2025-02-05")]}
    )
    copy(office, "2025/信访事项登记表.xlsx", "2025/信访事项登记表（报省）2025年.xlsx")
    inputs = office.read()
    (message,) = [p.message for p in inputs.problems if p.rule == "copy-named"]
    assert "编号相同的行只计一次" in message
    assert len(rows(inputs)) == 2

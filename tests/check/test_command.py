"""``briefing check`` and ``briefing accept`` as a clerk and a program call them."""

import json

import openpyxl
import pytest
from making import ITEMS, Office, item, write
from rich.cells import cell_len
from rich.console import Console

from pipeline.cli import main
from pipeline.console.check import show
from pipeline.console.checkpage import page

FAULTY = [["某县信访事项登记表"], ITEMS, item("XF1"), item("XF2", people="约50"), item("XF3", channel="王小明")]


def briefing(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(a) for a in arguments])
    return ended.value.code


def test_good_data_exit_0(office, capsys):
    office.put("a.xlsx", [ITEMS, item("XF1")])
    assert briefing("check", "--project", office.folder) == 0
    assert "0 处错误" not in capsys.readouterr().out


def test_errors_exit_1_with_valid_json_of_the_contract(office, capsys):
    office.put("2025/a.xlsx", FAULTY)
    assert briefing("check", "--project", office.folder, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"files", "problems", "filed"}
    assert {
        "file": "2025/a.xlsx",
        "sheet": "Sheet1",
        "table": "信访事项登记表",
        "rows": 3,
        "rejected": 2,
        "replaced": 0,
        "repeated": 0,
    } in told["files"]
    errors = [p for p in told["problems"] if p["level"] == "error"]
    assert [set(p) >= {"rule", "level", "file", "sheet", "cell", "found", "message"} for p in errors] == [True, True]
    assert [(p["rule"], p["file"], p["sheet"], p["cell"], p["found"]) for p in errors] == [
        ("wrong-type", "2025/a.xlsx", "Sheet1", "D4", "约50"),
        ("category-unknown", "2025/a.xlsx", "Sheet1", "C5", "王**"),
    ]


def test_the_terminal_shows_everything_in_80_columns_without_colour(office):
    office.put("2025/a.xlsx", FAULTY)
    console = Console(width=80, highlight=False)
    with console.capture() as captured:
        show(office.read(), console)
    text = captured.get()
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text
    for words in ("2025/a.xlsx", "Sheet1 D4", "约数不能统计", "撇开 2 行", "2 处错误"):
        assert words in text
    assert "王小明" not in text


def test_of_one_kind_the_first_twenty_are_shown_and_the_rest_counted(office):
    office.put("a.xlsx", [ITEMS, *(item(f"XF{n}", people="约5") for n in range(33))])
    console = Console(width=100, highlight=False)
    with console.capture() as captured:
        show(office.read(), console)
    text = captured.get()
    assert text.count("约数不能统计") == 20
    assert "另有 13 处同类错误" in text
    assert "33 处错误" in text


def test_it_ends_with_what_was_due_filed_and_missing(office):
    office.config("tables.yaml", "tables:\n  信访事项登记表:\n    filed_by: 乡镇\n    every: month\n")
    office.put("2025/1月.xlsx", [["信访事项登记表"], ITEMS, item("XF2", "1月5日")])
    console = Console(width=80, highlight=False)
    with console.capture() as captured:
        show(office.read(), console)
    assert "信访事项登记表 2025-01：应报 2 个单位，已报 1 个，零报告 0 个，未报 1 个（河口镇）" in captured.get().replace("\n", "")


def test_the_page_says_the_same_and_holds_nothing_private(office):
    office.put("2025/a<b>.xlsx", FAULTY)
    text = page(office.read())
    assert "a&lt;b&gt;.xlsx" in text
    assert "约数不能统计" in text
    assert "王小明" not in text
    assert "<script" not in text


def test_the_page_and_the_marked_copies_are_written(office, tmp_path_factory, capsys):
    away = tmp_path_factory.mktemp("away")
    office.put("2025/a.xlsx", FAULTY)
    office.put("2025/b.csv", [ITEMS, item("XF9", people="约7")])
    office.put("2025/c.xls", [ITEMS, item("XF8", people="约8")])
    assert briefing("check", "--project", office.folder, "--html", away / "检查.html", "--mark", away / "退回") == 1
    assert "约50" in (away / "检查.html").read_text("utf-8")
    book = openpyxl.load_workbook(away / "退回" / "2025" / "a.xlsx")
    cell = book["Sheet1"]["D4"]
    assert cell.value == "约50"
    assert "约数不能统计" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFFF9999"
    assert book["Sheet1"]["D3"].comment is None
    assert openpyxl.load_workbook(away / "退回" / "2025" / "b.csv.xlsx").worksheets[0]["D2"].comment
    assert openpyxl.load_workbook(away / "退回" / "2025" / "c.xls.xlsx")["Sheet1"]["D2"].comment
    assert "个人信息" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["b.csv", "b.xls", "b.ods"])
def test_a_copy_that_is_a_new_workbook_says_so_and_holds_every_cell_as_it_was(office, tmp_path_factory, capsys, name):
    away = tmp_path_factory.mktemp("away")
    office.put(name, [[*ITEMS, "备注", "其他"], item("XF9", "2025.3.5", "来信", "约7", "城关镇", "办理中", "=1+1", "#REF!")])
    assert briefing("check", "--project", office.folder, "--mark", away) == 1
    assert "新做的 .xlsx" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(away / f"{name}.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["XF9", "2025.3.5", "来信", "约7", "城关镇", "办理中", "=1+1", "#REF!"]
    assert (sheet["G2"].data_type, sheet["H2"].data_type) == ("s", "e")
    assert sheet["D2"].comment


def test_what_excel_could_not_hold_is_no_stumbling_block_for_a_copy(office, tmp_path_factory):
    away = tmp_path_factory.mktemp("away")
    office.put(
        "[乡镇]城关镇上报的2025年信访事项登记表（县信访局汇总用）.csv",
        [[*ITEMS, "备注"], [*item("XF9", people="约7"), "\x0b长" * 40000]],
    )
    office.put("c.ods", {"很长很长很长很长很长很长很长很长很长的工作表名字[甲]：一二三": [ITEMS, item("XF8", people="约8")]})
    assert briefing("check", "--project", office.folder, "--mark", away) == 1
    assert [openpyxl.load_workbook(path).worksheets[0]["D2"].comment is not None for path in away.iterdir()] == [True, True]


def test_what_a_workbook_is_and_not_its_name_tells_whether_it_is_patched(office, tmp_path_factory, capsys):
    away = tmp_path_factory.mktemp("away")
    write(office.folder / "a.xlsx", FAULTY).rename(office.folder / "inputs" / "a.xls")
    assert briefing("check", "--project", office.folder, "--mark", away) == 1
    assert "新做的" not in capsys.readouterr().err
    assert openpyxl.load_workbook(away / "a.xls.xlsx")["Sheet1"]["D4"].comment


def test_problems_that_stand_at_no_cell_are_counted_as_not_marked(office, tmp_path_factory, capsys):
    away = tmp_path_factory.mktemp("away")
    (office.folder / "inputs" / "坏.xlsx").write_bytes(b"")
    assert briefing("check", "--project", office.folder, "--mark", away) == 1
    assert "有 1 处问题不在哪一个单元格上" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--html", "--mark"])
def test_what_cannot_be_written_is_a_mistake_in_plain_words(office, tmp_path_factory, capsys, option):
    taken = tmp_path_factory.mktemp("away") / "file"
    taken.write_text("x")
    office.put("2025/a.xlsx", FAULTY)
    assert briefing("check", "--project", office.folder, option, taken / "x.html") == 2
    assert "写不进去" in capsys.readouterr().err


def test_marked_copies_stay_out_of_the_project(office):
    office.put("2025/a.xlsx", FAULTY)
    assert briefing("check", "--project", office.folder, "--mark", office.folder / "退回") == 2


def test_an_accepted_cell_stops_nothing_until_it_changes(office, capsys):
    office.put("2025/a.xlsx", [ITEMS, item("XF1"), item("XF2", people="约50")])
    accept = ("accept", "--project", office.folder, "2025/a.xlsx", "Sheet1", "D3")
    assert briefing(*accept) == 2
    assert briefing(*accept, "--reason", '已电话核实，\n无法补正: "约"') == 0
    assert briefing("check", "--project", office.folder) == 0
    capsys.readouterr()
    briefing("check", "--project", office.folder, "--format", "json")
    told = json.loads(capsys.readouterr().out)
    (problem,) = [p for p in told["problems"] if p["cell"] == "D3"]
    assert problem["level"] == "info"
    assert "已电话核实" in problem["message"]
    assert [(f["rows"], f["rejected"]) for f in told["files"] if f["file"] == "2025/a.xlsx"] == [(2, 1)]
    assert "约50" not in (office.folder / "config" / "accepted.yaml").read_text("utf-8")
    office.put("2025/a.xlsx", [ITEMS, item("XF1"), item("XF2", people="约60")])
    assert briefing("check", "--project", office.folder) == 1


def test_a_second_acceptance_keeps_the_first(office):
    office.put("a.xlsx", [ITEMS, item("XF1", people="约5"), item("XF2", people="约50")])
    assert briefing("accept", "--project", office.folder, "a.xlsx", "Sheet1", "D2", "--reason", "甲") == 0
    assert briefing("accept", "--project", office.folder, "a.xlsx", "Sheet1", "d3", "--reason", "乙") == 0
    assert briefing("check", "--project", office.folder) == 0


def test_of_a_conflict_a_sheet_and_a_file_too_only_what_was_seen_is_accepted(office, capsys):
    """Other contents in the row, other data in the sheet, another broken file are new errors."""
    row, strange, broken = item("XF1", people=2), [["甲", "乙"], [1, 2], [3, 4]], office.folder / "inputs" / "坏.xlsx"
    office.put("a.csv", [ITEMS, item("XF1"), row], encoding="gbk")
    office.put("杂.xlsx", {"数据": strange})
    office.put("缺.xlsx", [["信访事项登记表"], ITEMS[:-1], item("XF7")[:-1]])
    broken.write_bytes(b"PK spoiled")
    for place in (("a.csv", "-", "A3"), ("杂.xlsx", "数据", "-"), ("缺.xlsx", "Sheet1", "A2"), ("坏.xlsx", "-", "-")):
        assert briefing("accept", "--project", office.folder, *place, "--reason", "已核") == 0
    assert briefing("check", "--project", office.folder) == 0
    assert office.told("error") != []
    for change in (
        lambda: office.put("a.csv", [ITEMS, item("XF1"), item("XF1", people=3)], encoding="gbk"),
        lambda: office.put("杂.xlsx", {"数据": [*strange, [5, 6]]}),
        lambda: office.put("缺.xlsx", [["信访事项登记表"], ITEMS[:-1], item("XF7")[:-1], item("XF8")[:-1]]),
        lambda: broken.write_bytes(b"PK spoiled otherwise"),
    ):
        files = {path: path.read_bytes() for path in (office.folder / "inputs").iterdir()}
        change()
        assert briefing("check", "--project", office.folder) == 1
        for path, content in files.items():
            path.write_bytes(content)
        assert briefing("check", "--project", office.folder) == 0


def test_only_an_error_can_be_accepted(office, capsys):
    office.put("a.xlsx", [ITEMS, item("XF1"), item("XF2", people="约50")])
    assert briefing("accept", "--project", office.folder, "a.xlsx", "Sheet1", "D2", "--reason", "x") == 2
    assert "D3" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_exits_1(tmp_path, capsys):
    office = Office(tmp_path)
    (tmp_path / "inputs" / "a.xlsx").write_bytes(b"")
    assert briefing("check", "--project", office.folder) == 1
    assert "0 字节" in capsys.readouterr().out

"""The sheets of an .xlsx are read by columns; what comes out is what reading cell by cell gives."""

import datetime as dt
import random

import openpyxl
import pandas as pd
import pytest
from making import ITEMS, item, write
from test_hostile import remade


@pytest.fixture(autouse=True, params=[20_000, 0], ids=["few", "many"])
def both_ways(request, monkeypatch):
    """Few texts are a list, many an Arrow array."""
    monkeypatch.setattr("pipeline.model.texts.FEW", request.param)
    monkeypatch.setattr("pipeline.read.grid.FEW", request.param)


FULL = ["序号", *ITEMS, "受理日期", "满意度", "涉及人数", "信访人"]


def messy(rows):
    rng = random.Random(rows)
    grid = [
        ["某县2025年信访事项登记表"],
        ["填报单位：县信访局"],
        [],
        FULL,
        ["必填"] * len(FULL),
        ["示例", *item("XF0"), "", "", "", "王某"],
    ]
    for n in range(rows):
        day = dt.date(2025, 1, 1) + dt.timedelta(rng.randrange(330))
        date = rng.choice(
            [day, day, f"{day.year}.{day.month}.{day.day}", f"{day.month}月{day.day}日", f"{day:%Y%m%d}", "6.1", "约五月"]
        )
        people = rng.choice([1, 2, "3人", "５", "约50", "", "十二", 2.5])
        channel = rng.choice(["来信", "走访", "网信", "12345", 12345, "传真", "同上"])
        more = [
            rng.choice([day + dt.timedelta(3), "", "—", day - dt.timedelta(9)]),
            rng.choice(["满意", "", "不满意"]),
            rng.choice([0, 7, "无"]),
            "王某",
        ]
        grid.append([n, *item(f"XF{n % (rows - 2)}", date, channel, people, rng.choice(["城关", "河口镇", "火星"]), "在办", *more)])
        if n % 40 == 39:
            grid += [["小计", "", "", "", 70], [], [0] * 5]
    return [*grid, ["", "合  计", "", "", 99], ["注：本表数据截至年底。"], ["填报人：", "", "审核："]]


def both(office, monkeypatch):
    """What is read cell by cell, and by columns."""
    with monkeypatch.context() as one:
        one.setattr("pipeline.read.wide.wide_sheets", lambda *_: None)
        plain = office.read()
    (office.folder / ".briefing").rename(office.folder / ".gone")
    monkeypatch.setattr("pipeline.read.parser.parse", never)
    return plain, office.read()


def never(*_):
    raise AssertionError("read cell by cell")


def same(one, other):
    assert one.problems == other.problems
    assert one.files == other.files
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table.frame, other.tables[name].frame)
        assert table.coverage == other.tables[name].coverage
        assert table.rejected == other.tables[name].rejected


@pytest.mark.parametrize("rows", [30, 400])
def test_by_columns_as_by_cells(office, monkeypatch, rows):
    office.put("2025/a.xlsx", messy(rows))
    one, other = both(office, monkeypatch)
    assert len(one.tables["信访事项登记表"].frame) > rows / 20
    assert {"wrong-type", "category-unknown", "unit-unknown", "date-order"} <= {p.rule for p in one.problems}
    same(one, other)


def test_many_different_plain_numbers(office, monkeypatch):
    office.put("a.xlsx", [ITEMS, *(item(f"XF-{n:06d}") for n in range(1500)), item("XF-000007", people=3), item(""), item(5)])
    one, other = both(office, monkeypatch)
    assert len(one.tables["信访事项登记表"].frame) == 1500
    same(one, other)


def test_the_number_6_1_is_no_date_and_the_text_is_one(office, monkeypatch):
    office.put("2025年信访事项登记表.xlsx", [ITEMS, item("XF1", "6.1"), item("XF2", 6.1), item("XF3", 45721), item("XF4", "45721")])
    one, other = both(office, monkeypatch)
    assert [(p.rule, p.place.cell) for p in other.problems if p.level == "error"] == [("wrong-type", "B3")]
    same(one, other)


def test_merged_cells_error_cells_hidden_rows_and_stacked_blocks(office, monkeypatch, tmp_path):
    grid = [
        ITEMS,
        item("XF1"),
        item("XF2", ""),
        item("XF3"),
        [],
        ["2025年4月信访事项登记表"],
        list(reversed(ITEMS)),
        list(reversed(item("XF4"))),
    ]
    path = write(tmp_path / "inputs" / "a.xlsx", grid, merges=["B2:B3"], hidden_rows=[4])
    book = openpyxl.load_workbook(path)
    book.active["D4"] = "#DIV/0!"
    book.active["D4"].data_type = "e"
    book.save(path)
    one, other = both(office, monkeypatch)
    assert [(p.rule, p.place.cell) for p in other.problems if p.level == "error"] == [("wrong-type", "D4")]
    assert other.tables["信访事项登记表"].frame["信访编号"].tolist() == ["XF1", "XF2", "XF4"]
    same(one, other)


def test_a_sheet_that_is_odd_is_read_cell_by_cell_and_keeps_its_place(office, monkeypatch):
    path = office.folder / "inputs" / "2025.xlsx"
    dressed = {"1月": [["信访事项登记表"], *messy(60)[3:]], "2月": [["信访事项登记表"], ITEMS, item("XF9001", "2月3日")]}
    office.put("2025.xlsx", dressed)
    one, _ = both(office, monkeypatch)
    monkeypatch.undo()
    odd = b"<!-- a comment --></sheetData>"
    path.write_bytes(remade(path.read_bytes(), lambda n, part: part.replace(b"</sheetData>", odd) if "sheet1" in n else part))
    (office.folder / ".briefing").rename(office.folder / ".gone2")
    other = office.read()
    assert len(one.tables["信访事项登记表"].frame) > 1
    same(one, other)


def test_a_sheet_that_does_not_begin_in_column_a(office, monkeypatch):
    office.put("a.xlsx", [["", *ITEMS], ["", *item("XF1")], ["", *item("XF2", people="约5")]])
    one, other = both(office, monkeypatch)
    assert [(p.rule, p.place.cell) for p in other.problems if p.level == "error"] == [("wrong-type", "E3")]
    same(one, other)


def test_true_and_false_times_and_durations(office, monkeypatch):
    odd = [True, False, dt.time(9, 5), dt.timedelta(hours=30), dt.datetime.fromisoformat("2025-03-05 12:09:38"), 45721.25, 1e20, -1]
    rows = [item(f"XF{n}{k}", *("2025-03-05", "来信", 1)[:k], cell) for n, cell in enumerate(odd) for k in range(3)]
    office.put("a.xlsx", [ITEMS, *([*row, "城关", "在办"][:6] for row in rows), *(item(cell) for cell in odd)])
    one, other = both(office, monkeypatch)
    assert {p.rule for p in one.problems if p.level == "error"} >= {"wrong-type", "category-unknown"}
    same(one, other)


def test_half_a_character_is_told_as_a_damaged_sheet(office):
    """As some writers put a picture character: ``&#xD83D;&#xDE00;``."""
    path = office.put("表情.xlsx", [ITEMS, item("XF1"), item("XF2", unit="表情")])
    halves = b"&#xD83D;&#xDE00;"
    path.write_bytes(
        remade(path.read_bytes(), lambda _, part: part.replace(b"&#34920;&#24773;", halves).replace("表情".encode(), halves))
    )
    office.put("好.xlsx", [ITEMS, item("XF3")])
    inputs = office.read()
    assert [(problem.rule, problem.place.file) for problem in inputs.problems if problem.level == "error"] == [
        ("sheet-broken", "表情.xlsx")
    ]
    assert len(inputs.tables["信访事项登记表"]) == 1


def test_what_a_blank_means_may_also_be_typed(office):
    office.config("tables.yaml", "tables:\n  信访事项登记表:\n    columns:\n      批次号: {type: text, blank: A1}\n")
    for name in ("P", "Q"):
        typed = ["A1" if at == 7 else None if at in (8, 9) else f"{name}{at}" for at in range(1500)]
        office.put(f"{name}.xlsx", [[*ITEMS, "批次号"], *([*item(f"XF{name}{at}"), text] for at, text in enumerate(typed))])
    for _ in ("read", "from the cache"):
        values = office.read().tables["信访事项登记表"].columns["批次号"]
        found = [values.at(at) for at in (7, 8, 9, 10, 1507, 1508, 1509, 1510)]
        assert found == ["A1", "A1", "A1", "P10", "A1", "A1", "A1", "Q10"]
        assert values.equals("A1").sum() == 6

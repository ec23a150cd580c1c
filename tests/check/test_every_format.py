"""The dresses of "How real files look", one after the other, in every format: the same rows at the same addresses."""

import datetime as dt
from pathlib import Path

import pytest
from making import ITEMS, item, write

from pipeline.check.file import check_file
from pipeline.check.scene import Scene, UnitNames
from pipeline.model.reading import Limits
from pipeline.model.unit import Unit
from pipeline.read import Found, open_file, read_file
from pipeline.settings import tables
from pipeline.settings.loading import defaults
from pipeline.settings.yaml import load
from tests.tools.frames import frame_of

MAPPED, _ = load(Path(defaults() / "config" / "tables.yaml"), "config/tables.yaml")
SPECS, _ = tables.parse(MAPPED)
UNITS = UnitNames((Unit("城关镇", "乡镇", "城关"), Unit("河口镇", "乡镇", "河口")), ("外县",))
SCENE = Scene.of(tables.parse_reading(MAPPED)[0], UNITS)

FORMATS = {
    "xlsx": (".xlsx", {}),
    "xlsm": (".xlsm", {}),
    "xls": (".xls", {}),
    "et": (".et", {}),
    "ods": (".ods", {}),
    "csv": (".csv", {}),
    "csv, BOM, tabs": (".csv", {"encoding": "utf-8-sig", "delimiter": "\t"}),
    "csv, GBK, semicolons": (".csv", {"encoding": "gb18030", "delimiter": ";"}),
}
TEXT = [name for name in FORMATS if name.startswith("csv")]
TITLE = ["某县2025年信访事项登记表"]
XF1 = (3, "XF1", "2025-03-05", "来信", 1, "城关镇", "办理中")


def read(tmp_path, form, grid, merges=(), hidden_rows=()):
    """(rows, problems): ``_row`` and the values under ``ITEMS``; (rule, cell) of each problem that is no info."""
    suffix, how = FORMATS[form]
    more = {} if form in TEXT else {"merges": merges, "hidden_rows": hidden_rows}
    path = write(tmp_path / f"a{suffix}", grid, **how, **more)
    checked = check_file(read_file(open_file(Found(path, path.name, 0), None, Limits()), Limits()), SPECS, SCENE)
    problems = [*checked.problems, *(p for part in checked.parts for p in part.problems)]
    rows = [shown(row) for part in checked.parts for row in good(part).astype("object").to_dict("records")]
    return rows, [(p.rule, p.place.cell) for p in problems if p.level != "info"]


def good(part):
    """The rows of a part that are not set aside."""
    frame = frame_of(part.rows)
    return frame[~frame["_bad"]]


def shown(row):
    cells = (row[name] for name in ITEMS)
    return (row["_row"], *(cell.date().isoformat() if hasattr(cell, "date") else cell for cell in cells))


def first(row, **changes):
    """XF1 in another row, with other values."""
    values = dict(zip(ITEMS, XF1[1:], strict=True)) | changes
    return (row, *values.values())


CASES = {
    "a title, a row of units, instructions, a sample": (
        [
            TITLE,
            ["填报单位：县信访局", "", "", "", "", "2025年3月5日"],
            ITEMS,
            ["必填", "必填", "必填", "必填", "必填", "必填"],
            ["填写说明：按月填报"],
            ["示例", "2025-01-01", "来信", 1, "城关镇", "办理中"],
            item("XF1"),
        ],
        [first(7)],
        [],
    ),
    "headers with line breaks, spaces, full-width brackets, stars": (
        [TITLE, ["信访\n编号", " 登记 日期*", "信访形式（必填）", "＊人数", "属地（乡镇）", "办理\u3000状态"], item("XF1")],
        [first(3)],
        [],
    ),
    "columns in another order, under other names, with unknown ones between": (
        [
            ["状态", "序号", "乡镇", "来访人数", "渠道", "接件时间", "受理编号"],
            ["在办", 1, "城关", "2人", "走访", "2025.3.5", "XF1"],
        ],
        [first(2, 信访形式="来访", 人数=2)],
        [],
    ),
    "empty rows above and empty columns at the left": (
        [[], [], ["", "", *ITEMS], [], ["", "", *item("XF1")], ["", "", *item("XF2", people="约5")]],
        [first(5)],
        [("wrong-type", "F6")],
    ),
    "rows of zeros, rows of nothing but a running number": (
        [["序号", *ITEMS], [1, *item("XF1")], [2, *[0] * 6], [3], *[["", 0, 0, 0, 0, 0, 0]] * 200],
        [first(2)],
        [],
    ),
    "the header said again in another order, under a title of its own": (
        [TITLE, ITEMS, item("XF1"), [], ["2025年4月信访事项登记表"], list(reversed(ITEMS)), list(reversed(item("XF2")))],
        [first(3), first(7, 信访编号="XF2")],
        [],
    ),
    "totals below, in a text column of a row without a key, and after each part": (
        [
            ["序号", *ITEMS],
            [1, *item("XF1", people=2)],
            ["小计", "", "", "", 2],
            [2, *item("XF2", people=3)],
            ["", "", "", "小  计", 3],
            ["合  计", "", "", "", 5],
        ],
        [first(2, 人数=2), first(4, 信访编号="XF2", 人数=3)],
        [],
    ),
    "a total above the data that differs": (
        [ITEMS, ["总计", "", "", 7], item("XF1"), item("XF2", people=3)],
        [first(3), first(4, 信访编号="XF2", 人数=3)],
        [("total-differs", "D2")],
    ),
    "notes and signatures": (
        [ITEMS, item("XF1"), ["注：截至年底。"], ["注2、含来电"], ["填报人：张三", "", "审核：", "李四"], ["单位负责人（签字）："]],
        [first(2)],
        [],
    ),
    "ditto marks": (
        [ITEMS, item("XF1"), item("XF2", "同上", "〃", "同上", "同上", "同 上")],
        [first(2), first(3, 信访编号="XF2")],
        [],
    ),
    "ways to say nothing": (
        [ITEMS, *(item(f"XF{n}", people=nothing) for n, nothing in enumerate(["—", "/", "无", "空", "－", " "]))],
        [first(n + 2, 信访编号=f"XF{n}") for n in range(6)],
        [],
    ),
    "dates as they are written": (
        [
            ITEMS,
            *(
                item(f"XF{n}", day)
                for n, day in enumerate(
                    [
                        dt.date(2025, 3, 5),
                        45721,
                        "45721",
                        20250305,
                        "20250305",
                        "2025.3.5",
                        "2025/3/5 12:09:38",
                        "2025-03-05",
                        "2025年3月5日",
                        "２０２５年３月５日",
                    ]
                )
            ),
        ],
        [first(n + 2, 信访编号=f"XF{n}") for n in range(10)],
        [],
    ),
    "dates without a year, as text": (
        [TITLE, ITEMS, item("XF1", "3月5日"), item("XF2", "03.05"), item("XF3", "3/5")],
        [first(3), first(4, 信访编号="XF2"), first(5, 信访编号="XF3")],
        [],
    ),
    "a small number in a date column": (
        [TITLE, ITEMS, item("XF1"), item("XF2", 6.1), item("XF3", 366), item("XF4", 0.5)],
        [first(3)],
        [("wrong-type", "B4"), ("wrong-type", "B5"), ("wrong-type", "B6")],
    ),
    "a placeholder for nothing": ([ITEMS, item("XF1"), item("XF2", "1900-01-01")], [first(2)], [("required-blank", "B3")]),
    "numbers as they are written": (
        [ITEMS, *(item(f"XF{n}", people=told) for n, told in enumerate(["12", "１２", "12人", "12 人次", "十二", 12, "12.0"]))],
        [first(n + 2, 信访编号=f"XF{n}", 人数=12) for n in range(7)],
        [],
    ),
    "thousands": (
        [ITEMS, item("XF1", people="1,234"), item("XF2", people="1，234人")],
        [first(2, 人数=1234), first(3, 信访编号="XF2", 人数=1234)],
        [],
    ),
    "numbers that are not exact": (
        [ITEMS, item("XF1"), item("XF2", people="约50"), item("XF3", people="10余"), item("XF4", people=2.5)],
        [first(2)],
        [("wrong-type", "D3"), ("wrong-type", "D4"), ("wrong-type", "D5")],
    ),
    "spellings of values and units": (
        [ITEMS, item("XF1", channel="写信", unit="城关", state="在办"), item("XF2", channel="12345", unit="外县", state="是")],
        [first(2), first(3, 信访编号="XF2", 信访形式="来电", 属地="外县", 办理状态="已办结")],
        [],
    ),
    "error values": (
        [ITEMS, item("XF1"), item("XF2", people="#DIV/0!"), item("#N/A"), ["", "", "", "#REF!", "", ""]],
        [first(2)],
        [("wrong-type", "D3"), ("wrong-type", "A4")],
    ),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_each_dress_in_each_format(tmp_path, case, form):
    grid, rows, problems = CASES[case]
    got, told = read(tmp_path, form, grid)
    assert got == [first(row[0], **dict(zip(ITEMS, row[1:], strict=True))) for row in rows]
    assert sorted(told) == sorted(problems)


@pytest.mark.parametrize("form", [name for name in FORMATS if name not in TEXT])
def test_the_text_6_1_is_a_day_and_the_number_is_not(tmp_path, form):
    got, told = read(tmp_path, form, [TITLE, ITEMS, item("XF1", "6.1"), item("XF2", 6.1), item("XF3", "6.10")])
    assert [row[2] for row in got] == ["2025-06-01", "2025-06-10"]
    assert told == [("wrong-type", "B4")]


@pytest.mark.parametrize("form", TEXT)
def test_in_a_csv_6_1_is_a_number_and_6_10_is_not(tmp_path, form):
    got, told = read(tmp_path, form, [TITLE, ITEMS, item("XF1", "6.1"), item("XF2", "6.10"), item("XF3", "06.01")])
    assert [row[2] for row in got] == ["2025-06-10", "2025-06-01"]
    assert told == [("wrong-type", "B3")]


@pytest.mark.parametrize("form", [name for name in FORMATS if name not in TEXT])
def test_merged_titles_merged_headers_and_cells_merged_downwards(tmp_path, form):
    grid = [
        TITLE,
        ["信访编号", "登记", "", "人数", "属地", "办理"],
        ["", "日期", "信访形式", "", "", "状态"],
        ["XF1", dt.date(2025, 3, 5), "来信", 1, "城关", "在办"],
        ["XF2", "", "来信", 1, "", "在办"],
    ]
    got, told = read(tmp_path, form, grid, ["A1:F1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "B4:B5", "E4:E5"])
    assert told == []
    assert got == [first(4), first(5, 信访编号="XF2")]

"""A cell of each type in every way that people write it."""

import datetime as dt
from pathlib import Path

import pytest

from pipeline.check.cells import READERS, Fault, Guessed
from pipeline.check.coded import Coded
from pipeline.check.column import type_column
from pipeline.check.mask import masked
from pipeline.check.scene import Scene, UnitNames
from pipeline.model.tables import Column
from pipeline.model.unit import Unit
from pipeline.settings import tables
from pipeline.settings.loading import defaults
from pipeline.settings.yaml import load

MAPPED, _ = load(Path(defaults() / "config" / "tables.yaml"), "config/tables.yaml")
READING, _ = tables.parse_reading(MAPPED)
UNITS = UnitNames((Unit("城关镇", "乡镇", "城关"), Unit("县教育局", "县直部门", "教育局")), ("县本级", "外县"))


def scene(**changes):
    return Scene(READING.words, READING.limits, UNITS, **changes)


def read(kind, cell, column=None, **changes):
    return READERS[kind](column or Column("x", kind), scene(**changes))(cell)


DAY = dt.date(2025, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        dt.datetime.fromisoformat("2025-03-05T12:09:38"),
        45721,
        45721.0,
        45721.5,
        "45721.5",
        20250305,
        20250305.0,
        "20250305",
        "2025.3.5",
        "2025.03.05",
        "2025/3/5",
        "2025/3/5 12:09:38",
        "2025-03-05",
        "2025-03-05 00:00:00",
        "2025-03-05T09:30:00",
        "2025年3月5日",
        "2025年03月05日",
        "２０２５年３月５日",
        "2025 年 3 月 5 日",
        "2025年3月5号",
        " 2025.3.5 ",
        "2025-3-5.",
        "2025年3月5日（周三）",
        "2025年3月5日上午",
        "2025—03—05",
        "2025，3，5",
        "2025。3。5。",
        "2025\\3\\5",
        "二〇二五年三月五日",
        "二○二五年3月5号",
    ],
)
def test_a_date_in_each_of_its_dresses(cell):
    assert read("date", cell) == DAY


@pytest.mark.parametrize("cell", ["3月5日", "3.5", "3/5", "03.05", "3月5号", "三月五日"])
def test_a_text_without_a_year_takes_the_one_around_it(cell):
    assert read("date", cell, year=2025) == Guessed(DAY)
    assert isinstance(read("date", cell), Fault)


def test_the_first_month_has_a_name_of_its_own():
    assert read("date", "2025年元月十五日") == dt.date(2025, 1, 15)


def test_a_plain_number_is_never_guessed_to_be_a_date():
    for number in (6.1, 6.10, 3.5, 1, 0, 366, 366.9, -5, 15000, 90000, 20251301):
        assert isinstance(read("date", number, year=2025), Fault), number
    assert "6月1日" in read("date", 6.1, year=2025).advice


@pytest.mark.parametrize(
    ("cell", "day"),
    [("6.10", (6, 10)), ("06.01", (6, 1)), ("6.20", (6, 20)), ("6月1日", (6, 1)), ("45721", (3, 5)), ("20250305", (3, 5))],
)
def test_in_csv_a_text_that_no_number_would_show_is_a_day(cell, day):
    got = read("date", cell, year=2025, textual=True)
    assert getattr(got, "date", got) == dt.date(2025, *day)


@pytest.mark.parametrize("cell", ["6.1", "12.25", "3", "366"])
def test_in_csv_a_number_is_a_number(cell):
    assert isinstance(read("date", cell, year=2025, textual=True), Fault)


@pytest.mark.parametrize(
    "cell", [dt.date(1900, 1, 1), "1900-01-01", dt.datetime.fromisoformat("1900-01-01"), "1900/1/1", dt.time(0, 0)]
)
def test_placeholders_are_nothing(cell):
    assert read("date", cell) is None


NO_DATES = [
    "2025.2.30",
    "2025年3月",
    "下周",
    "2025",
    "20251305",
    "二〇二五年",
    "二〇二五年三月",
    "2025年十三月五日",
    "2025年百月五日",
    "25.3.5",
]


@pytest.mark.parametrize("cell", [*NO_DATES, dt.date(2205, 3, 5), dt.date(1900, 1, 6), True])
def test_what_is_no_date(cell):
    assert isinstance(read("date", cell), Fault)


def test_a_month_is_no_day_however_it_is_written():
    for cell, textual in (("2025年3月", False), ("2025.3", False), ("2025.3", True), (2025.3, False)):
        assert "没有写到日" in read("date", cell, textual=textual).advice


def test_serials_end_at_80000_and_typed_dates_with_2099():
    assert read("date", 20000) == dt.date(1954, 10, 3)
    assert read("date", 80000) == dt.date(2119, 1, 11)
    assert [type(read("date", cell)) for cell in (19999, 80001, dt.date(2119, 1, 11), "2119-01-11")] == [Fault] * 4


def test_serials_of_the_1904_calendar_count_from_1904():
    assert read("date", 44259.0, epoch_1904=True) == DAY


COUNT = Column("人数", "integer", minimum=1)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (5, 5),
        (5.0, 5),
        ("5", 5),
        ("５", 5),
        ("5人", 5),
        ("5 人次", 5),
        ("１２", 12),
        ("307批", 307),
        ("1,234", 1234),
        ("1，234人", 1234),
        ("十二", 12),
        ("二十", 20),
        ("一百零五人", 105),
        ("两千三百", 2300),
        ("一万二千", 12000),
        ("十", 10),
        ("第99期", 99),
        (" 7 ", 7),
        ("3.0", 3),
        ("〇", None),
        ("约50", None),
        ("10余", None),
        ("50多人", None),
        ("3.5", None),
        (3.5, None),
        ("5-6", None),
        ("二三", None),
        ("百", None),
        (0, None),
        (-1, None),
        ("百十", None),
        (dt.date(2025, 1, 1), None),
        (True, None),
        (1e300, None),
        (999_999_999, 999_999_999),
        ("13912345678", None),
        (13912345678, None),
        ("1,23", None),
    ],
)
def test_counts(cell, number):
    got = read("integer", cell, COUNT)
    assert isinstance(got, Fault) if number is None else got == number


def test_an_approximate_count_is_told_to_be_one():
    assert "约数" in read("integer", "约50", COUNT).advice
    assert "约数" in read("number", "近3").advice
    assert "单位" in read("number", "22%").advice


@pytest.mark.parametrize(
    ("cell", "number"),
    [(12.5, 12.5), ("12.5", 12.5), ("1,234.5", 1234.5), ("860件", 860.0), ("十二", 12.0), ("22%", None), ("约8", None)],
)
def test_numbers(cell, number):
    got = read("number", cell)
    assert isinstance(got, Fault) if number is None else got == number


CHANNEL = Column("信访形式", "category", values={"来信": ("信",), "来电": ("电", "12345"), "网上信访": ("网信",)})


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("来信", "来信"),
        (" 来 信", "来信"),
        ("信", "来信"),
        (12345, "来电"),
        ("１２３４５", "来电"),
        (12345.0, "来电"),
        ("来仿", None),
    ],
)
def test_categories_by_any_spelling(cell, value):
    got = read("category", cell, CHANNEL)
    assert isinstance(got, Fault) if value is None else got == value


def test_an_open_category_takes_what_is_written():
    assert read("category", " 土地 征用", Column("类", "category", open=True)) == "土地 征用"


def test_a_slip_in_a_category_is_answered_with_the_nearest():
    assert "网上信访" in read("category", "网上信仿", CHANNEL).advice


@pytest.mark.parametrize(
    ("cell", "name"),
    [("城关镇", "城关镇"), ("城关", "城关镇"), ("县本级", "县本级"), ("外 县", "外县"), ("教育局", "县教育局"), ("城管镇", None)],
)
def test_units_by_name_or_short_name(cell, name):
    got = read("unit", cell)
    assert isinstance(got, Fault) if name is None else got == name


def test_units_are_open_where_the_column_says_so_or_none_is_known():
    assert read("unit", "某公司", Column("责任单位", "unit", open=True)) == "某公司"
    assert read("unit", "教育局", Column("责任单位", "unit", open=True)) == "县教育局"
    assert READERS["unit"](Column("属地", "unit"), Scene())("随便镇") == "随便镇"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("2025", "2025"),
        (2025, "2025"),
        (2025.0, "2025"),
        ("2025年", "2025"),
        ("2025-11", "2025-11"),
        ("2025年11月", "2025-11"),
        ("2025年三季度", "2025Q3"),
        ("2025年第三季度", "2025Q3"),
        ("2025年上半年", "2025H1"),
        (dt.date(2025, 11, 1), "2025-11"),
        ("2025年11月份", "2025-11"),
        ("11月", None),
        ("去年", None),
    ],
)
def test_periods(cell, name):
    got = read("period", cell)
    assert isinstance(got, Fault) if name is None else got == name


@pytest.mark.parametrize("cell", ["", None, "  ", "　", "—", "/", "／", "无", "空", "-", "\u00a0"])
def test_ways_to_say_nothing(cell):
    typed = type_column(Column("x", "integer", blank=1), Coded.of([cell, 3]), scene())
    assert typed.values.series().tolist() == [1, 3]
    assert typed.blank.tolist() == [True, False]


def test_nothing_is_zero_where_the_table_reports_zeros():
    typed = type_column(Column("到县批次", "integer", minimum=0), Coded.of(["无", "零", "/", 2]), scene(), zeros=True)
    assert typed.values.series().isna().tolist() == [False, False, True, False]
    assert typed.values.series().fillna(-1).tolist() == [0, 0, -1, 2]


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("王小明", "王**"),
        ("13912345678", "139****"),
        ("约50", "约50"),
        ("6.1", "6.1"),
        (6.1, "6.1"),
        ("2025.2.30", "2025.2.30"),
        ("住址在城关镇建设路12号", "住**"),
        ("110101199003077777X", "1**"),
        ("5" * 30, "555****"),
        ("139-1234-5678", "139****"),
        ("139 1234 5678", "139****"),
        ("１３９－１２３４－５６７８", "139****"),
        ("①③⑨①②③④⑤⑥⑦⑧", "139****"),
        ("139\u200b1234\u200b5678", "139****"),
        ("139.1234.5678", "139****"),
        ("0731-8822-1234", "073****"),
        ("(0731)8822/1234", "(**"),
        ("139:12:34:5678", "139****"),
        ("一三九一二三四五六七八", "一三九****"),
        ("2025-1234-5678", "202****"),
        ("20-12-3456-78", "20-1****"),
        (3.3333333333333335, "3.33****"),
        ("12345", "12345"),
        ("1,234人", "1,234人"),
        ("2025-02-30", "2025-02-30"),
        ("2025-02", "2025-02"),
        ("2025年2月30日", "2025年2月30日"),
        ("2025/2/30 12:09:38", "2025/2/30 12:09:38"),
        ("2025-02-30T09:30", "2025-02-30T09:30"),
        ("二〇二五年三月", "二〇二五年三月"),
        ("", ""),
        (True, "TRUE"),
        (dt.time(9, 5), "09:05:00"),
    ],
)
def test_problems_show_enough_to_find_the_cell_and_no_more(cell, seen):
    assert masked(cell) == seen
    assert len(masked(cell)) <= 20

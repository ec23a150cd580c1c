"""Any table, in any dress that an office gives it, is the same typed rows at the same addresses."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import write

from pipeline.check.file import check_file
from pipeline.check.scene import Scene, UnitNames
from pipeline.model.reading import Limits
from pipeline.model.unit import Unit
from pipeline.read.file import open_file, read_file
from pipeline.read.tree import Found
from pipeline.settings import tables
from pipeline.settings.loading import defaults
from pipeline.settings.yaml import load
from tests.tools.frames import frame_of

MAPPED, _ = load(defaults() / "config" / "tables.yaml", "config/tables.yaml")
SPECS, _ = tables.parse(MAPPED)
READING, _ = tables.parse_reading(MAPPED)
UNITS = UnitNames((Unit("城关镇", "乡镇", "城关"), Unit("河口镇", "乡镇", "河口")), ("外县",))
SCENE = Scene.of(READING, UNITS)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 28))
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
ONES = ["", *"一二三四五六七八九"]
TENS = [f"{tens}{one}" for tens in ("", "十", "二十", "三十") for one in ONES]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

DATES = {
    "real": lambda day: day,
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "clock": lambda day: f"{day.year}/{day.month}/{day.day} 9:05:00",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "packed": lambda day: f"{day:%Y%m%d}",
    "number": lambda day: int(f"{day:%Y%m%d}"),
    "dashes": lambda day: f"{day.year}—{day.month:02d}—{day.day:02d}",
    "numerals": lambda day: f"{str(day.year).translate(CHINESE)}年{TENS[day.month]}月{TENS[day.day]}日",
    "serial": lambda day: (day - dt.date(1899, 12, 30)).days,
}
COUNTS = {
    "number": lambda n: n,
    "text": str,
    "wide": lambda n: str(n).translate(WIDE),
    "unit": lambda n: f"{n}件",
    "spaced": lambda n: f" {n} 人次",
}
FORMATS = [
    (".xlsx", {}),
    (".xlsm", {}),
    (".xls", {}),
    (".et", {}),
    (".ods", {}),
    (".csv", {}),
    (".csv", {"encoding": "utf-8-sig", "delimiter": ";"}),
    (".csv", {"encoding": "gb18030", "delimiter": "\t"}),
    (".csv", {"encoding": "gbk", "delimiter": "|"}),
]
HEADERS = {
    "plain": lambda name: name,
    "broken": lambda name: f"{name[:2]}\n{name[2:]}",
    "starred": lambda name: f"*{name}",
    "told": lambda name: f"{name}（必填）",
    "spaced": " ".join,
    "remarked": lambda name: f"{name}（不得重复）",
}
FOOTS = [
    [],
    [["注：本表数据由各单位填报。"], ["填报人：", "", "审核："]],
    [["说明：1.每月5日前报送。"], ["2.没有的填“无”，不要空着。"], ["③一式两份"]],
    [["主要领导签字：", "", "经手人："], ["城关镇人民政府（盖章）", "2025年4月1日"]],
    [["以下空白"], ["第1页 共1页"]],
]


@st.composite
def typed_rows(draw, spec):
    """Rows of plain values for the declared, non-private columns of a table; dates of one row in the order of the steps."""
    columns = [c for c in spec.columns if not c.private and (c.required or draw(st.booleans()))]
    rows = []
    for number in range(draw(st.integers(1, 5))):
        days = iter(sorted(draw(DAYS) for _ in columns))
        rows.append({c.name: draw(value(c, spec, number, days)) for c in columns})
    return columns, rows


def value(column, spec, number, days):
    if column.type == "date":
        day = next(days)
        return st.just(day) if column.required or column.name in spec.key else st.sampled_from([day, None])
    if column.type == "integer":
        return st.just(number + 1) if column.name in spec.key else st.integers(max(column.minimum or 0, 1), 400)
    if column.type == "number":
        return st.integers(1, 999).map(float)
    if column.type == "category" and column.values:
        return st.sampled_from(sorted(column.values))
    if column.type == "unit":
        return st.sampled_from(["城关镇", "河口镇"])
    if column.type == "period":
        return st.just("2025-11")
    return st.just(f"{column.name}甲{number}")


@st.composite
def dressed(draw, spec, columns, rows):
    """The grid of a sheet, and the row number of each row in it."""
    order = draw(st.permutations(columns))
    names = {c.name: draw(st.sampled_from([c.name, *c.aliases])) for c in columns}
    header = [HEADERS[draw(st.sampled_from(sorted(HEADERS)))](names[c.name]) for c in order]
    dates = DATES[draw(st.sampled_from(sorted(DATES)))]
    counts = COUNTS[draw(st.sampled_from(sorted(COUNTS)))]
    numbered = draw(st.booleans())
    left = draw(st.integers(0, 2))
    grid = [[f"某县{spec.name}"]] if draw(st.booleans()) else []
    grid += [[]] * draw(st.integers(0, 2))
    grid += [["填报单位：县信访局", "", "单位：件、人次"]] if draw(st.booleans()) else []
    grid.append((["序号"] if numbered else []) + header)
    grid += [["必填"] * len(grid[-1])] if draw(st.booleans()) else []
    grid += [list(range(1, len(grid[-1]) + 1))] if len(grid[-1]) > 2 and draw(st.booleans()) else []
    addresses = []
    for number, row in enumerate(rows, 1):
        grid += [[]] if draw(st.booleans()) and number > 1 else []
        before = rows[number - 2] if number > 1 else {}
        cells = [dress(c, row[c.name], dates, counts, draw, before.get(c.name)) for c in order]
        grid.append(([number] if numbered else []) + cells)
        addresses.append(len(grid))
    grid += [["合  计"]] if draw(st.booleans()) else []
    grid += draw(st.sampled_from(FOOTS))
    return [[""] * left + row if row else row for row in grid], addresses


def dress(column, cell, dates, counts, draw, before):
    """``before``: what the row above says in this column; a cell that says the same may be a ditto mark."""
    if cell is None:
        return draw(st.sampled_from([None, "", "—", "/"]))
    if cell == before and draw(st.booleans()):
        return draw(st.sampled_from(["同上", "〃", "同 上"]))
    if column.type == "date":
        return dates(cell)
    if column.type == "integer":
        return counts(cell)
    if column.type == "category" and column.values:
        return draw(st.sampled_from([cell, *column.values[cell]]))
    if column.type == "unit":
        return draw(st.sampled_from([cell, cell.removesuffix("镇")]))
    return cell


@st.composite
def cases(draw):
    spec = draw(st.sampled_from(list(SPECS.values())))
    columns, rows = draw(typed_rows(spec))
    grid, addresses = draw(dressed(spec, columns, rows))
    return spec, columns, rows, grid, addresses, draw(st.sampled_from(FORMATS))


@settings(max_examples=160, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(cases())
def test_any_table_in_any_dress(tmp_path_factory, case):
    spec, columns, rows, grid, addresses, (suffix, how) = case
    path = write(tmp_path_factory.getbasetemp() / f"{spec.name}{suffix}", grid, **how)
    raw = read_file(open_file(Found(path, path.name, 0), None, Limits()), Limits())
    checked = check_file(raw, SPECS, SCENE)
    (part,) = checked.parts
    assert [p.message for p in (*checked.problems, *part.problems) if p.level == "error"] == []
    assert part.spec is spec
    assert part.rows.numbers.tolist() == addresses
    got = [{c.name: plain(row[c.name]) for c in columns} for row in frame_of(part.rows).astype("object").to_dict("records")]
    assert got == [{c.name: row[c.name] if row[c.name] is not None else c.blank for c in columns} for row in rows]


def plain(cell):
    if cell is None or cell != cell:
        return None
    return cell.date() if hasattr(cell, "date") else cell

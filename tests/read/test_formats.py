"""Every format, told by its bytes; the same rows at the same addresses whichever it is."""

import datetime as dt

import pytest
from making import ITEMS, item, rows, write

from pipeline.read.text import decode, read_text
from pipeline.read.tree import drop_order, walk

GRID = [["某县信访事项登记表"], [], ITEMS, item("XF1", dt.date(2025, 3, 5)), item("XF2", "2025.3.6", "来访", "６人")]
WANTED = [("XF1", "2025-03-05", "来信", 1, 4), ("XF2", "2025-03-06", "来访", 6, 5)]
COLUMNS = ("信访编号", "登记日期", "信访形式", "人数", "_row")


def used(inputs):
    return rows(inputs, "信访事项登记表", *COLUMNS)


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.xls", "a.et", "a.ods", "a.csv"])
def test_each_format(office, name):
    office.put(name, GRID)
    inputs = office.read()
    assert used(inputs) == WANTED
    assert not [p for p in inputs.problems if p.level != "info"]
    sheet = None if name.endswith(".csv") else "Sheet1"
    assert [(s.file, s.sheet, s.rows) for s in inputs.tables["信访事项登记表"].sources] == [(name, sheet, 2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_each_encoding_and_with_each_separator(office, encoding, delimiter):
    office.put("a.csv", GRID, encoding=encoding, delimiter=delimiter)
    assert used(office.read()) == WANTED


def test_csv_cells_with_line_breaks_quotes_and_separators_keep_the_rows_right(office):
    office.put("a.csv", [["信访\n编号", *ITEMS[1:], '"备注", x'], [*item("XF1"), 'a\nb,"c"'], item("XF2")])
    assert [row[0] for row in rows(office.read(), "信访事项登记表", "_row")] == [2, 3]


@pytest.mark.parametrize(
    ("real", "named"),
    [("a.xls", "b.xlsx"), ("a.xlsx", "b.xls"), ("a.ods", "b.xlsx"), ("a.xlsx", "b.csv"), ("a.csv", "b.xls"), ("a.xlsx", "b.dat")],
)
def test_what_a_file_is_is_told_by_its_bytes(office, tmp_path, real, named):
    made = write(tmp_path / real, GRID)
    made.rename(tmp_path / "inputs" / named)
    inputs = office.read()
    assert used(inputs) == WANTED
    assert [p.rule for p in inputs.problems if p.level == "warning"] == (["file-misnamed"] if real == "a.csv" else [])


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_serials_of_a_1904_workbook(office, name):
    office.put(name, [ITEMS, item("XF1", 44259), item("XF2", dt.date(2025, 3, 6), "来访", 6)], epoch_1904=True)
    assert [row[1] for row in used(office.read())] == ["2025-03-05", "2025-03-06"]


def test_which_files_are_looked_at(office, tmp_path):
    inputs = tmp_path / "inputs"
    office.put("子/夹/a.xlsx", GRID)
    for name in ("~$a.xlsx", ".DS_Store", "Thumbs.db", ".隐藏.xlsx", "desktop.ini"):
        (inputs / name).write_bytes(b"junk")
    (inputs / "说明.pdf").write_bytes(b"%PDF-1.7")
    (inputs / "图.png").write_bytes(b"\x89PNG\r\n")
    read = office.read()
    assert len(used(read)) == 2
    told = [(p.place.file, p.level) for p in read.problems if p.rule.startswith("file")]
    assert told == [("图.png", "info"), ("说明.pdf", "info")]
    assert [found.file for found in walk(inputs)[0]] == ["单位台账.xlsx", "图.png", "说明.pdf", "子/夹/a.xlsx"]


def test_order_of_drops():
    names = {"", "全部", "2025年2月", "2025-10", "20251105", "202511", "第2批", "第10批", "b", "2024"}
    assert drop_order(names) == ("", "2024", "2025年2月", "2025-10", "202511", "20251105", "第2批", "第10批", "b", "全部")


def test_text_in_no_known_encoding_is_none():
    assert decode(b"\x80\xff\xfe\x81") is None
    assert read_text(b"a,b\x00c") is None


def test_the_hashes_are_those_of_the_files(office, tmp_path):
    import hashlib

    path = office.put("a.csv", GRID)
    assert office.read().hashes["a.csv"] == hashlib.sha256(path.read_bytes()).hexdigest()

"""Every format, told by its bytes; the same rows at the same addresses whichever it is."""

import datetime as dt

import pytest
from making import ITEMS, item, rows, write

from pipeline.model.reading import Limits
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
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_csv_in_each_encoding_and_with_each_separator(office, encoding, delimiter):
    office.put("a.csv", GRID, encoding=encoding, delimiter=delimiter)
    assert used(office.read()) == WANTED


def test_cells_of_a_csv_that_other_systems_dress_as_text(office):
    lines = [",".join(ITEMS), '="0012","=""2025-03-05""",来信,="1",城关镇,办理中', "'0013,'2025-03-06,来访,'6,城关镇,办理中"]
    path = office.folder / "inputs" / "信访事项登记表.csv"
    path.write_bytes("\r\n".join(lines).encode("gbk"))
    inputs = office.read()
    assert not [p for p in inputs.problems if p.level == "error"]
    assert rows(inputs, "信访事项登记表", "信访编号", "人数") == [("0012", 1), ("0013", 6)]


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


def test_an_archive_in_the_inputs_is_a_warning_for_it_may_hold_tables(office, tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "inputs" / "2025年台账.zip", "w") as archive:
        archive.write(office.put("a.xlsx", GRID), "a.xlsx")
    (tmp_path / "inputs" / "b.rar").write_bytes(b"Rar!\x1a\x07\x00")
    with zipfile.ZipFile(tmp_path / "inputs" / "说明.docx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    told = [(p.place.file, p.level) for p in office.read().problems if p.rule == "file-passed"]
    assert told == [("2025年台账.zip", "warning"), ("b.rar", "warning"), ("说明.docx", "info")]


def test_order_of_drops():
    names = {"", "全部", "2025年2月", "2025-10", "20251105", "202511", "第2批", "第10批", "b", "2024"}
    assert drop_order(names) == ("", "2024", "2025年2月", "2025-10", "202511", "20251105", "第2批", "第10批", "b", "全部")


def test_text_in_no_known_encoding_is_said_to_be_that():
    assert decode(b"\x80\xff\xfe\x81") is None
    assert "编码" in read_text(b"a,b\x00c", Limits())


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
def test_the_last_line_of_a_csv_may_end_or_not(end):
    assert read_text(f"a,b{end}".encode(), Limits()).rows == [["a", "b"]]
    assert read_text(end.encode(), Limits()).rows == ([[]] if end else [])
    assert read_text(f'a,"b\nc"{end}'.encode(), Limits()).rows == [["a", "b\nc"]]


def test_a_csv_of_too_many_cells_is_not_taken_apart():
    assert "使用范围过大" in read_text(b"a,b\n" * 600, Limits(cells=1000))
    assert len(read_text(b"a,b\n" * 400, Limits(cells=1000)).rows) == 400


def test_a_cell_of_a_csv_may_be_long():
    assert len(read_text(("a,b\n" + "长" * 300_000).encode(), Limits()).rows[1][0]) == 300_000


def test_the_hashes_are_those_of_the_files(office, tmp_path):
    import hashlib

    path = office.put("a.csv", GRID)
    assert office.read().hashes["a.csv"] == hashlib.sha256(path.read_bytes()).hexdigest()

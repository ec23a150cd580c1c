"""The files hold the records and nothing else, in the dress that their names promise; the same seed gives the same bytes."""

import datetime as dt
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from pipeline.sample import generate, records


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("county")
    generate(place)
    return place


def read(path):
    """(table of the file's name, its rows below the header as dicts)."""
    if path.suffix == ".csv":
        header, *rows = [line.split(",") for line in path.read_text(encoding="gbk").splitlines()]
        return [dict(zip(header, row, strict=True)) for row in rows]
    book = CalamineWorkbook.from_path(path)
    found = []
    for name in book.sheet_names:
        _, header, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found += [dict(zip(header, row, strict=True)) for row in rows]
    return found


def text(value):
    """A cell as a person sees it, whichever format it came from."""
    if isinstance(value, dt.date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def shown(rows):
    return [{name: text(value) for name, value in row.items()} for row in rows]


def test_every_record_stands_in_a_file_in_order(folder):
    for table, rows in records().items():
        files = sorted((folder / "inputs").rglob(f"{table}*.*"), key=lambda path: path.stem)
        assert shown(row for file in files for row in read(file)) == shown(rows), table


def test_the_same_seed_gives_the_same_bytes(folder, tmp_path):
    files = generate(tmp_path)
    assert [file.read_bytes() for file in files] == [(folder / file.relative_to(tmp_path)).read_bytes() for file in files]


def test_another_seed_gives_another_county():
    one, other = records(), records(seed=7)
    for table in one:
        assert one[table] != other[table], table


def test_every_sheet_of_a_workbook_begins_with_a_title_over_its_header(folder):
    for path in (folder / "inputs").rglob("*.xls*"):
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            title, header, *_ = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            assert title[0].startswith("某县")
            assert set(title[1:]) <= {""}
            assert "" not in header


def test_each_of_the_eleven_tables_has_an_xlsx(folder):
    missing = [table for table in records() if not list((folder / "inputs").rglob(f"{table}*.xlsx"))]
    assert missing == []


def test_three_files_are_dressed_otherwise(folder):
    last = folder / "inputs" / "2024"
    assert (last / "信访积案台账2024.xls").read_bytes()[:8] == bytes.fromhex("d0cf11e0a1b11ae1")
    with pytest.raises(UnicodeDecodeError):
        (last / "领导下访登记表2024.csv").read_text(encoding="utf-8")
    months = CalamineWorkbook.from_path(folder / "inputs" / "2025" / "领导接访登记表2025.xlsx").sheet_names
    assert months == [f"{month}月" for month in range(1, 13)]


def test_no_clock_and_no_name_in_a_workbook(folder):
    for path in (folder / "inputs").rglob("*.xlsx"):
        with zipfile.ZipFile(path) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = package.read("docProps/core.xml").decode()
        assert "creator" not in core
        assert "lastModifiedBy" not in core


def test_a_year_of_200_townships_and_20000_items(tmp_path):
    files = generate(tmp_path, rows=20_000, townships=200)
    rows = sum(len(read(file)) for file in files if file.stem.startswith("信访事项登记表"))
    assert rows == 20_000

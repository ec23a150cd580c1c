"""Broken and hostile files: one clear problem each, and every other file still read."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from making import ITEMS, item, rows, write
from xlwt.CompoundDoc import XlsDoc

from pipeline.model.reading import Limits
from pipeline.read import ole, parser, wide
from pipeline.read.file import Opened, open_file, read_file
from pipeline.read.parser import parse
from pipeline.read.tree import Found

GOOD = [ITEMS, item("XF1")]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def xlsx(tmp_path, grid=None):
    return write(tmp_path / "made.xlsx", grid or GOOD).read_bytes()


def remade(content, change, *, add=()):
    """The workbook with its parts changed: ``change(name, bytes)`` → bytes, or None to drop the part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in add:
            new.writestr(name, part)
    return out.getvalue()


def sheet_changed(content, before, after):
    return remade(content, lambda name, part: part.replace(before, after, 1) if name == "xl/worksheets/sheet1.xml" else part)


def empty(tmp_path):
    return b""


def truncated(tmp_path):
    return xlsx(tmp_path)[:2000]


def truncated_xls(tmp_path):
    return write(tmp_path / "made.xls", GOOD).read_bytes()[:1500]


def html(tmp_path):
    return "<html><table><tr><td>信访编号</td></tr></table></html>".encode("gbk")


def encrypted(tmp_path):
    return OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600


def xml_spreadsheet(tmp_path):
    return b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'


def encrypted_xls(tmp_path):
    """A record FILEPASS after the first one says that what follows is enciphered ([MS-XLS] 2.4.117)."""
    records = ole.stream(write(tmp_path / "made.xls", GOOD).read_bytes(), ("Workbook",))
    first = 4 + int.from_bytes(records[2:4], "little")
    out = BytesIO()
    XlsDoc().save(out, records[:first] + b"\x2f\x00\x36\x00" + bytes(54) + records[first:])
    return out.getvalue()


def encrypted_ods(tmp_path):
    """The manifest says that a part is enciphered, and it is."""
    told = b'<manifest:encryption-data manifest:checksum-type="x"/></manifest:manifest>'
    changes = {"content.xml": lambda part: bytes(n * 37 % 251 for n in range(900))}
    changes["META-INF/manifest.xml"] = lambda part: part.replace(b"</manifest:manifest>", told)
    return remade(ods(tmp_path), lambda name, part: changes.get(name, bytes)(part))


def ods(tmp_path):
    return write(tmp_path / "made.ods", GOOD).read_bytes()


def ods_changed(tmp_path, before, after):
    return remade(ods(tmp_path), lambda name, part: part.replace(before, after, 1) if name == "content.xml" else part)


def entities_of_an_ods(tmp_path):
    trick = b"<!--" + b"x" * 5000 + b'--><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><office:document-content'
    return ods_changed(tmp_path, b"<office:document-content", trick)


def deep_ods(tmp_path):
    return ods_changed(tmp_path, b"</table:table>", b"<a>" * 5000 + b"</a>" * 5000 + b"</table:table>")


def bomb_ods(tmp_path):
    return remade(ods(tmp_path), lambda name, part: part, add=[("Pictures/zeros", b"\x00" * (40 << 20))])


def truncated_ods(tmp_path):
    return ods(tmp_path)[:1500]


def open_quote(tmp_path):
    return '信访编号,登记日期,备注\nXF1,2025-03-05,好\nXF2,2025-03-05,"没有写完\nXF3,2025-03-05,好\n'.encode()


def binary(tmp_path):
    return bytes(range(256)) * 20


def no_sheet(tmp_path):
    return remade(xlsx(tmp_path), lambda name, part: None if "sheet1" in name else part)


def no_workbook(tmp_path):
    return remade(xlsx(tmp_path), lambda name, part: None if name == "xl/workbook.xml" else part)


def bomb(tmp_path):
    return remade(xlsx(tmp_path), lambda name, part: part, add=[("xl/media/zeros.bin", b"\x00" * (40 << 20))])


def many_parts(tmp_path):
    return remade(xlsx(tmp_path), lambda name, part: part, add=[(f"xl/media/{n}", b"x") for n in range(6000)])


def entities(tmp_path):
    trick = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'
    return sheet_changed(xlsx(tmp_path), b"<worksheet", trick)


def deep(tmp_path):
    return sheet_changed(xlsx(tmp_path), b"<sheetData>", b"<a>" * 5000 + b"</a>" * 5000 + b"<sheetData>")


def far_cell(tmp_path):
    return sheet_changed(xlsx(tmp_path), b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def far_cell_in_the_middle(tmp_path):
    filler = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(900000, 904000))
    far = b'<row r="899999"><c r="XFD899999"><v>1</v></c></row>'
    first = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(10, 4000))
    return sheet_changed(xlsx(tmp_path), b"</sheetData>", first + far + filler + b"</sheetData>")


def doubled_parts(tmp_path):
    out = BytesIO(xlsx(tmp_path))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    return out.getvalue()


CASES = [
    (empty, "file-empty", "0 字节"),
    (truncated, "file-broken", "损坏"),
    (truncated_xls, "file-broken", "损坏"),
    (html, "file-html", "另存为 .xlsx"),
    (xml_spreadsheet, "file-html", "另存为 .xlsx"),
    (encrypted_xls, "file-encrypted", "取消密码"),
    (encrypted_ods, "file-encrypted", "取消密码"),
    (entities_of_an_ods, "file-entities", "外部实体"),
    (deep_ods, "file-bomb", "嵌套"),
    (bomb_ods, "file-bomb", "压缩炸弹"),
    (truncated_ods, "file-broken", "损坏"),
    (open_quote, "file-unknown", "第3行有一个引号"),
    (encrypted, "file-encrypted", "取消密码"),
    (binary, "file-unknown", "不是表格"),
    (no_sheet, "sheet-broken", "工作表损坏"),
    (no_workbook, "file-broken", "损坏"),
    (bomb, "file-bomb", "压缩炸弹"),
    (many_parts, "file-bomb", "部件"),
    (entities, "file-entities", "外部实体"),
    (deep, "file-bomb", "嵌套"),
    (far_cell, "sheet-broken", "使用范围过大"),
    (far_cell_in_the_middle, "sheet-broken", "使用范围过大"),
    (doubled_parts, "file-broken", "重名"),
]


@pytest.mark.parametrize(("make", "rule", "words"), CASES, ids=[make.__name__ for make, _, _ in CASES])
def test_one_clear_problem_and_the_other_files_still_read(office, tmp_path, make, rule, words):
    (tmp_path / "inputs" / "a坏.xls").write_bytes(make(tmp_path))
    office.put("好.xlsx", GOOD)
    inputs = office.read()
    assert [(p.rule, p.place.file) for p in inputs.problems if p.level == "error"] == [(rule, "a坏.xls")]
    (problem,) = [p for p in inputs.problems if p.level == "error"]
    assert words in problem.message
    assert re.search("请", problem.message)
    assert rows(inputs, "信访事项登记表", "信访编号") == [("XF1",)]


def test_a_file_too_large_is_not_opened(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * (1 << 20) + b"y")
    opened = open_file(Found(path, "a.csv", 0), tmp_path, Limits(file_mb=1))
    assert opened.problem is not None
    assert opened.problem.rule == "file-large"
    assert opened.content == b""


def test_a_sheet_of_too_many_cells_is_not_handed_over(tmp_path):
    content = write(tmp_path / "a.xls", [[f"c{c}" for c in range(20)] for _ in range(60)]).read_bytes()
    assert "使用范围过大" in parse(content, Limits(cells=1000)).failed[0][1]


def test_a_parser_that_takes_too_long_is_ended(tmp_path):
    parser.stop()
    grid = [[n] * 60 for n in range(200)]
    content = write(tmp_path / "a.xlsx", grid).read_bytes()
    parsed = parse(content, Limits(seconds=0))
    assert parsed.refused is not None
    assert parsed.refused[0] == "file-slow"
    assert parse(xlsx(tmp_path), Limits()).sheets


def test_a_link_out_of_the_inputs_is_not_followed(office, tmp_path):
    outside = write(tmp_path / "outside" / "a.xlsx", GOOD)
    (tmp_path / "inputs" / "b.xlsx").symlink_to(outside)
    (tmp_path / "inputs" / "夹").symlink_to(tmp_path / "outside", target_is_directory=True)
    inputs = office.read()
    assert sorted((p.rule, p.place.file) for p in inputs.problems if p.level == "error") == [
        ("file-link", "b.xlsx"),
        ("file-link", "夹"),
    ]
    assert "信访事项登记表" not in inputs.tables


def test_a_file_held_by_another_program_is_told_and_the_others_are_read(office, tmp_path, monkeypatch):
    """As Windows answers while Excel has it open."""
    write(tmp_path / "inputs" / "a.csv", GOOD)
    write(tmp_path / "inputs" / "b.csv", GOOD)
    plain = Path.read_bytes

    def held(self):
        if self.name == "a.csv":
            raise PermissionError(13, "另一个程序正在使用此文件", str(self))
        return plain(self)

    monkeypatch.setattr(Path, "read_bytes", held)
    inputs = office.read()
    assert [(p.rule, p.place.file) for p in inputs.problems if p.level == "error"] == [("file-locked", "a.csv")]
    assert {source.file for source in inputs.tables["信访事项登记表"].sources} == {"b.csv"}


def test_a_file_that_vanishes_or_changes_while_it_is_read(tmp_path, monkeypatch):
    path = write(tmp_path / "a.csv", GOOD)
    gone = open_file(Found(tmp_path / "b.csv", "b.csv", 0), tmp_path, Limits())
    assert gone.problem is not None
    assert gone.problem.rule == "file-locked"
    plain = Path.read_bytes

    def meanwhile(self):
        content = plain(self)
        path.write_bytes(content + b"more")
        return content

    monkeypatch.setattr(Path, "read_bytes", meanwhile)
    changed = open_file(Found(path, "a.csv", 0), tmp_path, Limits())
    assert changed.problem is not None
    assert changed.problem.rule == "file-changing"


def test_the_worker_survives_a_dead_child(tmp_path):
    assert parse(far_cell_in_the_middle(tmp_path), Limits()).refused is not None
    assert parse(xlsx(tmp_path), Limits()).sheets[0].rows[1][0] == "XF1"


@pytest.mark.parametrize(("limit", "grid"), [("_TEXTS", GOOD), ("_LISTS", GOOD), ("_OTHERS", [*GOOD, ["=1/3", 0.1, 0.2, 0.3]])])
def test_what_could_fill_the_memory_is_left_to_the_child_that_has_a_limit(tmp_path, monkeypatch, limit, grid):
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
    content = remade(xlsx(tmp_path, grid), lambda name, part: part, add=[("xl/sharedStrings.xml", texts)])
    assert wide.wide_sheets(content, Limits()).sheets
    monkeypatch.setattr(wide, limit, 1)
    left = wide.wide_sheets(content, Limits())
    assert left is None or not left.sheets
    assert read_file(Opened(Found(tmp_path / "a.xlsx", "a.xlsx", 0), content, "x"), Limits()).sheets[0].rows[1][0] == "XF1"


def test_a_known_file_is_read_when_somebody_looks_into_it_and_must_still_be_what_it_was(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")
    plain = open_file(Found(path, "a.csv", 0), tmp_path, Limits())
    known = open_file(Found(path, "a.csv", 0), tmp_path, Limits(), lambda _path, _stat: plain.digest)
    assert (known.content, known.digest, known.size) == (b"", plain.digest, plain.size)
    assert read_file(known, Limits()) == read_file(plain, Limits())
    path.write_bytes(b"a,b\n1,3\n")
    assert [problem.rule for problem in read_file(known, Limits()).problems] == ["file-changing"]

"""A workbook with marks in it is the workbook as it was, with colours and comments at the marked cells and nothing else changed."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from pipeline.write.marking import Note, mark_workbook, position

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas" / "ooxml"
RED, YELLOW = "FFFF9999", "FFFFE699"
SHEET = "xl/worksheets/sheet1.xml"
PATCHED = re.compile(
    r"xl/styles.xml|xl/worksheets/sheet1.xml|\[Content_Types\].xml|xl/worksheets/_rels/sheet1.xml.rels|.*vml.*|.*comment.*"
)


def note(cell, text="错误：人数应为整数", colour=RED):
    return Note(*position(cell), colour, text)


def office_like(*, comments=()):
    """A workbook with what offices put into one, and with parts that openpyxl does not know."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "登记表"
    for row in [["编号", "人数", "状态"], ["XF1", 3, "已办结"], ["XF2", "约50", "办理中"], [], ["XF3", 4, "=B2+B5"]]:
        sheet.append(row)
    sheet["B3"].font = Font(bold=True)
    sheet["B3"].number_format = "0.00"
    sheet["A1"].hyperlink = "https://example.com/"
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["E"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.column_dimensions["B"].width = 33
    valid = DataValidation(type="list", formula1='"已办结,办理中"')
    sheet.add_data_validation(valid)
    valid.add("C2:C9")
    sheet.conditional_formatting.add(
        "B2:B9", CellIsRule(operator="greaterThan", formula=["5"], fill=PatternFill(bgColor="FFFF0000"))
    )
    sheet.merge_cells("A7:C8")
    sheet.add_table(Table(displayName="T", ref="A1:C3"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=5))
    sheet.add_chart(chart, "F2")
    book.create_sheet("其他")["A1"] = "不动"
    for cell in comments:
        sheet[cell].comment = Comment("县里说：请核对", "县信访局")
        book["其他"][cell].comment = Comment("别处的批注", "县信访局")
    out = BytesIO()
    book.save(out)
    return with_parts(out.getvalue(), {"xl/customData/形状.bin": bytes(range(256)) * 9, "docMetadata/x.xml": b"<x/>"})


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content, changed):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in (parts(content) | changed).items():
            if part is not None:
                made.writestr(name, part)
    return out.getvalue()


def unmarked(sheet, cells):
    """The sheet's XML without what marking may change: the looks of the marked cells, new cells, the drawing of comments."""
    root = etree.fromstring(sheet)
    for element in list(root.iter("{*}legacyDrawing")):
        element.getparent().remove(element)
    for cell in list(root.iter("{*}c")):
        if cell.get("r") in cells:
            cell.attrib.pop("s", None)
            if not len(cell):
                cell.getparent().remove(cell)
    for row in list(root.iter("{*}row")):
        if not len(row):
            row.getparent().remove(row)
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize("comments", [(), ("A2",), ("B3",)])
def test_everything_else_is_as_it_was(comments):
    before = office_like(comments=comments)
    cells = ["B3", "C3", "D2", "E2", "B4", "B9", "A7"]
    after = mark_workbook(before, {SHEET: [note(cell) for cell in cells]})
    assert after is not None
    old, new = parts(before), parts(after)
    assert list(new)[: len(old)] == list(old)
    for name, part in old.items():
        if not PATCHED.fullmatch(name) or "sheet2" in name:
            assert new[name] == part, name
    assert unmarked(old[SHEET], cells) == unmarked(new[SHEET], cells)
    for name in new:
        if name.endswith((".xml", ".rels", ".vml")):
            root = etree.fromstring(new[name])
            kind = "opc-contentTypes" if name.startswith("[") else "opc-relationships" if name.endswith(".rels") else None
            if kind:
                etree.XMLSchema(file=str(SCHEMAS / f"{kind}.xsd")).assertValid(root)


@pytest.mark.parametrize("comments", [(), ("A2",), ("B3",)])
def test_cells_are_coloured_and_commented_and_look_otherwise_as_before(comments):
    cells = ["B3", "C3", "D2", "E2", "B4", "B9", "A7"]
    before = office_like(comments=comments)
    book = openpyxl.load_workbook(BytesIO(mark_workbook(before, {SHEET: [note(cell) for cell in cells]})))
    sheet, old = book["登记表"], openpyxl.load_workbook(BytesIO(before))["登记表"]
    for row in range(1, 11):
        for column in "ABCDEF":
            cell, was = sheet[f"{column}{row}"], old[f"{column}{row}"]
            assert cell.value == was.value
            assert (repr(cell.font), cell.number_format, repr(cell.border)) == (repr(was.font), was.number_format, repr(was.border))
            if cell.coordinate in cells:
                assert cell.fill.fgColor.rgb == RED
                assert cell.comment.text.endswith("错误：人数应为整数")
            else:
                assert repr(cell.fill) == repr(was.fill)
                assert (cell.comment and cell.comment.text) == (was.comment and was.comment.text)
    for cell in comments:
        assert sheet[cell].comment.text.startswith("县里说：请核对")
        assert book["其他"][cell].comment.text == "别处的批注"
    assert sheet.data_validations.dataValidation[0].sqref == old.data_validations.dataValidation[0].sqref
    assert len(sheet._charts) == 1


def test_a_new_cell_takes_the_look_of_its_row_or_column():
    plain = b'<cols><col min="2" max="3" width="9" style="1"/></cols><sheetData><row r="2" s="2" customFormat="1"/></sheetData>'
    book = openpyxl.Workbook()
    for at, name in enumerate(("宋体", "黑体", "楷体"), 1):
        book.active.cell(1, at).font = Font(name=name)
    out = BytesIO()
    book.save(out)
    sheet = re.sub(rb"<cols.*</sheetData>|<sheetData.*</sheetData>", plain, parts(out.getvalue())[SHEET], flags=re.DOTALL)
    made = mark_workbook(with_parts(out.getvalue(), {SHEET: sheet}), {SHEET: [note(cell) for cell in ("A1", "B1", "D2", "C3")]})
    got = openpyxl.load_workbook(BytesIO(made)).active
    assert [got[cell].font.name for cell in ("A1", "B1", "D2", "C3")] == ["Calibri", "宋体", "黑体", "宋体"]


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (b"<sheetData/>", ["B2", "A9"]),
        (b"<sheetData></sheetData>", ["B2"]),
        (b"<sheetData><row/><row/></sheetData>", ["B1", "B2", "A3"]),
        (b"<sheetData><row><c/><c/><c/></row></sheetData>", ["A1", "C1", "D1"]),
        (b"<sheetData><row r='3'><c r='B3'><v>1</v></c><c r='D3'/></row></sheetData>", ["A1", "A3", "B3", "C3", "E3", "A4"]),
        (
            b'<sheetData><!-- <row r="2"> --><row r="2"><c r="A2" t="str"><f>"&lt;/row>/>"</f><v>/></v></c></row></sheetData>',
            ["A2", "B2"],
        ),
    ],
)
def test_rows_and_cells_that_are_not_there_are_made_in_their_place(data, cells):
    empty = parts(office_like())
    sheet = re.sub(rb"<sheetData.*</sheetData>", data, empty[SHEET], flags=re.DOTALL)
    made = mark_workbook(with_parts(office_like(), {SHEET: sheet}), {SHEET: [note(cell) for cell in cells]})
    root = etree.fromstring(parts(made)[SHEET])
    numbers = [int(row.get("r", at)) for at, row in enumerate(root.iter("{*}row"), 1)]
    assert numbers == sorted(set(numbers))
    got = openpyxl.load_workbook(BytesIO(made))["登记表"]
    marked = [cell.coordinate for row in got.iter_rows() for cell in row if cell.fill.fgColor.rgb == RED]
    assert sorted(marked) == sorted(cells)
    for row in root.iter("{*}row"):
        places = [position(cell.get("r"))[1] for cell in row if cell.get("r")]
        assert places == sorted(set(places))


def test_elements_with_a_prefix():
    content = office_like()
    book = parts(content)
    changed = {}
    for name in (SHEET, "xl/styles.xml"):
        text = re.sub(rb"<(/?)(?=[A-Za-z])(?!\w+:)", rb"<\1x:", book[name]).replace(b" xmlns=", b" xmlns:x=")
        changed[name] = text
    made = mark_workbook(with_parts(content, changed), {SHEET: [note("B3"), note("B9")]})
    got = openpyxl.load_workbook(BytesIO(made))["登记表"]
    assert [got[cell].fill.fgColor.rgb for cell in ("B3", "B9")] == [RED, RED]
    assert got["B9"].comment.text == "错误：人数应为整数"


def test_a_workbook_without_looks_gets_some():
    content = office_like()
    book = parts(content)
    sheet = re.sub(rb' s="\d+"| style="\d+"|<conditionalFormatting.*</conditionalFormatting>', b"", book[SHEET])
    relations = re.sub(rb"<Relationship [^>]*styles.xml[^>]*>", b"", book["xl/_rels/workbook.xml.rels"])
    types = re.sub(rb"<Override [^>]*styles.xml[^>]*>", b"", book["[Content_Types].xml"])
    bare = {SHEET: sheet, "xl/styles.xml": None, "xl/_rels/workbook.xml.rels": relations, "[Content_Types].xml": types}
    made = mark_workbook(with_parts(content, bare), {SHEET: [note("B3")]})
    assert openpyxl.load_workbook(BytesIO(made))["登记表"]["B3"].fill.fgColor.rgb == RED


def test_two_notes_on_a_cell_and_in_a_merged_area_are_one_comment_in_the_first_colour():
    made = mark_workbook(office_like(), {SHEET: [note("B8", "错误：甲 <&{} \x00"), note("A7", "提醒：乙", YELLOW)]})
    cell = openpyxl.load_workbook(BytesIO(made))["登记表"]["A7"]
    assert cell.comment.text == "错误：甲 <&{} \n提醒：乙"
    assert cell.fill.fgColor.rgb == RED


def test_marking_again_adds_to_what_is_there():
    once = mark_workbook(office_like(), {SHEET: [note("B3", "一")]})
    twice = mark_workbook(once, {SHEET: [note("B3", "二", YELLOW), note("C3", "三")]})
    sheet = openpyxl.load_workbook(BytesIO(twice))["登记表"]
    assert (sheet["B3"].comment.text, sheet["C3"].comment.text) == ("一\n二", "三")
    assert (sheet["B3"].fill.fgColor.rgb, sheet["C3"].fill.fgColor.rgb) == (YELLOW, RED)
    boxes = re.findall(rb'<v:shape [^>]*id="([^"]*)"', b"".join(p for n, p in parts(twice).items() if n.endswith(".vml")))
    assert len(boxes) == len(set(boxes)) == 2


def test_sheets_marked_together_have_boxes_of_their_own():
    made = mark_workbook(office_like(), {SHEET: [note("B3")], "xl/worksheets/sheet2.xml": [note("A1")]})
    book = openpyxl.load_workbook(BytesIO(made))
    assert [book[name][cell].comment.text for name, cell in (("登记表", "B3"), ("其他", "A1"))] == ["错误：人数应为整数"] * 2
    assert len([name for name in parts(made) if "vmlDrawing" in name]) == 2


def test_what_cannot_be_patched_is_told():
    strict = parts(office_like())["xl/workbook.xml"].replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    for changed in ({"xl/workbook.xml": strict}, {"xl/styles.xml": b"<styleSheet/>"}, {SHEET: b"<worksheet>"}, {SHEET: None}):
        assert mark_workbook(with_parts(office_like(), changed), {SHEET: [note("B3")]}) is None
    assert mark_workbook(b"PK no zip", {SHEET: [note("B3")]}) is None

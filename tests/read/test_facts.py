"""What stands in a workbook beside its cells: error values and hidden rows, however the file says so."""

import re
import zipfile
from io import BytesIO

import pytest
import xlwt
from making import ITEMS, item, write
from xlwt.CompoundDoc import XlsDoc

from pipeline.model.reading import Limits
from pipeline.read import ole
from pipeline.read.biff import facts_of_xls
from pipeline.read.odsxml import facts_of_ods
from pipeline.read.sheetwalk import walked
from pipeline.read.sheetxml import facts_of

GRID = [ITEMS, item("XF1"), item("XF2", people="#DIV/0!")]


def test_a_formula_of_an_xls_that_ends_in_an_error(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(1, 3, xlwt.Formula("1/0"))
    sheet.write(2, 3, xlwt.Formula("1/2"))
    book.save(str(tmp_path / "a.xls"))
    error = b"\x02\x00\x07\x00\x00\x00\xff\xff"
    formula = re.compile(rb"(\x06\x00..\x01\x00\x03\x00..).{8}", re.DOTALL)
    content, changed = formula.subn(lambda found: found[1] + error, (tmp_path / "a.xls").read_bytes(), count=1)
    assert changed == 1
    assert facts_of_xls(content).errors == {"表": {(1, 3): "#DIV/0!"}}


@pytest.mark.parametrize("length", [100, 4000, 4096, 9000, 9_000_000])
def test_a_stream_of_an_ole_file_of_any_length(length):
    """Short ones stand in small sectors, long ones need a table of several parts."""
    told = bytes(n % 251 for n in range(length))
    out = BytesIO()
    XlsDoc().save(out, told)
    made = ole.stream(out.getvalue(), ("Workbook",))
    assert made is not None
    assert made[:length] == told
    assert not made[length:].strip(b"\x00")


def test_a_ring_of_sectors_is_no_endless_loop():
    out = BytesIO()
    XlsDoc().save(out, b"x" * 9000)
    content = bytearray(out.getvalue())
    table = int.from_bytes(content[76:80], "little")
    content[512 + table * 512 : 512 + table * 512 + 4] = b"\x00\x00\x00\x00"
    with pytest.raises(ValueError, match="0"):
        ole.stream(bytes(content), ("Workbook",))
    assert facts_of_xls(bytes(content)).errors == {}


def test_an_xls_without_errors_and_hidden_rows_is_not_walked_through(tmp_path, monkeypatch):
    clean = write(tmp_path / "a.xls", [ITEMS, item("XF1")]).read_bytes()
    monkeypatch.setattr("pipeline.read.biff._sheet", None)
    assert facts_of_xls(clean).errors == {}


OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
NAMESPACES = f'xmlns:table="{OASIS}table:1.0" xmlns:text="{OASIS}text:1.0" xmlns:office="{OASIS}office:1.0" xmlns:c="{CALCEXT}"'
ROW, CELL = "table:table-row", "table:table-cell"


def ods(*rows):
    return f'<d {NAMESPACES}><table:table table:name="A">{"".join(rows)}</table:table></d>'.encode()


def test_excel_writes_an_error_of_an_ods_as_text_of_a_formula():
    content = ods(
        f'<{ROW} table:number-rows-repeated="2"><{CELL}/></{ROW}>',
        f'<{ROW}><{CELL} table:number-columns-repeated="3"/>',
        f'<{CELL} table:formula="of:=1/0"><text:p>#DIV/0!</text:p></{CELL}><{CELL}><text:p>#N/A</text:p></{CELL}></{ROW}>',
    )
    assert facts_of_ods(content).errors == {"A": {(2, 3): "#DIV/0!"}}


def test_a_table_inside_a_cell_of_an_ods_and_a_note_shift_nothing():
    content = ods(
        f'<{ROW}><{CELL}><table:table table:name="B"><{ROW}><{CELL}/></{ROW}></table:table></{CELL}></{ROW}>',
        f'<{ROW} table:visibility="filter"><{CELL} c:value-type="error">',
        f"<office:annotation><text:p>x</text:p></office:annotation><text:p>Err:502</text:p></{CELL}></{ROW}>",
    )
    facts = facts_of_ods(content)
    assert facts.errors == {"A": {(1, 0): "Err:502"}}
    assert facts.hidden_rows == {"A": ((1, 1),)}


def test_a_document_type_is_not_gone_through():
    told = b'<!DOCTYPE a [<!ENTITY x "y">]><table visibility="collapse">&x;</table>'
    assert facts_of_ods(told).hidden_rows == {}


@pytest.mark.parametrize(
    "sheet",
    [
        b'<s><row><c/><c t="e"><v>#N/A</v></c></row><row hidden="1"><c/></row></s>',
        b"<s><row r='1'><c r='A1'/><c t='e' r='B1'><f>1/0</f><v>#N/A</v></c></row><row hidden='true' r='2'/></s>",
        b'<x:s xmlns:x="n"><x:row r="1"><x:c t="e" r="B1"><x:v>#N/A</x:v></x:c></x:row><x:row hidden="1" r="2"/></x:s>',
        b'<s><row r="1"><c r="B1" s="1" t="e"><f>1/0</f><v>#N/A</v></c></row><row r="2" spans="1:2" hidden="1"/></s>',
    ],
)
def test_a_sheet_written_in_any_way_that_xml_allows(tmp_path, sheet):
    assert walked(sheet) == ({(0, 1): "#N/A"}, ((1, 1),))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(write(tmp_path / "a.xlsx", GRID).read_bytes())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    facts = facts_of(out.getvalue(), Limits())
    assert (facts.errors["Sheet1"], facts.hidden_rows["Sheet1"]) == ({(0, 1): "#N/A"}, ((1, 1),))

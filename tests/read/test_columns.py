"""The sheets of an .xlsx are read by columns; every cell is, in value and kind, what calamine tells of it."""

import random
import zipfile
from io import BytesIO

import openpyxl
import pytest
from making import write
from test_hostile import remade, sheet_changed

from pipeline.model.reading import Limits
from pipeline.model.values import listed
from pipeline.read.strings import spelled_out
from pipeline.read.tags import Odd, Tags
from pipeline.read.wide import wide_sheets
from pipeline.read.workbook import parse_workbook


@pytest.fixture(autouse=True, params=[20_000, 0], ids=["few", "many"])
def both_ways(request, monkeypatch):
    """Few texts are a list, many an Arrow array."""
    monkeypatch.setattr("pipeline.model.texts.FEW", request.param)
    monkeypatch.setattr("pipeline.read.grid.FEW", request.param)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORMATS = [
    *("yyyy", "General", "[h]:mm", "[hh]:mm:ss", "[s]", "[Red]0", '[$-804]yyyy"年"m"月"d"日";@', '0"day"', "0\\d", "0_d", "0*d"),
    *("#,##0", "@", "0.00E+00", "mm:ss.0", "AM/PM", "a/p", "aaaa", "[DBNum1]0", "[$-F800]dddd\\,", "G/标准", "Standard", "0;m"),
    *(
        "m;0",
        "[Black]d",
        "[Blue][h]",
        "[DBNum1][$-804]yyyy",
        "ggge",
        "[$¥-804]#,##0",
        "\\y",
        "\\[h]",
        '0 "h',
        "_h0",
        "[yy]",
        "[ss].00",
    ),
    *("[>100]d", "[h", "reserved", "#,##0_);[Red](#,##0)", "_-* #,##0"),
]
CELLS = [
    *('<c r="@" t="str"><v>a&amp;b &#20013; &lt;x&gt;</v></c>', '<c r="@" t="str"><v></v></c>', '<c r="@" t="str"/>'),
    *('<c r="@" t="b"><v>1</v></c>', '<c r="@" t="b"><v>0</v></c>', '<c r="@" t="e"><v>#DIV/0!</v></c>'),
    *('<c r="@" t="inlineStr"><is><t>in&amp;l</t></is></c>', '<c r="@" t="inlineStr"><is><t xml:space="preserve"> p </t></is></c>'),
    *(
        '<c r="@" t="inlineStr"><is><t/></is></c>',
        '<c r="@"><f>1+1</f><v>2</v></c>',
        '<c r="@"><f t="shared" si="0"/><v>2.5</v></c>',
    ),
    *(
        '<c r="@"><v></v></c>',
        '<c r="@"><v/></c>',
        '<c r="@" t="n"><v>5</v></c>',
        '<c r="@" t="s" s="14"><v>0</v></c>',
        '<c r="@"/>',
    ),
    *(f'<c r="@" t="s"><v>{n}</v></c>' for n in range(12)),
    *(
        f'<c r="@"><v>{v}</v></c>'
        for v in (
            "0005",
            "-5",
            "5.0",
            "45000.0",
            "1234567.0",
            ".0",
            "1.50",
            "-5.0",
            "1E3",
            ".5",
            "5.",
            "+5",
            "123456789",
            "12345678",
            "0.1",
            "1e-7",
            "1e300",
        )
    ),
    *(
        '<c r="@" t="str"><v>x_x000D_y</v></c>',
        '<c r="@" cm="1" t="s"><v>1</v></c>',
        '<c r="@" s="14" ></c>',
        '<c r="@"><f>A1</f></c>',
    ),
]
STRINGS = [
    *(
        "<si><t>plain</t></si>",
        '<si><t xml:space="preserve"> sp </t></si>',
        "<si><t>a&amp;b&#10;c</t></si>",
        "<si><t>x_x000D_y</t></si>",
    ),
    *('<si><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space="preserve"> two</t></r></si>', "<si><t/></si>", "<si/>"),
    *(
        '<si><t>漢</t><rPh sb="0" eb="1"><t>kan</t></rPh></si>',
        "<si><t></t></si>",
        "<si><t>plain</t></si>",
        "<si><t>&#x4E2D;</t></si>",
    ),
    '<si><t>字</t><phoneticPr fontId="1"/></si>',
]
SERIALS = [
    *("0", "0.5", "0.99999", "1", "1.5", "59", "59.5", "60", "60.25", "61", "61.99", "-1", "-0.5", "45000.5", "45000.999999"),
    *("45000.0000001", "2958465", "2958466", "45000.123456789", "44000.4999999", "45000.00000579", "0.00000001", "45721"),
]


def book(cells, formats=(), strings=STRINGS, epoch_1904=False):
    """A workbook whose column A holds the cells as they are written here; style n of the first 164 shows format n."""
    made = BytesIO()
    openpyxl.Workbook().save(made)
    codes = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{escaped(code)}"/>' for n, code in enumerate(formats))
    looks = "".join(f'<xf numFmtId="{n}"/>' for n in range(164 + len(formats)))
    rows = "".join(f'<row r="{n}">{cell.replace("@", f"A{n}")}</row>' for n, cell in enumerate(cells, 1))
    parts = {
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{looks}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }

    def change(name, part):
        if name == "xl/workbook.xml" and epoch_1904:
            return part.replace(b"<workbookPr", b'<workbookPr date1904="1"')
        return parts[name].encode() if name in parts else part

    shared = f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>'.encode()
    return remade(made.getvalue(), change, add=[("xl/sharedStrings.xml", shared)])


def escaped(text):
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def same(content):
    """What both ways tell; spaces around a text and blank cells at the ends are nothing."""
    wide, plain = wide_sheets(content, Limits()), parse_workbook(content, Limits())
    assert wide is not None
    assert wide.done == wide.order == tuple(sheet.name for sheet in plain.sheets)
    assert wide.epoch_1904 == plain.epoch_1904
    for one, other in zip(wide.sheets, plain.sheets, strict=True):
        assert told(one.rows) == told(other.rows)
        assert told(by_columns(one.rows)) == told(other.rows)
        assert (set(one.merges), one.hidden, one.errors) == (set(other.merges), other.hidden, other.errors)
        assert one.hidden_rows == other.hidden_rows
    return [cell for row in wide.sheets[0].rows for cell in row[:1]]


def told(rows):
    made = [[(type(cell), cell.strip() if isinstance(cell, str) else cell) for cell in row] for row in rows]
    made = [row[: max((n for n, (_, cell) in enumerate(row, 1) if cell != ""), default=0)] for row in made]
    return made[: max((n for n, row in enumerate(made, 1) if row), default=0)]


def by_columns(rows):
    columns = []
    for at in range(rows.width):
        column = rows.column(at)
        cells = [*listed(column.texts), *column.others]
        columns.append([cells[code] for code in column.codes.tolist()])
    return list(zip(*columns, strict=True))


def test_every_kind_of_cell():
    same(book([*CELLS, '<c r="@"><v>1</v></c>']))


NUMBERED = ["&#20449;&#35775;", "&#2048;&#2047;", "&#65533;&#133;", "&#183;x&#0020449;&#x4E2D;", "&amp;#20449;", "&#38;#20449;"]


def test_characters_by_their_numbers():
    """As openpyxl writes all Chinese; and where what looks like one is none."""
    cells = [f'<c r="@" t="inlineStr"><is><t>{text}</t></is></c>' for text in NUMBERED]
    told = same(book([*cells, '<c r="@" t="s"><v>0</v></c>'], strings=[f"<si><t>{''.join(NUMBERED)}</t></si>"]))
    assert told[:2] == ["信访", "\u0800\u07ff"]
    assert told[-1] == "".join(told[:-1])


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("&#20449;" * 9, "信" * 9),
        ("&#2047;&#2048;&#65533;&#65534;", "&#2047;\u0800\ufffd&#65534;"),
        ("&#55295;&#55296;&#57343;&#57344;", "\ud7ff&#55296;&#57343;\ue000"),
        ("&amp;#20449;&#2044&#20449;&#20449", "&amp;#20449;&#2044信&#20449"),
        ("&#0020449;&#x4E2D;&#134071;&#999999;", "&#0020449;&#x4E2D;&#134071;&#999999;"),
        *((text, text) for text in ("中a&", "&#", "&#;", "&#1;&#12;&#123;", "&#1234", "&#12x4;", "&12345;")),
    ],
)
def test_only_such_numbers_are_spelled_out(written, spelled, monkeypatch):
    monkeypatch.setattr("pipeline.read.strings._BLOCK", 2)
    assert spelled_out(written.encode()).decode() == spelled


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_every_way_to_show_a_number(epoch_1904):
    cells = [f'<c r="@" s="{style}"><v>45000</v></c>' for style in range(164 + len(FORMATS))]
    told = same(book(cells, FORMATS, epoch_1904=epoch_1904))
    assert len({type(cell) for cell in told}) == 3


@pytest.mark.parametrize("epoch_1904", [False, True])
@pytest.mark.parametrize("style", [14, 46])
def test_every_date_and_duration(style, epoch_1904):
    serials = SERIALS if not (epoch_1904 and style == 46) else SERIALS[:-4]
    same(book([f'<c r="@" s="{style}"><v>{serial}</v></c>' for serial in serials], epoch_1904=epoch_1904))


def test_rows_and_columns_far_apart_merged_and_hidden(tmp_path):
    grid = [["", "", "c"], [], *([n, f"t{n % 7}", n / 8, *[""] * 30, "AH"] for n in range(300)), [*[""] * 720, "AAS"]]
    same(write(tmp_path / "a.xlsx", {"一": grid, "二": [[]], "三": [["x"]]}, merges=["B2:B9"], hidden_rows=[5, 290]).read_bytes())


def test_a_sheet_in_many_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.read.wide._CHUNK", 3000)
    rng = random.Random(1)
    grid = [[rng.choice(["", "甲", n, n / 3, True, f"x&{n}"]) for _ in range(12)] for n in range(400)]
    same(write(tmp_path / "a.xlsx", grid).read_bytes())


ODD = {
    "a comment": (b"<sheetData>", b"<sheetData><!-- -->"),
    "rows without a number": (b'<row r="1"', b'<row ro="1"'),
    "cells without an address": (b'<c r="A1"', b'<c ra="A1"'),
    "a cell of another row": (b'<c r="A1"', b'<c r="A2"'),
    "rich text in the sheet": (b"</v></c>", b"</v><is><r><t>x</t></r></is></c>"),
    "two values": (b"</v></c>", b"</v><v>1</v></c>"),
    "a text that is not there": (b"<v>0</v>", b"<v>99</v>"),
    "a shared text without its number": (b"<v>0</v>", b"<v>x</v>"),
    "no end": (b"</sheetData>", b""),
    "a type nobody knows": (b't="s"', b't="q"'),
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_sheet_is_left_to_calamine(odd):
    content = book(['<c r="@" t="s"><v>0</v></c>', '<c r="@"><v>5</v></c>'])
    changed = sheet_changed(content, *ODD[odd])
    assert changed != content
    wide = wide_sheets(changed, Limits())
    assert wide is not None
    assert (wide.order, wide.done) == (("Sheet",), ())


def test_a_part_that_is_all_tags_takes_no_memory():
    with pytest.raises(Odd):
        Tags(b"<" * (9 << 20))


def test_a_number_that_is_none_is_left_to_calamine():
    for value in ("abc", " 5 ", "nan", "0x10", "1_000"):
        wide = wide_sheets(book([f'<c r="@"><v>{value}</v></c>']), Limits())
        assert wide is not None
        assert wide.done == ()


def test_a_workbook_that_is_odd_is_left_to_calamine():
    content = book(['<c r="@" t="s"><v>0</v></c>'], strings=["<si><t>plain</t></si>"])
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        assert wide_sheets(remade(content, lambda name, c, part=part: None if name == part else c), Limits()) is None
    strings = remade(content, lambda name, c: c.replace(b"<t>", b"<t>&unknown;") if "shared" in name else c)
    assert wide_sheets(strings, Limits()) is None
    assert wide_sheets(content[:-30], Limits()) is None
    spoiled = remade(content, lambda name, c: c.replace(b"plain", b"\xff\xfe\xff") if "shared" in name else c)
    assert wide_sheets(spoiled, Limits()) is None


def test_too_many_cells_are_not_taken(tmp_path):
    content = write(tmp_path / "a.xlsx", {"大": [["x"] * 20] * 60, "小": [["x"]]}).read_bytes()
    wide = wide_sheets(content, Limits(cells=1000))
    assert wide is not None
    assert wide.vast == ("大",)
    assert [sheet.name for sheet in wide.sheets] == ["小"]


def test_nothing_is_read_of_a_bomb(tmp_path):
    made = BytesIO(write(tmp_path / "a.xlsx", [["x"]]).read_bytes())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(40 << 20))
    assert wide_sheets(made.getvalue(), Limits()) is None

"""What is written can be read back: text, figures, properties; and what marks an edit."""

import html
import io
import re
import zipfile
from xml.etree import ElementTree as ET

import docx
import pytest
from written_samples import Counter, bulletin, document, everything, looks, special_bulletin, speech

from pipeline.model.document import Cell, Masthead, PageBreak, Paragraph, Remark, TableBlock, Text, Title
from pipeline.write import figures_in, read_properties, text_hash, text_of, write

LOOKS = looks()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(data):
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def resaved(data, change):
    """The package as another program might save it, its document.xml changed."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            content = source.read(name).decode("latin-1" if name.endswith(".xlsx") else "utf-8")
            package.writestr(name, change(content) if name == "word/document.xml" else content)
    return target.getvalue()


def test_python_docx_reads_the_speech():
    data = write(speech(), LOOKS, {})
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    assert paragraphs[0].style.name == "Title"
    assert paragraphs[0].text == "在全县信访工作会议上的\n讲话"
    heading = next(p for p in paragraphs if p.style.name == "Heading 1")
    assert heading.text.startswith("一、坚持领导干部公开接访")
    point = next(p for p in paragraphs if p._p.xpath("string(.)").startswith("一是"))
    assert point._p.xpath("string(.)").startswith("一是变集中接访为常态接访，18位县领导每月接访。今年以来，")


@pytest.mark.parametrize(
    "made", [speech(), bulletin(), special_bulletin(), everything()], ids=["speech", "bulletin", "special", "all"]
)
def test_the_text_hash_of_the_file_is_the_one_it_carries(made):
    data = write(made, LOOKS, {"run": "r1", "figures": "f1"})
    properties = read_properties(data)
    assert (properties.pop("shown_hash", None) is not None) is (made == everything())
    assert properties == {"run": "r1", "figures": "f1", "text_hash": text_hash(data)}


def test_figures_are_found_by_tag_and_by_bookmark():
    made = speech()
    data = write(made, LOOKS, {})
    wanted = {stated.id: stated.text for stated in made.figures}
    assert len(wanted) == 75
    assert figures_in(data) == wanted
    untagged = resaved(data, lambda xml: re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "<w:sdtPr></w:sdtPr>", xml))
    assert figures_in(untagged) == wanted
    unmarked = resaved(data, lambda xml: re.sub(r"<w:bookmark[^>]*/>", "", xml))
    assert figures_in(unmarked) == wanted


def test_an_edit_of_the_words_changes_the_hash_and_layout_does_not():
    data = write(speech(), LOOKS, {})
    kept = text_hash(data)
    assert text_hash(resaved(data, lambda xml: xml.replace("真情", "实情", 1))) != kept
    assert text_hash(resaved(data, lambda xml: xml.replace("</w:body>", "</w:body>").replace("<w:p>", "<w:p/><w:p>", 1))) == kept
    assert text_hash(resaved(data, lambda xml: xml.replace('<w:pStyle w:val="BodyText"/>', ""))) == kept
    assert text_hash(resaved(data, lambda xml: xml.replace("</w:t></w:r>", '</w:t></w:r><w:proofErr w:type="gramEnd"/>'))) == kept
    tracked = '<w:ins w:id="1" w:author="x"><w:r><w:t>新</w:t></w:r></w:ins></w:p>'
    assert text_hash(resaved(data, lambda xml: xml.replace("</w:p>", tracked, 1))) != kept


def test_a_box_saved_twice_is_read_once():
    data = write(special_bulletin(), LOOKS, {})

    def with_fallback(xml):
        box = re.search(r"<w:txbxContent>.*?</w:txbxContent>", xml, re.DOTALL)[0]
        return xml.replace("</mc:Choice>", f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>")

    assert text_of(resaved(data, with_fallback)) == text_of(data)
    assert "共印30份" in text_of(data)


def test_what_xml_cannot_hold_becomes_the_sign_and_reads_back():
    odd = "甲\x00乙\x0b丙\ud800丁\uffff戊]]>&<b>“引”\u200b 𠀀㐀"
    data = write(document((Paragraph((Text(odd),)),), title=odd), LOOKS, {"note": odd})
    assert text_of(data) == "甲\ufffd乙\ufffd丙\ufffd丁\ufffd戊]]>&<b>“引” 𠀀㐀"
    assert read_properties(data)["note"] == "甲\ufffd乙\ufffd丙\ufffd丁\ufffd戊]]>&<b>“引” 𠀀㐀"


def test_spaces_tabs_and_lines_stay():
    data = write(document((Paragraph((Text("甲  乙\t丙 "), Text(" 丁\n戊"))),)), LOOKS, {})
    assert text_of(data) == "甲  乙\t丙  丁\n戊"


def test_two_figures_side_by_side_have_a_run_between_them():
    count = Counter()
    data = write(document((Paragraph((count("3件"), count("5人次"), Text(""), count("7%"))),)), LOOKS, {})
    assert "</w:sdt><w:sdt>" not in body(data)
    assert figures_in(data) == {"F0001": "3件", "F0002": "5人次", "F0003": "7%"}
    assert text_of(data) == "3件5人次7%"


def test_every_digit_of_a_figure_stands_in_its_control():
    made = bulletin()
    xml = body(write(made, LOOKS, {}))
    outside = re.sub(r"<w:sdt>.*?</w:sdt>", "", xml)
    loose = re.findall(r"\d+", "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", outside)))
    assert sorted(set(loose)) == ["1", "11", "12", "2025"]
    assert xml.count("<w:sdt>") == len(made.figures) == 135


def test_the_same_document_gives_the_same_bytes_whatever_came_before():
    fresh = write(everything(), looks(), {"run": "1"})
    used = looks()
    for other in (speech(), bulletin(), special_bulletin()):
        write(other, used, {})
    assert write(everything(), used, {"run": "1"}) == fresh


def test_quotes_and_dashes_stay_in_the_chinese_font_and_digits_leave_it():
    xml = body(write(document((Paragraph((Text("“四个一批”——2025年Word"),)),)), LOOKS, {}))
    latin = re.findall(r'<w:rStyle w:val="Latin"/></w:rPr><w:t>([^<]*)<', xml)
    assert latin == ["2025", "Word"]
    assert re.findall(r"<w:r><w:t>([^<]*)<", xml) == ["“四个一批”—", "年"]


def test_an_empty_document_and_empty_blocks_are_written():
    blocks = (Title(()), TableBlock((), ()), TableBlock(((Cell(),),), ((),)), Paragraph(()), PageBreak())
    for made in (document(()), document(blocks)):
        assert text_of(write(made, LOOKS, {})) == ""


def test_a_document_with_a_doctype_is_not_read():
    data = resaved(write(speech(), LOOKS, {}), lambda xml: xml.replace("<w:document", "<!DOCTYPE a><w:document", 1))
    with pytest.raises(ValueError, match="DOCTYPE"):
        text_of(data)


def test_figures_of_a_long_column_are_written_as_those_of_a_short_one():
    """A column of nothing but figures is written at once; one odd cell in it makes all be written one by one."""
    count = Counter()
    cells = [Cell((count(text, name),)) for text, name in (("3", "甲"), ("-5.5%", "乙"), ("12批", "甲"), ("+1", "<丙>"))]
    odd = Cell((count("—", "甲"),))
    whole = body(write(document((TableBlock((), tuple((cell,) for cell in cells)),)), LOOKS, {}))
    apart = body(write(document((TableBlock((), tuple((cell,) for cell in (*cells, odd))),)), LOOKS, {}))
    found = re.findall(r"<w:sdt>.*?</w:sdt>", whole)
    assert len(found) == 4
    assert found == re.findall(r"<w:sdt>.*?</w:sdt>", apart)[:4]
    assert '<w:alias w:val="&lt;&#19993;&gt;"/>' in found[3]


def test_a_long_table_is_read_back_cell_by_cell():
    """Its rows are put down some at a time, the last three apart; figures with several indicators, and words, in between."""
    count = Counter()
    rows = tuple(
        (Cell((Text(f"镇{n}"),)), *(Cell((count(str(n * 7 + at), f"指标{n % at}"),)) for at in (1, 2, 3))) for n in range(1000)
    )
    made = document((TableBlock((), rows, total=rows[0][:1] * 4),), figures=tuple(count.stated))
    data = write(made, LOOKS, {})
    rows_read = ET.fromstring(body(data)).iter(f"{W}tr")
    said = [tuple("".join(cell.itertext()) for cell in row.findall(f"{W}tc")) for row in rows_read]
    assert said == [(f"镇{n}", *(str(n * 7 + at) for at in (1, 2, 3))) for n in range(1000)] + [("镇0",) * 4]
    assert text_of(data).split("\n") == [text for row in said for text in row]
    assert figures_in(data) == {stated.id: stated.text for stated in count.stated}
    aliases = re.findall(r'<w:alias w:val="([^"]*)"', body(data))
    assert [html.unescape(alias) for alias in aliases] == [stated.figure.indicator.name for stated in count.stated]
    assert write(made, LOOKS, {}) == data


def test_a_table_says_its_cells_row_by_row():
    count = Counter()
    rows = tuple((Cell((Text(f"镇{n}"),)), Cell((count(str(n)),)), Cell((Text("约"), count(f"{n}件")))) for n in range(6))
    made = document((TableBlock((), rows),), figures=tuple(count.stated))
    data = write(made, LOOKS, {})
    assert text_of(data).split("\n") == [text for n in range(6) for text in (f"镇{n}", str(n), f"约{n}件")]
    assert figures_in(data) == {stated.id: stated.text for stated in count.stated}
    assert [len(row.cells) for row in docx.Document(io.BytesIO(data)).tables[0].rows] == [3] * 6


@pytest.mark.parametrize(
    ("number", "total", "printed"),
    [
        ("第99期", "", "第99期"),
        ("第99期", "总第899期", "第99期（总第899期）"),
        ("第99期", "（总第899期）", "第99期（总第899期）"),
        ("增刊第1期", "", "增刊第1期"),
        ("第〔100〕期（稿）", "总第〔900〕期", "第〔100〕期（稿）（总第〔900〕期）"),
        ("", "", None),
    ],
)
def test_the_line_under_the_name_of_a_bulletin(number, total, printed):
    head = Masthead("信访信息专报", number, total, "某县信访局", "2025年12月31日")
    note = Remark((Text("按语：请认真阅研。"),))
    data = write(document((head, note), "简报"), LOOKS, {})
    said = text_of(data).split("\n")
    assert said == ["信访信息专报", *([printed] if printed else []), "某县信访局\t2025年12月31日", "按语：请认真阅研。"]
    styles = [p.style.name for p in docx.Document(io.BytesIO(data)).paragraphs]
    assert styles == ["刊名", *(["期号"] if printed else []), "刊头", "Normal", "按语"]

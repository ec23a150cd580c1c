"""What makes a document a person's besides its text: comments, tracked changes, words in headers, footers and notes."""

import io
import re

import docx
import pytest
from docx.oxml import parse_xml
from saved_by import WORD, W, _add, _parts, _zipped, changed, word, wps
from written_samples import bulletin, document, everything, looks, special_bulletin, speech

from pipeline.model.document import Masthead, Point, Text, Title
from pipeline.write import is_edited, open_changes, read_properties, relabelled, text_hash, write, write_review
from pipeline.write.parts import custom

LOOKS = looks()
DATA = write(bulletin(), LOOKS, {"run": "r"})
CHARTED = write(everything(), LOOKS, {"run": "r"})
SAVED = pytest.mark.parametrize("saved", [lambda data: data, word, wps], ids=["as built", "word", "wps"])
NS = f'xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"'
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def by_docx(data, change=lambda _document: None):
    """Opened with python-docx, changed, saved."""
    document = docx.Document(io.BytesIO(data))
    change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_part(data, kind, inner, name=""):
    """A part more, as a program that saves adds it."""
    root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
    parts = _parts(data)
    _add(parts, f"word/{name or kind}.xml", f"<w:{root} {NS}>{inner}</w:{root}>", kind, f"{MIME}{kind}+xml")
    return _zipped(parts)


def said(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def headed(document):
    document.sections[0].header.paragraphs[0].text = "内部资料 注意保存"


def commented(document):
    document.add_comment(next(p for p in document.paragraphs if p.runs).runs, text="请核", author="王")


@SAVED
def test_a_typed_header_and_a_comment_make_it_hers(saved):
    assert is_edited(by_docx(saved(DATA), headed))
    assert is_edited(by_docx(saved(DATA), commented))


@SAVED
@pytest.mark.parametrize("made", [speech(), bulletin(), special_bulletin()], ids=["speech", "bulletin", "special"])
def test_saving_alone_does_not(made, saved):
    data = saved(write(made, LOOKS, {}))
    assert not is_edited(data)
    assert not is_edited(by_docx(data))


SEPARATOR = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
PAGE = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format


@pytest.mark.parametrize(
    ("kind", "inner"),
    [
        ("comments", ""),
        ("header", "<w:p><w:pPr/></w:p>"),
        ("header", said(" ") + said("——")),
        ("footer", f"<w:p>{PAGE('begin')}{PAGE('separate')}<w:r><w:t>第七页</w:t></w:r>{PAGE('end')}</w:p>"),
        ("footer", '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>第七页</w:t></w:r></w:fldSimple></w:p>'),
        ("footer", said("— 12 —")),
        ("footnotes", SEPARATOR),
        ("endnotes", SEPARATOR.replace("footnote", "endnote")),
    ],
)
def test_nor_do_the_parts_that_programs_add(kind, inner):
    name = f"{kind}7" if kind in ("header", "footer") else kind
    assert not is_edited(with_part(DATA, kind, inner, name))


@pytest.mark.parametrize(
    ("kind", "inner"),
    [
        ("comments", f'<w:comment w:id="0">{said("")}</w:comment>'),
        ("header", said("内部资料")),
        ("header", said("000123")),
        ("header", '<w:p><w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r></w:p>'),
        ("footer", said("联系人：王某")),
        ("footnotes", f'<w:footnote w:id="1">{said("见附件")}</w:footnote>'),
        ("endnotes", f'<w:endnote w:id="1">{said("2")}</w:endnote>'),
    ],
)
def test_words_in_any_of_them_do(kind, inner):
    name = f"{kind}7" if kind in ("header", "footer") else kind
    assert is_edited(with_part(DATA, kind, inner, name))


@pytest.mark.parametrize("mark", ["ins", "del", "moveTo"])
def test_a_tracked_change_does_even_of_an_empty_paragraph(mark):
    def change(root):
        empty = parse_xml(f'<w:p {NS}><w:pPr><w:rPr><w:{mark} w:id="9" w:author="王"/></w:rPr></w:pPr></w:p>')
        next(root.iter(f"{W}body")).insert(0, empty)

    assert is_edited(changed(DATA, change))


M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
NOT_OURS = {
    "sign": '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>',
    "formula": f"<w:p><m:oMath {M}><m:r><m:t>a=b</m:t></m:r></m:oMath></w:p>",
    "drawing": f"<w:p><w:r><w:drawing><a:t {A}>框</a:t></w:drawing></w:r></w:p>",
    "WordArt": f'<w:p><w:r><w:pict><v:shape {V}><v:textpath string="样稿"/></v:shape></w:pict></w:r></w:p>',
    "object": "<w:p><w:r><w:object/></w:r></w:p>",
    "document": f'<w:altChunk {R} r:id="r9"/>',
    "ink": f'<w:p><w:r><w:drawing><w14:contentPart {W14} {R} r:id="r9"/></w:drawing></w:r></w:p>',
}


def put_in(data, inner):
    """At the beginning of the text."""
    (child,) = parse_xml(f"<w:body {NS}>{inner}</w:body>")
    return changed(data, lambda root: next(root.iter(f"{W}body")).insert(0, child))


@pytest.mark.parametrize("inner", NOT_OURS.values(), ids=NOT_OURS)
@SAVED
def test_what_no_document_of_ours_has_does(saved, inner):
    data = put_in(saved(DATA), inner)
    assert is_edited(data)
    signed, _ = relabelled(data, [], {**read_properties(data), "issued": "2025-04-08 第1期"})
    assert not is_edited(signed)
    assert not is_edited(by_docx(signed))
    assert is_edited(put_in(signed, NOT_OURS["sign"].replace("F0FE", "F0FC")))


@pytest.mark.parametrize(
    "name", ["word/diagrams/data1.xml", "word/ink/ink1.xml", "word/embeddings/oleObject1.bin", "word/afchunk.docx"]
)
def test_so_do_parts_of_kinds_that_ours_do_not_have(name):
    parts = _parts(CHARTED)
    assert not is_edited(_zipped(parts))
    assert is_edited(_zipped({**parts, name: f"<x {A}><a:t>组织架构</a:t></x>".encode()}))


def in_chart(data, was, now):
    parts = _parts(data)
    drawing = parts["word/charts/chart2.xml"].decode()
    assert was in drawing
    return _zipped({**parts, "word/charts/chart2.xml": drawing.replace(was, now, 1).encode()})


TITLE = f"<c:chart><c:title><c:tx><c:rich><a:p {A}><a:r><a:t>改了</a:t></a:r></a:p></c:rich></c:tx></c:title>"


@SAVED
def test_another_number_word_or_title_in_a_chart_does(saved):
    for was, now in (("<c:v>17</c:v>", "<c:v>18</c:v>"), ("<c:v>3月</c:v>", "<c:v>三月</c:v>"), ("<c:chart>", TITLE)):
        assert is_edited(in_chart(saved(CHARTED), was, now))
    assert not is_edited(in_chart(saved(CHARTED), "<c:v>17</c:v>", "<c:v>17.0</c:v>"))


def test_a_chart_more_or_less_does():
    parts = _parts(CHARTED)
    assert is_edited(_zipped({name: data for name, data in parts.items() if "chart3" not in name}))
    assert is_edited(_zipped({**parts, "word/charts/chart9.xml": parts["word/charts/chart1.xml"]}))


def test_charts_that_are_renumbered_do_not():
    swapped = {"word/charts/chart1.xml": "word/charts/chart3.xml", "word/charts/chart3.xml": "word/charts/chart12.xml"}
    assert not is_edited(_zipped({swapped.get(name, name): data for name, data in _parts(CHARTED).items()}))


def test_a_document_from_before_charts_were_looked_at_is_not_hers_for_that():
    parts = _parts(CHARTED)
    custom = parts["docProps/custom.xml"].decode()
    old = re.sub(r'<property [^>]*name="shown_hash">.*?</property>', "", custom)
    assert old != custom
    data = _zipped({**parts, "docProps/custom.xml": old.encode()})
    assert not is_edited(data)
    assert is_edited(put_in(data, NOT_OURS["sign"]))
    signed, _ = relabelled(in_chart(data, "<c:v>17</c:v>", "<c:v>18</c:v>"), [], read_properties(data))
    assert not is_edited(signed)
    assert is_edited(in_chart(signed, "<c:v>18</c:v>", "<c:v>17</c:v>"))


@pytest.mark.parametrize("mark", ["cellIns", "cellDel", "cellMerge"])
def test_a_tracked_cell_does(mark):
    def change(root):
        next(root.iter(f"{W}tcPr")).append(parse_xml(f'<w:{mark} {NS} w:id="9" w:author="王"/>'))

    data = changed(CHARTED, change)
    assert is_edited(data)
    assert open_changes(data) == (1, 0)


def test_a_tracked_change_beside_the_text_does():
    data = with_part(
        DATA, "header", '<w:p><w:del w:id="9" w:author="王"><w:r><w:delText>密</w:delText></w:r></w:del></w:p>', "header7"
    )
    assert is_edited(data)
    assert open_changes(data) == (1, 0)


RED = '<w:color w:val="FF0000"/>'
LOOKED = {
    "bold": "<w:b/><w:bCs/>",
    "italic": '<w:i w:val="1"/>',
    "underlined": '<w:u w:val="single"/>',
    "struck": "<w:strike/>",
    "red": RED,
    "marked": '<w:highlight w:val="yellow"/>',
    "shaded": '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
    "larger": '<w:sz w:val="44"/><w:szCs w:val="44"/>',
    "hidden": "<w:vanish/>",
    "raised": '<w:vertAlign w:val="superscript"/>',
    "framed": '<w:bdr w:val="single" w:sz="4"/>',
    "in another font": '<w:rFonts w:ascii="幼圆" w:hAnsi="幼圆" w:eastAsia="幼圆"/>',
    "in Latin of another font": '<w:rFonts w:hint="eastAsia" w:ascii="Arial" w:hAnsi="Arial"/>',
}
UNSEEN = (
    '<w:rFonts w:hint="eastAsia" w:eastAsia="仿宋_GB2312" w:cs="宋体"/><w:b w:val="0"/><w:i w:val="false"/><w:color w:val="auto"/>'
    '<w:kern w:val="0"/><w:vertAlign w:val="baseline"/><w:bdr w:val="nil"/><w:u w:val="none"/><w:highlight w:val="none"/>'
    '<w:shd w:val="clear" w:color="auto" w:fill="auto"/><w:lang w:val="en-US"/>'
)


def dressed(data, looks, line="", at=-1):
    """Looks given by hand to a run of the last line of text (or another one), and to the line."""

    def change(root):
        lines = [each for each in root.iter(f"{W}p") if "".join(each.itertext(f"{W}t")).strip()]
        run = next(each for each in lines[at].iter(f"{W}r") if "".join(each.itertext(f"{W}t")).strip())
        if run.find(f"{W}rPr") is None:
            run.insert(0, parse_xml(f"<w:rPr {NS}/>"))
        run.find(f"{W}rPr").extend(parse_xml(f"<w:rPr {NS}>{looks}</w:rPr>"))
        lines[at].find(f"{W}pPr").extend(parse_xml(f"<w:pPr {NS}>{line}</w:pPr>"))

    return changed(data, change)


@SAVED
@pytest.mark.parametrize("look", LOOKED.values(), ids=LOOKED)
def test_looks_given_to_words_do(saved, look):
    assert is_edited(dressed(saved(DATA), look))
    assert is_edited(dressed(dressed(saved(DATA), UNSEEN), look))


@pytest.mark.parametrize(
    "line",
    [
        '<w:jc w:val="center"/>',
        '<w:spacing w:line="600" w:lineRule="exact"/>',
        '<w:shd w:val="clear" w:fill="FFFF00"/>',
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    ],
)
def test_so_do_looks_given_to_a_line(line):
    assert is_edited(dressed(DATA, "", line))
    assert not is_edited(dressed(DATA, "", '<w:spacing w:before="0"/><w:widowControl/><w:numPr><w:numId w:val="0"/></w:numPr>'))


def test_looks_that_are_not_to_be_seen_do_not():
    assert not is_edited(dressed(DATA, UNSEEN))
    revised = '<w:rPrChange w:id="9" w:author="王"><w:rPr><w:b/></w:rPr></w:rPrChange>'
    assert not is_edited(dressed(DATA, revised))
    empty = f"<w:p><w:pPr><w:rPr>{RED}</w:rPr></w:pPr><w:r><w:rPr>{RED}</w:rPr><w:t> </w:t></w:r></w:p>"
    assert not is_edited(put_in(DATA, empty))


@SAVED
def test_bold_taken_away_does_where_something_was_bold(saved):
    def plainer(root):
        given = next(one for one in root.iter(f"{W}rStyle") if one.get(f"{W}val") == strong[1])
        given.getparent().append(parse_xml(f'<w:b {NS} w:val="0"/>'))

    point = Point("一是", (Text("开门接访。", strong=True),), (Text("书记、县长带头。"),))
    data = saved(write(document((point,)), LOOKS, {}))
    strong = re.search(r'w:styleId="(\w+)"[^>]*>\s*<w:name w:val="Strong"', _parts(data)["word/styles.xml"].decode())
    assert not is_edited(data)
    assert is_edited(changed(data, plainer))


def test_the_size_of_a_title_does_and_that_of_a_long_name_over_a_bulletin_does_not():
    smaller = '<w:sz w:val="40"/><w:szCs w:val="40"/>'
    assert is_edited(dressed(write(document((Title(((Text("情况通报"),),)),)), LOOKS, {}), smaller))
    long = write(
        document((Masthead("乡镇信访工作情况和积案化解进展季度专报", "第1期", "", "县信访局", "2026年1月5日"),), "简报"), LOOKS, {}
    )
    assert b"w:sz " in _parts(long)["word/document.xml"]
    assert not is_edited(long)
    assert is_edited(dressed(long, LOOKED["red"], at=0))


def test_a_cell_that_was_shaded_does():
    cell = '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="{}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    assert is_edited(put_in(DATA, cell.format("FFFF00")))
    assert not is_edited(put_in(DATA, cell.format("auto")))


def test_a_picture_does():
    blip = f'<w:p><w:r><w:drawing><a:blip {A} {R} r:embed="r9"/></w:drawing></w:r></w:p>'
    assert is_edited(put_in(DATA, blip))
    assert is_edited(put_in(DATA, f'<w:p><w:r><w:pict><v:shape {V}><v:imagedata {R} r:id="r9"/></v:shape></w:pict></w:r></w:p>'))


def test_a_document_is_signed_with_its_looks():
    marked = dressed(DATA, LOOKED["marked"])
    signed, _ = relabelled(marked, [], {**read_properties(DATA), "issued": "2025-04-08 第1期"})
    assert not is_edited(signed)
    assert not is_edited(by_docx(signed))
    assert is_edited(dressed(signed, RED))
    before = {key: value for key, value in read_properties(signed).items() if key != "given_hash"} | {
        "looks_hash": "of fewer looks"
    }
    parts = _parts(signed)
    old = _zipped({**parts, "docProps/custom.xml": custom(before).encode()})
    assert not is_edited(old)  # signed before looks were looked at
    fresh = write(bulletin(), LOOKS, {"issued": "2025-04-08 第1期"})
    assert not is_edited(fresh)
    assert is_edited(dressed(fresh, RED))


def test_margins_alone_do_not():
    def wider(document):
        document.sections[0].left_margin = 0

    assert not is_edited(by_docx(DATA, wider))


def test_a_header_that_was_signed_is_as_signed_until_it_says_otherwise():
    signed, missing = relabelled(by_docx(DATA, headed), [], {"run": "r"})
    assert missing == ()
    assert not is_edited(signed)
    assert not is_edited(by_docx(signed))
    twice = with_part(signed, "header", said("内部资料 注意保存"), "header9")
    assert not is_edited(twice)
    assert is_edited(with_part(signed, "header", said("特急"), "header9"))
    assert text_hash(signed) != text_hash(DATA)


def test_a_review_copy_has_comments_of_its_own():
    notes = {stated.id: "含义" for stated in bulletin().figures}
    assert is_edited(write_review(bulletin(), LOOKS, {}, notes))

"""What makes a document a person's besides its text: comments, tracked changes, words in headers, footers and notes."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from saved_by import WORD, W, _add, _parts, _zipped, changed, word, wps
from written_samples import bulletin, looks, special_bulletin, speech

from pipeline.write import is_edited, relabelled, text_hash, write, write_review

LOOKS = looks()
DATA = write(bulletin(), LOOKS, {"run": "r"})
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


def test_looks_alone_do_not():
    def bold(document):
        document.paragraphs[0].runs[0].bold = True
        document.sections[0].left_margin = 0

    assert not is_edited(by_docx(DATA, bold))


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

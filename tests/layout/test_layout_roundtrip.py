"""What LibreOffice keeps when it saves a document again: text, figures with their extent, comments."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from conftest import ROOT, Rendered, chars_as_lines
from validity import faults
from written_samples import Counter, bulletin, document, everything, looks, special_bulletin, speech

from pipeline.model.document import Cell, Claim, Colophon, PageBreak, Paragraph, TableBlock, Text
from pipeline.model.looks import PROFILES, LooksSpec
from pipeline.write import (
    figures_in,
    is_edited,
    pdf,
    read_properties,
    settle_colophon,
    text_hash,
    text_of,
    to_pdf,
    write,
    write_review,
)

DOCX = "docx:MS Word 2007 XML"


def side_by_side():
    """Figures at the start, at the end, alone, side by side, in cells and in bold."""
    count = Counter()
    blocks = (
        Paragraph((count("3件"), count("5人次"), Text("和"), count("7%"))),
        Paragraph((count("9批"),)),
        TableBlock(((Cell((count("1月"), count("2月"))),),), ((Cell((count("8"), count("9"), count("10"))),),)),
        Paragraph((Text("“前”——"), count("由12件降为0"), Text("。"))),
    )
    return document(blocks, figures=tuple(count.stated))


MADE = {"speech": speech(), "bulletin": bulletin(), "special": special_bulletin(), "all": everything(), "adjacent": side_by_side()}
CLAIMS = (Claim("全部", ("积案化解数", "积案总数"), True, "then", "压实首接责任", "积案化解数＝积案总数"),)


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """Each document as written and as LibreOffice saves it."""
    folder, dressed = tmp_path_factory.mktemp("again"), looks()
    written = {name: write(made, dressed, {"run": "r"}) for name, made in MADE.items()}
    notes = {stated.id: f"含义：全部登记件\n来源：{stated.id}.xlsx" for stated in MADE["speech"].figures}
    written["review"] = write_review(replace(MADE["speech"], claims=CLAIMS), dressed, {}, notes, ("有 3 行未采用",))
    paths = {name: folder / f"{name}.docx" for name in written}
    for name, path in paths.items():
        path.write_bytes(written[name])
    saved, problems = to_pdf(tuple(paths.values()), LooksSpec(), kind=DOCX)
    assert problems == ()
    return {name: (written[name], saved[path]) for name, path in paths.items()}


@pytest.mark.parametrize("name", [*MADE, "review"])
def test_the_text_stays(name, again):
    written, saved = again[name]
    assert text_of(saved) == text_of(written)
    assert text_hash(saved) == read_properties(written)["text_hash"]


@pytest.mark.parametrize("name", MADE)
def test_every_figure_is_found_with_its_exact_text(name, again):
    written, saved = again[name]
    assert '<w:tag w:val="F' not in zipfile.ZipFile(io.BytesIO(saved)).read("word/document.xml").decode()
    assert figures_in(saved) == figures_in(written)
    assert len(figures_in(saved)) == len(figures_in(written))


@pytest.mark.parametrize("name", MADE)
def test_saving_it_is_no_edit(name, again):
    assert not is_edited(again[name][1])


def test_the_properties_stay(again):
    assert read_properties(again["speech"][1])["run"] == "r"


def test_the_comments_stay(again):
    _, saved = again["review"]
    comments = zipfile.ZipFile(io.BytesIO(saved)).read("word/comments.xml").decode()
    said = re.sub(r"<[^>]*>", "", comments)
    assert comments.count("<w:comment ") == len(MADE["speech"].figures) + 1
    assert said.count("含义：全部登记件") == len(MADE["speech"].figures)
    assert "来源：F0075.xlsx" in said
    assert "判断：全部（积案化解数，积案总数）" in said
    assert "结论：成立" in said


def test_the_charts_and_their_workbooks_stay(again):
    names = zipfile.ZipFile(io.BytesIO(again["all"][1])).namelist()
    assert len([name for name in names if re.fullmatch(r"word/charts/chart\d+\.xml", name)]) == 3
    assert len([name for name in names if name.startswith("word/embeddings/")]) == 3


def test_a_reference_document_changed_and_saved_in_libreoffice_serves(tmp_path, monkeypatch):
    """Another font and size for 一、, another margin: they arrive, and the page is as measured as ever."""
    own = tmp_path / "reference.docx"
    with zipfile.ZipFile(own, "w") as package, zipfile.ZipFile(ROOT / "templates" / "reference.docx") as delivered:
        for name in delivered.namelist():
            content = delivered.read(name).decode()
            if name == "word/styles.xml":
                heading = re.search(r'<w:style [^>]*w:styleId="Heading1">.*?</w:style>', content)[0]
                changed = heading.replace("黑体", "楷体_GB2312").replace("</w:rPr>", '<w:color w:val="0070C0"/></w:rPr>')
                content = content.replace(heading, changed)
            package.writestr(name, content)
    saved, _ = to_pdf((own,), LooksSpec(), kind=DOCX)
    assert saved[own] != own.read_bytes()
    own.write_bytes(saved[own])
    made = write(speech(), looks(templates=(tmp_path,)), {})
    assert faults(made) == []
    paper = tmp_path / "speech.docx"
    paper.write_bytes(made)
    sheets, _ = to_pdf((paper,), LooksSpec())
    paper.with_suffix(".pdf").write_bytes(sheets[paper])
    measured, wrong = Rendered("speech", made, paper.with_suffix(".pdf")).measured(monkeypatch)
    assert wrong == [], measured
    assert measured["most_characters_on_a_line"] == 28
    chars = [c for _, chars in Rendered("speech", made, paper.with_suffix(".pdf")).pages() for c in chars]
    blue = [c["text"] for c in chars if [round(part * 255) for part in c["non_stroking_color"]] == [0, 0x70, 0xC0]]
    assert "".join(blue).startswith("一、坚持领导干部公开接访")


def test_the_colophon_goes_to_an_even_page(tmp_path):
    spec = LooksSpec(profiles={**PROFILES, "公文": replace(PROFILES["公文"], even_colophon=True)})
    dressed = looks(spec)
    words = Paragraph((Text("信访工作是送上门来的群众工作" * 45),))
    foot = Colophon((("抄送", "市信访局"),), "（共印30份）")
    ends_odd = document((words, words, foot))
    settled, problems = settle_colophon(ends_odd, dressed, {})
    assert problems == ()
    assert settled.blocks == (words, words, PageBreak(), foot)
    path = tmp_path / "even.docx"
    path.write_bytes(write(settled, dressed, {}))
    assert pdf.page_count(to_pdf((path,), spec)[0][path]) == 4
    one_page = document((Paragraph((Text("短"),)), foot))
    assert settle_colophon(one_page, dressed, {}) == (one_page, ())


def test_without_libreoffice_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    made, (problem,) = to_pdf((tmp_path / "a.docx",), LooksSpec())
    assert made == {}
    assert problem.message.startswith("没有找到 LibreOffice，不能转 PDF")
    spec = LooksSpec(profiles={**PROFILES, "公文": replace(PROFILES["公文"], even_colophon=True)})
    kept = document((Colophon((("抄送", "市信访局"),)),))
    settled, (told,) = settle_colophon(kept, looks(spec), {})
    assert settled == kept
    assert told.message.startswith("数不了页，版记不一定在双数页")


def test_each_page_of_a_review_copy_says_that_it_is_one(render, again):
    """Over the text, which stands where it stood; saving the copy again is no change of what it says."""
    pages = render(LooksSpec(), {name: again[name][0] for name in ("review", "speech")})
    over = "核稿（供核对用，不得作为正式文稿印发）"
    lines = [chars_as_lines(chars) for _, chars in pages["review"].pages()]
    assert len(lines) > 3
    assert all(page[0] == over for page in lines)
    (first, chars), (_, plain) = (pages[name].pages()[1] for name in ("review", "speech"))
    found = [char for char in chars if char["text"].strip()]
    assert min(char["top"] for char in found if char["size"] > 15) == pytest.approx(
        min(c["top"] for c in plain if c["text"].strip()), abs=0.1
    )
    assert min(char["top"] for char in found) * 25.4 / 72 == pytest.approx(15, abs=1)
    assert first.width < first.height
    assert not any("核稿" in line for _, chars in pages["speech"].pages() for line in chars_as_lines(chars))

"""Review copies and PDFs beside the documents."""

import io
import os
import re
import zipfile

import pytest
from little import EVERYTHING, edit, items, lay, made
from papers import drafted, sign

from pipeline.model.problem import Problem
from pipeline.run import pdfs
from pipeline.run.inputs import gather
from pipeline.run.order import Order
from pipeline.run.pdfs import pdf_path
from pipeline.run.plan import plan
from pipeline.run.review import review_path, reviews
from pipeline.run.workshop import open_workshop
from pipeline.settings.loading import load
from pipeline.write import figures_in, text_of


def opened(folder):
    """A shop over a built project, and the receipts of the build."""
    receipts = tuple(made(folder, EVERYTHING)[1].values())
    settings = load(folder)
    inputs = gather(settings)
    shop = open_workshop(settings, inputs, Order(), ())
    shop.jobs = plan(Order(), settings, inputs, lambda _table: ())
    return shop, receipts


@pytest.fixture
def desk(tmp_path):
    return opened(lay(tmp_path))


def comments_of(path):
    part = zipfile.ZipFile(io.BytesIO(path.read_bytes())).read("word/comments.xml").decode()
    found = re.findall(r"<w:comment .*?</w:comment>", part, re.DOTALL)
    return [[line for line in re.sub(r"<[^>]*>", "", each.replace("</w:p>", "\n")).split("\n") if line] for each in found]


def test_a_review_copy_says_the_same_and_explains_each_figure(desk):
    shop, receipts = desk
    assert reviews(shop, receipts) == ()
    docx = shop.settings.outputs / "全县月报" / "2025-02.docx"
    review = review_path(docx)
    assert review.name == "2025-02.核稿.docx"
    assert text_of(review.read_bytes()) == text_of(docx.read_bytes())
    assert figures_in(review.read_bytes()) == figures_in(docx.read_bytes())
    total, *_ = comments_of(review)
    assert total[0].startswith("信访总量：")
    assert total[0].endswith("（2025年2月，全县）")
    assert total[1].startswith("口径：")
    assert any(line.startswith("来源：") and line.endswith("行") for line in total)
    assert len(comments_of(review)) >= len(figures_in(docx.read_bytes()))


def test_an_untouched_review_copy_follows_and_a_touched_one_stays(desk):
    shop, receipts = desk
    reviews(shop, receipts)
    path = review_path(shop.settings.outputs / "全县月报" / "2025-02.docx")
    whole = path.read_bytes()
    stamp = path.stat().st_mtime_ns
    assert reviews(shop, receipts) == ()
    assert path.stat().st_mtime_ns == stamp
    source, target = zipfile.ZipFile(io.BytesIO(whole)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            package.writestr(name, source.read(name).replace("口径".encode(), "口径有疑问".encode()))
    path.write_bytes(target.getvalue())
    (problem,) = reviews(shop, receipts)
    assert (problem.level, problem.place.file) == ("info", "outputs/全县月报/2025-02.核稿.docx")
    assert path.read_bytes() == target.getvalue()


def test_only_missing_and_old_pdfs_are_made(desk, monkeypatch):
    shop, receipts = desk
    asked = []

    def converting(paths, _spec):
        asked.append(sorted(path.name for path in paths))
        return dict.fromkeys(paths, b"%PDF"), ()

    monkeypatch.setattr("pipeline.write.to_pdf", converting)
    monkeypatch.setattr("pipeline.write.font_problems", lambda _looks: ())
    assert pdfs.pdfs(shop, receipts) == ()
    assert len(asked[0]) == sum(receipt.status == "made" for receipt in receipts)
    assert pdf_path(shop.settings.outputs / "全县月报" / "2025-02.docx").read_bytes().startswith(b"%PDF")
    assert pdfs.pdfs(shop, receipts) == ()
    assert len(asked) == 1
    pdf_path(shop.settings.outputs / "全县月报" / "2025-02.docx").unlink()
    pdfs.pdfs(shop, receipts)
    assert asked[1] == ["2025-02.docx"]


@pytest.fixture
def converting(monkeypatch):
    """What LibreOffice was asked to convert; it makes the same of everything."""
    asked = []

    def converted(paths, _spec):
        asked.extend(path.name for path in paths)
        return dict.fromkeys(paths, b"%PDF-1.7\nstartxref\n9\n%%EOF\n"), ()

    monkeypatch.setattr("pipeline.write.to_pdf", converted)
    monkeypatch.setattr("pipeline.write.font_problems", lambda _looks: ())
    return asked


def older(path, docx):
    os.utime(path, ns=(0, docx.stat().st_mtime_ns - 1))


@pytest.mark.parametrize("theirs", [b"%PDF-1.4 a scan", None], ids=["another", "ours with a note in it"])
def test_a_person_s_pdf_is_left_as_it_is_and_told(desk, converting, theirs):
    shop, receipts = desk
    mine = [receipt for receipt in receipts if receipt.path.name == "2025-02.docx"]
    docx = mine[0].path
    pdfs.pdfs(shop, mine)
    pdf = pdf_path(docx)
    older(pdf, docx)
    assert pdfs.pdfs(shop, mine) == ()
    assert len(converting) == 2
    theirs = theirs or pdf.read_bytes() + b"1 0 obj <</Type /Annot>> endobj\nstartxref\n9\n%%EOF\n"
    pdf.write_bytes(theirs)
    older(pdf, docx)
    (problem,) = pdfs.pdfs(shop, mine)
    assert (problem.rule, problem.level, problem.place.file) == ("pdf-kept", "info", "outputs/全县月报/2025-02.pdf")
    assert pdf.read_bytes() == theirs
    assert len(converting) == 2


def test_a_pdf_put_there_while_libreoffice_works_stays(desk, monkeypatch):
    shop, receipts = desk
    mine = [receipt for receipt in receipts if receipt.path.name == "2025-02.docx"]
    pdf = pdf_path(mine[0].path)
    monkeypatch.setattr("pipeline.write.font_problems", lambda _looks: ())
    monkeypatch.setattr("pipeline.write.to_pdf", lambda paths, _: (pdf.write_bytes(b"scan") and dict.fromkeys(paths, b"%PDF"), ()))
    assert [problem.rule for problem in pdfs.pdfs(shop, mine)] == ["pdf-kept"]
    assert pdf.read_bytes() == b"scan"


def test_of_an_edited_document_hers_and_the_new_version_are_converted_and_no_review_is_written(tmp_path, converting):
    lay(tmp_path)
    made(tmp_path)
    docx = tmp_path / "outputs" / "全县月报" / "2025-02.docx"
    edit(docx, ("全县信访总量", "本县信访总量"))
    shop, receipts = opened(tmp_path)
    mine = [receipt for receipt in receipts if receipt.status == "edited"]
    assert pdfs.pdfs(shop, mine) == ()
    assert converting == ["2025-02.docx", "2025-02.新稿.docx"]
    (problem,) = reviews(shop, mine)
    assert (problem.rule, problem.level, problem.place.file) == ("review-edited", "info", "outputs/全县月报/2025-02.docx")
    assert not review_path(docx).exists()


def test_the_review_copy_of_a_signed_paper_has_its_number_date_and_copies(tmp_path):
    drafted(tmp_path)
    sign(tmp_path, "专报/2025-02", copies=77)
    shop, receipts = opened(tmp_path)
    mine = [receipt for receipt in receipts if receipt.status == "issued"]
    docx = mine[0].path
    assert reviews(shop, mine) == ()
    assert text_of(review_path(docx).read_bytes()) == text_of(docx.read_bytes())
    assert "77" in text_of(docx.read_bytes())


@pytest.mark.parametrize("by_hand", [True, False])
def test_of_a_signed_paper_that_says_something_else_than_the_data_now_no_review_is_written(tmp_path, by_hand):
    drafted(tmp_path)
    docx = tmp_path / "outputs" / "专报" / "2025-02.docx"
    if by_hand:
        edit(docx, ("全县信访总量", "本县信访总量"))
    sign(tmp_path, "专报/2025-02")
    if not by_hand:
        items(tmp_path, "东乡", {1: 9, 2: 9, 3: 9})
    shop, receipts = opened(tmp_path)
    mine = [receipt for receipt in receipts if receipt.status == "issued"]
    assert [problem.rule for problem in reviews(shop, mine)] == ["review-issued"]
    assert not review_path(docx).exists()


def test_what_libreoffice_did_not_make_is_told_with_its_place(desk, monkeypatch):
    from pipeline.model.place import Place

    shop, receipts = desk
    told = Problem("pdf-failed", "warning", Place("2025-02.docx"), "没有转成 PDF")
    monkeypatch.setattr("pipeline.write.to_pdf", lambda _paths, _spec: ({}, (told,)))
    (problem,) = pdfs.pdfs(shop, tuple(r for r in receipts if r.path.parent.name == "全县月报"))
    assert problem.place.file == "outputs/全县月报/2025-02.docx"

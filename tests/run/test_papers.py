"""Review copies and PDFs beside the documents."""

import io
import re
import zipfile

import pytest
from little import EVERYTHING, lay, made

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
    assert pdf_path(shop.settings.outputs / "全县月报" / "2025-02.docx").read_bytes() == b"%PDF"
    assert pdfs.pdfs(shop, receipts) == ()
    assert len(asked) == 1
    pdf_path(shop.settings.outputs / "全县月报" / "2025-02.docx").unlink()
    pdfs.pdfs(shop, receipts)
    assert asked[1] == ["2025-02.docx"]


def test_what_libreoffice_did_not_make_is_told_with_its_place(desk, monkeypatch):
    from pipeline.model.place import Place

    shop, receipts = desk
    told = Problem("pdf-failed", "warning", Place("2025-02.docx"), "没有转成 PDF")
    monkeypatch.setattr("pipeline.write.to_pdf", lambda _paths, _spec: ({}, (told,)))
    (problem,) = pdfs.pdfs(shop, tuple(r for r in receipts if r.path.parent.name == "全县月报"))
    assert problem.place.file == "outputs/全县月报/2025-02.docx"

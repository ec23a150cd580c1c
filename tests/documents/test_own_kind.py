"""An office adds a kind of its own: one entry, one template, no code (the steps of docs/documents.md)."""

import re
from pathlib import Path

import pytest

from pipeline.run.build import build
from pipeline.run.init import start
from pipeline.run.order import Order
from pipeline.write import text_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "documents.md").read_text("utf-8")


@pytest.fixture
def project(tmp_path):
    start(tmp_path, sample=True, rows=120)
    return tmp_path


def test_the_page_s_example_makes_a_document(project):
    _, _, recipe = PAGE.partition("## A kind of your own")
    entry, template = re.findall(r"```(?:yaml|jinja)\n(.*?)```", recipe, re.DOTALL)
    name = entry.split(":", 1)[0]
    (project / "config" / "documents.yaml").write_text(entry, "utf-8")
    path = project / "templates" / re.search(r"template: (\S+)", entry)[1]
    path.parent.mkdir(parents=True)
    path.write_text(template, "utf-8")
    outcome = build(project, Order((name,), "2025-11"), lambda _: None)
    (receipt,) = outcome.receipts
    assert receipt.status == "made"
    assert receipt.path.name == "2025-11接访情况.docx"
    assert "接访情况" in text_of(receipt.path.read_bytes())
    assert receipt.figures > 3


def test_the_page_shows_every_kind_with_its_picture():
    kinds = re.findall(r"^(\S+):$", (ROOT / "config" / "documents.yaml").read_text("utf-8"), re.MULTILINE)
    assert re.findall(r"^## (\S+)\n!\[first page\]\(pictures/\1\.png\)$", PAGE, re.MULTILINE) == sorted(kinds, key=PAGE.index)
    for kind in kinds:
        picture = ROOT / "docs" / "pictures" / f"{kind}.png"
        assert picture.stat().st_size <= 60 * 1024

"""A county with next to nothing in its register: documents are still written, and say nothing that is not there."""

import finished_docx
import pytest
from built_county import BULLETIN, SPEECH

from pipeline.run.build import build
from pipeline.run.init import start
from pipeline.run.plan import Order


@pytest.mark.parametrize("rows", [0, 1, 10])
def test_its_documents_are_made_without_holes(tmp_path, rows):
    start(tmp_path, sample=True, rows=rows)
    outcome = build(tmp_path, Order((SPEECH, BULLETIN)), lambda _: None)
    assert {receipt.status for receipt in outcome.receipts} <= {"made", "skipped"}
    assert [problem for problem in outcome.problems if problem.level == "error"] == []
    for path in sorted((tmp_path / "outputs").rglob("*.docx")):
        text = finished_docx.read(path).text
        for hole in ("None", "nan", "，，", "，。", "。。", "：；", "为。"):
            assert hole not in text, (path.name, text)

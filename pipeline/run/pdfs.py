"""PDFs beside the documents (``briefing build --pdf``): those that are missing or older than their document."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.receipt import Receipt
from pipeline.record.outputs import put
from pipeline.run.workshop import Workshop

__all__ = ["pdf_path", "pdfs"]


def pdf_path(docx: Path) -> Path:
    """Where the PDF of a document stands."""
    return docx.with_suffix(".pdf")


def pdfs(shop: Workshop, receipts: Iterable[Receipt]) -> tuple[Problem, ...]:
    """Make them, several in one call of LibreOffice; what could not be made, and which fonts were missing."""
    from pipeline.write import font_problems, to_pdf

    due = tuple(receipt.path for receipt in receipts if receipt.stands and _is_due(receipt.path))
    if not due:
        return ()
    made, problems = to_pdf(due, shop.looks.spec)
    names = {path.name: shop.settings.shown(path) for path in due}
    placed = (dataclasses.replace(each, place=Place(names.get(each.place.file, each.place.file))) for each in problems)
    return (*placed, *_put(made, shop), *(font_problems(shop.looks) if made else ()))


def _put(made: dict[Path, bytes], shop: Workshop) -> Iterator[Problem]:
    for path, data in made.items():
        try:
            put(pdf_path(path), data)
        except OSError:
            yield Problem(
                "pdf", "warning", Place(shop.settings.shown(pdf_path(path))), "写不进去。如果它正打开着，请关闭后重做；文稿没有动"
            )


def _is_due(docx: Path) -> bool:
    try:
        written = docx.stat().st_mtime_ns
    except OSError:
        return False
    pdf = pdf_path(docx)
    return not pdf.exists() or pdf.stat().st_mtime_ns < written

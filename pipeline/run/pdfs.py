"""PDFs beside the documents (``briefing build --pdf``): those that are missing or older than their document."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.receipt import Receipt
from pipeline.record.outputs import beside, original, put
from pipeline.run.workshop import Workshop

__all__ = ["pdf_path", "pdfs"]


def pdf_path(docx: Path) -> Path:
    """Where the PDF of a document stands."""
    return docx.with_suffix(".pdf")


def pdfs(shop: Workshop, receipts: Iterable[Receipt]) -> tuple[Problem, ...]:
    """Make them, several in one call of LibreOffice; what could not be made, and which fonts were missing.

    Of a document that a person edited: hers and the new version beside it. A PDF that is not ours is left as it is, and told.
    """
    from pipeline.write import font_problems, to_pdf

    papers = dict.fromkeys(path for receipt in receipts if receipt.stands for path in _papers(receipt))
    due = [path for path in papers if _is_due(path)]
    hers = [path for path in due if not _is_ours(pdf_path(path))]
    kept = tuple(_kept(path, shop) for path in hers)
    if len(hers) == len(due):
        return kept
    made, problems = to_pdf(tuple(path for path in due if path not in hers), shop.looks.spec)
    names = {path.name: shop.settings.shown(path) for path in due}
    placed = (dataclasses.replace(each, place=Place(names.get(each.place.file, each.place.file))) for each in problems)
    return (*kept, *placed, *_put(made, shop), *(font_problems(shop.looks) if made else ()))


def _papers(receipt: Receipt) -> tuple[Path, ...]:
    if receipt.status != "edited":
        return (receipt.path,)
    hers = original(receipt.path)
    return (hers, beside(hers))


def _kept(docx: Path, shop: Workshop) -> Problem:
    message = "这份 PDF 比文稿旧，看不出是程序转的，或者转好以后有人改过、换过，没有覆盖它；要新的，请先把它改名或移走"
    return Problem("pdf-kept", "info", Place(shop.settings.shown(pdf_path(docx))), message)


def _put(made: dict[Path, bytes], shop: Workshop) -> Iterator[Problem]:
    from pipeline.write import marked

    for path, data in made.items():
        if not _is_ours(pdf_path(path)):  # put there while LibreOffice was at work
            yield _kept(path, shop)
            continue
        try:
            put(pdf_path(path), marked(data))
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


def _is_ours(pdf: Path) -> bool:
    """Whether a PDF may be replaced: there is none, or it is as it was put there."""
    from pipeline.write import is_marked

    try:
        return is_marked(pdf.read_bytes())
    except FileNotFoundError:
        return True
    except OSError:
        return False

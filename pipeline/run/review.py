"""Review copies: ``….核稿.docx`` beside a document, a comment on each figure and each claim (``briefing build --review``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.model.document import Document, Stated
from pipeline.model.figure import Figure, Measures
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.receipt import Receipt, Status
from pipeline.record.outputs import original, put
from pipeline.run.audience import as_read_by
from pipeline.run.make import with_copies
from pipeline.run.plan import Job
from pipeline.run.workshop import Workshop
from pipeline.words.number import figure_text, printed
from pipeline.words.spans import period_text

__all__ = ["note", "review_path", "reviews"]


def review_path(docx: Path) -> Path:
    """Where the review copy of a document stands."""
    return docx.with_name(f"{docx.stem}.核稿.docx")


def reviews(shop: Workshop, receipts: Iterable[Receipt]) -> tuple[Problem, ...]:
    """Write the review copy of each document that stands; what a person has worked on is left as it is, and told."""
    standing = {original(receipt.path): receipt.status for receipt in receipts if receipt.stands}
    problems = (_reviewed(job, shop, standing[job.path]) for job in shop.jobs if job.path in standing)
    return tuple(problem for problem in problems if problem is not None)


def _reviewed(job: Job, shop: Workshop, status: Status) -> Problem | None:
    if status == "edited":
        return _none_of(job, shop, "review-edited", "有人改过这份文稿，没有写核稿：核稿写的是程序自己的字句，与改过的对不上")
    head = shop.standing(job.path).head if status == "issued" else None
    issued = (head or {}).get("issued") or {}
    if status == "issued" and not issued:
        return _none_of(job, shop, "review-issued", "签发稿的记录（.figures.json）不在或对不上，没有写核稿")
    spec = with_copies(job.spec, issued.get("copies"))
    document, _ = shop.composer.compose(spec, shop.occasion(job, head), as_read_by(spec, shop.measures, shop.settings))
    if document is None:
        return None
    if issued and _differs(document, job, shop):
        told = "签发稿的文字与现在的数据、模板写出来的不同（签发前手工改过，或者后来有变化），没有写核稿"
        return _none_of(job, shop, "review-issued", told)
    return _written(document, job, shop)


def _none_of(job: Job, shop: Workshop, rule: str, told: str) -> Problem:
    return Problem(rule, "info", Place(shop.settings.shown(job.path)), told)


def _written(document: Document, job: Job, shop: Workshop) -> Problem | None:
    from pipeline.write import is_touched, write_review

    notes = {stated.id: note(stated, shop.measures) for stated in document.figures}
    above = ["以下数据有错误，没有采用：", *(problem.told for problem in shop.errors(job.spec))] if shop.errors(job.spec) else []
    data = write_review(document, shop.looks, {}, notes, above)
    path = review_path(job.path)
    shown = shop.settings.shown(path)
    try:
        before = path.read_bytes() if path.exists() else data
        if before != data and is_touched(before):
            return Problem("review-kept", "info", Place(shown), "核稿已有人批注或改动，没有覆盖；要新的核稿，请先把它改名或移走")
        if before is data or before != data:
            put(path, data)
    except (OSError, ValueError, KeyError):
        return Problem("review", "warning", Place(shown), "核稿写不进去，或原来的核稿打不开。如果它正在 Word 里打开，请关闭后重做")
    return None


def _differs(document: Document, job: Job, shop: Workshop) -> bool:
    """Whether a signed paper says something else than what is composed now."""
    from pipeline.write import settle_colophon, text_hash, write

    settled, _ = settle_colophon(document, shop.looks, {})
    return text_hash(write(settled, shop.looks, {})) != text_hash(job.path.read_bytes())


def note(stated: Stated, measures: Measures) -> str:
    """What stands behind a figure, a fact to a line."""
    return "\n".join(_facts(stated.figure, measures))


def _facts(figure: Figure, measures: Measures) -> Iterator[str]:
    indicator = figure.indicator
    member = f"，{figure.member}" if figure.member else ""
    where = f"{period_text(figure.period)}，{figure.scope}{member}"
    yield f"{indicator.label or indicator.name}：{figure_text(figure) or '没有数'}（{where}）"
    if indicator.name in measures.indicators and (definition := measures.definition(indicator.name)):
        yield f"口径：{definition}"
    if figure.denominator is not None:
        yield f"分子 {figure.numerator}，分母 {figure.denominator}"
    if figure.year_ago is not None:
        yield f"去年同期：{printed(figure.year_ago, indicator)}"
    if figure.previous is not None:
        yield f"上期：{printed(figure.previous, indicator)}"
    if figure.reported:
        yield f"填报数，依据：{figure.evidence or '（未写）'}"
    for source in measures.sources(figure):
        yield f"来源：{source.file}{f' 〔{source.sheet}〕' if source.sheet else ''}，{source.rows} 行"

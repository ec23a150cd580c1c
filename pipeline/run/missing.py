"""Signed documents that are not where they were put: without them nobody knows which of their figures are other ones today."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.model.unit import COUNTY
from pipeline.record.ledger import Entry
from pipeline.record.outputs import figures_path
from pipeline.record.register import Issue
from pipeline.run.ledger import document_key, parsed_key, signed_entries, standing_papers
from pipeline.run.plan import Job, file_of

__all__ = ["missing_issues", "missing_of_build"]

_FEW = 3


def missing_issues(settings: Settings, issues: Iterable[Issue]) -> tuple[Problem, ...]:
    """One warning for all signed documents that are gone, or have no figures file any more."""
    return _told(settings, _gone(settings, issues))


def missing_of_build(settings: Settings, issues: Iterable[Issue], jobs: Collection[Job], *, narrow: bool) -> tuple[Problem, ...]:
    """The same after a build: not of documents that it was to make, which were put back or told; a narrow one asks for its own."""
    gone = _gone(settings, issues)
    if not gone:
        return ()
    made = {document_key(job) for job in jobs if not job.path.exists()}
    names = {job.spec.name for job in jobs} if narrow else None
    listed = (one for one in gone if one.document not in made)
    return _told(settings, [one for one in listed if names is None or one.document.partition("/")[0] in names])


def _gone(settings: Settings, issues: Iterable[Issue]) -> list[Entry]:
    """Those that are neither where they would be put today nor under another name in their folder."""
    found = [one for one in signed_entries(settings, issues).values() if _lacks(one, settings)]
    papers = standing_papers(settings, found)
    return [one for one in found if (one.document, one.number, one.date) not in papers]


def _lacks(entry: Entry, settings: Settings) -> bool:
    """Whether a document or its figures file is not there; of a kind that the config has no more nobody knows where it was."""
    name, stem, scope = parsed_key(entry.document, settings)
    spec, period = settings.documents.get(name), settings.calendar.period(stem or "")
    if spec is None or period is None:
        return False
    docx = file_of(spec, period, scope or COUNTY, settings)
    return not (docx.exists() and figures_path(docx).exists())


def _told(settings: Settings, gone: list[Entry]) -> tuple[Problem, ...]:
    if not gone:
        return ()
    listed = "、".join(f"{one.document}（{one.date[:4]}年第{one.number}期）" for one in gone[:_FEW])
    message = (
        f"签发过的文稿有 {len(gone)} 份不在了，或者缺了旁边的 .figures.json：{listed}{'等' if len(gone) > _FEW else ''}。"
        "没有它们，看不出印过的数现在有没有变化，以后各期也写不出更正说明。请从备份找回，放回原处；"
        "确实作废的，请在 config/发文登记簿.csv 里删去那一期"
    )
    return (Problem("issued-missing", "warning", Place(f"{settings.shown(settings.outputs)}/"), message),)

"""One paper, ready to be signed: as the program composes it, or as a person edited it, with number, date and copies in it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model.problem import Mistake, Problem
from pipeline.model.receipt import Receipt
from pipeline.model.shape import shape
from pipeline.record.ledger import Entry
from pipeline.record.outputs import figures_path
from pipeline.record.register import Issue
from pipeline.record.stamps import Stamp
from pipeline.run.early import too_early
from pipeline.run.judge import receipt
from pipeline.run.ledger import document_key
from pipeline.run.plan import Job
from pipeline.run.standing import standing

if TYPE_CHECKING:
    from pipeline.run.make import Composed
    from pipeline.run.workshop import Workshop

__all__ = ["Paper", "paper"]


@shape
class Paper:
    """What signing writes for it, and tells of it; ``draft``: the stamp of what stood in its place when it was read."""

    issue: Issue
    entry: Entry
    files: tuple[tuple[Path, bytes], ...]
    receipt: Receipt
    problems: tuple[Problem, ...]
    draft: Stamp | None


def paper(job: Job, date: dt.date, copies: int, shop: Workshop) -> Paper | Receipt:
    """The paper with the next number of its series, or why it is refused; ``Mistake`` where it cannot be composed."""
    from pipeline.write import text_hash

    number = shop.next_number(job.spec, date) or 1
    mark = {"number": number, "date": date.isoformat(), "copies": copies}
    own = standing(job.path, shop.stamps)
    ready, wrong, why = _as_edited(job, mark, shop) if own.edited else _as_composed(job, mark, shop)
    if why:
        return receipt(job, "refused", (why,))
    if ready is None or any(problem.level == "error" for problem in wrong):
        raise Mistake(*(problem for problem in wrong if problem.level == "error"))
    issue = Issue(job.spec.series, date, number, ready.document.title, copies)
    how = "，照改过的文字" if own.edited else ""
    made = receipt(job, "issued", (f"签发为《{issue.series}》第{number}期{how}",))
    return Paper(
        issue,
        Entry(document_key(job), issue.series, number, date.isoformat(), copies, text_hash(ready.docx)),
        ((job.path, ready.docx), (figures_path(job.path), ready.figures)),
        dataclasses.replace(made, figures=len(ready.document.figures), claims=len(ready.document.claims)),
        (*wrong, *too_early(job, date, shop.cutoff, shop.settings)),
        own.stamp,
    )


_Ready = tuple["Composed | None", tuple[Problem, ...], str]
"""The paper with both its files, what is wrong with it, and why it is refused."""


def _as_composed(job: Job, mark: Mapping[str, Any], shop: Workshop) -> _Ready:
    from pipeline.run.make import composed
    from pipeline.run.unread import unread

    ready, wrong = composed(job, shop.occasion(job, {"issued": mark}), shop, mark)
    return ready, wrong, unread(job, ready, mark["copies"], shop) if ready else ""


def _as_edited(job: Job, mark: Mapping[str, Any], shop: Workshop) -> _Ready:
    from pipeline.run.edited import as_edited

    return as_edited(job, mark, shop)

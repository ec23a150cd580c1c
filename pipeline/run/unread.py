"""A draft that nobody edited is signed as it was read, or not at all: the data may have changed since it was built."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.record.outputs import figures_path
from pipeline.run.edited import as_drafted, changed, document_of, lines_of
from pipeline.run.plan import Job
from pipeline.run.stale import first_of, new_figures, stale
from pipeline.run.standing import standing
from pipeline.run.workshop import Workshop

if TYPE_CHECKING:
    from pipeline.run.make import Composed

__all__ = ["unread"]


def unread(job: Job, paper: Composed, copies: int, shop: Workshop) -> str:
    """Why a draft is not signed: the paper says something else, but for its number, date and copies.

    Nothing where there is no draft, or nobody can know what it was built from.
    """
    from pipeline.write import text_of

    head = standing(job.path, shop.stamps).head
    if not head:
        return ""
    drafted = dataclasses.replace(as_drafted(shop.occasion(job), head), copies=copies + 1)
    again = document_of(job, drafted, copies + 1, shop)  # whatever in it hangs on number, date and copies is another line
    text, signed = text_of(job.path.read_bytes()), text_of(paper.docx).split("\n")
    by_signing = set(changed(lines_of(again, shop), signed)) if again else set()
    old_lines, new_lines = ({pair[side] for pair in by_signing} - {""} for side in (0, 1))
    lines = [(old, new) for old, new in changed(text.split("\n"), signed) if not (new in new_lines if new else old in old_lines)]
    if not lines:
        return ""
    was, now = json.loads(figures_path(job.path).read_bytes()), json.loads(paper.figures)
    printed = {entry["id"]: entry["text"] for entry in was["figures"]}
    found = [*stale(was, now, printed, text), *new_figures(was["figures"], now["figures"])]
    told = first_of(found or list(_told(lines)))
    return f"草稿写好以后，数据、模板或配置变了：{told}。请运行 briefing build，看过新的草稿再签发"


def _told(lines: list[tuple[str, str]]) -> Iterator[str]:
    for old, new in lines:
        if old and new:
            yield f"“{old}”现在是“{new}”"
        else:
            yield f"“{old}”没有了" if old else f"“{new}”是新的"

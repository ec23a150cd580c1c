"""Papers signed under a date on which nobody could have known what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.run.plan import Job
from pipeline.run.spans import plans
from pipeline.words.spans import date_text

__all__ = ["too_early"]


def too_early(job: Job, date: dt.date, cutoff: dt.date, settings: Settings) -> tuple[Problem, ...]:
    """A warning where the date of signing lies before the end of the period, as far as the data go, or before the cut-off.

    None for what is written ahead: of a plan, or dated before its period. It is signed all the same: a paper of long ago may be
    registered later.
    """
    later = dict(_later(job, date, cutoff))
    if not later or plans(job.spec, settings) or job.spec.dated == "期前一日":
        return ()
    told = "、".join(f"{what}（{date_text(day)}）" for day, what in later.items())
    message = (
        f"签发日期{date_text(date)}早于{told}，文稿里的数据比落款还晚；已照此签发。请核对 --date，"
        "确是补登以前的文件，请核对文稿里印的数据截止日期"
    )
    shown = settings.shown(job.path)
    return (Problem("issued-early", "warning", Place(shown), message, found=date.isoformat(), expected=max(later).isoformat()),)


def _later(job: Job, date: dt.date, cutoff: dt.date) -> Iterator[tuple[dt.date, str]]:
    """A period that is not over yet is written about up to the cut-off alone."""
    if date < job.period.end <= cutoff:
        yield job.period.end, "所写期间的最后一天"
    if date < cutoff:
        # the same day once, by the name that the page has for it
        yield cutoff, "数据截止日"

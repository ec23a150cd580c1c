"""Papers signed under a date on which nobody could have known what they say, or that can only be a slip of the keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.record.register import Issue
from pipeline.run.plan import Job
from pipeline.run.spans import plans
from pipeline.words.spans import date_text

__all__ = ["far_ahead", "slipped", "too_early"]

_YEAR = dt.timedelta(365)


def slipped(job: Job, date: dt.date, cutoff: dt.date, issues: Iterable[Issue], settings: Settings) -> str:
    """Why a date of signing can only be a slip, and what to do; nothing where it may be meant."""
    told = f"签发日期{date_text(date)}"
    same = [one for one in issues if one.series == job.spec.series and one.date.year == date.year]
    last = max(same, key=lambda one: one.date, default=None)
    if why := far_ahead(date, cutoff):
        return f"{told}{why}，年份可能写错了。请核对 --date；数据久未更新的，请先放入新数据"
    if date < job.period.start and not _ahead(job, settings):
        return f"{told}早于所写期间的第一天（{date_text(job.period.start)}）。请核对 --date"
    if last is not None and date < last.date:
        return (
            f"{told}早于{last.date.year}年第{last.number}期的签发日期（{date_text(last.date)}）。请核对 --date；"
            "那一期的日期错了的，请先作废：在 config/发文登记簿.csv 里删去那一行，连同它的文稿和 .figures.json，再重新签发"
        )
    return ""


def far_ahead(date: dt.date, cutoff: dt.date) -> str:
    """That a date lies a year or more after the data's cut-off; nothing where it does not."""
    return f"比数据截止日（{date_text(cutoff)}）晚了一年以上" if date - cutoff >= _YEAR else ""


def too_early(job: Job, date: dt.date, cutoff: dt.date, settings: Settings) -> tuple[Problem, ...]:
    """A warning where the date of signing lies before the end of the period, as far as the data go, or before the cut-off.

    None for what is written ahead: of a plan, or dated before its period. It is signed all the same: a paper of long ago may be
    registered later.
    """
    later = dict(_later(job, date, cutoff))
    if not later or _ahead(job, settings):
        return ()
    told = "、".join(f"{what}（{date_text(day)}）" for day, what in later.items())
    message = (
        f"签发日期{date_text(date)}早于{told}，文稿里的数据比落款还晚；已照此签发。请核对 --date，"
        "确是补登以前的文件，请核对文稿里印的数据截止日期"
    )
    shown = settings.shown(job.path)
    return (Problem("issued-early", "warning", Place(shown), message, found=date.isoformat(), expected=max(later).isoformat()),)


def _ahead(job: Job, settings: Settings) -> bool:
    """Whether the document is written ahead of its period."""
    return plans(job.spec, settings) or job.spec.dated == "期前一日"


def _later(job: Job, date: dt.date, cutoff: dt.date) -> Iterator[tuple[dt.date, str]]:
    """A period that is not over yet is written about up to the cut-off alone."""
    if date < job.period.end <= cutoff:
        yield job.period.end, "所写期间的最后一天"
    if date < cutoff:
        # the same day once, by the name that the page has for it
        yield cutoff, "数据截止日"

"""Signing: a bulletin gets its number, is written with number and date in it, frozen, and entered in the register."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.receipt import Receipt
from pipeline.model.settings import Settings
from pipeline.model.shape import shape
from pipeline.record.ledger import added
from pipeline.record.lock import locked
from pipeline.record.register import Issue
from pipeline.record.signing import recover, sign
from pipeline.run.copies import copies_of
from pipeline.run.early import slipped
from pipeline.run.judge import receipt
from pipeline.run.ledger import at_their_papers, ledger_path, named
from pipeline.run.meanwhile import Seen, content, kept_aside
from pipeline.run.order import Order
from pipeline.run.paper import Paper, paper
from pipeline.run.plan import Job, period_asked, plan
from pipeline.run.refusal import refusal
from pipeline.run.register import days_of, issues_in, register_lock, register_locked, register_path
from pipeline.run.spans import plans
from pipeline.settings.folders import there
from pipeline.settings.loading import load
from pipeline.words.refused import reason

if TYPE_CHECKING:
    from pipeline.run.workshop import Workshop

__all__ = ["Signed", "issue"]

_FEW = 3
_WAITING = "上一次签发的文稿还没有放到位（可能正在 Word 或 WPS 里打开），没有再签发。请关闭打开的文稿，再签发一次"


@shape
class Signed:
    """What was signed, in order; or, where ``refused`` says why, nothing at all."""

    issues: tuple[Issue, ...]
    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    project: Path

    @property
    def code(self) -> int:
        """0 signed, 1 refused."""
        return 0 if self.issues else 1


def issue(
    project: Path, documents: Sequence[str], date: dt.date, copies: int | None, order: Order, say: Callable[[str], None]
) -> Signed:
    """Sign documents (``名称``, ``名称/期间``, or a .docx below ``outputs/``): all of them, or none."""
    project = there(project)
    with ExitStack() as held:
        if not held.enter_context(locked(project / ".briefing", say)):
            raise Mistake(_lockless(project / ".briefing" / "lock"))
        settings = load(project)
        if not held.enter_context(register_locked(settings, say)):
            raise Mistake(_lockless(register_lock(settings)))
        ended = recover(register_path(settings))
        kept = kept_aside(ended, settings)
        if not ended.whole:
            raise Mistake(*(() if ended.unread else (_mistake(_WAITING),)), *kept)
        try:
            signed = _signed(settings, documents, date, copies, order)
        except Mistake as mistake:  # what was kept aside is told now or never
            raise Mistake(*mistake.problems, *kept) from mistake
        return dataclasses.replace(signed, problems=(*signed.problems, *kept))


def _signed(settings: Settings, documents: Sequence[str], date: dt.date, copies: int | None, order: Order) -> Signed:
    from pipeline.run.inputs import gather
    from pipeline.run.workshop import open_workshop

    counted = content(register_path(settings))
    inputs = gather(settings)
    shop = open_workshop(settings, inputs, dataclasses.replace(order, date=date), ())
    shop.issues = issues_in(shop.measures, inputs, settings)
    # a document that was named twice, or with its period and without, is one
    shop.jobs = tuple({job.path: job for text in documents for job in _jobs(text, shop)}.values())
    return _sign(shop, date, copies, counted)


def _jobs(text: str, shop: Workshop) -> tuple[Job, ...]:
    """What a document's name on the command line means."""
    (name, period, scope), file = named(text, shop.settings)
    order = dataclasses.replace(
        shop.order,
        documents=(name,),
        period=shop.order.period if period is None else period,
        scope=scope or shop.order.scope,
        date=None,
    )
    days = partial(days_of, shop.measures, shop.settings)
    jobs = [job for job in plan(order, shop.settings, shop.inputs, days) if not job.lacking]
    if not jobs:
        raise Mistake(_mistake(f"“{text}”没有可签发的文稿：请写 名称/期间，如 {name}/2025-11"))
    spans = _spans(jobs, period_asked(order, shop.settings), shop)
    if len(spans) > 1:
        listed = "、".join(f"{name}/{span.name}" for span in spans[:_FEW])
        more = "……" if spans[_FEW:] else ""
        raise Mistake(_mistake(f"“{text}”有 {len(spans)} 期，没有签发。请写明是哪一期：{listed}{more}"))
    found = at_their_papers(tuple(job for job in jobs if job.period == spans[0]), shop.settings, shop.issues)
    if file is not None and all(job.path != file for job in found):
        raise Mistake(_mistake(f"“{text}”不是要签发的那一份：这一期的文稿是 {shop.settings.shown(found[0].path)}"))
    return found


def _spans(jobs: Sequence[Job], asked: Period | None, shop: Workshop) -> Sequence[Period]:
    """The spans that may be meant: the one asked for, else those inside; without a period the latest.

    Of what is written ahead those that are not over on the day of signing: nobody knows which of them is the latest.
    """
    found = sorted({job.period for job in jobs})
    if asked is not None:
        return [span for span in found if span.name == asked.name] or found
    ahead = [span for span in found if plans(jobs[0].spec, shop.settings) and span.end >= (shop.order.date or shop.cutoff)]
    return ahead or found[-1:]


def _sign(shop: Workshop, date: dt.date, copies: int | None, counted: bytes) -> Signed:
    project, register = shop.settings.project, register_path(shop.settings)
    asked, refusals = _asked(shop, date, copies)
    if refusals:
        return Signed((), tuple(refusals), tuple(problem for one in refusals for problem in one.problems), project)
    papers: list[Paper] = []
    for job, printed in zip(shop.jobs, asked, strict=True):
        found = paper(job, date, printed, shop)
        if isinstance(found, Receipt):
            return Signed((), (found,), (), project)
        papers.append(found)
        shop.issues = (*shop.issues, found.issue)
    issues, ledger = [one.issue for one in papers], content(ledger_path(shop.settings))
    files = [file for one in papers for file in one.files]
    files.append((ledger_path(shop.settings), added(ledger, [one.entry for one in papers])))
    seen = Seen(shop.settings, counted, ledger, {job.path: one.draft for job, one in zip(shop.jobs, papers, strict=True)})
    try:
        ended = sign(register, issues, files, seen.hindrance)
    except OSError as error:
        return _failed(shop, error)
    if ended.why:
        return Signed((), tuple(receipt(job, "refused", (ended.why,)) for job in shop.jobs), (), project)
    told = (*(problem for one in papers for problem in one.problems), *kept_aside(ended, shop.settings))
    return Signed(tuple(issues), tuple(one.receipt for one in papers), told, project)


def _asked(shop: Workshop, date: dt.date, copies: int | None) -> tuple[list[int], list[Receipt]]:
    """How many copies of each document are printed, and the receipts of those that cannot be signed."""
    found: list[int] = []
    refusals: list[Receipt] = []
    for job in shop.jobs:
        if refused := refusal(job, shop):
            refusals.append(refused)
        elif why := slipped(job, date, shop.cutoff, shop.issues, shop.settings):
            refusals.append(receipt(job, "refused", (why,)))
        elif (number := copies_of(job, shop, copies)) is None:  # asked last: who is told it has only that to add
            refusals.append(receipt(job, "refused", ("没有写份数：请加 --copies 份数，或在 documents.yaml 里写 copies: 份数",)))
        else:
            found.append(number)
    return found, refusals


def _failed(shop: Workshop, error: OSError) -> Signed:
    why = f"写不进去（{reason(error)}），什么都没有签发。请检查磁盘，并关闭在 Excel 里打开的发文登记簿"
    receipts = tuple(receipt(job, "failed", (why,)) for job in shop.jobs)
    shown = shop.settings.shown(register_path(shop.settings))
    return Signed((), receipts, (Problem("output", "error", Place(shown), f"登记簿或文稿{why}"),), shop.settings.project)


def _lockless(lock: Path) -> Problem:
    """Two people who sign at once would give one number twice."""
    message = (
        f"“{lock.parent}”里的 {lock.name} 打不开或锁不住，不能保证没有别人正在签发，没有签发。"
        "请检查：这里应是文件夹（同名的文件请移走），您对它和项目文件夹应有读写权限，所在磁盘（网络盘）应支持文件锁；弄好后再签发"
    )
    return Problem("lock", "error", Place(""), message)


def _mistake(message: str) -> Problem:
    return Problem("name", "error", Place(""), message)

"""Signing: a bulletin gets its number, is written with number and date in it, frozen, and entered in the register."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.receipt import Receipt
from pipeline.record.lock import locked
from pipeline.record.outputs import figures_path, held_open
from pipeline.record.register import Issue
from pipeline.record.signing import recover, sign
from pipeline.run.order import Order
from pipeline.run.plan import Job, plan
from pipeline.run.register import issues_in, register_path, register_table
from pipeline.settings.loading import load

if TYPE_CHECKING:
    from pipeline.model.settings import Settings
    from pipeline.run.workshop import Workshop

__all__ = ["Signed", "issue"]


@dataclass(frozen=True, slots=True)
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
    from pipeline.run.inputs import gather
    from pipeline.run.workshop import open_workshop

    project = project.resolve()
    with locked(project / ".briefing", lambda: say("另一个 briefing 正在这个项目里工作，等它做完……")):
        settings = load(project)
        recover(register_path(settings))
        inputs = gather(settings)
        shop = open_workshop(settings, inputs, dataclasses.replace(order, date=date), ())
        shop.issues = issues_in(shop.measures, inputs, settings)
        shop.jobs = tuple(job for text in documents for job in _jobs(text, shop))
        return _sign(shop, date, copies)


def _jobs(text: str, shop: Workshop) -> tuple[Job, ...]:
    """What a document's name on the command line means; without a period the latest span."""
    name, period, scope = _parsed(text, shop.settings)
    order = dataclasses.replace(
        shop.order,
        documents=(name,),
        period=shop.order.period if period is None else period,
        scope=scope or shop.order.scope,
        date=None,
    )
    jobs = [job for job in plan(order, shop.settings, shop.inputs, lambda _table: ()) if not job.lacking]
    last = max((job.period for job in jobs), default=None)
    found = tuple(job for job in jobs if job.period == last)
    if not found:
        raise Mistake(_mistake(f"“{text}”没有可签发的文稿：请写 名称/期间，如 {name}/2025-11"))
    return found


def _parsed(text: str, settings: Settings) -> tuple[str, str | None, str | None]:
    """Name, period and unit: of ``outputs/通报/2025-11-城关镇.docx`` as of ``通报/2025-11-城关镇``."""
    parts = text.replace("\\", "/").removesuffix(".docx").rstrip("/").split("/")
    if len(parts) == 1:
        return parts[0], None, None
    name, stem = parts[-2], parts[-1]
    if settings.calendar.period(stem) is not None or "-" not in stem:
        return name, stem, None
    period, _, scope = stem.rpartition("-")
    return name, period, scope


def _sign(shop: Workshop, date: dt.date, copies: int | None) -> Signed:
    from pipeline.run.make import composed

    project = shop.settings.project
    refusals = [one for job in shop.jobs if (one := _refusal(job, shop, copies))]
    if refusals:
        return Signed((), tuple(refusals), tuple(problem for one in refusals for problem in one.problems), project)
    issues: list[Issue] = []
    files: list[tuple[Path, bytes]] = []
    receipts: list[Receipt] = []
    problems: list[Problem] = []
    for job in shop.jobs:
        number = shop.next_number(job.spec, date) or 1
        mark = {"number": number, "date": date.isoformat(), "copies": copies or job.spec.copies}
        ready, wrong = composed(job, shop.occasion(job, {"issued": mark}), shop, mark)
        problems += wrong
        if ready is None or any(problem.level == "error" for problem in wrong):
            raise Mistake(*(problem for problem in problems if problem.level == "error"))
        signed = Issue(job.spec.series, date, number, ready.document.title, copies or job.spec.copies)
        issues.append(signed)
        shop.issues = (*shop.issues, signed)
        files += [(job.path, ready.docx), (figures_path(job.path), ready.figures)]
        counts = (len(ready.document.figures), len(ready.document.claims))
        receipts.append(_receipt(job, "issued", f"签发为第{number}期", figures=counts[0], claims=counts[1]))
    try:
        sign(register_path(shop.settings), issues, files)
    except OSError as error:
        return _failed(shop, error)
    return Signed(tuple(issues), tuple(receipts), tuple(problems), project)


def _refusal(job: Job, shop: Workshop, copies: int | None) -> Receipt | None:
    """Why a document cannot be signed."""
    from pipeline.run.judge import absent, errors_told
    from pipeline.run.standing import standing

    own = standing(job.path, shop.stamps)
    missing = absent(job, shop)
    why = ""
    if not job.spec.series:
        why = f"文稿“{job.spec.name}”没有刊名，不编期号；要编号请在 documents.yaml 里写 series: 刊名"
    elif copies is None and job.spec.copies is None:
        why = "没有写份数：请加 --copies 份数，或在 documents.yaml 里写 copies"
    elif own.issued:
        number = (own.head or {}).get("issued", {}).get("number", "")
        why = f"已经签发过（第{number}期），不再改动"
    elif own.edited:
        why = "有人改过这份文稿，签发要重新生成，会丢掉改动。请把改动写进模板或数据，把改过的文件另存到别处后再签发"
    elif missing:
        why = "；".join(missing)
    elif problems := shop.facts(job).problems:
        return dataclasses.replace(_receipt(job, "failed", "事实文件有误"), problems=problems)
    elif errors := shop.errors(job.spec):
        why = errors_told(errors)
    elif wrong := [p for p in shop.inputs.problems if p.level == "error" and _of_register(p, shop)]:
        why = f"发文登记簿有 {len(wrong)} 处错误，先改正（briefing check 可逐条查看），否则可能重号"
    elif owner := held_open(job.path):
        why = f"正在 Word 或 WPS 里打开，请关闭后再签发；如果已经关闭，请删除旁边的 {owner.name}"
    return _receipt(job, "refused", why) if why else None


def _of_register(problem: Problem, shop: Workshop) -> bool:
    spec = register_table(shop.settings)
    return spec is not None and (problem.table == spec.name or problem.place.file.endswith(register_path(shop.settings).name))


def _receipt(job: Job, status: str, why: str, *, figures: int = 0, claims: int = 0) -> Receipt:
    return Receipt(job.spec.name, job.period, job.scope, job.path, status, (why,), figures, claims)  # type: ignore[arg-type]


def _failed(shop: Workshop, error: OSError) -> Signed:
    why = f"写不进去（{error.strerror or '系统拒绝'}），什么都没有签发。请检查磁盘，并关闭在 Excel 里打开的发文登记簿"
    receipts = tuple(_receipt(job, "failed", why) for job in shop.jobs)
    shown = register_path(shop.settings).relative_to(shop.settings.project).as_posix()
    return Signed((), receipts, (Problem("output", "error", Place(shown), f"登记簿或文稿{why}"),), shop.settings.project)


def _mistake(message: str) -> Problem:
    return Problem("name", "error", Place(""), message)

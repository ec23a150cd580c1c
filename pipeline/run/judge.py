"""One document: is there anything to do, and why; nothing is composed or written here."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.receipt import Receipt, Status
from pipeline.model.shape import shape
from pipeline.record import outputs
from pipeline.record.ledger import Entry
from pipeline.record.stamps import Stamp
from pipeline.run.ledger import gone
from pipeline.run.origin import PARTS, reasons
from pipeline.run.plan import Job
from pipeline.run.standing import NAMED, UNOPENED, Standing, said
from pipeline.run.told import problems_of
from pipeline.run.workshop import Workshop

__all__ = ["BESIDE", "Task", "absent", "errors_told", "judge", "receipt"]

_parts = itemgetter(*PARTS)
_Verdict = tuple[tuple[str, ...], Mapping[str, str] | None]

BESIDE = "有人改过这份文稿，新版放在旁边"
DAMAGED = f"原来的文件{UNOPENED}，没有动它，新版放在旁边。请从备份找回；不要了的，请删去它和旁边的新稿，再运行一次"


@shape
class Task:
    """A document to make: ``at`` is its job's place in the list, ``status`` what it will be when made.

    ``before`` is the stamp of what stands at ``target``: where it is another one by the time of writing, nothing is written.
    ``signed``: the head of a signed document, which is only held against today's data. ``inputs``: only these hashes of the
    figures file are to be set right, for files that changed in nothing that the document says. ``lost``: a signed document
    that is gone, to be put back if it can be composed with the same words. ``linted``: what lint tells of its own templates.
    """

    at: int
    target: Path
    status: Status
    reasons: tuple[str, ...]
    before: Stamp | None = None
    signed: Mapping[str, Any] | None = None
    inputs: Mapping[str, str] | None = None
    lost: Entry | None = None
    linted: tuple[Problem, ...] = ()


def judge(at: int, shop: Workshop) -> Receipt | Task:
    """What is to be done for one job: nothing, for the reasons told, or a task."""
    job = shop.jobs[at]
    own = shop.standing(job.path)
    if own.issued:
        return _signed(at, job, shop, own)
    if before := shop.signed_before(job) if job.spec.series else None:
        return _lost(at, job, shop, own, before)
    if missing := absent(job, shop):
        stays = ("原来的文稿没有动",) if own.run else ()
        return receipt(job, "refused" if job.asked else "skipped", (*missing, *stays))
    if wrong := shop.facts(job).problems:
        return receipt(job, "failed", ("事实文件有误",), problems=wrong)
    errors = shop.errors(job.spec)
    if errors and not shop.order.accept_rejected:
        return receipt(job, "refused", (errors_told(errors),))
    return _due(at, job, shop, own)


def _due(at: int, job: Job, shop: Workshop, own: Standing) -> Receipt | Task:
    target = outputs.beside(job.path) if own.edited else job.path
    there = shop.standing(target) if own.edited else own
    # what cannot be opened may be a person's work too: it is left as an edited document is
    status: Status = "failed" if own.damaged else "edited" if own.edited else "made"
    if there.edited:
        return receipt(job, status, (_both_left(own, there, target.name),))
    why, inputs = _out_of_date(job, shop, there)
    beside = (DAMAGED if own.damaged else BESIDE,) if own.edited else ()
    if why or shop.order.force:
        reasons = beside + (why or ("要求重做",))
        return receipt(job, "due", reasons) if shop.order.dry_run else Task(at, target, status, reasons, there.stamp)
    if inputs is not None and not shop.order.dry_run:
        return Task(at, target, status if own.edited else "current", beside, there.stamp, inputs=inputs)
    return receipt(job, status if own.edited else "current", beside, head=there.head, path=target)


def _both_left(own: Standing, there: Standing, name: str) -> str:
    """Why neither a document nor the new version beside it is written."""
    first = f"原来的文件{UNOPENED}" if own.damaged else "有人改过这份文稿"
    second = f"{name} 也打不开" if there.damaged and own.damaged else f"{name} 打不开" if there.damaged else f"也改过 {name}"
    return f"{first}，{second}，没有再写新版{'。请从备份找回；不要了的，请删去' if there.damaged or own.damaged else ''}"


def _out_of_date(job: Job, shop: Workshop, there: Standing) -> _Verdict:
    """Why, in words; and where there is no reason, today's hashes of its files, if the figures file has others."""
    if there.parts is None:
        return ("首次生成",) if there.stamp is None else ("生成记录（.figures.json）不在或不完整",), None
    if (own := tuple(said(there.parts, key) for key in NAMED)) != (job.spec.name, job.period.name, job.scope):
        return (f"里面是另一份文稿（{' '.join(map(str, own))}）",), None
    head, printed = there.parts.shared, shop.printed(job)
    if printed is None:
        return _held_against(head, shop.origin(job, shop.occasion(job), *_asked(head)))
    key = (job.spec.name, id(printed), id(head))
    if key not in shop.verdicts:
        now = {**printed, **shop.origins.of(job.spec, *_asked(head), shop.composer.template_files(job.spec), {})}
        # kept with what it was found for: no other object comes to have its number
        shop.verdicts[key] = (_held_against(head, now), head)
    verdict: _Verdict = shop.verdicts[key][0]
    return verdict


def _asked(head: Mapping[str, Any]) -> tuple[list[str], Mapping[str, Any]]:
    """The indicators and the rows that the document hung on."""
    return head.get("indicators", []), head.get("rows", {})


def _held_against(head: Mapping[str, Any], now: Mapping[str, Any]) -> _Verdict:
    if tuple(map(head.get, PARTS)) == _parts(now):
        return (), None if head.get("inputs") == now["inputs"] else now["inputs"]
    return reasons(head, now) or ("生成记录与文稿不一致",), None


def _signed(at: int, job: Job, shop: Workshop, own: Standing) -> Receipt | Task:
    """A signed document stays; where its rows are others now, its figures are held against today's."""
    head = own.head or {}
    if not head or own.edited or absent(job, shop) or shop.facts(job).problems:
        return receipt(job, "issued", ("已签发，不再改动",), head=head, problems=_touched(job, shop, own))
    now = shop.origin(job, shop.occasion(job, head), *_asked(head))
    if all(head.get(part) == now[part] for part in ("rows", "units", "config", "templates", "cutoff")):
        return receipt(job, "issued", (), head=head)
    return Task(at, job.path, "issued", (), own.stamp, signed=head)


def _lost(at: int, job: Job, shop: Workshop, own: Standing, before: Entry) -> Receipt | Task:
    """A signed document that is gone is put back as it was, or told; it never becomes another issue."""
    if own.stamp is not None or not before.text or absent(job, shop) or shop.facts(job).problems:
        return receipt(job, "refused", (gone(before, damaged=own.damaged),))
    if shop.order.dry_run:
        return receipt(job, "due", ("签发稿不在了，能照签发时的文字恢复就恢复",))
    return Task(at, job.path, "issued", ("签发稿不在了，已照签发时的文字恢复",), None, lost=before)


def _touched(job: Job, shop: Workshop, own: Standing) -> tuple[Problem, ...]:
    """A signed document whose text is not as signed any more."""
    if not own.edited:
        return ()
    message = "签发以后被人改动过，文字、页眉页脚或批注与签发时不一致；没有动它。请核对，或从备份找回签发时的文件"
    return (Problem("issued-edited", "warning", Place(shop.settings.shown(job.path)), message),)


def absent(job: Job, shop: Workshop) -> tuple[str, ...]:
    """What the document needs and there is not, in words."""
    if job.lacking:
        return (job.lacking,)
    if job.spec.needs_facts:
        return _lacking(job, shop)
    key = (job.spec.name, job.period)
    if key not in shop.lacking:  # alike for all units
        shop.lacking[key] = _lacking(job, shop)
    return shop.lacking[key]


def _lacking(job: Job, shop: Workshop) -> tuple[str, ...]:
    lacking = [name for name in job.spec.needs if name not in shop.inputs.tables]
    if lacking or shop.inputs.cutoff is None:
        return tuple(f"缺少表《{name}》" for name in lacking) or ("inputs/ 里没有可用的数据表",)
    if job.spec.needs_facts and not shop.facts(job).hashes:
        return (f"缺少事实文件 config/facts/{job.spec.name}/{job.period.name}.yaml",)
    months = set(job.period.months())
    outside = [n for n in job.spec.needs if shop.settings.tables[n].date and not months & shop.inputs.tables[n].coverage.months]
    return tuple(f"《{name}》没有{job.period.name}的数据" for name in outside)


def errors_told(errors: tuple[Problem, ...]) -> str:
    """That errors stand in the way, and where."""
    files = list(dict.fromkeys(problem.place.file for problem in errors))
    more = "等" if len(files) > 3 else ""
    return f"所用数据有 {len(errors)} 处错误（{'、'.join(files[:3])}{more}），先改正，或用 --accept-rejected 撇开这些行"


def receipt(
    job: Job,
    status: Status,
    reasons: tuple[str, ...] = (),
    *,
    head: Mapping[str, Any] | None = None,
    path: Path | None = None,
    problems: tuple[Problem, ...] = (),
) -> Receipt:
    """The receipt of a job; ``head`` brings the counts of a document that stands, and what was wrong when it was made."""
    counts = (head or {}).get("counts", {})
    told = problems or problems_of((head or {}).get("problems", ()))
    return Receipt(
        job.spec.name, job.period, job.scope, path or job.path, status, reasons,
        figures=counts.get("figures", 0), claims=counts.get("claims", 0), problems=told,
    )  # fmt: skip

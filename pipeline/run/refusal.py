"""Why a document cannot be signed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.problem import Problem
from pipeline.model.receipt import Receipt
from pipeline.record.register import HEADER, columns_of
from pipeline.run.judge import absent, errors_told, receipt
from pipeline.run.ledger import gone
from pipeline.run.meanwhile import open_draft, open_register
from pipeline.run.plan import Job
from pipeline.run.register import register_path, register_table
from pipeline.run.standing import standing
from pipeline.run.unregistered import unregistered_why

if TYPE_CHECKING:
    from pipeline.run.workshop import Workshop

__all__ = ["refusal"]


def refusal(job: Job, shop: Workshop) -> Receipt | None:
    """The receipt of a document that cannot be signed; None where nothing stands in the way."""
    if why := _of_document(job, shop):
        return receipt(job, "refused", (why,))
    if problems := shop.facts(job).problems:
        return dataclasses.replace(receipt(job, "failed", ("事实文件有误",)), problems=problems)
    why = _of_register(shop) or _of_ledger(job, shop) or _of_data(job, shop)
    return receipt(job, "refused", (why,)) if why else None


def _of_document(job: Job, shop: Workshop) -> str:
    own = standing(job.path, shop.stamps)
    if not job.spec.series:
        return f"文稿“{job.spec.name}”没有刊名，不编期号；要编号请在 documents.yaml 里写 series: 刊名"
    if own.issued:
        return f"已经签发过（第{(own.head or {}).get('issued', {}).get('number', '')}期），不再改动"
    before = shop.signed_before(job)
    return gone(before, damaged=own.damaged) if before else "；".join(absent(job, shop))


def _of_register(shop: Workshop) -> str:
    if why := open_register(shop.settings):
        return why
    path, spec = register_path(shop.settings), register_table(shop.settings)
    if not columns_of(path.read_bytes() if path.exists() else b""):
        return f"config/{path.name} 里找不到表头，应有这几栏：{'、'.join(HEADER)}"
    name = spec.name if spec else path.stem
    wrong = [p for p in shop.inputs.problems if p.level == "error" and (p.table == name or _in(path, p))]
    return f"发文登记簿有 {len(wrong)} 处错误，先改正（briefing check 可逐条查看），否则可能重号" if wrong else ""


def _of_ledger(job: Job, shop: Workshop) -> str:
    asked = job.spec.series, (shop.order.date or shop.cutoff).year
    if asked not in shop.unknown:
        shop.unknown[asked] = unregistered_why(shop.settings, shop.issues, *asked)
    return shop.unknown[asked]


def _in(path: Path, problem: Problem) -> bool:
    return problem.place.file.endswith(path.name)


def _of_data(job: Job, shop: Workshop) -> str:
    if errors := shop.errors(job.spec):
        return errors_told(errors)
    return open_draft(job.path)

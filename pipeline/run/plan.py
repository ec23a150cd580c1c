"""Which documents are due, for which spans and units, and where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import DocumentSpec, Settings
from pipeline.model.shape import shape
from pipeline.model.unit import COUNTY, Unit
from pipeline.run.order import Order, period_of
from pipeline.run.spans import Days, plans, scopes, spans
from pipeline.words.nearest import nearest
from pipeline.words.spans import date_text, period_text

__all__ = ["Job", "Order", "date_of", "file_of", "period_asked", "plan"]

_FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")


@shape
class Job:
    """One document to write; ``asked``: somebody named it or its period, so that skipping it is a refusal.

    ``lacking`` says why there is nothing to write it for (no such unit, no watch period), where that is known already.
    """

    spec: DocumentSpec
    period: Period
    scope: str
    path: Path
    asked: bool
    lacking: str = ""


def plan(order: Order, settings: Settings, inputs: Inputs, days: Days) -> tuple[Job, ...]:
    """Every document that the order means, in config order; ``Mistake`` for a name that is none, and for two of one name."""
    _known("文稿", order.documents, settings.documents)
    order = _by_name(order, inputs.units or settings.organization.units)
    specs = [settings.documents[name] for name in dict.fromkeys(order.documents)] or list(settings.documents.values())
    jobs = tuple(job for spec in specs for job in _jobs(spec, order, settings, inputs, days))
    _distinct(jobs)
    return jobs


def period_asked(order: Order, settings: Settings) -> Period | None:
    """The period of the order; ``Mistake`` where nobody can read it."""
    if order.period is None or isinstance(order.period, Period):
        return order.period
    return period_of(order.period, settings)


def date_of(spec: DocumentSpec, order: Order, cutoff: dt.date, period: Period) -> dt.date:
    """The date printed: as ordered, else as the config says, else the day after the cut-off; never the clock."""
    one = dt.timedelta(1)
    by_period = {"期前一日": period.start - one, "期末": period.end, "期末次日": period.end + one}
    return order.date or spec.date or by_period.get(spec.dated) or cutoff + one


def _jobs(spec: DocumentSpec, order: Order, settings: Settings, inputs: Inputs, days: Days) -> Iterator[Job]:
    period = period_asked(order, settings)
    asked = bool(order.documents) or period is not None
    found = spans(spec, period, settings, inputs.cutoff, days)
    if not found and period is not None and order.documents and not spec.days:
        found = (period,)
    places = scopes(spec, order.scope, inputs, settings)
    folder = _folder(spec, settings)
    for span in found:
        waits = "" if period else _waits(spec, span, settings, inputs)
        for scope in places:
            yield Job(spec, span, scope, folder / _name(spec, span, scope), asked and not waits, waits)
    if lacking := _lacking(spec, order, found, places, settings, inputs):
        now = period or (Period.of("year", inputs.cutoff, settings.calendar.month_starts) if inputs.cutoff else None)
        if now is not None and (not order.narrow or order.documents):
            yield Job(spec, now, order.scope or COUNTY, file_of(spec, now, COUNTY, settings), bool(order.documents), lacking)


def _waits(spec: DocumentSpec, span: Period, settings: Settings, inputs: Inputs) -> str:
    """Why a span that is not over is not written about yet: what came in by now would stand there as what came in, in all."""
    if spec.early or spec.periods or inputs.cutoff is None or span.end <= inputs.cutoff or plans(spec, settings):
        return ""
    return f"{period_text(span)}还没有过完（数据截至{date_text(inputs.cutoff)}），过完再写；要提前写，请加 --period {span.name}"


def _lacking(
    spec: DocumentSpec, order: Order, found: tuple[Period, ...], places: tuple[str, ...], settings: Settings, inputs: Inputs
) -> str:
    if not places and order.scope is not None:
        kinds = f"每个{spec.for_each}" if spec.for_each else "全县"
        return f"这份文稿写的是{kinds}的情况，不能写“{order.scope}”的（模板适合单个单位的，在 documents.yaml 里写 scoped: true）"
    if not places:
        return f"没有{spec.for_each}名单（《单位台账》，或 organization.yaml 的 units）"
    if found:
        return ""
    if spec.days in settings.tables:
        return f"《{spec.days}》在这个期间没有一行" if spec.days in inputs.tables else f"缺少表《{spec.days}》"
    if spec.days or spec.grain == "watch":
        return "calendar.yaml 的 watch 在这个期间没有特护期"
    return ""


def file_of(spec: DocumentSpec, span: Period, scope: str, settings: Settings) -> Path:
    """Where a document stands."""
    return _folder(spec, settings) / _name(spec, span, scope)


def _folder(spec: DocumentSpec, settings: Settings) -> Path:
    return settings.outputs / spec.name


def _name(spec: DocumentSpec, span: Period, scope: str) -> str:
    """``<period>[-<scope>].docx``, or as ``file:`` says; with no character that Windows refuses."""
    if not spec.file:
        stem = span.name if scope == COUNTY else f"{span.name}-{scope}"
        return f"{stem.translate(_FULL_WIDTH)}.docx"
    stem = spec.file
    for mark, text in (("{文稿}", spec.name), ("{期间}", span.name), ("{范围}", scope)):
        stem = stem.replace(mark, text.translate(_FULL_WIDTH))
    return f"{stem}.docx"


def _distinct(jobs: Iterable[Job]) -> None:
    seen: dict[str, Job] = {}
    for job in jobs:
        other = seen.setdefault(str(job.path).casefold(), job)
        if other is not job:
            message = f"文稿“{job.spec.name}”有两份要用同一个文件名 {job.path.name}，请检查 documents.yaml 里的 file"
            raise Mistake(Problem("config", "error", job.spec.place, message))


def _by_name(order: Order, units: tuple[Unit, ...]) -> Order:
    """The order with its unit by 单位名称, where it was given by 简称; ``Mistake`` for a unit that is none."""
    if order.scope is None:
        return order
    full = {unit.short: unit.name for unit in units if unit.short} | {unit.name: unit.name for unit in units} | {COUNTY: COUNTY}
    _known("单位", [order.scope], [COUNTY, *(unit.name for unit in units)] if order.scope not in full else full)
    return replace(order, scope=full[order.scope])


def _known(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    names = list(known)
    problems = [
        Problem("name", "error", Place(""), f"没有{what}“{name}”{nearest(name, names) or '。'}可用：{'、'.join(names)}")
        for name in asked
        if name not in names
    ]
    if problems:
        raise Mistake(*problems)

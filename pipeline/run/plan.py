"""Which documents are due, for which spans and units, and which cannot be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import DocumentSpec, Settings
from pipeline.model.unit import COUNTY
from pipeline.settings.shape import nearest, strings

__all__ = ["Job", "Order", "date_of", "plan"]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line."""

    documents: tuple[str, ...] = ()
    period: Period | None = None
    scope: str | None = None
    date: dt.date | None = None
    force: bool = False
    accept_rejected: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One document to write; ``asked``: somebody named it or its period, so that skipping it is a refusal."""

    spec: DocumentSpec
    period: Period
    scope: str
    path: Path
    asked: bool


def plan(order: Order, settings: Settings, inputs: Inputs) -> tuple[Job, ...]:
    """Every document that the order means, in config order; ``Mistake`` for a name that is none."""
    _known("文稿", order.documents, settings.documents)
    if order.scope is not None:
        _known("单位", [order.scope], [COUNTY, *(unit.name for unit in inputs.units)])
    specs = [settings.documents[name] for name in order.documents] or list(settings.documents.values())
    return tuple(job for spec in specs for job in _jobs(spec, order, settings, inputs))


def date_of(spec: DocumentSpec, order: Order, cutoff: dt.date) -> dt.date:
    """The date printed: as ordered, else as the config says, else the day after the cut-off; never the clock."""
    if order.date is not None:
        return order.date
    typed = spec.options.get("date")
    if typed is None:
        return cutoff + dt.timedelta(1)
    day = Period.parse(str(typed))
    if day is None or day.grain != "day":
        raise Mistake(Problem("config", "error", spec.place, f"文稿“{spec.name}”的 date“{typed}”不是日期，请写成 2026-01-05"))
    return day.start


def _jobs(spec: DocumentSpec, order: Order, settings: Settings, inputs: Inputs) -> Iterator[Job]:
    asked = bool(order.documents) or order.period is not None
    for period in _periods(spec, order, inputs.cutoff):
        for scope in _scopes(spec, order, inputs):
            stem = period.name if scope == COUNTY else f"{period.name}-{scope}"
            yield Job(spec, period, scope, settings.outputs / spec.name / f"{stem}.docx", asked)


def _periods(spec: DocumentSpec, order: Order, cutoff: dt.date | None) -> tuple[Period, ...]:
    if order.period is not None:
        inside = order.period.spans(spec.grain) if spec.grain != "watch" else ()
        if inside or not order.documents:
            return inside
        return (order.period,)
    if typed := spec.options.get("periods"):
        return tuple(period for text in strings(typed) if (period := Period.parse(text)))
    if cutoff is None or spec.grain == "watch":
        return ()
    year = Period.of("year", cutoff)
    return tuple(span for span in year.spans(spec.grain) if span.start <= cutoff)


def _scopes(spec: DocumentSpec, order: Order, inputs: Inputs) -> tuple[str, ...]:
    if spec.for_each is None:
        return (order.scope or COUNTY,)
    units = [unit.name for unit in inputs.units if unit.kind == spec.for_each]
    return tuple(name for name in units if order.scope in (None, name))


def _known(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    names = list(known)
    problems = [
        Problem("name", "error", Place(""), f"没有{what}“{name}”{nearest(name, names)}。可用：{'、'.join(names)}")
        for name in asked
        if name not in names
    ]
    if problems:
        raise Mistake(*problems)

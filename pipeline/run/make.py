"""One document: is it due, compose it, write it, record it; or say why not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.compose import Composer
from pipeline.model.document import Document
from pipeline.model.figure import Measures
from pipeline.model.inputs import Inputs
from pipeline.model.occasion import Occasion
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.receipt import Receipt, Status
from pipeline.model.settings import Settings
from pipeline.record import figures as record
from pipeline.record import outputs
from pipeline.run.origin import blocking, origin, tables_behind
from pipeline.run.plan import Job, Order, date_of
from pipeline.write import TEXT_HASH, Looks, read_properties, text_hash, write

__all__ = ["Workshop", "make"]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything that making documents needs, opened once for a run."""

    settings: Settings
    inputs: Inputs
    measures: Measures
    composer: Composer
    looks: Looks
    order: Order

    @property
    def cutoff(self) -> dt.date:
        """The cut-off; a job without one is refused before it is asked for."""
        return self.inputs.cutoff or dt.date.min


def make(job: Job, shop: Workshop) -> Receipt:
    """Bring one document up to date."""
    tables = tables_behind(shop.composer.names(job.spec), shop.measures.indicators, job.spec.needs)
    if absent := _absent(job, shop):
        return _receipt(job, "refused" if job.asked else "skipped", absent)
    errors = blocking(tables, shop.inputs.problems)
    if errors and not shop.order.accept_rejected:
        return _receipt(job, "refused", (_errors_told(errors),))
    date = date_of(job.spec, shop.order, shop.cutoff)
    templates = shop.composer.template_files(job.spec)
    built_from = origin(shop.settings, shop.inputs, tables, templates, date, draft=bool(errors))
    return _bring_up_to_date(job, shop, built_from)


def _absent(job: Job, shop: Workshop) -> tuple[str, ...]:
    lacking = [name for name in job.spec.needs if name not in shop.inputs.tables]
    if lacking or shop.inputs.cutoff is None:
        return tuple(f"缺少表《{name}》" for name in lacking) or ("inputs/ 里没有可用的数据表",)
    months = set(job.period.months())
    outside = [n for n in job.spec.needs if shop.settings.tables[n].date and not months & shop.inputs.tables[n].coverage.months]
    return tuple(f"《{name}》没有{job.period.name}的数据" for name in outside)


def _errors_told(errors: tuple[Problem, ...]) -> str:
    files = list(dict.fromkeys(problem.place.file for problem in errors))
    more = "等" if len(files) > 3 else ""
    return f"所用数据有 {len(errors)} 处错误（{'、'.join(files[:3])}{more}），先改正，或用 --accept-rejected 撇开这些行"


def _bring_up_to_date(job: Job, shop: Workshop, built_from: Mapping[str, Any]) -> Receipt:
    run = record.fingerprint(built_from | {"document": job.spec.name, "period": job.period.name, "scope": job.scope})
    theirs = _State.of(job.path).edited
    target = outputs.beside(job.path) if theirs else job.path
    state, before = _State.of(target), outputs.last_record(target)
    if state.edited:
        return _receipt(job, "edited", (f"有人改过这份文稿，也改过 {target.name}，没有再写新版",))
    told = ("有人改过这份文稿，新版放在旁边",) if theirs else ()
    if state.run == run and before is not None and not shop.order.force:
        standing = _receipt(
            job, "edited" if theirs else "current", told, figures=len(before["figures"]), claims=len(before["claims"])
        )
        return dataclasses.replace(standing, path=target)
    why = told or outputs.reasons(before, built_from) or ("要求重做",)
    if shop.order.dry_run:
        return _receipt(job, "due", why)
    return _compose_and_save(job, shop, target, {**built_from, "run": run}, why)


def _compose_and_save(job: Job, shop: Workshop, target: Path, built_from: Mapping[str, Any], why: tuple[str, ...]) -> Receipt:
    date = dt.date.fromisoformat(built_from["date"])
    occasion = Occasion(job.period, date, shop.cutoff, job.scope, draft=built_from["draft"])
    document, problems = shop.composer.compose(job.spec, occasion, shop.measures)
    if document is None:
        return dataclasses.replace(_receipt(job, "failed", ("模板有误",)), problems=problems)
    if trouble := _save(document, shop, target, built_from):
        return dataclasses.replace(_receipt(job, "failed", ("写不进去",)), problems=(*problems, trouble))
    made = _receipt(
        job, "made" if target == job.path else "edited", why, figures=len(document.figures), claims=len(document.claims)
    )
    return dataclasses.replace(made, path=target, problems=problems)


def _save(document: Document, shop: Workshop, target: Path, built_from: Mapping[str, Any]) -> Problem | None:
    figures = record.figures_bytes(document, built_from, shop.measures.sources)
    data = write(document, shop.looks, {"run": built_from["run"], "figures": record.digest(figures)})
    try:
        outputs.put(outputs.figures_path(target), figures)
        outputs.put(target, data)
    except OSError as error:
        name = target.relative_to(shop.settings.project).as_posix() if target.is_relative_to(shop.settings.project) else str(target)
        message = (
            f"{name} 写不进去（{error.strerror or '系统拒绝'}）。如果它正在 Word 或 WPS 里打开，请关闭后重做；原来的文件没有动。"
        )
        return Problem("output", "error", Place(name), message)
    return None


@dataclass(frozen=True, slots=True)
class _State:
    """What a finished document says of itself: the run it came from, and whether a person changed its text since."""

    run: str | None
    edited: bool

    @classmethod
    def of(cls, path: Path) -> _State:
        if not path.exists():
            return cls(None, edited=False)
        data = path.read_bytes()
        try:
            properties = read_properties(data)
            return cls(properties.get("run"), edited=properties.get(TEXT_HASH) != text_hash(data))
        except ValueError:  # not a .docx that can be read: not ours to overwrite
            return cls(None, edited=True)


def _receipt(job: Job, status: Status, reasons: tuple[str, ...] = (), *, figures: int = 0, claims: int = 0) -> Receipt:
    return Receipt(job.spec.name, job.period, job.scope, job.path, status, reasons, figures, claims)

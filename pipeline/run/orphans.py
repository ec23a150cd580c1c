"""Documents in ``outputs/`` that neither config nor data make any more: told, never touched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.model.shape import shape
from pipeline.model.unit import COUNTY
from pipeline.record.figures import head_of
from pipeline.record.outputs import FIGURES, NEW, original
from pipeline.run.plan import Job

__all__ = ["orphans"]


def orphans(settings: Settings, inputs: Inputs, jobs: Sequence[Job], is_hers: Callable[[Path], bool]) -> tuple[Problem, ...]:
    """One note for each document that none of ``jobs``, all that is due, speaks of, though it was once made for one.

    ``is_hers``: whether a person works on a document, so that a new version belongs beside it.
    """
    due = {str(job.path) for job in jobs}
    strays = sorted(_strays(settings.outputs, due, is_hers))
    if not strays:
        return ()
    scene = _Scene(settings, inputs, jobs, frozenset((COUNTY, *(u.name for u in inputs.units or settings.organization.units))))
    found = []
    for record, docx in strays:
        if why := _left_beside(docx, due) or _why(record, docx, scene):
            shown = settings.shown(docx)
            found.append(Problem("orphan-output", "info", Place(shown), f"{why}；不需要的请自行删除"))
    return tuple(found)


def _strays(outputs: Path, due: set[str], is_hers: Callable[[Path], bool]) -> Iterator[tuple[Path, Path]]:
    """Each figures file, and its document, that neither is due nor stands beside one that is, edited; of thousands few are."""
    for folder, _, names in os.walk(outputs):
        for name in names:
            if name.endswith(FIGURES) and not name.startswith("."):
                own = f"{folder}{os.sep}{name.removesuffix(FIGURES)}"
                base = f"{own.removesuffix(NEW)}.docx"
                if f"{own}.docx" not in due and not (base in due and is_hers(Path(base))):
                    yield Path(folder, name), Path(f"{own}.docx")


def _left_beside(docx: Path, due: set[str]) -> str:
    """Why a new version beside a document that is due is none any more."""
    base = original(docx)
    if base == docx or str(base) not in due or not docx.exists():
        return ""
    return f"{base.name} 不再是人改过的草稿（已恢复、重做或签发），这份新稿以后不再更新"


@shape
class _Scene:
    """What is due now, out of which settings and data, and the units that there are."""

    settings: Settings
    inputs: Inputs
    jobs: Sequence[Job]
    units: frozenset[str]


def _why(record: Path, docx: Path, scene: _Scene) -> str:
    try:
        head = head_of(record.read_bytes()) or {}
    except OSError:
        return ""
    name, scope = head.get("document"), head.get("scope")
    if name is None:
        return ""
    if name not in scene.settings.documents:
        why = f"所属的文稿“{name}”已不在 documents.yaml 里"
    elif docx.parent.name != name:
        why = f"不在它的文件夹（outputs/{name}）里"
    elif scope not in scene.units:
        why = f"写的单位“{scope}”已不在单位名单里"
    elif not docx.exists():
        why = "已不在，只剩下它的 .figures.json"
    else:
        return "" if head.get("issued") else _no_longer(head, scene)
    return f"{why}，以后不再更新"


def _no_longer(head: Mapping[str, Any], scene: _Scene) -> str:
    """Why a draft is not due, though its entry and its unit are there; nothing of one that somebody asked for by itself."""
    name, scope, named = (head.get(key) for key in ("document", "scope", "period"))
    spec = scene.settings.documents[str(name)]
    mine = [job for job in scene.jobs if job.spec.name == name and not job.lacking]
    if same := [job for job in mine if (job.period.name, job.scope) == (named, scope)]:
        return f"这份文稿现在的文件名是 {same[0].path.name}，这一份以后不再更新"
    if spec.for_each and mine and all(job.scope != scope for job in mine):
        return f"这份文稿现在给每个{spec.for_each}写，没有“{scope}”的，以后不再更新"
    period, cutoff = scene.settings.calendar.period(str(named)), scene.inputs.cutoff
    if period is None or cutoff is None or spec.periods or period.grain != spec.grain:
        return ""
    year = Period.of("year", cutoff, scene.settings.calendar.month_starts)
    if period.start < year.start or any(job.period == period for job in mine):
        return ""  # those of earlier years stay as they are
    return f"现有数据（截至{cutoff.isoformat()}）没有这一期，没有动它"

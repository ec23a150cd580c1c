"""Documents in ``outputs/`` that nothing in the config makes any more: told, never touched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.model.inputs import Inputs
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.model.unit import COUNTY
from pipeline.record.figures import head_of
from pipeline.record.outputs import FIGURES, NEW
from pipeline.run.plan import Job

__all__ = ["orphans"]


def orphans(settings: Settings, inputs: Inputs, jobs: Iterable[Job]) -> tuple[Problem, ...]:
    """One note for each document whose entry, unit or file name is gone."""
    due = {str(job.path) for job in jobs}
    units = {COUNTY, *(unit.name for unit in inputs.units or settings.organization.units)}
    found = []
    for record, docx in sorted(_strays(settings.outputs, due)):
        if why := _why(record, docx, settings, units):
            shown = docx.relative_to(settings.project).as_posix()
            message = f"{why}，以后不再更新；不需要的请自行删除"
            found.append(Problem("orphan-output", "info", Place(shown), message))
    return tuple(found)


def _strays(outputs: Path, due: set[str]) -> Iterator[tuple[Path, Path]]:
    """Each figures file, and its document, that neither is due nor stands beside one that is; of thousands few are."""
    for folder, _, names in os.walk(outputs):
        for name in names:
            if name.endswith(FIGURES) and not name.startswith("."):
                own = f"{folder}{os.sep}{name.removesuffix(FIGURES)}"
                if f"{own}.docx" not in due and f"{own.removesuffix(NEW)}.docx" not in due:
                    yield Path(folder, name), Path(f"{own}.docx")


def _why(record: Path, docx: Path, settings: Settings, units: set[str]) -> str:
    try:
        head = head_of(record.read_bytes()) or {}
    except OSError:
        return ""
    name, scope = head.get("document"), head.get("scope")
    if name is None:
        return ""
    if name not in settings.documents:
        return f"所属的文稿“{name}”已不在 documents.yaml 里"
    if docx.parent.name != name:
        return f"不在它的文件夹（outputs/{name}）里"
    if scope not in units:
        return f"写的单位“{scope}”已不在单位名单里"
    return "" if docx.exists() else "已不在，只剩下它的 .figures.json"

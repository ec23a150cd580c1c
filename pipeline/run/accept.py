"""``briefing accept``: an error that a person has looked at is entered into ``config/accepted.yaml`` with the reason."""

from __future__ import annotations

import dataclasses
import os

from pipeline.model.accepted import Accepted
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import Settings

__all__ = ["accept"]


def accept(settings: Settings, file: str, sheet: str | None, cell: str | None, reason: str) -> tuple[Accepted, ...]:
    """The entries made for the errors at that cell; a ``Mistake`` where there is none, or no reason."""
    from pipeline.run.inputs import gather
    from pipeline.settings.accepted import render

    if not reason.strip():
        raise Mistake(_wrong("请用 --reason 写明认可的理由"))
    at = (file.replace("\\", "/").removeprefix("inputs/"), sheet, cell.upper() if cell else None)
    before = dataclasses.replace(settings, accepted=())
    errors = [problem for problem in gather(before).problems if problem.level == "error"]
    here = [problem for problem in errors if (problem.place.file, problem.place.sheet, problem.place.cell) == at]
    if not here:
        near = [str(problem.place) for problem in errors if problem.place.file == at[0]][:10]
        known = f"这个文件的错误在：{'；'.join(near)}" if near else "运行 briefing check 可以看到全部错误"
        raise Mistake(_wrong(f"{Place(*at)} 没有错误，无需认可。{known}"))
    made = tuple(Accepted(*at, problem.rule, problem.mark, reason.strip()) for problem in here)
    kept = [each for each in settings.accepted if (each.file, each.sheet, each.cell) != at]
    folder = settings.project / "config"
    folder.mkdir(exist_ok=True)
    new = folder / "accepted.yaml.new"
    new.write_text(render([*kept, *made]), "utf-8", newline="\n")
    os.replace(new, folder / "accepted.yaml")  # noqa: PTH105 - atomic on every system
    return made


def _wrong(message: str) -> Problem:
    return Problem("accept", "error", Place(""), message)

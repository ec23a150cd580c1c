"""``briefing check --mark``: a copy of each faulty workbook, its problem cells coloured and commented, to be sent back.

An .xlsx or .xlsm is patched: everything else in it stays as it was. Of other formats the copy is a new .xlsx with the same
sheets and cells, without their looks; the command says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.model.inputs import Inputs
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import Settings
from pipeline.model.shape import shape
from pipeline.read import Found, Opened, open_file, parts_of, read_file, walk
from pipeline.words.levels import LEVEL_WORDS
from pipeline.write.marking import Note, mark_workbook, position, remade

__all__ = ["Copy", "mark_copies"]

_COLOURS = {"error": "FFFF9999", "warning": "FFFFE699"}


@shape
class Copy:
    """A copy that was written; ``anew``: it is a new workbook, not the old one with marks in it."""

    path: Path
    anew: bool


def mark_copies(settings: Settings, inputs: Inputs, folder: Path) -> Iterator[Copy]:
    """Write the copies into a folder outside the project, where no build and no git will find them."""
    if folder.resolve().is_relative_to(settings.project.resolve()):
        raise _mistake("--mark 的文件夹须在项目文件夹之外：副本含有个人信息，不能混进数据和文稿里")
    paths = {found.file: found.path for found in walk(settings.inputs)[0]}
    for file in dict.fromkeys(problem.place.file for problem in inputs.problems):
        mine = [p for level in _COLOURS for p in inputs.problems if (p.level, p.place.file) == (level, file) and p.place.cell]
        opened = open_file(Found(paths.get(file, settings.inputs / file), file, 0), None, settings.reading.limits)
        if mine and opened.problem is None:
            yield _copied(opened, mine, folder / file.replace("../", ""), settings)


def _copied(opened: Opened, problems: Sequence[Problem], target: Path, settings: Settings) -> Copy:
    notes: dict[str | None, list[Note]] = {}
    for problem in problems:
        notes.setdefault(problem.place.sheet, []).append(_note(problem))
    parts = parts_of(opened.content)
    placed = {parts[name]: told for name, told in notes.items() if name in parts}
    marked = mark_workbook(opened.content, placed) if len(placed) == len(notes) else None
    anew = marked is None
    if marked is None:
        marked = remade(read_file(opened, settings.reading.limits).sheets, notes, target.stem)
    if anew or target.suffix.lower() not in (".xlsx", ".xlsm"):
        target = target.with_name(target.name if target.suffix.lower() == ".xlsx" else f"{target.name}.xlsx")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(marked)
    except OSError:
        raise _mistake(f"{target} 写不进去。请确认 --mark 的文件夹可以写入，同名的文件没有在 WPS、Excel 里打开") from None
    return Copy(target, anew)


def _note(problem: Problem) -> Note:
    row, column = position(problem.place.cell or "A1") or (0, 0)
    return Note(row, column, _COLOURS[problem.level], f"{LEVEL_WORDS[problem.level]}：{problem.message}")


def _mistake(message: str) -> Mistake:
    return Mistake(Problem("mark", "error", Place(""), message))

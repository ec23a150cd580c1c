"""``briefing check --mark``: a copy of each faulty workbook, its problem cells coloured and commented, to be sent back.

An .xlsx or .xlsm is copied as it is; of other formats the copy is an .xlsx with the same sheets and cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.model.inputs import Inputs
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import Settings

__all__ = ["mark_copies"]

_COLOURS = {"error": "FFFF9999", "warning": "FFFFE699"}
_WORDS = {"error": "错误", "warning": "提醒"}


def mark_copies(settings: Settings, inputs: Inputs, folder: Path) -> Iterator[Path]:
    """Write the copies into a folder outside the project, where no build and no git will find them."""
    if folder.resolve().is_relative_to(settings.project.resolve()):
        message = "--mark 的文件夹须在项目文件夹之外：副本含有个人信息，不能混进数据和文稿里"
        raise Mistake(Problem("mark", "error", Place(""), message))
    told = [problem for problem in inputs.problems if problem.level in _COLOURS and problem.place.cell]
    for file in dict.fromkeys(problem.place.file for problem in told):
        path = settings.inputs / file
        target = folder / Path(file.replace("../", ""))
        target = target if target.suffix.lower() in (".xlsx", ".xlsm") else target.with_name(f"{target.name}.xlsx")
        book = _opened(path, file, settings)
        if book is None:
            continue
        for problem in (each for each in told if each.place.file == file):
            _mark(book, problem)
        target.parent.mkdir(parents=True, exist_ok=True)
        book.save(target)
        yield target


def _opened(path: Path, file: str, settings: Settings) -> Any:
    """The workbook to be marked; None where the file is gone by now."""
    import openpyxl

    from pipeline.read import Found, open_file, read_file

    limits = settings.reading.limits
    opened = open_file(Found(path, file, 0), None, limits)
    if opened.problem is not None:
        return None
    if opened.content.startswith(b"PK") and path.suffix.lower() in (".xlsx", ".xlsm"):
        return openpyxl.load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in read_file(opened, limits).sheets:
        made = book.create_sheet(sheet.name or path.stem[:31])
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell != "":
                    made.cell(row, column).value = cell
        for top, left, bottom, right in sheet.merges:
            made.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return book


def _mark(book: Any, problem: Problem) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    sheet = book[problem.place.sheet] if problem.place.sheet else book.worksheets[0]
    cell = sheet[problem.place.cell]
    if isinstance(cell, MergedCell):
        merge = next(each for each in sheet.merged_cells.ranges if cell.coordinate in each)
        cell = sheet.cell(merge.min_row, merge.min_col)
    text = f"{_WORDS[problem.level]}：{problem.message}"
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + text, "数据检查", height=120, width=320)
    cell.fill = PatternFill("solid", fgColor=_COLOURS[problem.level])

"""The rows behind a figure as a workbook: declared columns only, each row with its file, sheet and row number."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from pipeline.model.figure import Measures
from pipeline.run.explain import Explained
from pipeline.sample.shapes import Book, Sheet
from pipeline.sample.xlsx import write

__all__ = ["write_rows"]

_WHERE = ("指标", "文件", "工作表", "行号")


def write_rows(explained: Explained, measures: Measures, path: Path) -> int:
    """Write the counted rows; answers how many. Cells are text, numbers and days, never formulas."""
    lines: list[dict[str, Any]] = []
    for part in (explained, *explained.bases):
        for traced in part.rows:
            for number, entry in zip(traced.rows, measures.cells(traced), strict=True):
                where = (traced.indicator, traced.source.file, traced.source.sheet, number)
                lines.append(dict(zip(_WHERE, where, strict=True)) | {name: _cell(value) for name, value in entry.items()})
    columns = tuple(dict.fromkeys([*_WHERE, *(name for line in lines for name in line)]))
    figure = explained.figure
    title = f"{figure.indicator.label or figure.indicator.name} {figure.period.name} {figure.scope}"
    sheet = Sheet("明细", title, lines)
    write(Book("", path.name, "", columns, (sheet,)), path)
    return len(lines)


def _cell(value: Any) -> Any:
    return str(float(value)) if isinstance(value, Fraction) else value

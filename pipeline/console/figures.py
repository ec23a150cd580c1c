"""Figures on a terminal: a line each, with what they are held against."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rich.cells import cell_len
from rich.console import Console

from pipeline.model.figure import Figure, Measures, Number
from pipeline.model.problem import Problem
from pipeline.words.number import figure_text, printed, signed

__all__ = ["show", "show_names", "show_problems"]

_HEAD = ("指标", "数值", "上年同期", "同比", "上期", "环比", "说明")


def show(figures: Sequence[Figure], console: Console | None = None) -> None:
    """A table of figures under a line that says which period and scope they are for."""
    console = console or Console(highlight=False, soft_wrap=True)
    if not figures:
        return
    console.print(f"{figures[0].period.name}  {figures[0].scope}", markup=False)
    _lines(console, [_HEAD, *(_line(figure) for figure in figures)])


def show_names(measures: Measures, figures: Sequence[Figure], console: Console | None = None) -> None:
    """Every name that a template may use: name, unit, today's value, definition."""
    console = console or Console(highlight=False, soft_wrap=True)
    rows = [("名称", "标题", "单位", "现值", "口径")]
    rows += [
        (f.indicator.name, f.indicator.label, f.indicator.unit, figure_text(f) or "—", measures.definition(f.indicator.name))
        for f in figures
    ]
    _lines(console, rows)


def show_problems(problems: Sequence[Problem], most: int = 10) -> None:
    """Errors of the data and contradictions, on stderr."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    told = [problem for problem in problems if problem.level == "error"] or []
    told += [problem for problem in problems if problem.level == "warning" and problem.place.file.startswith("config/")]
    for problem in told[:most]:
        where = problem.place.file + (f" {problem.place.sheet}" if problem.place.sheet else "")
        cell = f" {problem.place.cell}" if problem.place.cell else ""
        console.print(f"{where}{cell}：{problem.message}", markup=False)
    if len(told) > most:
        console.print(f"……另有 {len(told) - most} 处。逐条查看：briefing check", markup=False)


def _line(figure: Figure) -> tuple[str, ...]:
    return (
        figure.indicator.label or figure.indicator.name,
        figure_text(figure) or "—",
        _shown(figure, figure.year_ago),
        _change(figure, figure.change_on_year),
        _shown(figure, figure.previous),
        _change(figure, figure.change_on_previous),
        _remark(figure),
    )


def _shown(figure: Figure, value: Number | None) -> str:
    return "—" if value is None else printed(value, figure.indicator)


def _change(figure: Figure, change: Number | None) -> str:
    if change is None:
        return "—"
    return signed(Fraction(change), 2, "个百分点" if figure.indicator.is_rate else "%")


def _remark(figure: Figure) -> str:
    if figure.value is None:
        return figure.why_null
    if not figure.complete:
        more = "等" if len(figure.missing) > 3 else ""
        return f"不完整：缺{'、'.join(figure.missing[:3])}{more}"
    told = [] if figure.year_over else ["未满期，与去年同期比"]
    told += [f"填报（{figure.evidence}）"] if figure.reported else []
    told += ["上年为填报数"] if figure.year_ago_reported else []
    return "；".join(told)


def _lines(console: Console, rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        console.print("  ".join(cells).rstrip(), markup=False)

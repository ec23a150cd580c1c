"""Where a figure came from, on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console

from pipeline.model.figure import Figure, Traced
from pipeline.run.explain import Explained
from pipeline.words.forms import SHARE, form_name
from pipeline.words.number import figure_text

__all__ = ["show", "show_places"]

_MOST = 12


def show(explained: Explained, console: Console | None = None) -> None:
    """The figure, its definition, the rows; then the same of what it is held against."""
    console = console or Console(highlight=False, soft_wrap=True)
    if explained.id:
        form = form_name(explained.form)
        console.print(f"{explained.id}  “{explained.printed}”{f'（{form}）' if form else ''}", markup=False)
    _one(console, explained)
    for base in explained.bases:
        console.print("同时涉及的：" if explained.form.startswith(SHARE) else "相比较的：", markup=False)
        _one(console, base)
    for line in explained.changed:
        console.print(f"注意：{line}", markup=False)


def show_places(record: Mapping[str, Any], console: Console | None = None) -> None:
    """Every place of a document where a figure stands."""
    console = console or Console(highlight=False, soft_wrap=True)
    console.print(f"{record['document']} {record['period']}：{len(record['figures'])} 处数字", markup=False)
    for entry in record["figures"]:
        member = f" {entry['member']}" if entry.get("member") else ""
        form = form_name(entry["form"])
        told = f"{entry['label']}{f'·{form}' if form else ''}（{entry['period']}，{entry['scope']}{member}）"
        console.print(f"{entry['id']}  {entry['text']}  {told}", markup=False)
    console.print("看其中一个的来历：briefing explain 文稿.docx 编号", markup=False)


def _one(console: Console, explained: Explained) -> None:
    figure = explained.figure
    member = f"，{figure.member}" if figure.member else ""
    value = figure_text(figure) or f"没有数（{figure.why_null}）"
    label = figure.indicator.label or figure.indicator.name
    console.print(f"{label}：{value}（{figure.period.name}，{figure.scope}{member}）", markup=False)
    console.print(f"  口径：{explained.definition}", markup=False)
    for line in _facts(figure):
        console.print(f"  {line}", markup=False)
    for source in explained.sources:
        console.print(f"  {source.file}{_sheet(source.sheet)}：{source.rows} 行", markup=False)
    for traced in explained.rows:
        where = f"{traced.source.file}{_sheet(traced.source.sheet)}"
        console.print(f"    {traced.indicator} {where} 第 {_rows(traced)} 行", markup=False)


def _facts(figure: Figure) -> list[str]:
    told = []
    if figure.denominator is not None:
        told.append(f"分子 {figure.numerator}，分母 {figure.denominator}")
    if figure.reported:
        told.append(f"填报数，依据：{figure.evidence or '（未写）'}")
    if not figure.complete and figure.value is not None:
        told.append(f"不完整，缺：{'、'.join(figure.missing)}")
    return told


def _sheet(sheet: str | None) -> str:
    return f" 〔{sheet}〕" if sheet else ""


def _rows(traced: Traced) -> str:
    """Runs of row numbers; only the first of many."""
    runs: list[list[int]] = []
    for number in traced.rows:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = "、".join(str(a) if a == b else f"{a}—{b}" for a, b in runs[:_MOST])
    return told + (f" 等 {len(traced.rows)}" if len(runs) > _MOST else "")

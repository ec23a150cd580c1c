"""A check as one web page without scripts or links, to be sent on: it holds what the terminal shows, no private cell."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipeline.model.inputs import Inputs
from pipeline.model.problem import Problem
from pipeline.words.checking import filed_lines, groups, reading_line, summary_line
from pipeline.words.levels import LEVEL_WORDS

__all__ = ["page"]

_LOOK = """
body { font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; line-height: 1.6 }
body { max-width: 60em; margin: 2em auto; padding: 0 1em }
table { border-collapse: collapse; width: 100%; margin: .5em 0 1.5em }
th, td { border: 1px solid #ccc; padding: .3em .6em; text-align: left; vertical-align: top }
td.n { text-align: right } td.error { color: #b00020; font-weight: bold } td.warning { color: #8a5a00 } td.info { color: #666 }
td.w { white-space: nowrap }
"""


def page(inputs: Inputs) -> str:
    """The whole page."""
    return "\n".join(_lines(inputs)) + "\n"


def _lines(inputs: Inputs) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>数据检查结果</title>'
    yield f"<style>{_LOOK}</style></head><body>\n<h1>数据检查结果</h1>"
    yield f"<p>{escape(reading_line(inputs))}</p>\n<p><strong>{escape(summary_line(inputs.problems))}</strong></p>"
    for group in groups(inputs.problems):
        yield f"<h2>{escape(group.file or '整个项目')}</h2>\n<table><tr><th></th><th>工作表</th><th>单元格</th><th>问题</th></tr>"
        yield from map(_row, group.shown)
        yield from (
            f"<tr><td></td><td></td><td></td><td>……另有 {count} 处{escape(kind)}</td></tr>" for kind, count in group.left_out
        )
        yield "</table>"
    filed = list(filed_lines(inputs.filed))
    if filed:
        yield "<h2>报送情况</h2>\n<ul>" + "".join(f"<li>{escape(line)}</li>" for line in filed) + "</ul>"
    yield from _files(inputs)
    yield "</body></html>"


def _row(problem: Problem) -> str:
    place = problem.place
    cells = (place.sheet or "", place.cell or "", problem.message)
    rest = "".join(f"<td{kind}>{escape(text)}</td>" for text, kind in zip(cells, (' class="w"', ' class="w"', ""), strict=True))
    return f'<tr><td class="{problem.level} w">{LEVEL_WORDS[problem.level]}</td>{rest}</tr>'


def _files(inputs: Inputs) -> Iterator[str]:
    names = "".join(f"<th>{name}</th>" for name in ("文件", "工作表", "表", "行数", "撇开", "替换", "重复"))
    yield f"<h2>读入的表</h2>\n<table><tr>{names}</tr>"
    for each in inputs.files:
        texts = "".join(f"<td>{escape(text)}</td>" for text in (each.file, each.sheet or "", each.table))
        counts = "".join(f'<td class="n">{count}</td>' for count in (each.rows, each.rejected, each.replaced, each.repeated))
        yield f"<tr>{texts}{counts}</tr>"
    yield "</table>"

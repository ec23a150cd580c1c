"""Numbers of a span that the data cover only in part: printed as they are, and told to whoever answers for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.model.document import Stated
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.unit import COUNTY

__all__ = ["partial"]

_MONTH = re.compile(r"\d{4}年\d{1,2}月")
_ROWS = re.compile(r"(《.+》)有 (\d+) 行缺少所需的列")
_NAMED = 3


def partial(figures: Iterable[Stated], name: str) -> Iterator[Problem]:
    """News of each set of months, and of rows whose sheet lacks a column, that numbers printed as a whole period's do not hold.

    Missing reports are told elsewhere.
    """
    found: dict[tuple[re.Pattern[str], tuple[str, ...]], dict[str, None]] = {}
    for stated in figures:
        figure = stated.figure
        if figure.complete or stated.form != "value" or figure.scope != COUNTY:
            continue
        if not all(_MONTH.fullmatch(one) or _ROWS.fullmatch(one) for one in figure.missing):
            continue
        for kind in _TOLD:
            if lacks := tuple(one for one in figure.missing if kind.fullmatch(one)):
                found.setdefault((kind, lacks), {})[figure.indicator.label or figure.indicator.name] = None
    for (kind, lacks), labels in found.items():
        yield Problem("partial", "info", Place(""), f"{name}里有的数不全：{_few(labels, '项')}{_TOLD[kind](lacks)}")


def _months(lacks: Iterable[str]) -> str:
    return f"缺{_few(lacks, '个月')}的数据，印的是其余各月的数。请补齐；确实没有发生的，报一张写了“无”的表"


def _rows(lacks: Iterable[str]) -> str:
    left_out = "、".join(_ROWS.sub(r"\1的\2行", one) for one in lacks)
    return f"没有算上{left_out}，这些行所在的表缺少要用的列。请补上这一列；补不上的，请在文稿里说明"


_TOLD: Final = {_MONTH: _months, _ROWS: _rows}


def _few(names: Iterable[str], unit: str) -> str:
    first = [*names]
    return "、".join(first[:_NAMED]) + (f"等{len(first)}{unit}" if len(first) > _NAMED else "")

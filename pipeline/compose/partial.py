"""Numbers of a span that the data cover only in part: printed as they are, and told to whoever answers for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.model.document import Stated
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.unit import COUNTY

__all__ = ["partial"]

_MONTH = re.compile(r"\d{4}年\d{1,2}月")
_NAMED = 3


def partial(figures: Iterable[Stated], name: str) -> Iterator[Problem]:
    """News of each set of months that numbers printed as a whole period's do not hold; missing reports are told elsewhere."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for stated in figures:
        figure = stated.figure
        if figure.complete or stated.form != "value" or figure.scope != COUNTY or not all(map(_MONTH.fullmatch, figure.missing)):
            continue
        if figure.missing:
            found.setdefault(figure.missing, {})[figure.indicator.label or figure.indicator.name] = None
    for months, labels in found.items():
        what, lacks = _few(labels, "项"), _few(months, "个月")
        told = f"{name}里有的数不全：{what}缺{lacks}的数据，印的是其余各月的数"
        yield Problem("partial", "info", Place(""), f"{told}。请补齐；确实没有发生的，报一张写了“无”的表")


def _few(names: Iterable[str], unit: str) -> str:
    first = [*names]
    return "、".join(first[:_NAMED]) + (f"等{len(first)}{unit}" if len(first) > _NAMED else "")

"""What an office's own settings make of the indicators: which channels are counted, how many visitors are many.

A ``definition`` may name a setting (``{channels_in_total}``, ``{collective_min}``): it is printed as the office set it, so that the
口径 never speaks of another count than the one that was made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.condition import Equals, Setting, equalities
from pipeline.model.indicator import Indicator
from pipeline.model.problem import Problem
from pipeline.model.tables import Column, TableSpec
from pipeline.settings.conditions import SETTINGS
from pipeline.settings.shape import complain
from pipeline.words.nearest import nearest

__all__ = ["choices", "chosen"]

_NAMED = re.compile(r"\{([A-Za-z_]+)\}")


def choices(indicators: Mapping[str, Indicator], tables: Mapping[str, TableSpec]) -> dict[str, Column]:
    """For each setting that a ``where`` holds a column against: the column whose values it chooses from."""
    found: dict[str, Column] = {}
    for indicator in indicators.values():
        spec = tables.get(indicator.table or "")
        for asked in equalities(indicator.where):
            column = spec.column(asked.column) if spec else None
            if column is not None and isinstance(asked.values, Setting):
                found.setdefault(asked.values.name, column)
    return found


def chosen(
    indicators: Mapping[str, Indicator], office: Mapping[str, Any], columns: Mapping[str, Column]
) -> tuple[dict[str, Indicator], tuple[Problem, ...]]:
    """The indicators as the office counts them, and every definition that names a setting there is not.

    ``office`` are the values set (none: everything is counted), ``columns`` what they choose from.
    """
    words = {name: _words(office.get(name), columns.get(name)) for name in SETTINGS}
    problems = []
    found = {}
    for name, indicator in indicators.items():
        for unknown in (one for one in _NAMED.findall(indicator.definition) if one not in words):
            told = f"指标“{name}”的 definition 里没有“{unknown}”这个设置{nearest(unknown, words) or '。'}可用：{'、'.join(words)}"
            problems.append(complain(indicator.place, told))
        definition = _NAMED.sub(lambda mark: words.get(mark[1], mark[0]), indicator.definition)
        found[name] = replace(_with_its_parts(indicator, indicators, office), definition=definition)
    return found, tuple(problems)


def _words(value: Any, column: Column | None) -> str:
    """A setting as a definition prints it; of a choice also what was not chosen."""
    known = tuple(column.values) if column else ()
    if value is None:
        return "、".join(known)
    if not isinstance(value, Sequence) or isinstance(value, str):
        return str(value)
    left = [one for one in known if one not in value]
    return "、".join(map(str, value)) + (f"，不含{'、'.join(left)}" if left else "")


def _with_its_parts(whole: Indicator, indicators: Mapping[str, Indicator], office: Mapping[str, Any]) -> Indicator:
    """Without the parts that the office leaves out of the total (来电, where ``channels_in_total`` does not name it)."""
    parts = whole.options.get("parts")
    if not parts or not isinstance(whole.where, Equals) or not isinstance(whole.where.values, Setting):
        return whole
    counted = office.get(whole.where.values.name)
    if counted is None:
        return whole
    own = {name: indicators[name].where for name in parts if name in indicators}
    kept = tuple(name for name, where in own.items() if isinstance(where, Equals) and set(_texts(where.values)) <= set(counted))
    return replace(whole, options={**whole.options, "parts": kept})


def _texts(values: tuple[str | int, ...] | Setting) -> tuple[str | int, ...]:
    return () if isinstance(values, Setting) else values

"""Warnings about the settings that take the data to see: a unit in a ``where`` that nobody is called by counts nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.condition import AllOf, AnyOf, Condition, Equals, Not, Setting
from pipeline.model.inputs import Inputs
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.words.nearest import nearest

__all__ = ["notes"]


def notes(settings: Settings, inputs: Inputs) -> tuple[Problem, ...]:
    """What the settings themselves were told, and units of no name in indicators whose table is there."""
    return (*settings.notes, *dict.fromkeys(_units(settings, inputs)))


def _units(settings: Settings, inputs: Inputs) -> Iterator[Problem]:
    units = inputs.units or settings.organization.units
    known = [name for unit in units for name in (unit.name, unit.short) if name]
    if not known:
        return  # the units are those that the tables name
    for indicator in settings.indicators.values():
        spec = settings.tables.get(indicator.table or "")
        if spec is None or spec.name not in inputs.tables:
            continue
        for column, value in _asked(indicator.where):
            declared = spec.column(column)
            if declared is None or declared.type != "unit" or declared.open or value in (*known, *settings.organization.not_units):
                continue
            told = f"指标“{indicator.name}”的 where 里“{column}: {value}”不是单位的名称或简称，数不到"
            near = nearest(value, known) or "。请按《单位台账》的单位名称来写"
            yield Problem("unknown-unit", "warning", indicator.place, f"{told}{near}")


def _asked(condition: Condition | None) -> Iterator[tuple[str, str]]:
    """(column, value) of every word that a column must equal, or must not."""
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.parts:
            yield from _asked(part)
    elif isinstance(condition, Not):
        yield from _asked(condition.part)
    elif isinstance(condition, Equals) and not isinstance(condition.values, Setting):
        yield from ((condition.column, value) for value in condition.values if isinstance(value, str))

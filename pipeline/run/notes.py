"""Warnings about the settings that take the data to see: a unit in a ``where`` that nobody is called by counts nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.condition import Setting, equalities
from pipeline.model.indicator import Indicator
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
    for indicator, column, value in _asked(settings, inputs):
        if value not in known and value not in settings.organization.not_units:
            told = f"指标“{indicator.name}”的 where 里“{column}: {value}”不是单位的名称或简称，数不到"
            near = nearest(value, known) or "。请按《单位台账》的单位名称来写"
            yield Problem("unknown-unit", "warning", indicator.place, f"{told}{near}")


def _asked(settings: Settings, inputs: Inputs) -> Iterator[tuple[Indicator, str, str]]:
    """Each unit that an indicator of a table that is there asks for, and in which column; open lists may hold other names."""
    for indicator in settings.indicators.values():
        spec = settings.tables.get(indicator.table or "")
        if spec is None or spec.name not in inputs.tables:
            continue
        for asked in equalities(indicator.where):
            column = spec.column(asked.column)
            if column is not None and column.type == "unit" and not column.open and not isinstance(asked.values, Setting):
                yield from ((indicator, asked.column, value) for value in asked.values if isinstance(value, str))

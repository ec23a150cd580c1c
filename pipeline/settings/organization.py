"""organization.yaml: who the office is. Everything has a default, so that a folder with ``inputs/`` alone is complete."""

from __future__ import annotations

from typing import Any

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Organization
from pipeline.model.unit import DEPARTMENT, TOWNSHIP, Unit
from pipeline.settings.shape import complain, fitting, strings
from pipeline.settings.yaml import Mapped

__all__ = ["parse"]

_FILE = Place("config/organization.yaml")
_SHAPE: dict[str, type | tuple[type, ...]] = {
    "county": str,
    "office": str,
    "speaker": str,
    "units": dict,
    "not_units": list,
    "guiding": (list, str, dict),
    "evidence": dict,
    "quotas": dict,
    "collective_min": int,
    "public_min": int,
    "channels_in_total": list,
    "recipients": dict,
    "perspective": str,
}


def parse(mapped: Mapped) -> tuple[Organization, tuple[Problem, ...]]:
    """The organization, and every mistake."""
    entry, problems = fitting(mapped, _SHAPE, "organization.yaml", _FILE)
    units, wrong = _units(entry.get("units", {}))
    county = entry.get("county", "某县")
    known = {"county", "office", "speaker", "units", "not_units"}
    return Organization(
        county=county,
        nameless="county" not in entry,
        office=entry.get("office", f"{county}信访局"),
        speaker=entry.get("speaker", ""),
        units=units,
        not_units=strings(entry["not_units"]) if "not_units" in entry else Organization().not_units,
        options={key: value for key, value in entry.items() if key not in known},
    ), problems + wrong


def _units(mapped: Any) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    shape: dict[str, type | tuple[type, ...]] = {TOWNSHIP: list, DEPARTMENT: list}
    lists, problems = fitting(mapped or Mapped(), shape, "units", _FILE)
    units = tuple(Unit(str(name), kind) for kind, names in lists.items() for name in names)
    names = [unit.name for unit in units]
    twice = sorted({name for name in names if names.count(name) > 1})
    return units, problems + tuple(complain(_FILE, f"单位“{name}”写了两次，请删去一个") for name in twice)

"""The settings of a project: each config file laid over its default, parsed, and every mistake told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import Settings
from pipeline.settings import accepted, calendar, documents, indicators, looks, organization, tables, wording
from pipeline.settings.chosen import choices, chosen
from pipeline.settings.folders import defaults, there
from pipeline.settings.misnamed import misnamed
from pipeline.settings.shape import fitting
from pipeline.settings.yaml import Mapped, merge
from pipeline.settings.yaml import read as read_yaml

__all__ = ["defaults", "load"]

_Part = TypeVar("_Part")

# file, carried by the wheel, how many levels of names a project's own file is laid over the default one
_FILES = (
    ("tables.yaml", True, 5),
    ("indicators.yaml", True, 1),
    ("documents.yaml", True, 1),
    ("style.yaml", True, 4),
    ("organization.yaml", False, 0),
    ("calendar.yaml", False, 0),
    ("accepted.yaml", False, 0),
)


def load(project: Path) -> Settings:
    """The settings of a project folder; raises ``Mistake`` with every problem found."""
    project = there(project)
    problems: list[Problem] = []
    hashes: dict[str, str] = {}
    read: dict[str, Mapped] = {}
    for name, carried, depth in _FILES:
        base = _read(defaults() / "config" / name, f"config/{name}", problems, hashes) if carried else Mapped()
        is_default = carried and defaults() == project
        own = Mapped() if is_default else _read(project / "config" / name, f"config/{name}", problems, hashes)
        read[name] = merge(base, own, depth) if depth else own
    settings = _assemble(project, read, hashes, problems)
    if problems:
        raise Mistake(*problems)
    return settings


def _assemble(project: Path, read: dict[str, Mapped], hashes: dict[str, str], problems: list[Problem]) -> Settings:
    """Each file by its parser, in the order in which one needs the others."""

    def of(parsed: tuple[_Part, Iterable[Problem]]) -> _Part:
        part, wrong = parsed
        problems.extend(wrong)
        return part

    specs = of(tables.parse(read["tables.yaml"]))
    reading = of(tables.parse_reading(read["tables.yaml"]))
    measured = of(indicators.parse(read["indicators.yaml"], specs))
    days = of(calendar.parse(read["calendar.yaml"]))
    written = of(documents.parse(read["documents.yaml"], specs, days))
    columns = choices(measured, specs)
    office = of(organization.parse(read["organization.yaml"], columns.get("channels_in_total")))
    collective_min = office.options.get("collective_min", 5)
    measured = of(chosen(measured, {**office.options, "collective_min": collective_min}, columns))
    of(fitting(read["style.yaml"], {"looks": object, "wording": object}, "style.yaml", Place("config/style.yaml")))
    folders = dict.fromkeys((project / "templates", defaults() / "templates"))
    return Settings(
        project=project,
        templates=tuple(folder for folder in folders if folder.is_dir()),
        tables=specs,
        indicators=measured,
        documents=written,
        organization=office,
        calendar=days,
        style=read["style.yaml"],
        files=hashes,
        reading=reading,
        wording=of(wording.parse(read["style.yaml"])),
        looks=of(looks.parse(read["style.yaml"])),
        accepted=of(accepted.parse(read["accepted.yaml"])),
        notes=tuple(misnamed(project / "config", (name for name, _, _ in _FILES))),
        collective_min=collective_min,
    )


def _read(path: Path, name: str, problems: list[Problem], hashes: dict[str, str]) -> Mapped:
    if not path.is_file():
        return Mapped()
    mapped, wrong, content = read_yaml(path, name)
    problems += wrong
    hashes[name] = hashlib.sha256(hashes.get(name, "").encode() + content).hexdigest()
    return mapped

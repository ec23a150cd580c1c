"""The settings of a project: each config file laid over its default, parsed, and every mistake told at once."""

from __future__ import annotations

import hashlib
from pathlib import Path

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
    specs, wrong = tables.parse(read["tables.yaml"])
    problems += wrong
    reading, wrong = tables.parse_reading(read["tables.yaml"])
    problems += wrong
    measured, wrong = indicators.parse(read["indicators.yaml"], specs)
    problems += wrong
    days, wrong = calendar.parse(read["calendar.yaml"])
    problems += wrong
    written, wrong = documents.parse(read["documents.yaml"], specs, days)
    problems += wrong
    columns = choices(measured, specs)
    office, wrong = organization.parse(read["organization.yaml"], columns.get("channels_in_total"))
    problems += wrong
    collective_min = office.options.get("collective_min", 5)
    measured, wrong = chosen(measured, {**office.options, "collective_min": collective_min}, columns)
    problems += wrong
    _, wrong = fitting(read["style.yaml"], {"looks": object, "wording": object}, "style.yaml", Place("config/style.yaml"))
    problems += wrong
    words, wrong = wording.parse(read["style.yaml"])
    problems += wrong
    appearance, wrong = looks.parse(read["style.yaml"])
    problems += wrong
    known, wrong = accepted.parse(read["accepted.yaml"])
    problems += wrong
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
        accepted=known,
        wording=words,
        looks=appearance,
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

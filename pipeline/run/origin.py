"""What a document is built from: the tables behind its figures, their files, its templates, config and looks."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.model.indicator import Indicator
from pipeline.model.inputs import Inputs
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings

__all__ = ["blocking", "origin", "tables_behind"]


def tables_behind(names: Iterable[str], indicators: Mapping[str, Indicator], needs: Iterable[str]) -> frozenset[str]:
    """The tables that a document's indicators read, those of numerators and denominators included, and what it needs."""
    tables, todo, seen = set(needs), list(names), set()
    while todo:
        indicator = indicators.get(todo.pop())
        if indicator is None or indicator.name in seen:
            continue
        seen.add(indicator.name)
        if indicator.table:
            tables.add(indicator.table)
        todo += [part for part in (indicator.numerator, indicator.denominator) if part]
        todo += [word for word in _words(indicator.options) if word in indicators]
        tables |= {word for word in _words(indicator.options) if word not in indicators}
    return frozenset(tables)


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [word for item in value.values() for word in _words(item)]
    return [word for item in value for word in _words(item)] if isinstance(value, (list, tuple)) else []


def blocking(tables: frozenset[str], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The errors that touch a document: those of its tables, and files whose table nobody can tell."""
    return tuple(p for p in problems if p.level == "error" and (p.table is None or p.table in tables))


def origin(
    settings: Settings, inputs: Inputs, tables: frozenset[str], templates: Iterable[Path], date: dt.date, draft: bool
) -> dict[str, Any]:
    """Hashes of everything that a document depends on, by name; equal origins give equal bytes."""
    files = {count.file for count in inputs.files if count.table in tables}
    roots = (*settings.templates, settings.project)
    return {
        "program": version("petition-briefing"),
        "date": date.isoformat(),
        "cutoff": inputs.cutoff.isoformat() if inputs.cutoff else None,
        "draft": draft,
        "inputs": {file: inputs.hashes[file] for file in sorted(files) if file in inputs.hashes},
        "templates": {_short(path, roots): _hash(path) for path in templates},
        "config": dict(settings.files),
        "looks": {
            "reference.docx": next(
                (_hash(f / "reference.docx") for f in settings.templates if (f / "reference.docx").is_file()), ""
            )
        },
    }


def _short(path: Path, roots: Iterable[Path]) -> str:
    for root in roots:
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

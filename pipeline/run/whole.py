"""The inputs of a project as one, kept where they are many files: while nothing of them has changed, none is looked into again.

What a single file gave is kept beside it (:mod:`pipeline.run.files`); of two hundred files even that takes longer than measuring
them. Deleting it costs time and nothing else.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model.inputs import FileCount, Inputs
from pipeline.model.settings import Settings
from pipeline.model.unit import Unit
from pipeline.record.outputs import put
from pipeline.run.files import code
from pipeline.run.told import plain, problems_of

if TYPE_CHECKING:
    from pipeline.read import Opened

__all__ = ["keep", "kept", "whole_key"]

_MANY = 24
_ROOMS = ("read", "check", "model", "settings", "run")


def whole_key(settings: Settings, opened: Sequence[Opened], drops: Sequence[str]) -> str:
    """What tells one state of the inputs from another: bytes and names, all of the config, the program; empty for few files."""
    if len(opened) < _MANY or not all(one.digest for one in opened):
        return ""
    files = [(one.found.file, one.found.drop, one.digest) for one in opened]
    known = (files, list(drops), sorted(settings.files.items()), code(_ROOMS))
    return hashlib.sha256(repr(known).encode()).hexdigest()[:40]


def kept(settings: Settings, key: str) -> Inputs | None:
    """The inputs of a key, None where they are not there or cannot be read."""
    from pipeline.check.whole import kept as kept_table

    if not key:
        return None
    try:
        told = json.loads((_folder(settings) / f"{key}.json").read_bytes())
        tables = {name: kept_table(_folder(settings) / f"{key}-{at}.arrow") for at, name in enumerate(told["tables"])}
        return _inputs(told, tables)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def keep(settings: Settings, key: str, inputs: Inputs) -> None:
    """Keep the inputs under a key, and no others; not where a file could not be read: the next time it may be."""
    from pipeline.check.whole import keep as keep_table

    folder = _folder(settings)
    if not key or any(problem.rule.startswith("file-") for problem in inputs.problems):
        return
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for at, table in enumerate(inputs.tables.values()):
            keep_table(folder / f"{key}-{at}.arrow", table)
        put(folder / f"{key}.json", json.dumps(_told(inputs), ensure_ascii=False).encode())


def _folder(settings: Settings) -> Path:
    return settings.cache / "whole"


def _told(inputs: Inputs) -> dict[str, Any]:
    return {
        "tables": list(inputs.tables),
        "units": [(unit.name, unit.kind, unit.short) for unit in inputs.units],
        "files": [dataclasses.astuple(one) for one in inputs.files],
        "problems": plain(inputs.problems),
        "cutoff": inputs.cutoff.isoformat() if inputs.cutoff else None,
        "hashes": dict(inputs.hashes),
        "drops": list(inputs.drops),
    }


def _inputs(told: Mapping[str, Any], tables: Mapping[str, Any]) -> Inputs:
    return Inputs(
        tables=tables,
        units=tuple(Unit(*line) for line in told["units"]),
        files=tuple(FileCount(*line) for line in told["files"]),
        problems=problems_of(told["problems"]),
        filed=tuple(filing for table in tables.values() for filing in table.coverage.filings),
        cutoff=dt.date.fromisoformat(told["cutoff"]) if told["cutoff"] else None,
        hashes=told["hashes"],
        drops=tuple(told["drops"]),
    )

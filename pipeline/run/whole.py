"""The inputs of a project as one, kept where they are many files: while nothing of them has changed, none is looked into again.

What a single file gave is kept beside it (:mod:`pipeline.run.files`); of two hundred files even that takes longer than measuring
them. Deleting it costs time and nothing else.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.inputs import Inputs
from pipeline.model.settings import Settings
from pipeline.record.kept import keep as keep_json
from pipeline.record.kept import kept as kept_json
from pipeline.run.program import program
from pipeline.run.values import Unwritable, Values

if TYPE_CHECKING:
    from pipeline.read import Opened

__all__ = ["keep", "kept", "whole_key"]

_MANY = 24


def whole_key(settings: Settings, opened: Sequence[Opened], drops: Sequence[str]) -> str:
    """What tells one state of the inputs from another: bytes and names, all of the config, the program; empty for few files."""
    if len(opened) < _MANY or not all(one.digest for one in opened):
        return ""
    files = [(one.found.file, one.found.drop, one.digest) for one in opened]
    known = (files, list(drops), sorted(settings.files.items()), program())
    return hashlib.sha256(repr(known).encode()).hexdigest()[:40]


def kept(settings: Settings, key: str) -> Inputs | None:
    """The inputs of a key, None where they are not there or cannot be read."""
    from pipeline.check.whole import kept as kept_table

    if not key:
        return None
    try:
        told = kept_json(_folder(settings) / f"{key}.json")
        tables = {name: kept_table(_folder(settings) / f"{key}-{at}.columns") for at, name in enumerate(told["tables"])}
        inputs: Inputs = Values({}).value(told["inputs"])
        return dataclasses.replace(inputs, tables=tables)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def keep(settings: Settings, key: str, inputs: Inputs) -> None:
    """Keep the inputs under a key, and no others; not where a file could not be read: the next time it may be."""
    from pipeline.check.whole import keep as keep_table

    folder = _folder(settings)
    if not key or any(problem.rule.startswith("file-") for problem in inputs.problems):
        return
    with suppress(OSError, Unwritable):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            path.unlink(missing_ok=True)
        for at, table in enumerate(inputs.tables.values()):
            keep_table(folder / f"{key}-{at}.columns", table)
        told = {"tables": list(inputs.tables), "inputs": Values({}).plain(dataclasses.replace(inputs, tables={}))}
        keep_json(folder / f"{key}.json", told)


def _folder(settings: Settings) -> Path:
    return settings.cache / "whole"

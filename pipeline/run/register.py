"""The issues signed so far, in whatever file they are registered; the days of any table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from pipeline.model.figure import Measures
from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.settings import Settings
from pipeline.model.tables import TableSpec
from pipeline.record.lock import locked
from pipeline.record.register import HEADER, Issue

__all__ = ["ALWAYS", "days_of", "issues_in", "register_lock", "register_locked", "register_path", "register_table"]

ALWAYS = Period(dt.date(1900, 1, 1), dt.date(2999, 12, 31), "range", "1900..2999")


def register_table(settings: Settings) -> TableSpec | None:
    """The table that the program's own register belongs to."""
    return next((spec for spec in settings.tables.values() if spec.register), None)


def register_path(settings: Settings) -> Path:
    """The file that the program appends to."""
    spec = register_table(settings)
    return settings.project / "config" / (spec.register if spec and spec.register else "发文登记簿.csv")


def register_locked(settings: Settings, say: Callable[[str], None]) -> AbstractContextManager[bool]:
    """Hold the lock of the register: projects that share one by a link have each a lock of its own beside it."""
    return locked(register_lock(settings).parent, say, register_lock(settings).name)


def register_lock(settings: Settings) -> Path:
    """Under the ``.briefing/`` of the project whose ``config/`` the file itself is in, else under one beside the file."""
    folder = register_path(settings).resolve().parent
    return (folder.parent if folder.name == "config" else folder) / ".briefing" / "register.lock"


def issues_in(measures: Measures, inputs: Inputs, settings: Settings) -> tuple[Issue, ...]:
    """Every registered issue, of the drops and of ``config/``, in order of series and date."""
    spec = register_table(settings)
    if spec is None or spec.name not in inputs.tables:
        return ()
    found = []
    for row in measures.entries(spec.name, ALWAYS):
        series, number, date, title, copies = (row.get(name) for name in HEADER)
        if isinstance(number, int) and isinstance(date, dt.date):
            found.append(Issue(str(series), date, number, str(title or ""), copies if isinstance(copies, int) else None))
    return tuple(sorted(found, key=lambda one: (one.series, one.date.year, one.number, one.date)))


def days_of(measures: Measures, settings: Settings, table: str) -> tuple[dt.date, ...]:
    """The days on which a table has a row."""
    column = settings.tables[table].date
    days = (row.get(column) for row in measures.entries(table, ALWAYS)) if column else ()
    return tuple(day for day in days if isinstance(day, dt.date))

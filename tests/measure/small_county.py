"""A little county typed by a test: rows as dicts in, measures out, with the config of the repository."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from pathlib import Path

import pandas as pd

from pipeline.measure import open_measures
from pipeline.model.inputs import Inputs
from pipeline.model.settings import Organization, Settings
from pipeline.model.table import Coverage, Source, Table
from pipeline.model.unit import Unit
from pipeline.settings import calendar, indicators, tables
from pipeline.settings.chosen import choices, chosen
from pipeline.settings.yaml import load, merge
from tests.tools.frames import table_of_frame

CONFIG = Path(__file__).resolve().parents[2] / "config"
UNITS = (
    Unit("城关镇", "乡镇", "城关"),
    Unit("东关镇", "乡镇", "东关"),
    Unit("西乡", "乡镇", "西乡"),
    Unit("县民政局", "县直部门", "民政局"),
    Unit("县住建局", "县直部门", "住建局"),
)
ITEM = {"信访形式": "来信", "人数": 1, "属地": "城关镇", "办理状态": "办理中"}


def day(text):
    return dt.date.fromisoformat(text) if isinstance(text, str) else text


@functools.cache
def default(name):
    mapped, wrong = load(CONFIG / name, f"config/{name}")
    assert not wrong
    return mapped


@functools.cache
def specs():
    found, wrong = tables.parse(default("tables.yaml"))
    assert not wrong
    return found


@functools.cache
def declared():
    found, wrong = indicators.parse(default("indicators.yaml"), specs())
    assert not wrong, [problem.message for problem in wrong]
    return found


def typed(text, name, tmp_path):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    mapped, wrong = load(path, f"config/{name}")
    assert not wrong
    return mapped


def settings_of(tmp_path=None, more_indicators=None, days="", options=None, bare=False, **changes):
    """The repository's config; ``more_indicators`` is YAML laid over it (``bare``: instead of it), ``days`` a calendar."""
    known = {name: dataclasses.replace(spec, **changes.get(name, {})) for name, spec in specs().items()}
    measured = declared()
    if more_indicators is not None:
        own = typed(more_indicators, "indicators.yaml", tmp_path)
        measured, wrong = indicators.parse(own if bare else merge(default("indicators.yaml"), own, 1), known)
        assert not wrong, [problem.message for problem in wrong]
    calendar_yaml = typed(days, "calendar.yaml", tmp_path) if days else default("calendar.yaml")
    found, wrong = calendar.parse(calendar_yaml)
    assert not wrong
    options = options or {}
    measured, wrong = chosen(measured, {"collective_min": 5} | options, choices(measured, known))
    assert not wrong
    return Settings(
        Path(),
        (),
        known,
        measured,
        {},
        organization=Organization(options=options),
        calendar=found,
        collective_min=options.get("collective_min", 5),
    )


def table_of(spec, rows, *, months=None, lacking=None, filings=(), sources=None):
    """``_source`` of a row: which sheet it stands in (0). ``months``: those covered; else from the first to the last row."""
    rows = [dict(row) for row in rows]
    lacking = {name: frozenset(at) for name, at in (lacking or {}).items()}
    sheets = max([row.get("_source", 0) for row in rows], default=0) + 1
    sources = sources or tuple(Source(f"{spec.name}{at}.xlsx", f"表{at}") for at in range(sheets))
    frame = {}
    for column in spec.columns:
        if column.private or (len(lacking.get(column.name, ())) == len(sources)):
            continue
        cells = [row.get(column.name) for row in rows]
        frame[column.name] = series(cells, column.type)
    frame["_source"] = pd.Series([row.get("_source", 0) for row in rows], dtype="int32")
    frame["_row"] = pd.Series([row.get("_row", at + 2) for at, row in enumerate(rows)], dtype="int32")
    if months is None:
        months = months_between([day(row[spec.date]) for row in rows if row.get(spec.date)]) if spec.date else ()
    return table_of_frame(spec.name, pd.DataFrame(frame), sources, Coverage(frozenset(months), tuple(filings)), lacking)


def series(cells, kind):
    if kind == "date":
        return pd.Series(pd.to_datetime([day(cell) for cell in cells]), dtype="datetime64[s]")
    if kind in ("integer", "number"):
        return pd.Series(cells, dtype="Int64" if kind == "integer" else "Float64")
    return pd.Series(cells, dtype="object").astype("category")


def months_between(days):
    if not days:
        return ()
    first, last = min(days), max(days)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple((number // 12, number % 12 + 1) for number in numbers)


def county(rows, *, cutoff="2025-12-31", units=UNITS, settings=None, tables=None):
    """Measures over ``rows``: table name → list of rows, or → a finished ``Table``."""
    settings = settings or settings_of()
    made = {name: given if isinstance(given, Table) else table_of(settings.tables[name], given) for name, given in rows.items()}
    made |= tables or {}
    return open_measures(Inputs(tables=made, units=units, cutoff=day(cutoff) if cutoff else None), settings)


def items(*rows):
    """Rows of 信访事项登记表, with what a row must have filled in."""
    return [{"信访编号": f"X{at}", **ITEM, **row} for at, row in enumerate(rows)]

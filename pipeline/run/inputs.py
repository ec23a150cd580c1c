"""The inputs of a project: every file read, every table typed and checked, repeats sorted out, coverage and cut-off found."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pipeline.model.inputs import Inputs
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.model.table import Coverage, Table
from pipeline.model.tables import TableSpec
from pipeline.model.unit import Unit

if TYPE_CHECKING:
    from pipeline.check.assemble import Assembled
    from pipeline.check.part import Part
    from pipeline.check.scene import UnitNames
    from pipeline.read import Known, Opened
    from pipeline.run.files import Files

__all__ = ["gather"]


def gather(
    settings: Settings,
    later: Callable[[Callable[[], None]], None] = lambda keep: keep(),
    known: Known = lambda _path, _stat: "",
) -> Inputs:
    """Everything that ``inputs/`` holds, and the registers of ``config/``.

    ``later`` is given what writes the cache: nobody has to wait for it who has other work to hand out. ``known`` tells the hashes
    of files that need not be read for them.
    """
    from pipeline.read import open_file, walk
    from pipeline.run.files import Files
    from pipeline.run.whole import keep, kept, whole_key

    found, drops = walk(settings.inputs)
    opened = [open_file(each, settings.inputs, settings.reading.limits, known) for each in found]
    registers = [*_registers(settings, len(drops))]
    key = whole_key(settings, [*opened, *registers], drops)
    inputs = kept(settings, key)
    if inputs is None:
        files = Files(settings, [*opened, *registers])
        inputs = _put_together(settings, opened, registers, drops, files)
        later(files.keep)
        later(partial(keep, settings, key, inputs))
    return inputs


def _put_together(
    settings: Settings, opened: Sequence[Opened], registers: Sequence[Opened], drops: tuple[str, ...], files: Files
) -> Inputs:
    from pipeline.check.absent import absent_tables
    from pipeline.check.accepting import accept, marked
    from pipeline.check.scene import UnitNames
    from pipeline.check.twins import once

    units = files.units()
    names = UnitNames(units, settings.organization.not_units)
    parts, problems = _typed(files, names)
    assembled = _assembled(settings, parts, names, len(drops))
    until = settings.calendar.data_until
    cutoff = until or _cutoff(settings, assembled)
    problems = [*_unhealed(problems, assembled), *once(problems, [p for each in assembled.values() for p in each.problems])]
    problems += [*_of_project(settings, parts, assembled, names), *absent_tables(settings.tables, assembled, problems)]
    stood, notes = _stood(settings, assembled, parts)
    problems += notes
    tables = {name: _covered(settings, table, parts, units, cutoff) for name, table in stood.items()}
    hashes = {each.found.file: each.digest for each in (*opened, *registers) if each.digest}
    return Inputs(
        tables=tables,
        units=units,
        files=tuple(count for each in assembled.values() for count in each.files),
        problems=tuple(accept([*marked(problems, hashes)], settings.accepted)),
        filed=tuple(filing for table in tables.values() for filing in table.coverage.filings),
        cutoff=cutoff,
        hashes={each.found.file: hashes[each.found.file] for each in opened if each.digest},
        drops=drops,
    )


def _registers(settings: Settings, drop: int) -> Iterator[Opened]:
    """The tables that the program itself keeps in ``config/``; they count after all drops."""
    from pipeline.read import Found, open_file

    for spec in settings.tables.values():
        path = settings.project / "config" / (spec.register or "")
        if spec.register and path.is_file():
            yield open_file(Found(path, f"../config/{spec.register}", drop), None, settings.reading.limits)


def _typed(files: Files, names: UnitNames) -> tuple[list[Part], list[Problem]]:
    from pipeline.check.twins import without_twins

    parts: list[Part] = []
    problems: list[Problem] = []
    for checked in without_twins([*files.checked(names)]):
        parts += checked.parts
        problems += checked.problems
        problems += [problem for part in checked.parts for problem in part.problems]
    return parts, problems


def _assembled(settings: Settings, parts: Sequence[Part], names: UnitNames, register: int) -> dict[str, Assembled]:
    """Each table that has a file; a register of ``config/`` that holds no row yet does not make a table present."""
    from pipeline.check.assemble import assemble

    assembled = {}
    for name, spec in settings.tables.items():
        mine = [part for part in parts if part.spec.name == name and (part.drop != register or len(part.rows))]
        if mine:
            assembled[name] = assemble(spec, mine, names, register=register if spec.register else None)
    return assembled


def _cutoff(settings: Settings, assembled: Mapping[str, Assembled]) -> dt.date | None:
    """The end of the last month with a row; signing an issue (in ``config/``) is no data drop and moves nothing."""
    from pipeline.check.coverage import cutoff_of, dropped, months_of

    dated = _dated(settings, assembled)
    months = (months_of(dropped(table, spec.date)) for spec, table in dated if spec.date and spec.date in table.columns)
    return cutoff_of(months, settings.calendar.month_starts)


def _dated(settings: Settings, assembled: Mapping[str, Assembled]) -> list[tuple[TableSpec, Table]]:
    """The tables that set the cut-off."""
    return [(settings.tables[name], each.table) for name, each in assembled.items() if not settings.tables[name].plan]


def _stood(settings: Settings, assembled: Mapping[str, Assembled], parts: Sequence[Part]) -> tuple[dict[str, Table], list[Problem]]:
    """The tables, as they stood on the day of a cut-off that the office sets, and what that changes."""
    from pipeline.check.asof import as_of

    tables, until = {name: each.table for name, each in assembled.items()}, settings.calendar.data_until
    told: list[Problem] = []
    for name in tables if until else ():
        mine = [part for part in parts if part.spec.name == name]
        tables[name], notes = as_of(settings.tables[name], tables[name], mine, until or dt.date.max)
        told += notes
    return tables, told


def _covered(settings: Settings, table: Table, parts: Sequence[Part], units: Sequence[Unit], cutoff: dt.date | None) -> Table:
    """The table with the months it speaks for, and with what its units filed."""
    from pipeline.check.coverage import covered, months_of
    from pipeline.check.filing import filings

    spec = settings.tables[table.name]
    mine = [part for part in parts if part.spec.name == table.name]
    starts = settings.calendar.month_starts
    rows = months_of(table.columns[spec.date], starts) if spec.date and spec.date in table.columns else frozenset()
    months = covered(rows, mine, None if spec.plan else cutoff, starts) if spec.date else frozenset()
    filed = filings(spec, table, mine, units, months, starts) if spec.filed_by and spec.every else ()
    return dataclasses.replace(table, coverage=Coverage(months, filed), until=cutoff)


def _of_project(
    settings: Settings, parts: Sequence[Part], assembled: Mapping[str, Assembled], names: UnitNames
) -> Iterator[Problem]:
    """What is told once for all files together."""
    from pipeline.check.absent import after_cutoff, open_units
    from pipeline.check.lacking import lacking
    from pipeline.check.lonely import lonely_end
    from pipeline.check.offroster import off_roster
    from pipeline.check.rules import TABLE_RULES
    from pipeline.check.silent import silent_units
    from pipeline.check.unlisted import unlisted

    if names.is_open:
        yield from open_units(parts)
    if settings.calendar.data_until:
        yield from after_cutoff([part for part in parts if not part.spec.register], settings.calendar.data_until)
    else:
        yield from lonely_end(_dated(settings, assembled), parts, settings.calendar.month_starts)
    yield from off_roster(settings.indicators, {name: each.table for name, each in assembled.items()}, parts)
    for name, each in assembled.items():
        mine = tuple(part for part in parts if part.spec.name == name)
        yield from lacking(settings.tables[name], each.table, mine)
        yield from silent_units(settings.tables[name], each.table, mine, names)
        yield from unlisted(settings.tables[name], each.table, mine, names)
        for rule in settings.tables[name].warnings:
            if check := TABLE_RULES.get(rule["rule"]):
                yield from check(settings.tables[name], each.table, mine, rule)


def _unhealed(problems: Sequence[Problem], assembled: Mapping[str, Assembled]) -> Iterator[Problem]:
    """Without the errors of rows that a later drop replaces: the later row is what counts.

    A row that was set aside for saying the same as such a row has no error to lean on any more: it becomes one itself.
    """
    healed = {place for each in assembled.values() for place in each.healed}
    seen: set[tuple[str, str | None]] = set()
    for problem in problems:
        row = int(re.sub(r"\D", "", problem.place.cell)) if problem.place.cell else 0
        where = problem.place.file, problem.place.sheet
        if (*where, row) in healed:
            continue
        if problem.rule == "same-as-wrong" and (*where, int(re.sub(r"\D", "", problem.expected))) in healed:
            yield dataclasses.replace(problem, level="error")
            continue
        if problem.rule == "header-unknown":
            if (problem.message, problem.table) in seen:
                continue
            seen.add((problem.message, problem.table))
        yield problem

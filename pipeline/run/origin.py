"""What a document is built from: the rows behind its figures, their files, its templates, config and looks."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pipeline.model.indicator import Indicator
from pipeline.model.inputs import Inputs
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import DocumentSpec, Settings
from pipeline.model.unit import COUNTY, Unit
from pipeline.run.asked import Asked
from pipeline.run.program import program

__all__ = ["PARTS", "Digests", "Origins", "blocking", "reasons", "tables_behind"]

REPORTS = "填报数据表"
"""Any indicator may take a year-ago value from here."""

PARTS = (
    "program", "date", "cutoff", "draft", "number", "total", "corrections", "minutes", "units", "rows", "templates", "config",
    "looks",
)  # fmt: skip
"""What decides whether a document is out of date; ``inputs`` only says which files the rows came from."""

Pairs = Mapping[str, Iterable[str]]


class Digests(Protocol):
    """What tells whether the rows behind a document are those that they were."""

    def of(self, table: str, scope: str) -> tuple[str, tuple[str, ...]]:
        """The digest of a table's rows in a scope, and the files that have any of them."""
        ...

    def column(self, dimension: str) -> str | None:
        """The column whose values are the members of a dimension."""
        ...


def tables_behind(names: Iterable[str], indicators: Mapping[str, Indicator], needs: Iterable[str] = ()) -> frozenset[str]:
    """The tables that indicators read, those of numerators and denominators included, and what else is needed."""
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


@dataclass(slots=True, eq=False)
class Origins:
    """Puts together what documents are built from; what many of them share is looked at once.

    ``looks`` is the hash of the reference document, ``template_hash`` gives that of a template: of the bytes that were read to
    write with, never of what stands on the disk by the time somebody asks.
    """

    settings: Settings
    inputs: Inputs
    indicators: Mapping[str, Indicator]
    digests: Digests
    units: tuple[Unit, ...]
    looks: str
    template_hash: Callable[[Path], str]
    _tables: dict[str, frozenset[str]] = field(default_factory=dict)
    _defined: dict[str, str] = field(default_factory=dict)
    _shared: dict[str, Any] = field(default_factory=dict)
    _shown: dict[tuple[Path, ...], dict[str, str]] = field(default_factory=dict)
    _configs: dict[tuple[str, tuple[str, ...]], dict[str, str]] = field(default_factory=dict)

    def rows(self, asked: Asked) -> dict[str, list[str]]:
        """The scopes of each table that the answers given hung on, also of one still to come; the county stands for all units."""
        pairs: set[tuple[str, str]] = {(REPORTS, COUNTY), *asked.tables}
        for name, scope in asked.figures:
            pairs |= {(table, scope) for table in self._behind(name)}
        for name, dimension in asked.members:
            column = self.digests.column(dimension)
            if column is not None:
                pairs |= {(table, f"〈{column}〉") for table in self._behind(name)}
        found: dict[str, list[str]] = {}
        for table, scope in sorted(pairs):
            found.setdefault(table, []).append(scope)
        return {table: [COUNTY] if COUNTY in scopes else scopes for table, scopes in found.items()}

    def _behind(self, name: str) -> frozenset[str]:
        if name not in self._tables:
            self._tables[name] = tables_behind([name], self.indicators) & self.settings.tables.keys()
        return self._tables[name]

    def of(
        self, spec: DocumentSpec, names: Iterable[str], pairs: Pairs, templates: Iterable[Path], facts: Mapping[str, str]
    ) -> dict[str, Any]:
        """Everything but the date, the number and whether it is a draft."""
        rows = {table: {scope: self.digests.of(table, scope)[0] for scope in scopes} for table, scopes in pairs.items()}
        files = {file for table, scopes in pairs.items() for scope in scopes for file in self.digests.of(table, scope)[1]}
        return {
            **self.shared(),
            "inputs": {file: self.inputs.hashes[file] for file in sorted(files) if file in self.inputs.hashes},
            "rows": rows,
            "templates": self._templates(tuple(templates)),
            "config": {**self._config(spec, tuple(names)), **facts},
            "indicators": sorted(names),
        }

    def shared(self) -> dict[str, Any]:
        """What all documents of a run have in common."""
        if not self._shared:
            self._shared = {
                "program": program(),
                "cutoff": self.inputs.cutoff.isoformat() if self.inputs.cutoff else None,
                "units": _digest([(unit.name, unit.kind, unit.short) for unit in self.units]),
                "looks": {"reference.docx": self.looks},
            }
        return self._shared

    def _templates(self, paths: tuple[Path, ...]) -> dict[str, str]:
        if paths not in self._shown:
            self._shown[paths] = {self._short(path): self.template_hash(path) for path in paths}
        return self._shown[paths]

    def _config(self, spec: DocumentSpec, names: tuple[str, ...]) -> dict[str, str]:
        """Of documents.yaml and indicators.yaml only the entries that the document uses; the other files whole."""
        key = (spec.name, names)
        if key not in self._configs:
            self._configs[key] = self._find_config(spec, names)
        return self._configs[key]

    def _find_config(self, spec: DocumentSpec, names: tuple[str, ...]) -> dict[str, str]:
        own = {
            "config/documents.yaml": _digest(dataclasses.replace(spec, place=Place(""))),
            "config/indicators.yaml": _digest(sorted(self._definition(name) for name in self._closure(names))),
        }
        return {name: own.get(name, digest) for name, digest in self.settings.files.items()}

    def _closure(self, names: Iterable[str]) -> set[str]:
        """The indicators named and all that they are made of."""
        found: set[str] = set()
        todo = list(names)
        while todo:
            indicator = self.indicators.get(todo.pop())
            if indicator is not None and indicator.name not in found:
                found.add(indicator.name)
                todo += [part for part in (indicator.numerator, indicator.denominator) if part]
                todo += _words(indicator.options)
        return found

    def _definition(self, name: str) -> str:
        if name not in self._defined:
            self._defined[name] = repr(dataclasses.replace(self.indicators[name], place=Place("")))
        return self._defined[name]

    def _short(self, path: Path) -> str:
        for root in (*self.settings.templates, self.settings.project):
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return path.name


def _digest(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def reasons(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> tuple[str, ...]:
    """Why a document is out of date, in words: which of the things it was built from is another one now."""
    if before is None:
        return ("首次生成",)
    found = _about_rows(before, now)
    for kind, what in (("templates", "模板 "), ("config", "配置 "), ("looks", "版式 ")):
        found += _differing(before.get(kind) or {}, now[kind], what)
    words = (
        ("program", "程序"), ("date", "落款日期"), ("cutoff", "数据截止日"), ("draft", "稿件标记"), ("units", "单位名单"),
        ("number", "期号"), ("total", "总期号"), ("corrections", "需更正的数"), ("minutes", "限定的讲话时间"),
    )  # fmt: skip
    for key, what in words:
        if before.get(key) != now.get(key):
            found.append(f"{what}已变化")
    return tuple(found)


def _about_rows(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The files behind changed rows; where no file tells, and no other cut-off, the table (it covers other months now)."""
    was, is_now = before.get("rows") or {}, now["rows"]
    changed = [table for table in {**was, **is_now} if was.get(table) != is_now.get(table)]
    if not changed:
        return []
    files = _differing(before.get("inputs") or {}, now["inputs"], "")
    if files or before.get("cutoff") != now.get("cutoff"):
        return files
    return [f"《{table}》的数据已变化" for table in changed]


def _differing(was: Mapping[str, str], is_now: Mapping[str, str], what: str) -> list[str]:
    found = [f"{what}{name} 已变化" for name in is_now if name in was and was[name] != is_now[name]]
    found += [f"{what}{name} 是新增的" for name in is_now if name not in was]
    return found + [f"{what}{name} 已不在" for name in was if name not in is_now]

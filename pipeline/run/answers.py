"""What was asked of the data and answered, kept between two builds (``.briefing/answers.json``).

Where no table, no definition and nothing of the program has changed, a question asked before has the answer it had: a document is
composed again (its template was changed, it was deleted, another date is asked for) without reading a table, and without the
libraries that it takes. A question that nobody asked before opens the tables, and everything goes on from there. Deleting the file
costs work and nothing else.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from pipeline.model.figure import Cross, Entry, Figure, Measures, Traced
from pipeline.model.indicator import Indicator
from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.model.shape import shape
from pipeline.model.table import Source, Table
from pipeline.model.unit import COUNTY, Unit
from pipeline.record.kept import keep, kept
from pipeline.record.stamps import Stamps, files_below
from pipeline.run.origin import Digests
from pipeline.run.program import program
from pipeline.run.register import register_path
from pipeline.run.values import Unwritable, Values

__all__ = ["Answers", "Opened", "opened", "state_of"]

_CONFIGS = ("tables.yaml", "indicators.yaml", "organization.yaml", "calendar.yaml", "accepted.yaml")
_MOST = 20_000
"""More answers than this are not worth keeping: reading them takes as long as the tables."""


@shape
class Opened:
    """The inputs, opened for questions."""

    inputs: Inputs
    measures: Measures
    digests: Digests


def opened(inputs: Inputs, settings: Settings) -> Opened:
    """Measures and digests over tables that were read; nothing is counted yet."""
    from pipeline.measure import open_measures
    from pipeline.measure.digests import open_digests

    return Opened(inputs, open_measures(inputs, settings), open_digests(inputs, settings))


def state_of(settings: Settings, stamps: Stamps) -> str:
    """One hash of everything that an answer hangs on: the tables, their definitions, the program."""
    register = str(register_path(settings))
    files = [(path, stamps.digest(path, stat)) for path, stat in files_below(settings.inputs)]
    configs = [settings.files.get(f"config/{name}") for name in _CONFIGS]
    known = (os.name, files, program(), configs, stamps.digest(register))
    return hashlib.sha256(repr(known).encode("utf-8", "surrogateescape")).hexdigest()


class Answers:
    """Measures, and digests of rows, that remember; ``opened`` opens the data for what is not remembered."""

    def __init__(self, settings: Settings, stamps: Stamps, opened: Callable[[], Opened]) -> None:
        self._settings, self._stamps, self._open = settings, stamps, opened
        self._state = state_of(settings, stamps)
        self._path = settings.cache / "answers.json"
        self._opened: Opened | None = None
        self._values = Values(settings.indicators)
        self._known: dict[str, Any] = {}
        self._answers: dict[str, Any] = {}
        self._inputs: Inputs | None = None
        self._indicators: Mapping[str, Indicator] | None = None
        self._load()

    @property
    def inputs(self) -> Inputs:
        """The state of the inputs; where it is remembered its tables have no frame, and nothing but questions may use them."""
        return self._inputs or self.opened.inputs

    @property
    def remembering(self) -> Opened:
        """Itself, as what is asked."""
        return Opened(self.inputs, self, self)

    @property
    def opened(self) -> Opened:
        """The data themselves."""
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def save(self) -> None:
        """Keep what was answered, if anything is new; answers of a kind that cannot be kept are asked again the next time."""
        if self._opened is None or len(self._answers) + len(self._known) > _MOST:
            return
        if state_of(self._settings, self._stamps) != self._state:
            return
        known = dict(self._known)
        for key, answer in self._answers.items():
            with suppress(Unwritable):
                known.setdefault(key, self._values.plain(answer))
        lists = self._values.lists
        with suppress(Unwritable, OSError):
            keep(self._path, {"state": self._state, **self._of_inputs(self._opened), "lists": lists, "answers": known})

    def _load(self) -> None:
        try:
            known = kept(self._path)
            if known is None or known["state"] != self._state:
                return
            reported = {name: self._values.value(one) for name, one in known["indicators"].items()}
            self._indicators = {**self._settings.indicators, **reported}
            self._values = Values(self._indicators, known["lists"])
            inputs: Inputs = self._values.value(known["inputs"])
            self._inputs = self._with_tables(inputs, known["tables"])
            self._known = known["answers"]
        except (ValueError, LookupError, TypeError, AttributeError):
            self._indicators = self._inputs = None
            self._known, self._values = {}, Values(self._settings.indicators)

    def _with_tables(self, inputs: Inputs, tables: Mapping[str, Any]) -> Inputs:
        unread: Any = None
        found = {name: Table(name, {}, unread, unread, coverage=self._values.value(one)) for name, one in tables.items()}
        return dataclasses.replace(inputs, tables=found)

    def _of_inputs(self, opened: Opened) -> dict[str, Any]:
        declared = self._settings.indicators
        reported = {name: one for name, one in opened.measures.indicators.items() if declared.get(name) != one}
        self._values = Values({**declared, **reported})
        return {
            "indicators": {name: Values({}).plain(one) for name, one in reported.items()},
            "inputs": self._values.plain(dataclasses.replace(opened.inputs, tables={})),
            "tables": {name: self._values.plain(table.coverage) for name, table in opened.inputs.tables.items()},
        }

    def _ask(self, question: str, *asked: Any, **how: Any) -> Any:
        key = json.dumps([question, self._values.plain(asked), self._values.plain(how)], ensure_ascii=False)
        if key not in self._answers:
            self._answers[key] = self._find(key, question, asked, how)
        return self._answers[key]

    def _find(self, key: str, question: str, asked: tuple[Any, ...], how: Mapping[str, Any]) -> Any:
        if key in self._known:
            with suppress(ValueError, LookupError, TypeError):
                return self._values.value(self._known[key])
        room = self.opened.digests if question in ("of", "column") else self.opened.measures
        return getattr(room, question)(*asked, **how)

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """As measured."""
        return self._indicators or self.opened.measures.indicators

    def figure(self, name: str, period: Period, scope: str = COUNTY) -> Figure:
        """Remembered, or asked."""
        found: Figure = self._ask("figure", name, period, scope)
        return found

    def breakdown(self, name: str, dimension: str, period: Period, scope: str = COUNTY) -> Sequence[Figure]:
        """Remembered, or asked."""
        found: Sequence[Figure] = self._ask("breakdown", name, dimension, period, scope)
        return found

    def units(self, kind: str) -> Sequence[Unit]:
        """Remembered, or asked."""
        found: Sequence[Unit] = self._ask("units", kind)
        return found

    def owing(self, name: str) -> Sequence[str]:
        """Remembered, or asked."""
        found: Sequence[str] = self._ask("owing", name)
        return found

    def sources(self, figure: Figure) -> Sequence[Source]:
        """Remembered, or asked."""
        found: Sequence[Source] = self._ask("sources", figure)
        return found

    def rows(self, figure: Figure) -> Sequence[Traced]:
        """Asked: what is printed hangs on no row by itself."""
        return self.opened.measures.rows(figure)

    def cells(self, traced: Traced) -> Sequence[Entry]:
        """Asked: cells are not kept."""
        return self.opened.measures.cells(traced)

    def bases(self, figure: Figure) -> tuple[Figure | None, Figure | None]:
        """Remembered, or asked."""
        found: tuple[Figure | None, Figure | None] = self._ask("bases", figure)
        return found

    def scope(self, text: str) -> str | None:
        """Remembered, or asked."""
        found: str | None = self._ask("scope", text)
        return found

    def top(self, name: str, dimension: str, period: Period, scope: str = COUNTY, *, most: int = 3) -> Sequence[Figure]:
        """Remembered, or asked."""
        found: Sequence[Figure] = self._ask("top", name, dimension, period, scope, most=most)
        return found

    def cross(self, name: str, rows: str, columns: str, period: Period, scope: str = COUNTY, *, public: bool = False) -> Cross:
        """Remembered, or asked."""
        found: Cross = self._ask("cross", name, rows, columns, period, scope, public=public)
        return found

    def coverage(self, name: str, period: Period, scope: str = COUNTY, *, at_least: int | None = None) -> Figure:
        """Remembered, or asked."""
        found: Figure = self._ask("coverage", name, period, scope, at_least=at_least)
        return found

    def entries(
        self, table: str, period: Period, scope: str = COUNTY, *, where: Mapping[str, str] | None = None
    ) -> Sequence[Entry]:
        """Remembered, or asked."""
        found: Sequence[Entry] = self._ask("entries", table, period, scope, where=where)
        return found

    def definition(self, name: str) -> str:
        """Remembered, or asked."""
        found: str = self._ask("definition", name)
        return found

    def check(self, names: Sequence[str], period: Period, scope: str = COUNTY) -> Sequence[Problem]:
        """Remembered, or asked."""
        found: Sequence[Problem] = self._ask("check", tuple(names), period, scope)
        return found

    def of(self, table: str, scope: str) -> tuple[str, tuple[str, ...]]:
        """The digest of a table's rows in a scope, and the files that have any of them."""
        found: tuple[str, tuple[str, ...]] = self._ask("of", table, scope)
        return found

    def column(self, dimension: str) -> str | None:
        """The column whose values are the members of a dimension."""
        found: str | None = self._ask("column", dimension)
        return found

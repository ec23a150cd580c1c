"""Measures that remember what was asked of them: which indicators, of which scopes, and which tables directly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model.figure import Cross, Entry, Figure, Measures, Traced
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.problem import Problem
from pipeline.model.table import Source
from pipeline.model.unit import COUNTY, Unit

__all__ = ["Asked"]


class Asked:
    """Passes every question on.

    ``figures`` holds (indicator, scope), ``members`` (indicator, dimension), ``tables`` (table, scope), ``defined`` the
    indicators whose definition was asked for.
    """

    __slots__ = ("defined", "figures", "measures", "members", "tables")

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self.figures: set[tuple[str, str]] = set()
        self.members: set[tuple[str, str]] = set()
        self.tables: set[tuple[str, str]] = set()
        self.defined: set[str] = set()

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """As measured; names are looked up in the config, which is depended upon by itself."""
        return self.measures.indicators

    def figure(self, name: str, period: Period, scope: str = COUNTY) -> Figure:
        """Noted and passed on."""
        self.figures.add((name, scope))
        return self.measures.figure(name, period, scope)

    def breakdown(self, name: str, dimension: str, period: Period, scope: str = COUNTY) -> Sequence[Figure]:
        """Noted and passed on."""
        self._note(name, scope, dimension)
        return self.measures.breakdown(name, dimension, period, scope)

    def units(self, kind: str) -> Sequence[Unit]:
        """Passed on; every document depends on the list of units."""
        return self.measures.units(kind)

    def owing(self, name: str) -> Sequence[str]:
        """Passed on: who owes follows the config and the list of units."""
        return self.measures.owing(name)

    def sources(self, figure: Figure) -> Sequence[Source]:
        """Passed on: a figure was asked for before."""
        return self.measures.sources(figure)

    def rows(self, figure: Figure) -> Sequence[Traced]:
        """Passed on: a figure was asked for before."""
        return self.measures.rows(figure)

    def cells(self, traced: Traced) -> Sequence[Entry]:
        """Noted and passed on."""
        self.tables.add((traced.table, COUNTY))
        return self.measures.cells(traced)

    def bases(self, figure: Figure) -> tuple[Figure | None, Figure | None]:
        """Passed on: a figure was asked for before, and its bases are of its scope."""
        return self.measures.bases(figure)

    def scope(self, text: str) -> str | None:
        """Passed on; every document depends on the list of units."""
        return self.measures.scope(text)

    def top(self, name: str, dimension: str, period: Period, scope: str = COUNTY, *, most: int = 3) -> Sequence[Figure]:
        """Noted and passed on."""
        self._note(name, scope, dimension)
        return self.measures.top(name, dimension, period, scope, most=most)

    def cross(self, name: str, rows: str, columns: str, period: Period, scope: str = COUNTY, *, public: bool = False) -> Cross:
        """Noted and passed on."""
        self._note(name, scope, rows)
        self._note(name, scope, columns)
        return self.measures.cross(name, rows, columns, period, scope, public=public)

    def coverage(self, name: str, period: Period, scope: str = COUNTY, *, at_least: int | None = None) -> Figure:
        """Noted and passed on."""
        self.figures.add((name, scope))
        return self.measures.coverage(name, period, scope, at_least=at_least)

    def entries(
        self, table: str, period: Period, scope: str = COUNTY, *, where: Mapping[str, str] | None = None
    ) -> Sequence[Entry]:
        """Noted and passed on."""
        self.tables.add((table, scope))
        return self.measures.entries(table, period, scope, where=where)

    def definition(self, name: str) -> str:
        """Noted and passed on: the words follow the config, not the rows."""
        self.defined.add(name)
        return self.measures.definition(name)

    def check(self, names: Sequence[str], period: Period, scope: str = COUNTY) -> Sequence[Problem]:
        """Noted and passed on."""
        self.figures |= {(name, scope) for name in names}
        return self.measures.check(names, period, scope)

    def _note(self, name: str, scope: str, dimension: str) -> None:
        self.figures.add((name, scope))
        self.members.add((name, dimension))

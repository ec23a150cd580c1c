"""Measures as a document for the public may print them: small counts of units, categories and months are withheld.

A count from 1 to the threshold − 1 in any list is withheld, and with it what it could be worked out from: other lines of the list
(its total stands in the text), its parts and what it is a part of, a rate on it, another span's number that is itself withheld.
So is a mean, a greatest or a distinct number of so few rows.
The county's own figures are printed. Only what is counted from tables that name people (a private column) is treated so. What is
withheld depends on the lists alone, never on what a document prints of them, so that documents do not give each other away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.measure.crossing import hide, withhold
from pipeline.measure.equations import Equation, counts_of_the_same, equations_of, is_sensitive, names_people
from pipeline.measure.places import OTHER, Dimension
from pipeline.measure.suppression import withheld, withheld_in_list
from pipeline.model.figure import Cross, Entry, Figure, Measures, Number, Traced
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.model.table import Source
from pipeline.model.unit import COUNTY, Unit

__all__ = ["Public"]

_ROUNDS = 8
_Hidden = dict[str, set[str]]
_Lists = Mapping[str, Mapping[str, int]]


class Public:
    """Fits ``Measures``: asks them, and withholds. ``public_min`` of organization.yaml is the least count that is shown."""

    __slots__ = ("_hidden", "_kinds", "_measures", "_settings", "_threshold")

    def __init__(self, measures: Measures, settings: Settings) -> None:
        self._measures = measures
        self._settings = settings
        self._threshold = int(settings.organization.options.get("public_min", 3))
        self._kinds = {unit.name: unit.kind for unit in measures.units("unit")}
        self._hidden: dict[tuple[str, Dimension, Period, str], frozenset[str]] = {}

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """As measured."""
        return self._measures.indicators

    def figure(self, name: str, period: Period, scope: str = COUNTY) -> Figure:
        """The county's as it is; a unit's as the county's list of units shows it."""
        return self._of_unit(self._measures.figure(name, period, scope))

    def coverage(self, name: str, period: Period, scope: str = COUNTY, *, at_least: int | None = None) -> Figure:
        """As measured: what was covered is no count of people."""
        return self._measures.coverage(name, period, scope, at_least=at_least)

    def breakdown(self, name: str, dimension: str, period: Period, scope: str = COUNTY) -> Sequence[Figure]:
        """Withheld lines of an open list come after the others, in order of their names: their place would tell their size."""
        by = Dimension.of(dimension)
        hidden = self._of_list(name, by, period, scope)
        lines = [self._line(line, by, hidden) for line in self._measures.breakdown(name, dimension, period, scope)]
        if by.sort != "column" or not hidden:
            return tuple(lines)
        shown = [line for line in lines if not line.suppressed]
        return (*shown, *sorted((line for line in lines if line.suppressed), key=lambda line: line.member or ""))

    def top(self, name: str, dimension: str, period: Period, scope: str = COUNTY, *, most: int = 3) -> Sequence[Figure]:
        """其他 is a line like the others: what is withheld of the whole list could be worked out from it."""
        by = Dimension.of(dimension)
        lines = self._measures.top(name, dimension, period, scope, most=most)
        if not is_sensitive(self.indicators, self.indicators[name], self._settings.tables):
            return lines
        before = self._of_list(name, by, period, scope)
        known = [at for at, line in enumerate(lines) if line.member in before and line.member != OTHER]
        hidden = withheld_in_list([_count(line.value) for line in lines], self._threshold, known)
        told = [self._line(line, by, {line.member or ""} if at in hidden else set()) for at, line in enumerate(lines)]
        places = {line.member or "": at for at, line in enumerate(lines)}

        def order(line: Figure) -> tuple[bool, bool, int, str]:
            member = line.member or ""
            return member == OTHER, line.suppressed, 0 if line.suppressed else places[member], member

        return tuple(sorted(told, key=order))

    def cross(self, name: str, rows: str, columns: str, period: Period, scope: str = COUNTY, *, public: bool = True) -> Cross:
        """Its totals are the lines of the two lists, withheld as there."""
        table = self._measures.cross(name, rows, columns, period, scope)
        if not public or not is_sensitive(self.indicators, self.indicators[name], self._settings.tables):
            return table
        of_rows, of_columns = (self._of_list(name, Dimension.of(by), period, scope) for by in (rows, columns))
        found = hide(replace(table, total=self._of_unit(table.total)), self._threshold, of_rows, of_columns)
        by_row, by_column = Dimension.of(rows), Dimension.of(columns)
        return replace(
            found,
            row_totals=tuple(self._line(line, by_row, set()) for line in found.row_totals),
            column_totals=tuple(self._line(line, by_column, set()) for line in found.column_totals),
        )

    def units(self, kind: str) -> Sequence[Unit]:
        """As measured."""
        return self._measures.units(kind)

    def owing(self, name: str) -> Sequence[str]:
        """As measured."""
        return self._measures.owing(name)

    def sources(self, figure: Figure) -> Sequence[Source]:
        """As measured."""
        return self._measures.sources(figure)

    def rows(self, figure: Figure) -> Sequence[Traced]:
        """As measured."""
        return self._measures.rows(figure)

    def cells(self, traced: Traced) -> Sequence[Entry]:
        """As measured."""
        return self._measures.cells(traced)

    def bases(self, figure: Figure) -> tuple[Figure | None, Figure | None]:
        """As measured: a figure whose bases are withheld has none."""
        return self._measures.bases(figure)

    def scope(self, text: str) -> str | None:
        """As measured."""
        return self._measures.scope(text)

    def entries(
        self, table: str, period: Period, scope: str = COUNTY, *, where: Mapping[str, str] | None = None
    ) -> Sequence[Entry]:
        """As measured: rows of plans and registers, never about a petition."""
        return self._measures.entries(table, period, scope, where=where)

    def definition(self, name: str) -> str:
        """As measured."""
        return self._measures.definition(name)

    def check(self, names: Sequence[str], period: Period, scope: str = COUNTY) -> Sequence[Problem]:
        """As measured."""
        return self._measures.check(names, period, scope)

    def _of_unit(self, figure: Figure) -> Figure:
        if figure.scope == COUNTY:
            return figure
        by = Dimension("kind", self._kinds[figure.scope])
        if figure.scope in self._of_list(figure.indicator.name, by, figure.period, COUNTY):
            return withhold(figure)
        return self._compared(figure, lambda base: figure.scope in self._of_list(base.indicator.name, by, base.period, COUNTY))

    def _line(self, line: Figure, by: Dimension, hidden: frozenset[str] | set[str]) -> Figure:
        if line.member in hidden:
            return withhold(line)
        if by.sort == "month":
            return self._compared(line, self._of_a_month)
        return self._compared(line, lambda base: base.member in self._of_list(base.indicator.name, by, base.period, base.scope))

    def _of_a_month(self, base: Figure) -> bool:
        year = Period.of("year", base.period.end, base.period.starts)
        small = 0 < _count(base.value) < self._threshold
        return small or base.period.name in self._of_list(base.indicator.name, Dimension("month", "month"), year, base.scope)

    def _compared(self, figure: Figure, is_withheld: Callable[[Figure], bool]) -> Figure:
        """The figure without a base that is itself withheld in its span."""
        if figure.year_ago is None and figure.previous is None:
            return figure
        ago, before = self._measures.bases(figure)
        gone = {"year_ago": None} if ago is not None and is_withheld(ago) else {}
        gone |= {"previous": None} if before is not None and is_withheld(before) else {}
        return replace(figure, **gone) if gone else figure  # type: ignore[arg-type]

    def _of_list(self, name: str, by: Dimension, period: Period, scope: str) -> frozenset[str]:
        """The members of a list whose number is withheld."""
        key = (name, by, period, scope)
        if key not in self._hidden:
            indicator = self.indicators[name]
            if not is_sensitive(self.indicators, indicator, self._settings.tables):
                self._hidden[key] = self._of_few(name, by, period, scope)
            elif indicator.type == "ratio":
                parts = (indicator.numerator or "", indicator.denominator or "")
                self._hidden[key] = frozenset[str]().union(*(self._of_list(part, by, period, scope) for part in parts))
            else:
                self._solve(name, by, period, scope)
        return self._hidden[key]

    def _of_few(self, name: str, by: Dimension, period: Period, scope: str) -> frozenset[str]:
        """Means, greatest, least and distinct numbers of too few rows, or of rows whose count or sum is withheld."""
        indicator = self.indicators[name]
        if not names_people(self.indicators, indicator, self._settings.tables):
            return frozenset()
        hidden = [self._of_list(one, by, period, scope) for one in counts_of_the_same(self.indicators, indicator)]
        lines = [line for line in self._measures.breakdown(name, by.name, period, scope) if line.value is not None]
        rows = {line.member or "": sum(source.rows for source in self._measures.sources(line)) for line in lines}
        return frozenset(member for member, number in rows.items() if 0 < number < self._threshold).union(*hidden)

    def _solve(self, name: str, by: Dimension, period: Period, scope: str) -> None:
        """All lists that hang together with one are looked at together."""
        equations = equations_of(self.indicators, name)
        names = dict.fromkeys([name, *(one for equation in equations for one in equation.names)])
        lists = {one: self._values(one, by, period, scope) for one in names}
        found = _withheld(lists, equations, self._threshold, self._from_above(names, by, period, scope))
        for one in names:
            self._hidden[one, by, period, scope] = frozenset(found[one])

    def _values(self, name: str, by: Dimension, period: Period, scope: str) -> dict[str, int]:
        dimension = by.name
        return {line.member or "": _count(line.value) for line in self._measures.breakdown(name, dimension, period, scope)}

    def _from_above(self, names: Mapping[str, None], by: Dimension, period: Period, scope: str) -> _Hidden:
        """Within a unit: what the table of all units by the same dimension withholds, for every unit's list may be printed."""
        if scope == COUNTY or by.sort != "column":
            return {name: set() for name in names}
        found: _Hidden = {}
        for name in names:
            table = self.cross(name, self._kinds[scope], by.name, period) if self._is_simple(name) else None
            at = table.rows.index(scope) if table is not None and scope in table.rows else None
            cells = table.cells[at] if table is not None and at is not None else ()
            found[name] = {column for column, cell in zip(table.columns if table else (), cells, strict=False) if cell.suppressed}
        return found

    def _is_simple(self, name: str) -> bool:
        return self.indicators[name].type == "simple"


def _withheld(lists: _Lists, equations: Sequence[Equation], threshold: int, hidden: _Hidden) -> _Hidden:
    """Each list by itself, then each sum of lists, until nothing more has to go."""
    for _ in range(_ROUNDS):
        before = {name: set(members) for name, members in hidden.items()}
        for name, values in lists.items():
            members = list(values)
            known = [at for at, member in enumerate(members) if member in hidden[name]]
            hidden[name] |= {members[at] for at in withheld_in_list(list(values.values()), threshold, known)}
        for equation in equations:
            _in_sum(lists, equation, threshold, hidden)
        if hidden == before:
            return hidden
    return {name: set(values) for name, values in lists.items()}


def _in_sum(lists: _Lists, equation: Equation, threshold: int, hidden: _Hidden) -> None:
    """Lists that add up, member by member, are a table of two dimensions."""
    members = list(dict.fromkeys(member for name in equation.names for member in lists[name]))
    names = (*equation.parts, equation.total)
    lines = [[lists[name].get(member, 0) for name in names] for member in members]
    if not members or any(sum(line[:-1]) != line[-1] for line in lines):
        return
    grid = [*lines, [sum(column) for column in zip(*lines, strict=True)]]
    known = {(i, j) for i, member in enumerate(members) for j, name in enumerate(names) if member in hidden[name]}
    gone = withheld(grid, threshold, known)
    if any(i == len(members) for i, _ in gone):  # the county's own figures are printed: then none of the parts can be
        gone = frozenset(known | {(i, j) for i in range(len(members)) for j in range(len(equation.parts))})
    for i, j in gone:
        if members[i] in lists[names[j]]:
            hidden[names[j]].add(members[i])


def _count(value: Number | None) -> int:
    return int(value or 0)

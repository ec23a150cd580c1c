"""Which indicators add up: what one of them withholds could be worked out from the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.measure.ground import simple_parts
from pipeline.model.indicator import Indicator
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec

__all__ = ["Equation", "counts_of_the_same", "equations_of", "is_sensitive", "names_people"]

_ADDED = ("count", "sum")


@shape
class Equation:
    """``total`` is the sum of ``parts``."""

    total: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All that take part."""
        return (*self.parts, self.total)


def is_sensitive(indicators: Mapping[str, Indicator], indicator: Indicator, tables: Mapping[str, TableSpec]) -> bool:
    """Whether it counts rows of a table that names people, or is made of such counts."""
    if indicator.type not in ("simple", "ratio", "derived", "cumulative"):
        return False
    counted = all(part.type == "simple" and part.measure in _ADDED for part in simple_parts(indicators, indicator))
    return counted and names_people(indicators, indicator, tables)


def names_people(indicators: Mapping[str, Indicator], indicator: Indicator, tables: Mapping[str, TableSpec]) -> bool:
    """Whether its rows are of people: those of a table with private columns that is no plan, register or list of units."""
    parts = simple_parts(indicators, indicator)
    specs = [spec for part in parts if (spec := tables.get(part.table or "")) is not None]
    listed = all(spec.plan or spec.register or spec.units for spec in specs)
    return not listed and any(spec.is_private for spec in specs)


def counts_of_the_same(indicators: Mapping[str, Indicator], indicator: Indicator) -> tuple[str, ...]:
    """The counts and sums of the same rows as a mean, a greatest or a distinct number: from two of them the third follows."""
    rows = [(part.table, part.where, part.cohort) for part in simple_parts(indicators, indicator)]
    every = (one for one in indicators.values() if one.type == "simple" and one.measure in _ADDED)
    return tuple(one.name for one in every if (one.table, one.where, one.cohort) in rows)


def equations_of(indicators: Mapping[str, Indicator], name: str) -> tuple[Equation, ...]:
    """Every sum that an indicator takes part in, and those that their other members take part in."""
    every = tuple(_equations(indicators))
    found: dict[Equation, None] = {}
    names, grown = {name}, True
    while grown:
        more = [one for one in every if one not in found and names & set(one.names)]
        found |= dict.fromkeys(more)
        names |= {each for one in more for each in one.names}
        grown = bool(more)
    return tuple(found)


def _equations(indicators: Mapping[str, Indicator]) -> Iterator[Equation]:
    """What indicators.yaml declares (``parts``), and what a derived indicator is made of."""
    for name, indicator in indicators.items():
        for parts in ways(indicator):
            yield Equation(name, parts)
        plus, minus = (tuple(indicator.options.get(key, ())) for key in ("plus", "minus"))
        if indicator.type == "derived" and not minus and len(plus) > 1:
            yield Equation(name, plus)
        elif indicator.type == "derived" and len(plus) == 1 and minus:
            yield Equation(plus[0], (name, *minus))


def ways(indicator: Indicator) -> Sequence[tuple[str, ...]]:
    """The ways in which an indicator is cut into parts."""
    found = (indicator.options.get(key, ()) for key in ("parts", "also_parts"))
    return [tuple(parts) for parts in found if parts]

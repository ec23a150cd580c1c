"""Which indicators add up: what one of them withholds could be worked out from the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.measure.ground import simple_parts
from pipeline.model.indicator import Indicator
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec

__all__ = ["Equation", "equations_of", "is_sensitive"]

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
    """Whether it counts rows of a table that names people (no plan, register or list of units), or is made of such counts."""
    if indicator.type not in ("simple", "ratio", "derived", "cumulative"):
        return False
    parts = simple_parts(indicators, indicator)
    counted = all(part.type == "simple" and part.measure in _ADDED for part in parts)
    specs = [spec for part in parts if (spec := tables.get(part.table or "")) is not None]
    listed = all(spec.plan or spec.register or spec.units for spec in specs)
    return counted and not listed and any(spec.is_private for spec in specs)


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

"""What is counted, and how: one entry of indicators.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from pipeline.model.condition import Condition, DateRule, Stock
from pipeline.model.place import Place
from pipeline.model.shape import shape

__all__ = ["Indicator", "Polarity"]

Polarity = Literal["more_is_better", "less_is_better", "neutral"]


@shape
class Indicator:
    """An indicator as declared; ``type`` is one of simple, ratio, derived, cumulative, coverage, reported.

    ``where`` is a ``Condition``; ``cohort`` a date rule or ``Stock`` (null: the table's own date). ``options`` holds what only
    one type has: ``of``, ``plus``, ``minus``, ``each``, ``every``, ``at_least``, ``count``, ``roster``, ``value``, ``source``, and
    what keeps figures consistent: ``parts``, ``not_above``, ``reported_by``.
    ``unit`` is what is printed after the number (``批``, ``%`` for rates); ``decimals`` counts those of the printed text.
    """

    name: str
    type: str = "simple"
    label: str = ""
    table: str | None = None
    measure: str = "count"
    column: str | None = None
    where: Condition | None = None
    cohort: DateRule | Stock | None = None
    numerator: str | None = None
    denominator: str | None = None
    unit: str = ""
    decimals: int = 0
    polarity: Polarity = "neutral"
    definition: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    place: Place = Place("config/indicators.yaml")

    @property
    def made_of(self) -> tuple[str, ...]:
        """The indicators that it is reckoned from."""
        names: tuple[str | None, ...] = (self.numerator, self.denominator, self.options.get("of"))
        return tuple(name for name in (*names, *self.options.get("plus", ()), *self.options.get("minus", ())) if name)

    @property
    def is_rate(self) -> bool:
        """Whether its values are fractions of 1, printed as percent and compared in 百分点."""
        return self.unit == "%"

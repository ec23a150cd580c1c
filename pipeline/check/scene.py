"""What is known when the cells of a sheet are read: the project's words, limits and units, and the sheet's surroundings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.check.plain import plain
from pipeline.model.reading import Limits, Reading, Words
from pipeline.model.shape import shape
from pipeline.model.unit import Unit

__all__ = ["Scene", "UnitNames"]


@dataclass(frozen=True)
class UnitNames:
    """How units may be written. Without any unit the list is open: everything is taken as written."""

    units: tuple[Unit, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether no unit is known."""
        return not self.units

    @cached_property
    def digest(self) -> str:
        """What tells one list of units from another."""
        return hashlib.sha256(repr((self.units, self.others)).encode()).hexdigest()

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Full names, short names and the values that are right but no unit, each to the name it means."""
        names = {plain(other): other for other in self.others}
        names |= {plain(unit.short): unit.name for unit in self.units if unit.short}
        return names | {plain(unit.name): unit.name for unit in self.units}


@shape
class Scene:
    """``year`` is the year that cells without one mean; ``textual``: every cell is text; ``epoch_1904``: how serials count.

    ``private``: the table has private columns.
    """

    words: Words = Words()
    limits: Limits = Limits()
    units: UnitNames = field(default_factory=UnitNames)
    year: int | None = None
    textual: bool = False
    epoch_1904: bool = False
    private: bool = False

    @classmethod
    def of(cls, reading: Reading, units: UnitNames) -> Scene:
        """The scene of a project, before any sheet is looked at."""
        return cls(reading.words, reading.limits, units)

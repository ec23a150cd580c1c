"""Error cells and hidden rows of a sheet's XML, element by element.

For the sheets in which a search does not find all that there is: without addresses (they are optional), in single quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.read.elements import go_through
from pipeline.read.facts import HiddenRows
from pipeline.read.listed import column_number

__all__ = ["walked"]

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def walked(sheet: bytes) -> tuple[dict[tuple[int, int], str], HiddenRows]:
    """(error cells, hidden rows); what was found by where the XML is spoiled."""
    walk = _Walk()
    go_through(sheet, walk)
    return walk.errors, tuple((row, 1) for row in walk.hidden)


@dataclass(slots=True, eq=False)
class _Walk:
    """The row and column in which the parser stands; without an address each is the one after the last."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    row: int = -1
    column: int = -1
    spoiled: bool = False
    shown: list[str] = field(default_factory=list)
    inside: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.inside = name.rpartition(" ")[2]
        told = attributes.get("r", "")
        if self.inside == "row":
            self.row, self.column = int(told) - 1 if told.isdecimal() else self.row + 1, -1
            if attributes.get("hidden") in ("1", "true"):
                self.hidden.append(self.row)
        elif self.inside == "c":
            address = _ADDRESS.fullmatch(told)
            self.column = column_number(address[1].encode()) if address else self.column + 1
            self.spoiled, self.shown = attributes.get("t") == "e", []

    def end(self, name: str) -> None:
        """An element ends."""
        self.inside = ""
        if self.spoiled and name.rpartition(" ")[2] == "c":
            self.errors[self.row, self.column] = "".join(self.shown)
            self.spoiled = False

    def text(self, text: str) -> None:
        """The value of an error cell."""
        if self.spoiled and self.inside == "v":
            self.shown.append(text)

"""What is wrong with an input, a config or a document: a value, never an exception."""

from __future__ import annotations

from typing import Literal

from pipeline.model.place import Place
from pipeline.model.shape import shape

__all__ = ["Level", "Mistake", "Problem"]

Level = Literal["error", "warning", "info"]


@shape
class Problem:
    """One fault, told once, at the place where it is mended.

    ``message`` is Chinese: what was found, what was expected, what to do; the place stands beside it, not in it.
    ``found`` is empty or a masked, shortened cell of a declared, non-private column. ``table`` names the table whose documents
    the fault touches.
    ``mark`` is a hash by which a changed cell is told from the same one.
    """

    rule: str
    level: Level
    place: Place
    message: str
    found: str = ""
    expected: str = ""
    table: str | None = None
    mark: str = ""

    @property
    def told(self) -> str:
        """The place and the message: all that a person needs to mend it."""
        return f"{self.place}：{self.message}" if self.place.file else self.message


class Mistake(Exception):
    """The command, the config or a template cannot be used as it is (exit code 2); carries all problems found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("；".join(problem.told for problem in problems))
        self.problems = problems

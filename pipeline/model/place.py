"""Where something stands: a file, a sheet, a cell or a line. Every problem has one."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Place", "column_letters"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot a person can go to.

    ``file`` is relative to its root (``inputs/`` for tables, the project for config and templates), with forward
    slashes. ``cell`` is what the spreadsheet program shows (``M74``). ``line`` counts from 1 and is used for text files.
    """

    file: str
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        """As people say it: ``2025/登记表.xlsx“4月”M74``, ``config/style.yaml 第3行``."""
        sheet = f"“{self.sheet}”" if self.sheet else " " if self.cell else ""
        line = f" 第{self.line}行" if self.line else ""
        return f"{self.file}{sheet}{self.cell or ''}{line}"


def column_letters(index: int) -> str:
    """The letters of a column, counted from 0: 0 → ``A``, 26 → ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

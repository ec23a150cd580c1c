"""What the content of an .ods says that calamine does not tell: error cells, merged cells, hidden rows, the 1904 calendar.

LibreOffice marks an error as such, Excel only writes its name as the text of a formula's cell. The XML is walked only
where a search of it says that there is something to be found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.model.raw import Merge
from pipeline.read.elements import go_through
from pipeline.read.facts import ERROR_VALUES, Facts

__all__ = ["facts_of_ods"]

_HOPEFUL = re.compile(
    rb'value-type=["\']error["\']|-spanned=["\'](?!1["\'])|visibility=["\'](?:collapse|filter)|>#(?:DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!)<'
)
_EPOCH = re.compile(rb'null-date\s[^>]*date-value=["\']1904-01-01')
_T = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TABLE, _ROW, _CELLS = f"{_T}table", f"{_T}table-row", (f"{_T}table-cell", f"{_T}covered-table-cell")
_PARAGRAPH = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"
_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_FAR = 1 << 20


def facts_of_ods(content: bytes) -> Facts:
    """The facts of an .ods; none where its XML is spoiled (whoever reads its cells says so)."""
    epoch_1904 = bool(_EPOCH.search(content))
    if not _HOPEFUL.search(content):
        return Facts(None, epoch_1904)
    walk = _Walk()
    if not go_through(content, walk):
        return Facts(None, epoch_1904)
    hidden = {name: tuple(rows) for name, rows in walk.hidden.items()}
    merges = {name: tuple(areas) for name, areas in walk.merges.items()}
    return Facts(None, epoch_1904, walk.errors, hidden, merges=merges)


@dataclass(slots=True, eq=False)
class _Walk:
    """Where in the tables the parser stands: the open elements, and how many of them are rows and cells.

    A table inside a cell is none of the workbook's.
    """

    errors: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    hidden: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    merges: dict[str, list[Merge]] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    depth: int = 0
    sheet: str = ""
    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 1
    doubtful: bool = False
    told: bool = False
    shown: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == _TABLE and self.depth == 0:
            self.sheet, self.row = attributes.get(f"{_T}name", ""), 0
        elif name == _ROW and self.depth == 0:
            self.rows, self.column = _number(attributes, "number-rows-repeated"), 0
            if attributes.get(f"{_T}visibility") in ("collapse", "filter"):
                self.hidden.setdefault(self.sheet, []).append((self.row, self.rows))
        elif name in _CELLS and self.depth == 1:
            self.columns, self.shown = _number(attributes, "number-columns-repeated"), []
            self.told = attributes.get(_TYPE) == "error"
            self.doubtful = self.told or f"{_T}formula" in attributes
            down, right = (_number(attributes, f"number-{what}-spanned") for what in ("rows", "columns"))
            if (down, right) != (1, 1):
                merge = (self.row, self.column, self.row + down - 1, self.column + right - 1)
                self.merges.setdefault(self.sheet, []).append(merge)
        self.depth += name == _ROW or name in _CELLS
        self.path.append(name)

    def end(self, name: str) -> None:
        """An element ends."""
        self.path.pop()
        self.depth -= name == _ROW or name in _CELLS
        if name == _ROW and self.depth == 0:
            self.row += self.rows
        elif name in _CELLS and self.depth == 1:
            shown = "".join(self.shown)
            if self.told or (self.doubtful and shown in ERROR_VALUES):
                self._spoiled(shown or "#VALUE!")
            self.column += self.columns

    def text(self, text: str) -> None:
        """Of a doubtful cell the paragraph itself, not what a note in it says."""
        if self.doubtful and self.depth == 2 and self.path[-1] == _PARAGRAPH and self.path[-2] in _CELLS:
            self.shown.append(text)

    def _spoiled(self, shown: str) -> None:
        rows = min(self.rows, _FAR)
        columns = min(self.columns, _FAR // rows)
        cells = self.errors.setdefault(self.sheet, {})
        cells.update(((self.row + row, self.column + column), shown) for row in range(rows) for column in range(columns))


def _number(attributes: dict[str, str], name: str) -> int:
    told = attributes.get(f"{_T}{name}", "1")
    return max(1, int(told)) if told.isdecimal() else 1

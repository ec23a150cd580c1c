"""``交叉(信访总量, "乡镇", "问题类别")``: a table of two dimensions with its totals.

In a document for the public (``audience: public``) a small count, and what it could be worked out from, prints as ``*``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.compose.dimensions import unknown_dimension
from pipeline.compose.draft import Draft
from pipeline.compose.fault import TemplateFault
from pipeline.compose.quantity import Members, Quantity
from pipeline.compose.visible import Said, Visible, Word
from pipeline.compose.withheld import NOTE
from pipeline.model.figure import Cross, Figure

__all__ = ["CrossTable", "Line", "crossed"]

_MONTHS = ("month", "月份", "月")


class Line(Visible):
    """A line of the table: ``名称``, ``格`` (its cells, one a column) and ``合计``."""

    __slots__ = ("cells", "draft", "name", "total")

    def __init__(self, draft: Draft, name: str, cells: Iterable[tuple[str, Figure]], total: Figure) -> None:
        self.draft = draft
        self.name = name
        self.cells = Members.of(draft, (Quantity(draft, figure, column) for column, figure in cells))
        self.total = Quantity(draft, total, name)

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "交叉表的一行"


class CrossTable(Visible):
    """The table: ``列`` (names), ``行`` (lines), ``合计`` (the line of totals), ``注`` (why cells are withheld, if some are)."""

    __slots__ = ("draft", "table")

    def __init__(self, draft: Draft, table: Cross) -> None:
        self.draft = draft
        self.table = table

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "交叉表"

    def lines(self) -> tuple[Line, ...]:
        """Every line but that of totals."""
        table = self.table
        each = zip(table.rows, table.cells, table.row_totals, strict=True)
        return tuple(Line(self.draft, name, zip(table.columns, cells, strict=True), total) for name, cells, total in each)

    def totals(self) -> Line:
        """The line of totals."""
        table = self.table
        return Line(self.draft, "合计", zip(table.columns, table.column_totals, strict=True), table.total)

    def note(self) -> Said:
        """Empty where every cell is shown."""
        table = self.table
        every: Sequence[Sequence[Figure]] = (*table.cells, table.row_totals, table.column_totals, (table.total,))
        withheld = any(figure.suppressed for line in every for figure in line)
        return Said(self.draft, (NOTE,) if withheld else ())


Line.attributes = {
    "名称": lambda line: Word(line.draft, line.name),
    "格": lambda line: line.cells,
    "合计": lambda line: line.total,
}
CrossTable.attributes = {
    "列": lambda table: tuple(Word(table.draft, name) for name in table.table.columns),
    "行": CrossTable.lines,
    "合计": CrossTable.totals,
    "注": CrossTable.note,
}


def crossed(draft: Draft, 指标: Quantity, 行: str, 列: str) -> CrossTable:
    """``交叉(信访总量, "乡镇", "问题类别")``: a count by two dimensions."""
    if not isinstance(指标, Quantity):
        raise TemplateFault('“交叉”的第一项应为指标，如 交叉(信访总量, "乡镇", "问题类别")')
    figure = 指标.figure
    if figure.indicator.type != "simple" or figure.indicator.measure not in ("count", "sum"):
        raise TemplateFault(f"“{figure.indicator.name}”不能做交叉表：各格相加得不出合计，请用计数或求和的指标")
    if 行 in _MONTHS or 列 in _MONTHS or 行 == 列:
        raise TemplateFault("“交叉”的行和列应为两个不同的维度，不能是月份")
    for dimension in (行, 列):
        if wrong := unknown_dimension(dimension, figure.indicator, draft.measures.indicators, draft.settings.tables):
            raise TemplateFault(wrong)
    public = draft.options.get("audience") == "public"
    table = draft.measures.cross(figure.indicator.name, 行, 列, figure.period, figure.scope, public=public)
    if figure.value and not (table.rows and table.columns):
        lacking = 列 if table.rows else 行
        raise TemplateFault(f"“{figure.indicator.name}”不能按“{lacking}”分组，请检查这个指标的表里有没有这一列")
    return CrossTable(draft, table)

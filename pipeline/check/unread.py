"""What is wrong with the cells of a block: those that could not be read, and required ones that are blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.check.cells import Fault
from pipeline.check.coded import Coded
from pipeline.check.column import Typed
from pipeline.check.mask import masked
from pipeline.check.part import Part
from pipeline.model.problem import Problem
from pipeline.model.tables import Column

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask

__all__ = ["Copied", "unfilled_lines", "unread"]

Copied = dict[int, int]
"""Which rows of a column repeat the cell of which other."""


def unread(
    part: Part,
    declared: Sequence[Column],
    typed: Mapping[str, Typed],
    cells: Mapping[str, Coded],
    copied: Mapping[str, Copied],
) -> Iterator[Problem]:
    """Cells that could not be read, and required cells that are blank; in the order of the rows, which are set aside.

    One fault is one error: a row whose cell says 同上 (or is merged with the one above) is set aside too, with an info; a row of
    one cell only, where several are required, is told once, and so are lines that were filled in beforehand.
    """
    import numpy as np

    rows = part.rows.numbers
    sole = _sole(declared, typed, len(rows))
    runs = list(_beforehand(part, declared, typed, cells, ~sole))
    found = [(at, _hardly_filled(part, int(rows[at]))) for at in np.flatnonzero(sole).tolist()]
    found += [(first, _filled_beforehand(part, declared, typed, first, last)) for first, last in runs]
    for first, last in runs:
        sole[first : last + 1] = True
    bad = sole.copy()
    for column in declared:
        for at, fault in _faults(column, typed[column.name]):
            bad[at] = True
            if not sole[at]:
                row, source = int(rows[at]), copied[column.name].get(at)
                if source is None:
                    found.append((at, _faulty(part, column, row, fault, cells[column.name][at])))
                else:
                    found.append((at, _repeated(part, column, row, int(rows[source]))))
    part.rows.bad |= bad
    yield from (each for _, each in sorted(found, key=lambda pair: pair[0]))


def _faults(column: Column, typed: Typed) -> Iterator[tuple[int, Fault | None]]:
    """The rows whose cell cannot be read, and why; then those where one is blank that must not be."""
    yield from typed.faults
    if column.required and column.blank is None:
        yield from ((at, None) for at in typed.blank.nonzero()[0].tolist())


def _faulty(part: Part, column: Column, row: int, fault: Fault | None, cell: object) -> Problem:
    if fault is None:
        return part.problem("required-blank", row, column.name, f"{column.name}是必填项，现为空。请补填", expected="必填")
    seen = masked(cell)
    message = f"{column.name}{fault.expected}，现为“{seen}”。{fault.advice}"
    return part.problem(fault.rule, row, column.name, message, found=seen, expected=fault.expected, cell=cell)


def unfilled_lines(part: Part, rows: Sequence[int]) -> Iterator[Problem]:
    """Once for a sheet: the lines of the form that nobody filled in."""
    if rows:
        column = next((name for name in part.spec.key if name in part.letters), None)
        more = f"等{len(rows)}行" if len(rows) > 1 else "这一行"
        message = f"{more}没有填数，按没有报送处理，不作零报告。没有发生的，请在批次、人次各栏填0或者“无”"
        yield part.problem("unfilled", rows[0] + 1, column, message, expected="0或者“无”")


def _sole(declared: Sequence[Column], typed: Mapping[str, Typed], count: int) -> Mask:
    """The rows with one cell filled and more than one required cell blank: words that stand below the table, most likely."""
    import numpy as np

    filled, missing = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int32)
    for column in declared:
        blank = typed[column.name].blank
        filled += ~blank
        if column.required and column.blank is None:
            missing += blank
    sole: Mask = (filled == 1) & (missing > 1)
    return sole


def _beforehand(
    part: Part, declared: Sequence[Column], typed: Mapping[str, Typed], cells: Mapping[str, Coded], several: Mask
) -> Iterator[tuple[int, int]]:
    """First and last place of each run of rows that are alike, with two required cells blank, that of the key or date among them.

    Such are the lines of a form into which what is always the same was copied in advance.
    """
    import numpy as np

    key = next((name for name in (*part.spec.key, part.spec.date or "") if name in typed), None)
    if key is None or len(several) < 2:
        return
    needed = [typed[column.name].blank for column in declared if column.required and column.blank is None]
    open_lines = several & typed[key].blank & (np.sum(needed, axis=0) > 1)
    alike = open_lines[1:] & open_lines[:-1]
    if not alike.any():
        return
    for column in declared:
        codes, blank = cells[column.name].codes, typed[column.name].blank
        alike &= (codes[1:] == codes[:-1]) | (blank[1:] & blank[:-1])
    edges = np.flatnonzero(np.diff(np.r_[False, alike, False].astype(np.int8))).tolist()
    yield from zip(edges[::2], edges[1::2], strict=True)


def _filled_beforehand(part: Part, declared: Sequence[Column], typed: Mapping[str, Typed], first: int, last: int) -> Problem:
    rows = part.rows.numbers
    filled = "、".join(column.name for column in declared if not typed[column.name].blank[first])
    lacking = [column.name for column in declared if column.required and column.blank is None and typed[column.name].blank[first]]
    message = (
        f"从这一行到第{int(rows[last])}行，{last - first + 1}行都只填了相同的{filled}，必填的{'、'.join(lacking)}空着。"
        "是预先填好的空行，请删去；是登记内容的，请补填"
    )
    return part.problem("required-blank", int(rows[first]), lacking[0], message, expected="必填")


def _hardly_filled(part: Part, row: int) -> Problem:
    column = next((name for name in (*part.spec.key, part.spec.date or "") if name in part.letters), min(part.letters))
    message = "这一行只填了一格，其余必填项都空着。是登记内容的，请补填；是说明文字的，请删去，或在前面加上“注：”"
    return part.problem("required-blank", row, column, message, expected="必填")


def _repeated(part: Part, column: Column, row: int, source: int) -> Problem:
    """A row that is set aside for the fault of the row that it repeats."""
    message = f"{column.name}与第{source}行相同，那里有错误，所以这一行也没有采用。改正第{source}行即可"
    return part.problem("same-as-wrong", row, column.name, message, expected=f"第{source}行")

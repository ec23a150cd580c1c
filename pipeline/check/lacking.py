"""A column that most rows of a table have and one of its sheets lacks: what is counted from it leaves that sheet's rows out.

Good: 办结日期 in every sheet, or in a few only. Bad: 办结日期 in the register, not in its supplement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.check.levels import problem
from pipeline.check.part import Part
from pipeline.model.problem import Problem
from pipeline.model.table import Source, Table
from pipeline.model.tables import TableSpec

__all__ = ["lacking"]

_SHOWN = 3


def lacking(spec: TableSpec, table: Table, parts: Sequence[Part]) -> Iterator[Problem]:
    """A warning a sheet, of sheets of one file that lack the same a warning a file; a required column is an error of its own.

    A step of the matter (``orders``) is missed in any sheet; another column only where other sheets of the file have it: files
    differ in what they hold, and that is ordinary.
    """
    hinted = {(part.file, part.sheet, each.expected) for part in parts for each in part.problems if each.rule == "header-unknown"}
    wanted = [column.name for column in spec.columns if not column.required and _mostly_there(table, column.name)]
    steps = {step for pair in spec.orders for step in pair}
    alike: dict[tuple[str, tuple[str, ...]], list[Source]] = {}
    for at, source in enumerate(table.sources):
        where = source.file, source.sheet
        lacks = [name for name in wanted if at in table.lacking.get(name, ()) and (*where, name) not in hinted]
        missing = tuple(name for name in lacks if name in steps or _in_file(table, source.file, name))
        if missing and source.rows:
            alike.setdefault((source.file, missing), []).append(source)
    for (file, missing), sources in alike.items():
        yield _told(table.name, file, missing, sources)


def _in_file(table: Table, file: str, column: str) -> bool:
    """Whether a sheet of the file, with rows, has the column."""
    without = table.lacking[column]
    return any(each.file == file and each.rows and at not in without for at, each in enumerate(table.sources))


def _mostly_there(table: Table, column: str) -> bool:
    """Whether more rows have a column than lack it."""
    without = sum(table.sources[at].rows for at in table.lacking.get(column, ()))
    return column in table.columns and len(table) > 2 * without


def _told(table: str, file: str, missing: Sequence[str], sources: Sequence[Source]) -> Problem:
    names = [source.sheet or "" for source in sources[:_SHOWN]]
    which = f"{len(sources)}张工作表（{'、'.join(names)}{'等' if len(sources) > _SHOWN else ''}）" if len(sources) > 1 else "这张表"
    columns = "、".join(f"“{name}”" for name in missing)
    rows = sum(source.rows for source in sources)
    many = "一" if len(missing) == 1 else "几"
    message = (
        f"{which}没有{columns}这{many}列，“{table}”的其他表有：要用到它的数，这{rows}行可能都不算在内。请补上，没有内容的可以空着"
    )
    sheet = sources[0].sheet if len(sources) == 1 else None
    return problem("column-lacking", file, sheet, None, message, found=f"{rows}行", expected="、".join(missing), table=table)

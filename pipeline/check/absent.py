"""What is told once for a whole project: tables without a file, units that are an open list, dates after the cut-off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from pipeline.check.levels import LEVELS
from pipeline.check.part import Part
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.tables import TableSpec

__all__ = ["absent_tables", "after_cutoff", "open_units"]


def absent_tables(tables: Mapping[str, TableSpec], present: Collection[str], problems: Sequence[Problem] = ()) -> Iterator[Problem]:
    """A table of which there is no file, or none that could be read (``problems``); where no table has one, that alone.

    Nothing of it where a file is there and its error says already why it is none.
    """
    if not present:
        if any(problem.level == "error" for problem in problems):
            return
        message = (
            "没有一张数据表，什么也统计不了。请把台账（.xlsx、.xls、.ods、.csv）放进 inputs/ 再运行；"
            "项目在别的文件夹的，请加 --project 文件夹"
        )
        yield Problem("no-tables", LEVELS["no-tables"], Place("inputs"), message)
        return
    for name in tables:
        if name not in present:
            unread = dict.fromkeys(each.place.file for each in problems if each.table == name and _is_unread(each))
            message = f"没有找到“{name}”，与它有关的指标没有数"
            if unread:
                files = "、".join([*unread][:3]) + ("等" if len(unread) > 3 else "")
                message = f"“{name}”的文件（{files}）没有读出来，与它有关的指标没有数。请先按那里的提示改好"
            yield Problem("table-absent", LEVELS["table-absent"], Place(""), message, table=name)


def _is_unread(problem: Problem) -> bool:
    """Whether a file or sheet could not be read."""
    of_file = problem.rule.startswith("file-") or problem.rule in ("sheet-broken", "header-missing")
    return of_file and problem.level == "error"


def open_units(parts: Sequence[Part]) -> Iterator[Problem]:
    """A project that knows no units takes 属地 as written, and says so once."""
    for part in parts:
        for column in part.spec.columns:
            if column.type == "unit" and not column.open and column.name in part.letters:
                message = f"没有单位台账，organization.yaml 也没有列出单位，“{column.name}”按表中写法统计，不作核对"
                yield Problem("units-open", LEVELS["units-open"], Place(""), message)
                return


def after_cutoff(parts: Sequence[Part], until: dt.date) -> Iterator[Problem]:
    """Rows dated after the cut-off that ``data_until`` sets; those of one sheet together, at the first of them."""
    late: dict[tuple[str, str | None, str], list[tuple[Part, int, dt.date]]] = {}
    for part in parts:
        for row, day in _late(part, until):
            late.setdefault((part.file, part.sheet, part.spec.name), []).append((part, row, day))
    for rows in late.values():
        part, first, day = rows[0]
        name, last = part.spec.date or "", rows[-1][1]
        if len(rows) == 1:
            message = f"{name}（{day}）在数据截止日（{until}）之后，这一行不计入截止日以前的统计。日期填错的，请改正"
        else:
            message = f"从这一行到第{last}行，有{len(rows)}行的{name}在数据截止日（{until}）之后，不计入截止日以前的统计。"
            message += "日期填错的，请改正；截止日写错的，请改 config/calendar.yaml 的 data_until"
        found = str(day) if len(rows) == 1 else f"{len(rows)}行"
        yield part.problem("after-cutoff", first, name, message, found=found, expected=f"不晚于{until}")


def _late(part: Part, until: dt.date) -> Iterator[tuple[int, dt.date]]:
    """The rows after the cut-off, and their dates; a plan speaks of days to come."""
    name = part.spec.date
    if name is None or part.spec.plan or name not in part.rows.columns:
        return
    dates = part.rows.columns[name]
    late = (dates.data > (until - dt.date(1970, 1, 1)).days) & ~dates.missing
    for at in late.nonzero()[0].tolist():
        yield int(part.rows.numbers[at]), dt.date(1970, 1, 1) + dt.timedelta(int(dates.data[at]))

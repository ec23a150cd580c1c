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


def absent_tables(tables: Mapping[str, TableSpec], present: Collection[str]) -> Iterator[Problem]:
    """A table of which there is no file; where no table has one, that alone."""
    if not present:
        message = (
            "没有一张数据表，什么也统计不了。请把台账（.xlsx、.xls、.ods、.csv）放进 inputs/ 再运行；"
            "项目在别的文件夹的，请加 --project 文件夹"
        )
        yield Problem("no-tables", LEVELS["no-tables"], Place("inputs"), message)
        return
    for name in tables:
        if name not in present:
            message = f"没有找到“{name}”，与它有关的指标没有数"
            yield Problem("table-absent", LEVELS["table-absent"], Place(""), message, table=name)


def open_units(parts: Sequence[Part]) -> Iterator[Problem]:
    """A project that knows no units takes 属地 as written, and says so once."""
    for part in parts:
        for column in part.spec.columns:
            if column.type == "unit" and not column.open and column.name in part.letters:
                message = f"没有单位台账，organization.yaml 也没有列出单位，“{column.name}”按表中写法统计，不作核对"
                yield Problem("units-open", LEVELS["units-open"], Place(""), message)
                return


def after_cutoff(parts: Sequence[Part], until: dt.date) -> Iterator[Problem]:
    """Rows dated after the cut-off that ``data_until`` sets."""
    for part in parts:
        name = part.spec.date
        if name is None or part.spec.plan or name not in part.rows.columns:
            continue
        dates = part.rows.columns[name]
        late = (dates.data > (until - dt.date(1970, 1, 1)).days) & ~dates.missing
        for at in late.nonzero()[0].tolist():
            day = dt.date(1970, 1, 1) + dt.timedelta(int(dates.data[at]))
            message = f"{name}（{day}）在数据截止日（{until}）之后，这一行不计入截止日以前的统计。日期填错的，请改正"
            row = int(part.rows.numbers[at])
            yield part.problem("after-cutoff", row, name, message, found=str(day), expected=f"不晚于{until}")

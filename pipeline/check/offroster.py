"""Leaders of a register whom the roster does not know: they count among those who went, never among those who met the quota.

Good: every 下访领导 stands in 领导名册. Bad: 王 某某 beside 王某某; somebody of a township among the county's leaders.
Held against each coverage that has a roster, in the rows that its ``of`` counts by what they say (层级: 县); told once a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.check.levels import column_cell, problem
from pipeline.check.mask import masked
from pipeline.check.part import Part
from pipeline.model.condition import Condition, Equals
from pipeline.model.indicator import Indicator
from pipeline.model.problem import Problem
from pipeline.model.table import Table
from pipeline.model.values import distinct, listed

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask, Numbers

__all__ = ["off_roster"]


def off_roster(indicators: Mapping[str, Indicator], tables: Mapping[str, Table], parts: Sequence[Part]) -> Iterator[Problem]:
    """A warning for each column of names that a coverage takes from a table, at the first name that no roster has."""
    import numpy as np

    asked = {
        (of.table or "", each.options["each"], roster["table"], roster["name"]): of.where
        for each in indicators.values()
        if (roster := each.options.get("roster")) and (of := indicators.get(each.options["of"]))
    }
    for (name, column, roster_name, names), where in asked.items():
        table, roster = tables.get(name), tables.get(roster_name)
        if table is None or roster is None or column not in table.columns or names not in roster.columns or not len(roster):
            continue
        known = _told_in(roster, names)
        values = table.columns[column]
        strange = np.array([one not in known for one in listed(values.names)] + [False], dtype=bool)
        rows = np.flatnonzero(strange[values.data] & ~values.missing & _counted(table, where))
        if len(rows):
            yield _told(table, [part for part in parts if part.spec.name == name], column, rows, roster_name)


def _told_in(roster: Table, names: str) -> frozenset[str]:
    values = roster.columns[names]
    written = listed(values.names)
    return frozenset(written[code] for code in distinct(values.data[~values.missing]).tolist())


def _counted(table: Table, where: Condition | None) -> Mask:
    """The rows that a plain ``where`` counts; none where it asks for more than that a column be one of some values."""
    import numpy as np

    if where is None:
        return np.ones(len(table), dtype=bool)
    if not isinstance(where, Equals) or not isinstance(where.values, tuple) or where.column not in table.columns:
        return np.zeros(len(table), dtype=bool)
    values = table.columns[where.column]
    meant = np.array([one in where.values for one in listed(values.names)] + [False], dtype=bool)
    return meant[values.data] & ~values.missing


def _told(table: Table, parts: Sequence[Part], column: str, rows: Numbers, roster: str) -> Problem:
    values, first = table.columns[column], int(rows[0])
    count = len(distinct(values.data[rows]))
    source = table.sources[int(table.sheets[first])]
    message = (
        f"{column}有{count}人不在{roster}里（共{len(rows)}行，这是第一处）：领导人数、次数里算了，达到要求的人数里不算。"
        f"是县领导的，请补进{roster}（离任的写上离任日期）；姓名写法不一致的，请改成一样；不是县领导的，不该登记在这里"
    )
    where = column_cell(parts, source, column, int(table.numbers[first]))
    expected = f"{roster}里的姓名"
    return problem(
        "off-roster", source.file, source.sheet, where, message, found=masked(values.at(first)), expected=expected, table=table.name
    )

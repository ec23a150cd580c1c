"""Tables 2, 3 and 7: 领导接访登记表, 领导下访登记表, 接访安排表. The plan says who sits when; the register, what happened."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model.unit import TOWNSHIP
from pipeline.sample.days import CUTOFF, month_days, national_days, working_days
from pipeline.sample.names import CATEGORIES, TAKES_CARE, WEEKDAYS, settled
from pipeline.sample.plan import Plan, Year
from pipeline.sample.shapes import Row, dice
from pipeline.sample.units import County, Leader

__all__ = ["DUTIES", "RECEPTIONS", "TRIPS", "Sitting", "duties", "next_month", "receptions", "sittings", "trips"]

RECEPTIONS = (
    "接访日期",
    "接访领导",
    "职务",
    "层级",
    "接访单位",
    "人数",
    "问题类别",
    "涉及部门",
    "处理方式",
    "化解方式",
    "办理状态",
    "办结日期",
    "来访人",
    "反映问题",
)
TRIPS = ("下访日期", "下访领导", "职务", "地点", "接待批次", "接待人次", "化解件数")
DUTIES = ("日期", "领导", "职务", "分管工作", "地点", "类型", "公示日期")

_HALL = "县信访局接待大厅"
_DAY = dt.timedelta(1)


class Sitting(NamedTuple):
    """A leader's day in the reception hall; ``held`` is false where the day was planned and nobody sat."""

    day: dt.date
    leader: Leader
    held: bool


def sittings(plan: Plan, year: Year, place: County) -> list[Sitting]:
    """One leader for each working day and each day of 国庆; each leader sits every month, but for the year's lapses."""
    roll = dice(plan.seed, "接访安排", year.year)
    busy = [day for day in working_days(year.year) if len(month_days(day.year, day.month)) > 21]
    idle = frozenset(roll.sample(busy, year.lapses.idle_days))
    absent = dict(zip(roll.sample(place.all_year(year.year), year.lapses.idle_months), roll.sample(range(1, 13), 12), strict=False))
    found: list[Sitting] = []
    for month in range(1, 13):
        turns = [leader for leader in place.serving(year.year, month) if absent.get(leader) != month]
        roll.shuffle(turns)
        days = sorted({*month_days(year.year, month), *(day for day in national_days(year.year) if day.month == month)})
        held = [day for day in days if day not in idle]
        found.extend(Sitting(day, turns[n % len(turns)], held=True) for n, day in enumerate(held))
        found.extend(Sitting(day, roll.choice(turns), held=False) for day in days if day in idle)
    return sorted(found, key=lambda sitting: sitting.day)


def receptions(plan: Plan, year: Year, place: County, planned: list[Sitting]) -> list[Row]:
    """County leaders' receptions (one row a 批) and those of the units on their 接待日, in order of the day."""
    roll = dice(plan.seed, "接访", year.year)
    held = [sitting for sitting in planned if sitting.held]
    extra = roll.choices(held, k=max(0, year.receptions - len(held)))
    batches = sorted((*held, *extra), key=lambda sitting: sitting.day)
    people = _shared_out(roll, year.received, len(batches))
    rows = [_reception(roll, s.day, s.leader.name, s.leader.post, "县", None, n) for s, n in zip(batches, people, strict=True)]
    rows.extend(_unit_receptions(roll, year, place))
    rows.sort(key=lambda row: str(row["接访日期"]))
    for number, row in enumerate(rows, 1):
        row["来访人"] = f"来访人{number:04d}号"
        row["反映问题"] = f"虚构内容：反映{row['问题类别']}方面的问题"
    return rows


def _shared_out(roll: random.Random, total: int, parts: int) -> list[int]:
    """Whole numbers of at least 1 that add up to the total."""
    shares = [1] * parts
    liked = [roll.paretovariate(2.2) for _ in range(parts)]
    for n in roll.choices(range(parts), liked, k=total - parts):
        shares[n] += 1
    return shares


def _unit_receptions(roll: random.Random, year: Year, place: County) -> Iterator[Row]:
    for unit in place.units:
        weekday = place.weekday[unit.name]
        if weekday is None:
            continue
        level = "乡镇" if unit.kind == TOWNSHIP else "部门"
        for month in range(1, 13):
            open_days = [day for day in month_days(year.year, month) if day.weekday() == WEEKDAYS.index(weekday)]
            for day in sorted(roll.sample(open_days, roll.choice((1, 1, 1, 2)))):
                yield _reception(roll, day, f"{unit.name}负责人", "主要负责人", level, unit.name, roll.choice((1, 1, 2, 3, 5)))


def _reception(roll: random.Random, day: dt.date, leader: str, post: str, level: str, unit: str | None, people: int) -> Row:
    category = roll.choice(CATEGORIES)
    closed = day + _DAY * roll.randint(0, 40)
    return {
        "接访日期": day,
        "接访领导": leader,
        "职务": post,
        "层级": level,
        "接访单位": unit,
        "人数": people,
        "问题类别": category,
        "涉及部门": roll.choice(TAKES_CARE[category][1]),
        "处理方式": roll.choice(("现场交办", "现场交办", "现场处理", "转办")),
        "化解方式": settled(roll.choice(("依法解决", "依法解决", "困难救助", "教育疏导", "调解化解")), category),
        "办理状态": "已办结" if closed <= CUTOFF else "办理中",
        "办结日期": closed if closed <= CUTOFF else None,
    }


def trips(plan: Plan, year: Year, place: County) -> list[Row]:
    """下访: at least one a month for each leader, 12 in a full year, but for the year's lapses; one who is leaving goes twice."""
    roll = dice(plan.seed, "下访", year.year)
    lazy = set(roll.sample(place.all_year(year.year), year.lapses.few_visits))
    rows: list[Row] = []
    for leader in place.leaders:
        months = [month for month in range(1, 13) if leader.serves(year.year, month)]
        if leader in lazy:
            months = months[: -roll.randint(1, 2)]
        times = Counter(months * (2 if leader.until else 1))
        if leader not in lazy:
            times.update(roll.sample(months, roll.randint(0, 3)))
        for month, count in sorted(times.items()):
            rows.extend(_trip(roll, day, leader, place) for day in roll.sample(month_days(year.year, month), count))
    return sorted(rows, key=lambda row: str(row["下访日期"]))


def _trip(roll: random.Random, day: dt.date, leader: Leader, place: County) -> Row:
    batches = roll.randint(1, 5)
    return {
        "下访日期": day,
        "下访领导": leader.name,
        "职务": leader.post,
        "地点": roll.choice(place.townships).name,
        "接待批次": batches,
        "接待人次": batches + roll.randint(0, 12),
        "化解件数": roll.randint(0, batches),
    }


def duties(plan: Plan, year: Year, planned: list[Sitting]) -> list[Row]:
    """接访安排表: who receives on each day (made public one to three days before), and who is on duty in 国庆."""
    roll = dice(plan.seed, "公示", year.year)
    holidays = national_days(year.year)
    unguarded = set(roll.sample(holidays, year.lapses.idle_duty))
    rows: list[Row] = []
    for sitting in planned:
        shown = sitting.day - _DAY * roll.randint(1, 3)
        rows.append(_duty(sitting, _HALL, "接访", shown))
        if sitting.day in holidays and sitting.day not in unguarded:
            rows.append(_duty(sitting, "县信访局值班室", "带班值班", shown))
    return rows


def next_month(plan: Plan, place: County) -> list[Row]:
    """接访安排表 of the month behind the cut-off: already made public, and no part of what has happened."""
    first = CUTOFF + _DAY
    leaders = place.serving(first.year, first.month)
    dice(plan.seed, "下月").shuffle(leaders)
    days = month_days(first.year, first.month)
    return [_duty(Sitting(day, leaders[n % len(leaders)], held=False), _HALL, "接访", CUTOFF - _DAY) for n, day in enumerate(days)]


def _duty(sitting: Sitting, where: str, kind: str, shown: dt.date) -> Row:
    leader = sitting.leader
    return {
        "日期": sitting.day,
        "领导": leader.name,
        "职务": leader.post,
        "分管工作": leader.portfolio,
        "地点": where,
        "类型": kind,
        "公示日期": shown,
    }

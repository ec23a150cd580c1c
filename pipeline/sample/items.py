"""Tables 1 and 10: 信访事项登记表, and the 日报表 of the watch periods, which says the same about the same days."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.sample.days import CUTOFF, WATCH, days_of, is_working, national_days
from pipeline.sample.names import CATEGORIES, DEPARTMENTS, TAKES_CARE, Place
from pipeline.sample.plan import Plan, Year
from pipeline.sample.shapes import Row, dice

__all__ = ["DAILY", "ITEMS", "Registered", "daily", "items", "registered"]

ITEMS = (
    "信访编号",
    "登记日期",
    "信访形式",
    "人数",
    "涉及人数",
    "初重信访",
    "属地",
    "问题类别",
    "到访层级",
    "责任单位",
    "受理日期",
    "办结日期",
    "办结时限",
    "办理状态",
    "满意度",
    "信访人",
    "身份证号",
    "联系电话",
    "住址",
    "信访内容",
)
DAILY = ("日期", "报告单位", "到县批次", "到县人次", "去市批次", "赴省批次", "进京批次", "突出情况")

_WEIGHTS = tuple(weight for weight, _ in TAKES_CARE.values())
_ELSEWHERE = ("县本级", "外县", "其他")
_PETITIONERS = tuple(f"{name}某" for name in "赵钱孙李周吴郑王冯陈")
_DAY = dt.timedelta(1)


class Registered(NamedTuple):
    """What is settled about an item before its row is written."""

    day: dt.date
    channel: str
    level: str | None
    people: int
    place: str


def registered(plan: Plan, year: Year, units: tuple[Place, ...]) -> list[Registered]:
    """Every item of a year in order of its day; petitioning far from home spares 国庆 but for ``lapses.watch_visits``."""
    roll = dice(plan.seed, "登记", year.year)
    days = days_of(dt.date(year.year, 1, 1), dt.date(year.year, 12, 31))
    holiday = frozenset(national_days(year.year))
    weights = [12 if is_working(day) else 1 for day in days]
    far_weights = [0 if day in holiday else weight for day, weight in zip(days, weights, strict=True)]
    places = [unit.name for unit in units]
    found: list[Registered] = []
    for channel, level, group, count in _cells(year):
        far = level in ("省", "京")
        dates = roll.choices(days, far_weights if far else weights, k=count)
        if level == "省" and not group:
            for n in range(min(year.lapses.watch_visits, count)):
                dates[n] = national_days(year.year)[2 + n]
        found.extend(Registered(day, channel, level, _people(roll, channel, group=group), _place(roll, places)) for day in dates)
    found.sort(key=lambda item: item.day)
    return found


def _cells(year: Year) -> Iterator[tuple[str, str | None, bool, int]]:
    yield "来信", None, False, year.letters
    for level, group, count in year.visits.cells():
        yield "来访", level, group, count
    yield "网上信访", None, False, year.online
    yield "来电", None, False, year.calls


def _people(roll: random.Random, channel: str, *, group: bool) -> int:
    if group:
        return 5 + min(int(roll.expovariate(0.25)), 40)
    return roll.choice((1, 1, 1, 1, 2, 2, 3, 4)) if channel == "来访" else roll.choice((1, 1, 1, 1, 1, 1, 1, 2))


def _place(roll: random.Random, places: list[str]) -> str:
    return roll.choice(_ELSEWHERE) if roll.random() < 0.02 else roll.choice(places)


def items(plan: Plan, year: Year, found: list[Registered]) -> Iterator[Row]:
    """The rows of 信访事项登记表 of a year, one at a time: there may be a million."""
    roll = dice(plan.seed, "办理", year.year)
    width = max(4, len(str(len(found))))
    for number, item in enumerate(found, 1):
        category = roll.choices(CATEGORIES, _WEIGHTS)[0]
        accepted, deadline, closed = _handling(roll, item.day)
        yield {
            "信访编号": f"XF{year.year}{number:0{width}d}",
            "登记日期": item.day,
            "信访形式": item.channel,
            "人数": item.people,
            "涉及人数": item.people + int(roll.expovariate(0.3)),
            "初重信访": "重复" if roll.random() < 0.17 else "初次",
            "属地": item.place,
            "问题类别": category,
            "到访层级": item.level,
            "责任单位": roll.choice(TAKES_CARE[category][1]) if roll.random() < 0.75 else item.place,
            "受理日期": accepted,
            "办结日期": closed,
            "办结时限": deadline,
            "办理状态": "已办结" if closed else "办理中",
            "满意度": _rating(roll) if closed else None,
            **_private(roll, number, category),
        }


def _handling(roll: random.Random, day: dt.date) -> tuple[dt.date | None, dt.date | None, dt.date | None]:
    """受理日期, 办结时限 (only where it was put off), 办结日期: each left out where it lies behind the cut-off."""
    late = roll.random() < 0.02
    accepted = day + _DAY * (roll.randint(16, 24) if late else roll.randint(0, 12))
    extended = roll.random() < 0.06
    allowed = 90 if extended else 60
    spent = roll.randint(allowed + 1, allowed + 30) if roll.random() < 0.04 else roll.randint(8, allowed - 2)
    closed = accepted + _DAY * spent
    forgotten = roll.random() < 0.006
    if accepted > CUTOFF:
        return None, None, None
    return accepted, accepted + _DAY * 90 if extended else None, None if forgotten or closed > CUTOFF else closed


def _rating(roll: random.Random) -> str:
    return roll.choices(("满意", "基本满意", "不满意", "未评价"), (52, 19, 4, 25))[0]


def _private(roll: random.Random, number: int, category: str) -> Row:
    """The columns that must never leave the reader, filled so that a leak is seen."""
    return {
        "信访人": roll.choice(_PETITIONERS),
        "身份证号": f"000000{number:011d}X",
        "联系电话": f"000{number:08d}",
        "住址": f"某路{number % 997 + 1}号",
        "信访内容": f"虚构内容：反映{category}方面的问题",
    }


def daily(plan: Plan, year: Year, units: tuple[Place, ...], found: list[Registered]) -> Iterator[Row]:
    """The daily reports of the year's watch periods: townships report the visits of the register, departments report zeros."""
    seen = _visits(found)
    silent = _silent(plan, year, units)
    for name, (start, end) in WATCH.items():
        if not name.endswith(str(year.year)):
            continue
        for day in days_of(start, end):
            for unit in (*units, *DEPARTMENTS):
                if (day, unit.name) not in silent:
                    yield _report(day, unit.name, seen)


def _silent(plan: Plan, year: Year, units: tuple[Place, ...]) -> frozenset[tuple[dt.date, str]]:
    roll = dice(plan.seed, "漏报", year.year)
    return frozenset((day, roll.choice(units).name) for day in roll.sample(national_days(year.year), year.lapses.missing_reports))


def _visits(found: list[Registered]) -> Counter[tuple[dt.date, str, str]]:
    """Visits (批) and people (人次, under 人) by day, place and level, on the days that are reported on."""
    watched = frozenset(day for start, end in WATCH.values() for day in days_of(start, end))
    seen: Counter[tuple[dt.date, str, str]] = Counter()
    for item in found:
        if item.channel == "来访" and item.day in watched:
            seen[item.day, item.place, item.level or "县"] += 1
            if item.level is None:
                seen[item.day, item.place, "人"] += item.people
    return seen


def _report(day: dt.date, unit: str, seen: Counter[tuple[dt.date, str, str]]) -> Row:
    county, people, city, province, capital = (seen[day, unit, what] for what in ("县", "人", "市", "省", "京"))
    told = "虚构情况：来访事项已由当日值班人员受理" if county + city + province + capital else "无"
    return {
        "日期": day,
        "报告单位": unit,
        "到县批次": county,
        "到县人次": people,
        "去市批次": city,
        "赴省批次": province,
        "进京批次": capital,
        "突出情况": told,
    }

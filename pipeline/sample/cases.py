"""Tables 4 and 5: 信访积案台账 and 上级交办案件台账."""

from __future__ import annotations

import datetime as dt
import random

from pipeline.sample.days import CUTOFF
from pipeline.sample.names import CATEGORIES, TAKES_CARE, settled
from pipeline.sample.plan import Plan, Year
from pipeline.sample.shapes import Row, dice
from pipeline.sample.units import County

__all__ = ["ASSIGNED", "BACKLOG", "assigned", "backlog"]

BACKLOG = (
    "案件编号",
    "列入日期",
    "交办级别",
    "包案领导",
    "责任单位",
    "属地",
    "问题类别",
    "化解方式",
    "是否化解",
    "化解日期",
    "当事人",
    "案情",
)
ASSIGNED = ("案件编号", "交办日期", "交办机关", "案件类别", "责任单位", "办结时限", "办结日期", "办理状态", "当事人")

_DAY = dt.timedelta(1)
# the cases beside 市交办重点案件, the same every year: who assigned them, of what weight, how many
_OTHERS = (("中央", "重点", 1), ("省", "重点", 2), ("省", "一般", 4), ("市", "一般", 9))


def backlog(plan: Plan, year: Year, place: County) -> list[Row]:
    """Long-unresolved cases, listed in the first quarter and resolved within the year, but for the year's lapses."""
    roll = dice(plan.seed, "积案", year.year)
    listed = sorted(dt.date(year.year, 1, 2) + _DAY * roll.randint(0, 85) for _ in range(year.backlog))
    still_open = set(roll.sample(range(year.backlog), min(year.lapses.open_backlog, year.backlog)))
    leaders = place.serving(year.year, 12)
    rows: list[Row] = []
    for n, day in enumerate(listed):
        category = CATEGORIES[n % len(CATEGORIES)]
        resolved = None if n in still_open else day + _DAY * roll.randint(30, 270)
        rows.append(
            {
                "案件编号": f"JA{year.year}{n + 1:03d}",
                "列入日期": day,
                "交办级别": roll.choice(("省", "市", "市", "县", "县")),
                "包案领导": leaders[n % len(leaders)].name,
                "责任单位": roll.choice(TAKES_CARE[category][1]),
                "属地": roll.choice(place.townships).name,
                "问题类别": category,
                "化解方式": settled(roll.choice(("依法解决", "困难救助", "教育疏导", "调解化解")), category) if resolved else None,
                "是否化解": "是" if resolved else "否",
                "化解日期": resolved,
                "当事人": f"积案当事人{n + 1:03d}号",
                "案情": f"虚构案情：因{category}引发的多年信访事项",
            }
        )
    return rows


def assigned(plan: Plan, year: Year) -> list[Row]:
    """Cases assigned from above; 市交办重点案件 all closed, but for the year's lapses; of the others some may still be open."""
    roll = dice(plan.seed, "交办", year.year)
    cases = [("市", "重点", n >= year.lapses.open_assigned) for n in range(year.assigned_major)]
    cases.extend((who, weight, roll.random() < 0.9) for who, weight, count in _OTHERS for _ in range(count))
    roll.shuffle(cases)
    days = sorted(dt.date(year.year, 1, 5) + _DAY * roll.randint(0, 260) for _ in cases)
    return [_case(roll, n, day, case) for n, (day, case) in enumerate(zip(days, cases, strict=True), 1)]


def _case(roll: random.Random, number: int, day: dt.date, case: tuple[str, str, bool]) -> Row:
    who, weight, done = case
    closed = day + _DAY * roll.randint(10, 58)
    done = done and closed <= CUTOFF
    department = roll.choice(TAKES_CARE[roll.choice(CATEGORIES)][1])
    return {
        "案件编号": f"JB{day.year}{number:03d}",
        "交办日期": day,
        "交办机关": who,
        "案件类别": weight,
        "责任单位": department,
        "办结时限": day + _DAY * 60,
        "办结日期": closed if done else None,
        "办理状态": "已办结" if done else "办理中",
        "当事人": f"交办当事人{number:03d}号",
    }

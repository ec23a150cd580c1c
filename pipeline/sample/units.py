"""Tables 6 and 11: 单位台账 and 领导名册, and who is in office when."""

from __future__ import annotations

import datetime as dt

from pipeline.model.shape import shape
from pipeline.sample.names import DEPARTMENTS, POSTS, WEEKDAYS, Place, leader_name, townships
from pipeline.sample.plan import DEFAULT_SEED, Plan
from pipeline.sample.shapes import Row, dice

__all__ = ["LEADERS", "UNITS", "County", "Leader", "county", "leader_rows", "unit_rows"]

UNITS = ("单位名称", "单位类别", "简称", "领导接待日制度", "接待日")
LEADERS = ("姓名", "职务", "分管工作", "任职起", "任职止")


@shape
class Leader:
    """A county leader; in office from the first day of a month to the last day of one."""

    name: str
    post: str
    portfolio: str
    since: dt.date
    until: dt.date | None = None

    def serves(self, year: int, month: int) -> bool:
        """Whether in office that month."""
        first = dt.date(year, month, 1)
        return self.since <= first and (self.until is None or first <= self.until)


@shape
class County:
    """Its people and places; ``weekday``: each unit's 接待日, None where there is no such rule."""

    townships: tuple[Place, ...]
    leaders: tuple[Leader, ...]
    weekday: dict[str, str | None]

    @property
    def units(self) -> tuple[Place, ...]:
        """Every unit in the order of 单位台账: townships first."""
        return (*self.townships, *DEPARTMENTS)

    def serving(self, year: int, month: int) -> list[Leader]:
        """The leaders in office in a month, in the order of the roster."""
        return [leader for leader in self.leaders if leader.serves(year, month)]

    def all_year(self, year: int) -> list[Leader]:
        """The leaders in office in every month of a year."""
        return [leader for leader in self.leaders if leader.serves(year, 1) and leader.serves(year, 12)]


def county(plan: Plan) -> County:
    """The people and places of a plan."""
    places = townships(plan.townships)
    roll = dice(plan.seed, "单位")
    bare = set(roll.sample(range(len(places)), min(plan.bare_units, len(places))))
    weekday: dict[str, str | None] = {
        unit.name: None if n in bare else roll.choice(WEEKDAYS) for n, unit in enumerate((*places, *DEPARTMENTS))
    }
    return County(places, tuple(_leader(plan, n) for n in range(plan.leaders)), weekday)


def _leader(plan: Plan, n: int) -> Leader:
    """The twelfth came in March 2024; in other counties than the default one the fifth left at the end of August 2025."""
    post, portfolio = POSTS[n]
    since = dt.date(2024, 3, 1) if n == 11 else dt.date(2021, 6 + n % 6, 1)
    until = dt.date(2025, 8, 31) if n == 4 and plan.seed != DEFAULT_SEED else None
    return Leader(leader_name(n), post, portfolio, since, until)


def unit_rows(place: County) -> list[Row]:
    """单位台账."""
    return [
        {
            "单位名称": unit.name,
            "单位类别": unit.kind,
            "简称": unit.short,
            "领导接待日制度": "已建立" if place.weekday[unit.name] else "未建立",
            "接待日": place.weekday[unit.name],
        }
        for unit in place.units
    ]


def leader_rows(place: County) -> list[Row]:
    """领导名册."""
    return [
        {"姓名": leader.name, "职务": leader.post, "分管工作": leader.portfolio, "任职起": leader.since, "任职止": leader.until}
        for leader in place.leaders
    ]

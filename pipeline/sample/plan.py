"""What a seed decides: how much of everything the county has, and what it left undone.

The default seed is the county of the example speech, figure by figure. Any other seed makes another county: other counts,
and some of the speech's claims false (``Lapses``), so that a test can tell a measured speech from a typed one.
"""

from __future__ import annotations

import random
from dataclasses import replace

from pipeline.model.shape import shape
from pipeline.sample.shapes import dice

__all__ = ["DEFAULT_SEED", "Lapses", "Plan", "Visits", "Year", "plan_for"]

DEFAULT_SEED = 2025


@shape
class Lapses:
    """What a year left undone; each number makes one claim of the speech false (or unknown) for that year.

    ``idle_days``: working days without a reception · ``idle_months``: leaders without a reception in some month ·
    ``few_visits``: leaders with fewer than 12 下访 · ``open_backlog``: 积案 not resolved · ``open_assigned``: 市交办重点案件
    not closed · ``issue_gaps``: numbers left out in 发文登记簿 · ``missing_reports``: daily reports of 国庆 not sent ·
    ``watch_visits``: visits to the province during 国庆 · ``idle_duty``: days of 国庆 without a leader on duty.
    """

    idle_days: int = 0
    idle_months: int = 0
    few_visits: int = 0
    open_backlog: int = 0
    open_assigned: int = 0
    issue_gaps: int = 0
    missing_reports: int = 0
    watch_visits: int = 0
    idle_duty: int = 0


@shape
class Visits:
    """来访 of a year in 批, by 到访层级; ``_groups``: 集体访, ``_single``: the others. No group ever goes to the capital."""

    county_single: int
    county_groups: int
    city_single: int
    city_groups: int
    province_single: int
    province_groups: int
    capital: int

    def cells(self) -> tuple[tuple[str | None, bool, int], ...]:
        """(到访层级, whether 集体访, how many); the county level is left blank, as registers do."""
        return (
            (None, False, self.county_single),
            (None, True, self.county_groups),
            ("市", False, self.city_single),
            ("市", True, self.city_groups),
            ("省", False, self.province_single),
            ("省", True, self.province_groups),
            ("京", False, self.capital),
        )


@shape
class Year:
    """How much of everything one year has."""

    year: int
    letters: int
    online: int
    calls: int
    visits: Visits
    receptions: int
    received: int
    backlog: int
    assigned_major: int
    issues: int
    copies_each: int
    helped: int
    lapses: Lapses

    @property
    def total(self) -> int:
        """信访总量: the rows of 信访事项登记表."""
        return self.letters + self.online + self.calls + sum(count for _, _, count in self.visits.cells())


@shape
class Plan:
    """The whole county. ``bare_units``: units without 领导接待日制度."""

    seed: int
    townships: int
    leaders: int
    bare_units: int
    years: tuple[Year, Year]


_SPEECH = (
    Year(
        2024,
        letters=246,
        online=260,
        calls=88,
        visits=Visits(255, 52, 41, 38, 15, 6, 11),
        receptions=268,
        received=1490,
        backlog=36,
        assigned_major=5,
        issues=86,
        copies_each=34,
        helped=26,
        lapses=Lapses(idle_days=3, idle_months=2, few_visits=2, watch_visits=1),
    ),
    Year(
        2025,
        letters=192,
        online=205,
        calls=66,
        visits=Visits(218, 40, 28, 21, 12, 0, 7),
        receptions=307,
        received=1634,
        backlog=40,
        assigned_major=6,
        issues=99,
        copies_each=35,
        helped=21,
        lapses=Lapses(),
    ),
)


def plan_for(seed: int = DEFAULT_SEED, *, rows: int | None = None, townships: int = 18) -> Plan:
    """The county of a seed; ``rows``: how many rows 信访事项登记表 has, both years together."""
    plan = Plan(seed, townships, 18, 0, _SPEECH) if seed == DEFAULT_SEED else _another(seed, townships)
    return plan if rows is None else _resized(plan, rows)


def _another(seed: int, townships: int) -> Plan:
    roll = dice(seed, "另一县")
    before = _year(roll, 2024, roll.uniform(0.7, 1.3), _lapses(roll, 0.6))
    after = _year(roll, 2025, before.total / 1000 * roll.uniform(0.7, 1.15), _lapses(roll, 0.5))
    return Plan(seed, townships, roll.randint(13, 18), roll.choice((0, 0, 1, 2)), (before, after))


def _year(roll: random.Random, year: int, size: float, lapses: Lapses) -> Year:
    def about(number: float) -> int:
        return max(1, round(number * size * roll.uniform(0.8, 1.2)))

    groups = roll.choice((0, 0, 1, 3))
    visits = Visits(about(240), about(45), about(34), about(30), about(13), groups, about(8))
    receptions = roll.randint(290, 420)
    return Year(
        year,
        about(220),
        about(230),
        about(77),
        visits,
        receptions,
        round(receptions * roll.uniform(3.5, 6.5)),
        roll.randint(25, 60),
        roll.randint(3, 9),
        roll.randint(60, 120),
        roll.randint(22, 45),
        roll.randint(8, 40),
        lapses,
    )


def _lapses(roll: random.Random, chance: float) -> Lapses:
    def some(most: int) -> int:
        return roll.randint(1, most) if roll.random() < chance else 0

    return Lapses(some(4), some(3), some(3), some(4), some(2), some(2), some(3), some(2), some(1))


def _resized(plan: Plan, rows: int) -> Plan:
    """The same county with ``rows`` items in all: every count in proportion, the rounding taken up by the largest ones."""
    if rows < 0:
        raise ValueError(f"行数不能小于 0，现为 {rows}")
    counts = [count for year in plan.years for count in _counts(year)]
    scaled = [count * rows // sum(counts) for count in counts]
    for n in sorted(range(len(counts)), key=lambda n: -counts[n])[: rows - sum(scaled)]:
        scaled[n] += 1
    half = len(scaled) // 2
    first, last = plan.years
    return Plan(plan.seed, plan.townships, plan.leaders, plan.bare_units, (_with(first, scaled[:half]), _with(last, scaled[half:])))


def _counts(year: Year) -> tuple[int, ...]:
    return (year.letters, year.online, year.calls, *(count for _, _, count in year.visits.cells()))


def _with(year: Year, counts: list[int]) -> Year:
    letters, online, calls, *visits = counts
    return replace(year, letters=letters, online=online, calls=calls, visits=Visits(*visits))

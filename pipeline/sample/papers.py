"""Tables 8 and 9: 发文登记簿 and 填报数据表."""

from __future__ import annotations

import datetime as dt

from pipeline.sample.days import working_days
from pipeline.sample.names import OFFICE
from pipeline.sample.plan import Plan, Year
from pipeline.sample.shapes import Row, dice

__all__ = ["ISSUES", "REPORTED", "issues", "reported"]

ISSUES = ("刊名", "期号", "签发日期", "标题", "份数")
REPORTED = ("指标", "期间", "数值", "单位", "填报单位", "依据")

_BULLETIN = "信访信息专报"
_MONTHLY = "信访工作简报"
# what no register holds, beside 困难救助人数: name, unit, least and most of a year
_YEARLY = (
    ("转送件数", "件", 380, 620),
    ("督办件数", "件", 40, 90),
    ("改进建议条数", "条", 8, 20),
    ("困难救助资金", "万元", 20, 60),
    ("业务培训人次", "人次", 150, 320),
)

# what the office demands of its leaders, and where that stands
_DEMANDED = (("每月接访要求次数", 1), ("每年下访要求次数", 12))
_DEMAND = "某县领导干部接访下访工作制度（某县办发〔2023〕6号）"


def issues(plan: Plan, year: Year) -> list[Row]:
    """The bulletin's issues, numbered from 1 (a lapse leaves a number out), and a monthly one beside it."""
    roll = dice(plan.seed, "发文", year.year)
    gaps = set(roll.sample(range(2, year.issues), year.lapses.issue_gaps))
    numbers = [n for n in range(1, year.issues + year.lapses.issue_gaps + 1) if n not in gaps]
    days = sorted(roll.choices(working_days(year.year), k=len(numbers)))
    rows = [
        _issue(_BULLETIN, n, day, f"县领导接访情况（之{n}）", year.copies_each + roll.randint(-3, 3))
        for n, day in zip(numbers, days, strict=True)
    ]
    for month in range(1, 13):
        last = [day for day in working_days(year.year) if day.month == month][-1]
        rows.append(_issue(_MONTHLY, month, last, f"{month}月信访工作简报", 60))
    return sorted(rows, key=lambda row: str(row["签发日期"]))


def _issue(bulletin: str, number: int, day: dt.date, title: str, copies: int) -> Row:
    return {"刊名": bulletin, "期号": number, "签发日期": day, "标题": title, "份数": copies}


def reported(plan: Plan, year: Year) -> list[Row]:
    """Reported figures of a year and, month by month, the disputes found by the townships."""
    roll = dice(plan.seed, "填报", year.year)
    rows = [_figure("困难救助人数", str(year.year), year.helped, "人", f"某县困难救助审批汇总表（{year.year}年度）")]
    for name, unit, least, most in _YEARLY:
        rows.append(_figure(name, str(year.year), roll.randint(least, most), unit, f"某县{year.year}年度{name}统计表"))
    rows += [_figure(name, str(year.year), count, "次", _DEMAND) for name, count in _DEMANDED]
    found = [roll.randint(40, 75) for _ in range(12)]
    for month, count in enumerate(found, 1):
        rows.append(_figure("矛盾纠纷排查件数", f"{year.year}-{month:02d}", count, "件", f"{year.year}年{month}月排查月报"))
    rows.append(_figure("矛盾纠纷排查件数", str(year.year), sum(found), "件", f"{year.year}年度排查汇总表"))
    return rows


def _figure(name: str, period: str, value: int, unit: str, evidence: str) -> Row:
    return {"指标": name, "期间": period, "数值": value, "单位": unit, "填报单位": OFFICE, "依据": evidence}

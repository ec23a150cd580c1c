"""What the rows say, counted plainly from the generator's records: nothing of the program's measuring is used."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import chinese_calendar

YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def within(rows, column, span):
    return [row for row in rows if span[0] <= row[column] <= span[1]]


def indicators(records, span=YEAR) -> dict[str, int]:
    """Counts by the names of indicators, for a span of days."""
    items = within(records["信访事项登记表"], "登记日期", span)
    visits = [row for row in items if row["信访形式"] == "来访"]
    groups = [row for row in visits if row["人数"] >= 5]
    received = [row for row in within(records["领导接访登记表"], "接访日期", span) if row["层级"] == "县"]
    trips = within(records["领导下访登记表"], "下访日期", span)
    backlog = within(records["信访积案台账"], "列入日期", span)
    major = [r for r in within(records["上级交办案件台账"], "交办日期", span) if (r["交办机关"], r["案件类别"]) == ("市", "重点")]
    issues = [row for row in within(records["发文登记簿"], "签发日期", span) if row["刊名"] == "信访信息专报"]
    channels = Counter(row["信访形式"] for row in items)
    levels = Counter(row["到访层级"] for row in visits)
    group_levels = Counter(row["到访层级"] for row in groups)
    return {
        "信访总量": len(items),
        "来信件次": channels["来信"],
        "来访批次": channels["来访"],
        "来访人次": sum(row["人数"] for row in visits),
        "网信件次": channels["网上信访"],
        "来电件次": channels["来电"],
        "集体访批次": len(groups),
        "集体访人次": sum(row["人数"] for row in groups),
        "去市集体访批次": group_levels["市"],
        "赴省集体访批次": group_levels["省"],
        "赴省访批次": levels["省"],
        "进京访批次": levels["京"],
        "办结件次": len([row for row in records["信访事项登记表"] if row["办结日期"] and span[0] <= row["办结日期"] <= span[1]]),
        "接访批次": len(received),
        "接访人次": sum(row["人数"] for row in received),
        "接访领导数": len({row["接访领导"] for row in received}),
        "县领导数": len([row for row in records["领导名册"] if row["任职起"] <= span[1] and (row["任职止"] or span[1]) >= span[1]]),
        "下访次数": len(trips),
        "下访领导数": len({row["下访领导"] for row in trips}),
        "下访化解件数": sum(row["化解件数"] for row in trips),
        "积案总数": len(backlog),
        "积案化解数": len([row for row in backlog if row["是否化解"] == "是"]),
        "市交办重点案件数": len(major),
        "市交办重点案件办结数": len([row for row in major if row["办理状态"] == "已办结"]),
        "应建接待日单位数": len(records["单位台账"]),
        "已建接待日单位数": len([row for row in records["单位台账"] if row["领导接待日制度"] == "已建立"]),
        "专报期数": len(issues),
        "专报份数": sum(row["份数"] for row in issues),
    }


def reported(records, name, period="2025"):
    (value,) = [row["数值"] for row in records["填报数据表"] if (row["指标"], row["期间"]) == (name, period)]
    return value


def claims(records) -> dict[tuple[str, ...], bool]:
    """Whether the speech's claims are true of 2025, by predicate and first argument."""
    now, before = indicators(records), indicators(records, (dt.date(2024, 1, 1), dt.date(2024, 12, 31)))
    city = before["去市集体访批次"] - now["去市集体访批次"]
    holiday = [dt.date(2025, 10, day) for day in range(1, 9)]
    townships = [row["单位名称"] for row in records["单位台账"] if row["单位类别"] == "乡镇"]
    reports = {(row["报告单位"], row["日期"]) for row in records["日报表"]}
    plan = within(records["接访安排表"], "日期", YEAR)
    shown = [row["公示日期"] is not None and row["公示日期"] < row["日期"] for row in plan if row["类型"] == "接访"]
    received = days_received(records)
    return {
        ("每名每月", "每月接访达标领导数"): all(met_every_month(records, leader) for leader in records["领导名册"]),
        ("每个工作日", "接访工作日覆盖率"): all(day in received for day in every_day(*YEAR) if chinese_calendar.is_workday(day)),
        ("每名", "下访达标领导数"): all(count >= 12 for count in trips_of_each(records)),
        ("全部", "提前公示场次"): all(shown) and shown != [],
        ("全部", "市交办重点案件办结数"): now["市交办重点案件办结数"] == now["市交办重点案件数"] > 0,
        ("全部", "积案化解数"): now["积案化解数"] == now["积案总数"] > 0,
        ("全部", "已报单位日数（国庆2025）"): all((name, day) in reports for name in townships for day in holiday),
        ("每天", "带班值班天数（国庆2025）"): set(holiday) <= {row["日期"] for row in plan if row["类型"] == "带班值班"},
        ("每天", "接访天数（国庆2025）"): set(holiday) <= received,
        ("各单位", "已建接待日单位数"): now["已建接待日单位数"] == now["应建接待日单位数"],
        ("大幅", "去市集体访批次"): before["去市集体访批次"] >= 30 and city >= 10 and city >= 0.4 * before["去市集体访批次"],
    }


def every_day(first, last):
    return [first + dt.timedelta(n) for n in range((last - first).days + 1)]


def days_received(records):
    return {row["接访日期"] for row in records["领导接访登记表"] if row["层级"] == "县"}


def met_every_month(records, leader) -> bool:
    """Whether a leader received somebody in each month of 2025 in office (the sample's leaders come and go with a month)."""
    rows = [row for row in records["领导接访登记表"] if row["接访领导"] == leader["姓名"]]
    met = {row["接访日期"].month for row in rows if row["接访日期"].year == 2025}
    left = leader["任职止"] or YEAR[1]
    return all(month in met for month in range(1, 13) if leader["任职起"] <= dt.date(2025, month, 1) <= left)


def trips_of_each(records) -> list[int]:
    """下访 in 2025 of each leader who was in office in it (in the sample, all of the roster)."""
    trips = Counter(row["下访领导"] for row in within(records["领导下访登记表"], "下访日期", YEAR))
    return [trips[leader["姓名"]] for leader in records["领导名册"]]

"""What the rows say, counted plainly from the generator's records: nothing of the program's measuring is used."""

from __future__ import annotations

import datetime as dt
from collections import Counter

YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def within(rows, column, span):
    return [row for row in rows if span[0] <= row[column] <= span[1]]


def indicators(records, span=YEAR) -> dict[str, int]:
    """Counts by the names of design.md §5, for a span of days."""
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

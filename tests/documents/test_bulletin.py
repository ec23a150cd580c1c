"""情况通报: volumes never ranked, rates only where the office asks; who has not filed is named. 接访公示: before the day."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from opened_county import opened
from outlines import outline

from pipeline.run.init import start

ENTRY = """
情况通报:
  template: 通报/情况通报.txt.j2
  profile: 通报
  grain: month
  needs: [信访事项登记表]
  options: {排名次: true}
"""
FILED = """
tables:
  领导下访登记表:
    filed_by: 乡镇
    every: month
"""


@pytest.fixture
def folder(tmp_path):
    start(tmp_path, sample=True, rows=300)
    return tmp_path


def bulletin(folder, period="2025-11"):
    return outline(opened(folder).compose("情况通报", period)[0]).splitlines()


def rows_under(lines, head):
    at = next(number for number, line in enumerate(lines) if line.startswith(head))
    rows = []
    for line in lines[at + 1 :]:
        if line[:2] not in ("  ", "= "):
            break
        rows.append([cell.strip(" 【】=") for cell in line.split("|")])
    return rows


def test_nobody_is_ranked_unless_the_office_asks(folder):
    assert not any("位次" in line for line in bulletin(folder))


def test_places_go_by_the_rate_equal_rates_share_one_and_the_county_has_none(folder):
    (folder / "config" / "documents.yaml").write_text(ENTRY, "utf-8")
    *towns, county = rows_under(bulletin(folder), "H 乡镇 | 应办结（件） | 按期办结率（%） | 位次")
    small = [row for row in towns if row[2].endswith("*")]
    assert [row for row in towns if row[2] != "—" and int(row[1]) < 10] == small != []
    towns = [[*row[:2], row[2].rstrip("】*"), row[3]] for row in towns]
    rates = [float(row[2]) for row in towns if row[2] != "—"]
    assert len(rates) > 3
    for row in towns:
        assert row[3] == ("—" if row[2] == "—" else str(1 + sum(rate > float(row[2]) for rate in rates)))
    assert county[3] == "—"


def test_townships_stand_in_the_order_of_the_list_of_units(folder):
    names = [row[0] for row in rows_under(bulletin(folder), "H 乡镇 | 本期（件） | 上期（件）")]
    units = [unit.name for unit in opened(folder).shop.inputs.units if unit.kind == "乡镇"]
    assert names == [*units, "全县"]


def test_a_change_on_a_tiny_base_is_a_number_and_a_column_has_one_number_of_decimals(folder):
    *towns, county = rows_under(bulletin(folder), "H 乡镇 | 本期（件） | 上期（件）")
    for now, before, shown in [(row[1], row[at], row[at + 1]) for row in (*towns, county) for at in (2, 4)]:
        change = int(now) - int(before)
        if not change:
            assert shown == "持平"
        elif int(before) < 5:
            assert shown == f"{change:+d}件"
        else:
            percent = (Decimal(change) * 100 / int(before)).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert shown == f"{percent:+}%"


def test_the_office_sets_the_least_base_of_a_percentage(folder):
    (folder / "config" / "style.yaml").write_text("wording:\n  percent_base: 1\n", "utf-8")
    lines = bulletin(folder)
    changes = [row[at] for row in rows_under(lines, "H 乡镇 | 本期（件） | 上期（件）") for at in (3, 5) if row[at - 1] != "0"]
    assert all(shown == "持平" or shown.endswith("%") for shown in changes)
    assert any("少于【1】件的，只列增减件数" in line for line in lines)


def test_the_annexes_are_named_under_the_text_as_they_are_headed(folder):
    lines = bulletin(folder)
    (named,) = [line.removeprefix("附件说明: ").split(" / ") for line in lines if line.startswith("附件说明: ")]
    headed = [line.split(": ", 1) for line in lines if re.match("附件[0-9]*: ", line)]
    assert headed == [[f"附件{number}", title] for number, title in enumerate(named, 1)]


def test_who_has_not_filed_is_named_as_missing(folder):
    (folder / "config" / "tables.yaml").write_text(FILED, "utf-8")
    county = opened(folder)
    text = outline(county.compose("情况通报", "2025-11")[0])
    missing = [one.unit for one in county.shop.inputs.filed if one.state == "missing" and one.period == "2025-11"]
    assert missing
    assert f"未报的有：{'、'.join(missing)}。" in text


def test_over_a_quarter_they_are_named_month_by_month(folder):
    (folder / "config" / "tables.yaml").write_text(FILED, "utf-8")
    county = opened(folder)
    text = outline(county.compose("情况通报-季度", "2025Q3")[0])
    missing = {}
    for one in county.shop.inputs.filed:
        if one.state == "missing" and one.period in ("2025-07", "2025-08", "2025-09"):
            missing.setdefault(f"{int(one.period[-2:])}月", []).append(one.unit)
    assert len(missing) > 1
    assert f"未报的有：{'；'.join(month + '、'.join(units) for month, units in sorted(missing.items()))}。" in text


def test_units_with_overdue_petitions_are_named_with_how_many(sample):
    county = sample.shop.measures
    text = outline(sample.compose("情况通报", "2025-11")[0])
    span = sample.shop.settings.calendar.period("2025-11")
    late = [one for one in county.breakdown("未按期办结件次", "责任单位", span) if one.value]
    assert sum(one.value for one in late) == county.figure("未按期办结件次", span).value
    for one in late:
        assert f"{one.member}【{one.value}件】" in text


def test_the_notice_of_receptions_is_dated_before_them_and_lists_only_what_is_ahead(sample):
    early, _ = sample.compose("接访公示", "2026-01")
    late, _ = sample.compose("接访公示", "2026-01", date=dt.date(2026, 1, 20))
    planned = [row["日期"] for row in sample.shop.measures.entries("接访安排表", early.period, where={"类型": "接访"})]
    assert days(early) == planned
    assert "2025年12月31日" in outline(early)
    assert days(late) == [day for day in planned if day > dt.date(2026, 1, 20)]


def days(document):
    rows = rows_under(outline(document).splitlines(), "H 接访日期")
    return [dt.date(2026, *map(int, row[0].removesuffix("日").split("月"))) for row in rows]


@pytest.mark.parametrize(("kind", "period", "days"), [
    ("情况通报", "2025-06", "2025年6月指2025年5月26日至2025年6月25日。"),
    ("年度报告", "2025", "2025年指2024年12月26日至2025年12月25日。"),
])  # fmt: skip
def test_where_months_begin_on_another_day_the_days_are_told(folder, kind, period, days):
    assert days not in outline(opened(folder).compose(kind, period)[0])
    path = folder / "config" / "calendar.yaml"
    path.write_text(f"month_starts: 26\n{path.read_text('utf-8')}", "utf-8")
    (line,) = [one for one in outline(opened(folder).compose(kind, period)[0]).splitlines() if one.startswith("口径说明：")]
    assert days in line


@pytest.mark.parametrize(("kind", "period"), [("情况通报", "2025-06"), ("情况通报-季度", "2025Q2"), ("年度报告", "2025")])
def test_every_rate_is_defined_once_in_one_paragraph(sample, kind, period):
    lines = outline(sample.compose(kind, period)[0]).splitlines()
    (notes,) = [line for line in lines if line.startswith("口径说明：")]
    sentences = notes.removesuffix("。").split("。")
    assert [one[: one.index("指")] for one in sentences] == ["口径说明：信访总量", "及时受理率", "按期办结率", "满意率"]
    assert lines[lines.index(notes) + 1] == "数据截至2025年12月31日。"
    assert sum("率指" in line for line in lines) == 1

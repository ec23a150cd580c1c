"""A month or quarter asked for before it is over is told as the days that are counted, against the same days a year ago."""

import datetime as dt

import openpyxl
import pytest
from opened_county import opened
from outlines import outline

from pipeline.run.init import start

CASES = [
    ("2025-04-30", "情况通报-季度", "2025Q2", "2025年4月"),
    ("2025-05-31", "情况通报-季度", "2025Q2", "2025年4月至5月"),
    ("2025-05-20", "情况通报-季度", "2025Q2", "2025年4月1日至5月20日"),
    ("2025-05-20", "情况通报", "2025-05", "2025年5月1日至5月20日"),
    ("2025-05-31", "乡镇信访简报", "2025Q2", "2025年4月至5月"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    start(folder, sample=True, rows=600)
    return folder


def county(folder, until, month_starts=1):
    (folder / "config" / "calendar.yaml").write_text(f"data_until: {until}\nmonth_starts: {month_starts}\n", "utf-8")
    return opened(folder)


def items(folder, first, last):
    """The items registered from one day to another, counted in the workbooks."""
    count = 0
    for year in (2024, 2025):
        for sheet in openpyxl.load_workbook(folder / "inputs" / str(year) / f"信访事项登记表{year}.xlsx"):
            days = [cell for row in sheet.iter_rows(values_only=True) for cell in row[1:2]]
            count += sum(first <= day.date() <= last for day in days if isinstance(day, dt.datetime))
    return count


@pytest.mark.parametrize(("until", "kind", "period", "span"), CASES)
def test_title_text_and_tables_name_the_days_that_are_counted(folder, until, kind, period, span):
    text = outline(county(folder, until).compose(kind, period, "城关镇" if kind == "乡镇信访简报" else None)[0])
    lines = [line for line in text.splitlines() if not line.startswith("论断")]
    (title,) = [line for line in lines if line.startswith("Title: ")]
    assert span in title
    assert len([line for line in lines if span in line]) >= 4
    assert [line for line in lines if "季度" in line or "环比" in line or "上期" in line] == []
    assert [line for line in lines if "2025年5月全" in line or "2025年5月各" in line or "2025年5月，" in line] == []


@pytest.mark.parametrize(("until", "first"), [("2025-05-20", "04-01"), ("2025-05-31", "04-01"), ("2025-04-30", "04-01")])
def test_the_numbers_are_those_of_these_days_and_of_the_same_days_a_year_ago(folder, until, first):
    shop = county(folder, until).shop
    figure = shop.measures.figure("信访总量", shop.settings.calendar.period("2025Q2"))
    spans = [(dt.date.fromisoformat(f"{year}-{first}"), dt.date.fromisoformat(f"{year}{until[4:]}")) for year in (2025, 2024)]
    assert [figure.value, figure.year_ago] == [items(folder, *span) for span in spans]
    assert figure.previous is None


@pytest.mark.parametrize(("until", "charted"), [("2025-04-30", False), ("2025-05-20", True), ("2025-06-30", True)])
def test_one_month_makes_no_chart_of_months(folder, until, charted):
    text = outline(county(folder, until).compose("情况通报-季度", "2025Q2")[0])
    assert ("各月信访总量" in text) is charted


def test_a_quarter_that_is_over_is_called_by_its_name(folder):
    text = outline(county(folder, "2025-06-30").compose("情况通报-季度", "2025Q2")[0])
    assert "Title: 关于2025年二季度全县信访工作情况的通报" in text
    assert "H 乡镇 | 本期（件） | 上期（件） | 环比 | 去年同期（件） | 同比" in text


def test_statistical_months_say_which_days_they_are_also_of_a_quarter_not_over(folder):
    text = outline(county(folder, "2025-05-25", 26).compose("情况通报-季度", "2025Q2")[0])
    assert "2025年4月至5月指2025年3月26日至2025年5月25日。" in text
    text = outline(county(folder, "2025-05-20", 26).compose("情况通报-季度", "2025Q2")[0])
    assert "2025年3月26日至5月20日，全县信访总量" in text
    assert "指2025年" not in text

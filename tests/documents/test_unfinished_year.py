"""A year that is not over is told as what it is: 今年以来, against the same months, without the words of a year's end."""

import re

import pytest
from opened_county import opened
from outlines import outline

from pipeline.run.init import start


@pytest.fixture(scope="module", params=["2025-06-30", "2025-11-30"])
def county(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("half")
    start(folder, sample=True, rows=300)
    (folder / "config" / "calendar.yaml").write_text(f"data_until: {request.param}\n", "utf-8")
    return request.param, opened(folder)


@pytest.mark.parametrize("kind", ["工作会议讲话", "工作会议部署", "年度报告"])
def test_no_sentence_speaks_of_the_whole_year(county, kind):
    text = outline(county[1].compose(kind, "2025")[0])
    body = "\n".join(line for line in text.splitlines() if not re.match("Title|附件|图|H |  |= |论断|略去", line))
    assert "今年以来" in body
    assert re.findall("2025年(?![0-9]+月)", body) == []


def test_the_words_of_a_year_s_end_are_kept_for_it(county):
    cutoff, opened_county = county
    text = outline(opened_county.compose("工作会议讲话", "2025")[0])
    assert ("岁末年初" in text) is ("“两节”" in text) is ("安定祥和的节日" in text) is (cutoff == "2025-11-30")
    assert ("下一阶段信访工作" in text) is (cutoff == "2025-06-30")


def test_the_base_is_the_same_span_a_year_ago(county):
    cutoff, opened_county = county
    shop = opened_county.shop
    figure = shop.measures.figure("信访总量", shop.settings.calendar.period("2025"))
    same = shop.measures.figure("信访总量", shop.settings.calendar.period(f"2024-01..2024-{cutoff[5:7]}"))
    assert figure.year_ago == same.value


def test_title_columns_and_annexes_name_the_span_that_is_counted(county):
    cutoff, opened_county = county
    text = outline(opened_county.compose("年度报告", "2025")[0])
    span = f"1月至{int(cutoff[5:7])}月"
    lines = [line for line in text.splitlines() if re.match("Title|附件|图|H ", line)]
    assert lines[0] == f"Title: 某县2025年{span}信访工作报告"
    assert f"附件1: 2025年{span}各类问题信访量" in lines
    assert [line for line in lines if "2025年与" in line or "年度" in line or "本年（" in line or "上年" in line] == []
    assert [line for line in lines if f"2025年{span}与2024年{span}各月信访总量（件）" in line]
    assert "H 问题类别 | 本期（件） | 占信访总量 | 去年同期（件） | 同比" in lines
    assert [line for line in lines if line.startswith("H 乡镇 | 本期（件） | 去年同期（件）")]


@pytest.mark.parametrize(
    ("kind", "period", "scope", "days"),
    [
        ("情况通报", "2025-08", None, "2025年8月1日至8月15日"),
        ("情况通报-季度", "2025Q3", None, "2025年7月1日至8月15日"),
        ("乡镇信访简报", "2025Q3", "城关镇", "2025年7月1日至8月15日"),
        ("信访信息专报", "2025-08", None, "2025年8月1日至8月15日"),
    ],
)
def test_a_month_or_quarter_that_is_not_over_is_told_by_its_days(tmp_path, kind, period, scope, days):
    """Half a month's numbers under the month's name would be read as the month's."""
    start(tmp_path, sample=True, rows=300)
    (tmp_path / "config" / "calendar.yaml").write_text("data_until: 2025-08-15\n", "utf-8")
    facts = tmp_path / "config" / "facts" / "信访信息专报"
    (facts / "2025-08.yaml").write_text("标题: 有关情况\n事项:\n  - {标题: 一件事, 情况: 已办理。}\n", "utf-8")
    text = outline(opened(tmp_path).compose(kind, period, scope)[0])
    assert days in text
    assert re.findall("2025年(?:8月(?![0-9]+日)|三季度)", text) == []

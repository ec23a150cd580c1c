"""calendar.yaml: days, watch periods, statistical months, and what is wrong with them."""

import datetime as dt

import pytest

from pipeline.settings import calendar
from pipeline.settings.yaml import load


def parse(tmp_path, text):
    path = tmp_path / "calendar.yaml"
    path.write_text(text, "utf-8")
    return calendar.parse(load(path, "config/calendar.yaml")[0])


def test_a_whole_calendar(tmp_path):
    text = """\
data_until: 2025-11-30
month_starts: 26
workdays: [2025-10-11]
holidays: [2025-10-13..2025-10-15, 2025-10-17]
watch:
  国庆2025: 2025-10-01..2025-10-08
"""
    found, problems = parse(tmp_path, text)
    assert not problems
    assert found.data_until == dt.date(2025, 11, 30)
    assert found.month_starts == 26
    assert found.workdays == {dt.date(2025, 10, 11)}
    assert sorted(day.day for day in found.holidays) == [13, 14, 15, 17]
    assert (found.watch["国庆2025"].days, found.watch["国庆2025"].grain) == (8, "watch")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("data_until: 11月30日\n", 1, "不是日期"),
        ("month_starts: 31\n", 1, "1 到 28"),
        ("holidays:\n  - 2025-10\n", 2, "不是日期"),
        ("workdays: [2025-10-01]\nholidays: [2025-10-01]\n", 2, "既写成了工作日又写成了休息日"),
        ("watch:\n  国庆: 2025-10\n", 2, "应写起止日期"),
        ("watch:\n  '2025': 2025-10-01..2025-10-02\n", 2, "与普通期间的写法相同"),
        ("wach: {}\n", 1, "“watch”"),
    ],
)
def test_what_is_wrong(tmp_path, text, line, told):
    _, problems = parse(tmp_path, text)
    assert [(problem.place.line, told in problem.message) for problem in problems] == [(line, True)]

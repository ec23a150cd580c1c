"""增刊 of a 刊名 are numbered apart from it; 总第N期 counts through all years, where the office wants it; a draft has neither."""

import datetime as dt

import pytest
from opened_county import opened
from outlines import outline

from pipeline.run.init import start
from pipeline.run.issue import issue
from pipeline.run.issues import issues
from pipeline.run.order import Order

ENTRIES = """
信访信息专报:
  template: 专报/信访信息专报.txt.j2
  profile: 简报
  grain: month
  needs: [领导接访登记表, 事实]
  series: 信访信息专报
  date: 期末
  total_before: 800
专报-增刊:
  template: 专报/信访信息专报.txt.j2
  profile: 简报
  grain: month
  needs: [领导接访登记表, 事实]
  series: 信访信息专报
  date: 期末
  supplement: true
  recipients: {报: 市信访局, 送: 县委政法委, 印数: 15}
"""
FACTS = "标题: 春运期间信访情况\n按语: 现将有关情况摘报如下。\n事项:\n  - {标题: 情况, 情况: 已办理3件。}\n"
DATE = dt.date(2025, 12, 31)


@pytest.fixture
def folder(tmp_path):
    start(tmp_path, sample=True, rows=60)
    (tmp_path / "config" / "documents.yaml").write_text(ENTRIES, "utf-8")
    facts = tmp_path / "config" / "facts" / "专报-增刊"
    facts.mkdir()
    (facts / "2025-12.yaml").write_text(FACTS, "utf-8")
    return tmp_path


def masthead(folder, kind):
    return outline(opened(folder).compose(kind, "2025-12")[0]).splitlines()[0]


def sign(folder, kind, copies=60):
    signed = issue(folder, (f"{kind}/2025-12",), DATE, copies, Order((kind,)), lambda _: None)
    return [(one.series, one.number) for one in signed.issues]


def issued_before(folder):
    """The numbers of 信访信息专报 in the drops, by year."""
    found = {}
    for one in issues(folder).issues:
        if one.series == "信访信息专报":
            found.setdefault(one.date.year, []).append(one.number)
    return found


def test_a_draft_has_no_number_yet(folder):
    last = issued_before(folder)
    total = 800 + max(last[2024]) + max(last[2025]) + 1
    assert masthead(folder, "信访信息专报").startswith(f"刊头: 信访信息专报|第〔{max(last[2025]) + 1}〕期（稿）|总第〔{total}〕期|")
    assert masthead(folder, "专报-增刊").startswith("刊头: 信访信息专报|增刊第〔1〕期（稿）||")


def test_signed_each_has_its_own_row_of_numbers(folder):
    last = max(issued_before(folder)[2025])
    assert sign(folder, "专报-增刊") == [("信访信息专报增刊", 1)]
    assert sign(folder, "信访信息专报") == [("信访信息专报", last + 1)]
    listed = issues(folder)
    assert [one.number for one in listed.issues if one.series == "信访信息专报增刊"] == [1]
    assert listed.problems == ()


def test_what_was_signed_is_told_with_its_series(folder):
    signed = issue(folder, ("专报-增刊/2025-12",), DATE, 60, Order(("专报-增刊",)), lambda _: None)
    assert signed.receipts[0].reasons == ("签发为《信访信息专报增刊》第1期",)


def test_the_remark_and_the_colophon_of_a_supplement(folder):
    lines = outline(opened(folder).compose("专报-增刊", "2025-12")[0]).splitlines()
    assert "按语: 编者按：现将有关情况摘报如下。" in lines
    assert any(line.startswith("版记: 报=市信访局 送=县委政法委 ") and line.endswith("（共印15份）") for line in lines)

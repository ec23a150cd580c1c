"""Issue 2: the monthly 情况通报 of the sample county, read back out of the finished Word files."""

import calendar
import datetime as dt
import re
from collections import Counter

import counted
import pytest
from built_county import BULLETIN

# dates, the legal limits in the definitions (口径说明), issue numbers, annexes, copies: none counts anything
FIXED = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{1,2}月"
    r"|(?<=登记日期\+)15日|(?<=受理日期\+)60日|第〔\d+〕期（稿）|附件\d|^附件：1\. |^\d\. |共印\d+份"
)
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


def span(month, year=2025):
    number = int(month[-2:])
    return dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("which", ["sample", "seed_7"])
def test_a_month_s_total_and_channels_are_what_its_rows_say(request, which, month):
    built = request.getfixturevalue(which)
    here = counted.indicators(built.records, span(month))
    text = built.document(BULLETIN, month).text
    for name in ("信访总量", "来信件次", "来访批次", "网信件次"):
        assert re.search(rf"(?<!\d){here[name]}(?:件|批)", text), name


@pytest.mark.parametrize("month", MONTHS)
def test_the_table_of_townships_has_their_order_and_their_volumes(sample, month):
    rows = counted.within(sample.records["信访事项登记表"], "登记日期", span(month))
    volumes = Counter(row["属地"] for row in rows)
    townships = [row["单位名称"] for row in sample.records["单位台账"] if row["单位类别"] == "乡镇"]
    table = next(t for t in sample.document(BULLETIN, month).tables if any("城关镇" in row for row in t))
    found = [row for row in table if set(row) & set(townships)]
    names = [next(cell for cell in row if cell in townships) for row in found]
    assert names == townships
    column = next(n for n in range(1, len(found[0])) if found[0][n].isdigit())
    assert [int(row[column]) for row in found] == [volumes[name] for name in names]


@pytest.mark.parametrize("month", MONTHS)
def test_every_number_of_a_bulletin_is_a_figure(sample, month):
    document, figures = sample.document(BULLETIN, month), sample.figures(BULLETIN, month)["figures"]
    assert [(figure["id"], figure["text"]) for figure in figures] == list(document.controls)
    left = [FIXED.sub("", stretch) for stretch in document.loose]
    assert [stretch for stretch in left if re.search(r"\d", stretch)] == []

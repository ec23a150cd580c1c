"""The three-part rule: one good speech, and every way to break it. A text is parts by lines, ``*`` for a point, digits a figure."""

import re

import pytest

from pipeline.compose.structure import broken
from pipeline.model.document import Document, Heading, Paragraph, Point, Stated, Text
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period

YEAR = Period.parse("2025")
GOOD = ("# 甲", "* 接访3批。", "* 下访。", "# 乙", "* 包案。", "* 化解5件。", "# 丙", "* 排查。", "* 值守。", "各位领导，还有4件。")


def speech(*lines):
    return Document("讲话", YEAR, "全县", "讲话", "讲话", tuple(block(line) for line in lines))


def block(line):
    text = tuple(inline(part) for part in re.split(r"(\d+)", line.lstrip("#* ")) if part)
    if line.startswith("#"):
        return Heading(1, "", text)
    return Point("", text, ()) if line.startswith("*") else Paragraph(text)


def inline(part):
    return Stated("F0001", part, Figure(Indicator("数"), YEAR)) if part.isdigit() else Text(part)


def without(*lines):
    return [line for line in GOOD if line not in lines]


def test_a_good_speech_breaks_nothing():
    assert broken("三段式", speech(*GOOD)) == ()


def test_what_has_no_rule_breaks_none():
    assert broken("", speech("# 甲")) == ()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (without("# 丙"), "应有三个部分（## 标题），现有2个"),
        ([*GOOD, "# 丁", "* 一。", "* 二。"], "应有三个部分（## 标题），现有4个"),
        (without("* 下访。"), "第一部分“甲”只有1个要点（- 开头），应有两个以上"),
        (without("* 值守。"), "第三部分“丙”只有1个要点（- 开头），应有两个以上"),
        ([line.replace("5", "若干") for line in GOOD], "第二部分“乙”里没有数字：前两部分是回顾工作，要用数字说话"),
        ([line.replace("排查", "排查7件") for line in GOOD], "第三部分“丙”里有统计数“7”：这一部分是安排工作，不用统计数"),
    ],
)
def test_each_fault_is_told(lines, told):
    assert broken("三段式", speech(*lines)) == (told,)


def test_the_closing_words_may_name_what_is_not_good_with_figures():
    assert broken("三段式", speech(*GOOD[:-1], "各位领导，还有4件没有办结。")) == ()


@pytest.mark.parametrize("county", ["sample", "seed_7"])
@pytest.mark.parametrize("kind", ["工作会议讲话", "工作会议部署"])
def test_the_speeches_of_the_config_keep_the_rule(request, county, kind):
    document, _ = request.getfixturevalue(county).compose(kind, "2025")
    assert broken("三段式", document) == ()

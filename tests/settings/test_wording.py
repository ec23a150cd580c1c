"""style.yaml's wording: what it says, and each mistake with its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.model.wording import Degrees
from pipeline.settings.wording import parse
from pipeline.settings.yaml import load

HOME = Path(__file__).parents[2]


def parsed(tmp_path, text):
    path = tmp_path / "style.yaml"
    path.write_text(text, "utf-8")
    mapped, problems = load(path, "config/style.yaml")
    assert not problems
    return parse(mapped)


def test_the_packaged_wording_has_no_mistake():
    wording, problems = parse(load(HOME / "config" / "style.yaml", "config/style.yaml")[0])
    assert not problems
    assert wording.degrees == Degrees()
    assert {"全部", "零", "大幅", "率先"} <= {one.word for one in wording.claims}
    assert all(reason for reason in wording.fixed.values())


def test_what_an_office_sets(tmp_path):
    text = """wording:
  change_decimals: 0
  degrees: {sharp: 50, sharp_least: 20}
  many: {一批: 3}
  fixed: {110: 报警电话}
  claims: {全部: {predicates: [全部], phrases: {全部门: 拆错了词}}}
  intents: [力争]
  wrong: {原那么: 原则}
"""
    wording, problems = parsed(tmp_path, text)
    assert not problems
    assert (wording.change_decimals, wording.degrees.sharp, wording.degrees.sharp_least) == (0, Fraction(1, 2), 20)
    assert (wording.many, wording.fixed, wording.wrong) == ({"一批": 3}, {"110": "报警电话"}, {"原那么": "原则"})
    assert (wording.claims[0].word, wording.claims[0].predicates) == ("全部", ("全部",))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("wording:\n  fixd: {}\n", 2, "没有“fixd”这一项，是不是“fixed”"),
        ("wording:\n  change_decimals: 一\n", 2, "应为整数"),
        ("wording:\n  change_decimals: -1\n", 2, "wording.change_decimals 应是不小于 0 的整数，现为 -1"),
        ("wording:\n  percent_base: 0\n", 2, "wording.percent_base 应是不小于 1 的整数，现为 0"),
        ("wording:\n  degrees: {sharp: 10}\n", 2, "由小到大"),
        ("wording:\n  fixed:\n    3000多份: 好听\n", 3, "不能有 件、批、人、次"),
        ("wording:\n  fixed:\n    24小时:\n", 3, "没有写理由"),
        ("wording:\n  claims:\n    全部: {predicate: [全部]}\n", 3, "没有“predicate”这一项"),
        ("wording:\n  many: {一批: 多}\n", 2, "应为整数"),
        ("wording: []\n", 1, "映射"),
    ],
)
def test_a_mistake_has_its_line(tmp_path, text, line, message):
    _, problems = parsed(tmp_path, text)
    assert message in problems[0].message
    assert problems[0].place.file == "config/style.yaml"
    assert problems[0].place.line == line

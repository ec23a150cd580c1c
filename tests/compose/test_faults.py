"""A mistake in a template is told with file, line, what is wrong and the nearest right name; all of them at once."""

from __future__ import annotations

import re

import pytest

from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.settings.yaml import load
from tests.compose.county import YEAR, compose, count, rate

FIGURES = (count("信访总量", 307, 394), count("来访批次", 50, unit="批"), rate("及时受理率", "98.5"))


def declared(name, value, **how) -> Figure:
    return Figure(Indicator(name, **how), YEAR, value=value, numerator=value, denominator=value)


KINDS = (
    declared("平均人数", 4, measure="mean"),
    declared("领导数", 12, measure="count_distinct"),
    declared("按时率", 1, type="ratio", numerator="按时数", denominator="应办数"),
    declared("有班工作日数", 5, type="coverage", options={"each": "workday"}),
    declared("全年达标领导数", 12, type="coverage", options={"each": "领导", "every": "year"}),
)

MISTAKES = [
    ("{{ 信访总谅 }}", "没有“信访总谅”这个名称，最接近的是“信访总量”"),
    ("{{ 信访总量|同笔 }}", "没有“|同笔”这个过滤器，最接近的是“同比”"),
    ("{% if 信访总量 is 有书 %}{% endif %}", "没有“is 有书”这个检验，最接近的是“有数”"),
    ("{% claim 下将(信访总量) %}{% endclaim %}", "没有“下将”这个判断，最接近的是“下降”"),
    ("{% claim 信访总量 > 3 %}{% endclaim %}", "claim 后面应写判断"),
    ("{% claim 全部(信访总量) %}{% endclaim %}", "应写：全部(部分, 总数)"),
    ("{% claim 下降(信访总量) %}{% otherwise %}{% otherwise %}{% endclaim %}", "同一个 claim 里有两个"),
    ('{{ 指标("信访总谅") }}', "没有“信访总谅”这个指标，最接近的是“信访总量”"),
    ("{{ 信访总量.同笔 }}", "指标“信访总量”没有“.同笔”，最接近的是“同比”"),
    ("{{ 期间.上季 }}", "期间没有“.上季”，最接近的是“上期”"),
    ("{% for 镇 in 各乡镇() %}{{ 镇.信访总谅 }}{% endfor %}", "单位没有“.信访总谅”，最接近的是“信访总量”"),
    ("{{ 信访总量 + 来访批次 }}", "模板里不能做运算"),
    ("{{ -信访总量 }}", "模板里不能做运算"),
    ("{% if 信访总量 > 来访批次 %}{% endif %}", "不能在模板里直接比较“信访总量”的大小"),
    ("{% if 信访总量 %}{% endif %}", "不能在模板里直接比较“信访总量”的大小或拿它当条件"),
    ("{% set 甲 = 信访总量 %}{% if 甲 == 307 %}{% endif %}", "不能在模板里直接比较"),
    ("{% if 信访总量|同比 %}{% endif %}", "措辞不能直接当条件用"),
    ("{{ 信访总量|同比(小数=1) }}", "“|同比”的参数不对，可写的参数：位数、升"),
    ('{{ 信访总量|同比(位数="1") }}', "“|同比”的“位数”应为整数"),
    ("{{ 信访总量|同比(位数=期间) }}", "“|同比”的“位数”应为整数，现为期间"),
    ("{% set 甲 = 期间 %}{{ 信访总量|概数(甲) }}", "“|概数”的“说法”应为引号括起来的文字"),
    ("{{ 信访总量|占比(信访总量, 位数=来访批次) }}", "“|占比”的“位数”应为整数，现为指标“来访批次”"),
    ("{{ 信访总量|同比(位数=999999999) }}", "“|同比”的“位数”应在0到6之间"),
    ("{{ [信访总量, 来访批次]|前几位(0) }}", "“|前几位”的“位”应在1到99之间，现为“0”"),
    ('{{ 分组(信访总量, "问题类别", 前=0)|顿号 }}', "“分组”的“前”应在1到999之间，现为“0”"),
    ("{% claim 持续(信访总量, '下降', 次数=1) %}甲{% endclaim %}", "“判断持续”的“次数”应在2到99之间，现为“1”"),
    ("{% claim 有(信访总量, 至少=0) %}甲{% endclaim %}", "“判断有”的“至少”应在1到1000000000之间，现为“0”"),
    ("{{ [信访总量, 来访批次]|前几位(期间) }}", "“|前几位”的“位”应为整数"),
    ('{{ [信访总量]|前几位(独="反映的是问题") }}', "“|前几位”的 独= 里要用“～”代表名称"),
    ("{{ 分组(信访总量, 期间) }}", "“分组”的“维度”应为引号括起来的文字，现为期间"),
    ("{{ 指标(期间) }}", "“指标”的“名”应为引号括起来的文字"),
    ("{% claim 持续(信访总量, 期间) %}甲{% endclaim %}", "“判断持续”的“方向”应为引号括起来的文字"),
    ("{% claim 有(信访总量, 至少='3') %}甲{% endclaim %}", "“判断有”的“至少”应为整数"),
    ("{{ 期间|length }}", "“|length”要跟在列表后面"),
    ("{{ 信访总量|first }}", "“|first”要跟在列表后面"),
    ("{% if '甲' is in 期间 %}{% endif %}", "“is in”后面要写列表或文字"),
    ("{% if 期间 < 3 %}{% endif %}", "这一行里的值不能这样用"),
    ('{{ 信访总量|同比(升="增加") }}', "“升=”只能是上升、增长"),
    ('{{ 信访总量|概数("上下") }}', "概数的说法只能是"),
    ("{{ 信访总量|百分点 }}", "“信访总量”不是率，不能说百分点"),
    ("{{ 信访总量|占比(来访批次) }}", "大于"),
    ("{{ 来访批次|占比(及时受理率) }}", "“及时受理率”是率、平均数一类的数，不能说占比"),
    ("{{ 及时受理率|占比(信访总量) }}", "“及时受理率”是率、平均数一类的数，不能说占比"),
    ("{{ 平均人数|占比(信访总量) }}", "“平均人数”是率、平均数一类的数，不能说占比"),
    ('{{ 分组(平均人数, "问题类别", 前=1, 其他=true)|顿号 }}', "“平均人数”的各项相加得不出总数，分组时没有“其他”可言"),
    ('{{ 分组(领导数, "问题类别", 前=1, 其他=true)|顿号 }}', "“领导数”的各项相加得不出总数，分组时没有“其他”可言"),
    ("{% claim 全部(及时受理率, 及时受理率) %}甲{% endclaim %}", "指标“及时受理率”是率，请写它的分子和分母"),
    ("{% claim 各单位(及时受理率, 及时受理率) %}甲{% endclaim %}", "指标“及时受理率”是率，请写它的分子和分母"),
    ('{% claim 全部(信访总量, 指标("信访总量", 期间=期间.上期)) %}甲{% endclaim %}', "判断“全部”的两个数要同期间、同范围"),
    ("{% claim 每天(有班工作日数) %}甲{% endclaim %}", "判断“每天”要用 type: coverage、each: day 的指标"),
    ("{% claim 每天(按时率) %}甲{% endclaim %}", "判断“每天”要用 type: coverage、each: day 的指标"),
    ("{% claim 每个工作日(按时率) %}甲{% endclaim %}", "要用 type: coverage、each: workday或each: day 的指标"),
    ("{% claim 每名每月(全年达标领导数, 领导数) %}甲{% endclaim %}", "判断“每名每月”要用 type: coverage、every: month 的指标"),
    ('{{ "甲"|同比 }}', "“|同比”只能跟在指标后面"),
    ("{{ 信访总量|分别 }}", "“|分别”要跟在列表后面"),
    ("{{ [信访总量] }}", "这里只能打印指标、文字、日期和期间"),
    ("{{ 指标(*[1]) }}", "不能用 *"),
    ('{{ 指标("信访总量", 期间="去年") }}', "期间“去年”看不懂"),
    ('{{ 指标("信访总量", 范围="城管镇") }}', "没有“城管镇”这个单位，最接近的是“城关镇”"),
    ("{% include 'parts/没有.j2' %}", "找不到模板“parts/没有.j2”"),
    ("{{ 信访总量 }", "花括号不成对"),
    ("{{ 信访总量｜同比 }}", "有不能用的符号"),
    ("{％ claim 下降(信访总量) ％}甲{% otherwise %}乙{% endclaim %}", "标签的符号要用半角：“{％”应为“{%”、“％}”应为“%}”"),
    ("｛% claim 下降(信访总量) %｝甲{% endclaim %}", "“｛%”应为“{%”、“%｝”应为“%}”"),
    ("{% if 信访总量 is 有数 ％}甲{% endif %}", "“％}”应为“%}”"),
]


@pytest.mark.parametrize(("line", "message"), MISTAKES)
def test_a_mistake_has_its_line_and_says_what_to_do(tmp_path, line, message):
    groups = {(name, "问题类别"): (FIGURES[0],) for name in ("平均人数", "领导数")}
    document, problems = compose(tmp_path, f"# 标题\n\n甲。\n{line}\n", *FIGURES, *KINDS, groups=groups)
    assert document is None
    found = [problem for problem in problems if message in problem.message]
    assert found, [problem.message for problem in problems]
    assert found[0].found == line.strip()[:60]
    assert (found[0].place.file, found[0].place.line, found[0].level) == ("templates/文.txt.j2", 4, "error")


def test_a_template_without_a_word_is_a_mistake_and_one_whose_sentences_drop_out_is_none(tmp_path):
    document, (problem,) = compose(tmp_path, "\ufeff\n  \n", *FIGURES)
    assert document is None
    assert (problem.level, str(problem.place)) == ("error", "templates/文.txt.j2")
    assert problem.message.startswith("模板是空的，写出来只会是一份白纸，没有写")
    assert compose(tmp_path, "{% if false %}甲。{% endif %}\n", *FIGURES)[0] is not None


@pytest.mark.parametrize(
    ("line", "message"),
    [("{% claim 下降(信访总量) %}", "标签没有结束"), ("{{ 信访总量", "没有配上"), ("{% nosuch %}", "不认识的标签")],
)
def test_an_unfinished_tag_is_told_where_its_end_was_missed(tmp_path, line, message):
    _, problems = compose(tmp_path, f"# 标题\n{line}\n", *FIGURES)
    assert message in problems[0].message
    assert problems[0].place.line in (2, 3)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("甲{{ 信访总量\n\n乙。\n", "“{{”没有配上“}}”", 4),
        ("{% if 期间\n", "“{%”没有配上“%}”", 2),
        ("{{ 信访总量|同比(\n", "没有写完", 2),
        ("{{ 指标('甲) }}\n", "有不能用的符号“'”（全角的括号、引号、逗号要改成半角；引号要成对）", 2),
        ("{% if 期间 %}甲\n", "标签没有结束：{% if %} 缺少 {% endif %}", 2),
        ("{% for 镇 in 各乡镇() %}\n甲\n", "标签没有结束：{% for %} 缺少 {% endfor %}", 3),
        ("{% endif %}\n", "{% endif %} 没有与它配对的开头", 2),
        ("{% endfr %}\n", "{% endfr %} 没有与它配对的开头", 2),
        ("{% fro %}\n", "有不认识的标签 {% fro %}", 2),
        ("{{ 信访总量 ] }}\n", "不成对：多了或错了“]”", 2),
        ("{{ 信访总量 } }}\n", "不成对：多了或错了“}”", 2),
        ("{{ 指标(‘甲’) }}\n", "有不能用的符号“‘”", 2),
        ("{{ 信访总量 同比 }}\n", "里多了“同比”", 2),
        ("{{ }}\n", "没有写内容", 2),
        ("{% for 镇 各乡镇() %}{% endfor %}\n", "{% for 名称 in 列表 %}", 2),
        ("{# 注\n", "注释“{#”没有配上“#}”", 2),
        ("{% set 3 = 4 %}\n", "写法看不懂", 2),
        ("{% block 甲 %}{% endblock %}{% block 甲 %}{% endblock %}\n", "{% block 甲 %} 同名", 2),
    ],
)
def test_what_the_engine_says_in_english_is_told_in_chinese(tmp_path, text, message, line):
    document, problems = compose(tmp_path, f"# 标题\n{text}", *FIGURES)
    assert document is None
    assert message in problems[0].message
    assert not re.search("[A-Za-z]{3,}", re.sub(r"\{%.*?%\}|\w+\.yaml", "", problems[0].message))
    assert abs(problems[0].place.line - line) <= 1


def test_a_mistake_in_a_part_is_told_there(tmp_path):
    files = {"文.txt.j2": "# 标题\n{% include 'parts/件.j2' %}\n", "parts/件.j2": "甲。\n{{ 信访总量.同笔 }}\n"}
    _, problems = compose(tmp_path, files, *FIGURES)
    assert [(one.place.file, one.place.line) for one in problems] == [("templates/parts/件.j2", 2)]


def test_all_mistakes_are_told_at_once(tmp_path):
    _, problems = compose(tmp_path, "{{ 甲 }}\n{{ 信访总量|乙 }}\n{{ 信访总量 + 信访总量 }}\n", *FIGURES)
    assert sorted(one.place.line for one in problems) == [1, 2, 3]


def test_a_loose_digit_is_told_with_its_line_and_the_document_still_stands(tmp_path):
    document, problems = compose(tmp_path, "# 标题\n\n甲。\n\n共12件，{{ 信访总量 }}，１3%。\n", *FIGURES)
    assert document is not None
    told = [(one.rule, one.place.line, one.message.split("”")[0]) for one in problems]
    assert told == [("loose-digit", 5, "“12"), ("loose-digit", 5, "“１3%")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## 一、甲\n文。\n", "标题的序号由程序编写"),
        ("- 一是甲。\n- 乙。\n", "“一是”“二是”由程序编写"),
        ("| 甲 | 乙 |\n| 丙 |\n", "表格第2行有1格，表头有2格"),
        ("! 刊号：甲\n\n文。\n", "刊头没有“刊号”这一项"),
        ("文。\n\n> 抄：甲\n", "版记没有“抄”这一项"),
        ("~ 饼图 甲\n| 甲 | 乙 |\n| 丙 | {{ 信访总量 }} |\n", "没有“饼图”这种图"),
    ],
)
def test_a_mistake_in_the_markup(tmp_path, text, message):
    _, problems = compose(tmp_path, text, *FIGURES)
    assert message in problems[0].message
    assert problems[0].rule == "markup"


def test_private_use_characters_cannot_be_smuggled_in(tmp_path):
    document, problems = compose(tmp_path, "甲\U000f0000乙\n", *FIGURES)
    assert document is None
    assert "专用区" in problems[0].message


def test_what_a_facts_file_does_not_say_is_told_of_the_facts_file(tmp_path):
    path = tmp_path / "2025.yaml"
    path.write_text("标题: 甲\n正文: 乙\n", "utf-8")
    facts, _ = load(path, "config/facts/专报/2025.yaml")
    _, (problem,) = compose(tmp_path, "# {{ 事实.标题 }}\n\n{{ 事实.事项 }}\n", *FIGURES, facts=facts)
    assert str(problem.place) == "config/facts/专报/2025.yaml 第1行"
    assert problem.message == "缺少“事项”这一项（这里只有：标题、正文），templates/文.txt.j2 第3行 要用它，请补上"
    path.write_text("", "utf-8")
    facts, _ = load(path, "config/facts/专报/2025.yaml")
    _, (problem,) = compose(tmp_path, "# {{ 事实.标题 }}\n", *FIGURES, facts=facts)
    assert problem.told.startswith("config/facts/专报/2025.yaml：缺少“标题”这一项（这里什么也没有写）")


def test_an_item_of_a_facts_file_that_lacks_something_is_told_at_its_line(tmp_path):
    path = tmp_path / "2025.yaml"
    path.write_text("事项:\n  - {标题: 甲, 情况: 乙}\n  - {标题: 丙, 情況: 丁}\n", "utf-8")
    facts, _ = load(path, "config/facts/专报/2025.yaml")
    line = "{{ 项.标题 }}{{ 项.情况 }}{% if 项.办理 is defined %}{{ 项.办理 }}{% endif %}"
    text = f"# 题\n\n{{% for 项 in 事实.事项 %}}\n{line}\n{{% endfor %}}\n"
    _, (problem,) = compose(tmp_path, text, *FIGURES, facts=facts)
    assert str(problem.place) == "config/facts/专报/2025.yaml 第3行"
    assert "缺少“情况”这一项，最接近的是“情況”" in problem.message

"""What the finished document knows of its figures and claims."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.document import Chart, Stated
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.place import Place
from pipeline.settings.yaml import load
from tests.compose.county import County, compose, count, outline, rate


def test_every_place_has_an_entry_of_its_own_in_order(tmp_path):
    text = "# {{ 信访总量 }}\n\n{{ 信访总量 }}，{{ 信访总量|同比 }}，**{{ 信访总量.上期 }}**。\n\n| 甲 |\n| {{ 信访总量.数 }} |\n"
    document, _ = compose(tmp_path, text, count("信访总量", 307, 394, 300))
    assert [(one.id, one.text, one.form, one.strong) for one in document.figures] == [
        ("F0001", "307件", "value", False),
        ("F0002", "307件", "value", False),
        ("F0003", "22.1%", "change_on_year", False),
        ("F0004", "300件", "previous", True),
        ("F0005", "307", "value", False),
    ]


def test_the_blocks_hold_the_same_figures(tmp_path):
    text = "- {{ 信访总量 }}。{{ 信访总量 }}。\n- 乙{{ 信访总量 }}。\n\n甲{{ 缺数 }}。\n"
    document, _ = compose(tmp_path, text, count("信访总量", 307), count("缺数"))
    inside = [one for block in document.blocks for one in (*block.lead, *block.rest) if isinstance(one, Stated)]
    assert tuple(inside) == document.figures
    assert len(inside) == 3


def test_what_was_left_out_says_why(tmp_path):
    document, _ = compose(
        tmp_path, "甲。集体访{{ 集体访批次 }}。\n", count("集体访批次", unit="批", why_null="没有《信访事项登记表》")
    )
    assert document.left_out == ("集体访〔缺：集体访批次（2025，全县）：没有《信访事项登记表》〕。",)


def test_claims_are_recorded_with_what_they_printed(tmp_path):
    text = (
        "{% claim 下降(信访总量) %}\n"
        "总量{{ 信访总量|同比 }}{% claim 有(来访批次) %}，来访{{ 来访批次 }}{% endclaim %}。\n"
        "{% endclaim %}\n"
        "{% claim 零(来访批次) %}\n无来访。\n{% endclaim %}\n{% claim 零(缺数) %}\n无。\n{% otherwise %}\n有。\n{% endclaim %}\n"
    )
    document, _ = compose(tmp_path, text, count("信访总量", 307, 394), count("来访批次", 5, unit="批"), count("缺数"))
    told = [(one.predicate, one.arguments, one.holds, one.printed, one.text, one.place.line) for one in document.claims]
    assert told == [
        ("下降", ("信访总量",), True, "then", "总量同比下降22.1%，来访5批。", 1),
        ("有", ("来访批次",), True, "then", "，来访5批", 2),
        ("零", ("来访批次",), False, "nothing", "", 4),
        ("零", ("缺数",), None, "nothing", "", 7),
    ]


def test_a_claim_whose_sentence_dropped_out_printed_nothing(tmp_path):
    claim = "{% claim 下降(信访总量) %}"
    text = f"甲。{claim}总量下降，{{% endclaim %}}集体访{{{{ 缺数 }}}}。{claim}总量下降。{{% endclaim %}}\n"
    document, _ = compose(tmp_path, text, count("信访总量", 307, 394), count("缺数"))
    assert outline(document) == "甲。总量下降。"
    assert [(one.printed, one.text) for one in document.claims] == [("nothing", ""), ("then", "总量下降。")]


@pytest.mark.parametrize(("points", "warned"), [("- 甲。\n- 乙。\n", True), ("- 甲。\n- 乙。\n- 丙。\n", False)])
def test_a_lead_in_that_counts_its_points(tmp_path, points, warned):
    _, problems = compose(tmp_path, f"要抓好三件事：\n\n{points}", count("信访总量", 1))
    assert [(one.rule, one.level, one.place.line) for one in problems] == ([("counted-list", "warning", 1)] if warned else [])


def test_numbers_of_a_facts_file_have_its_line(tmp_path):
    path = tmp_path / "事实.yaml"
    path.write_text("会议:\n  - 召开调度会3次，印发〔2025〕12号文件\n次数: 12\n", "utf-8")
    facts, _ = load(path, "config/facts/短报/2025.yaml")
    document, problems = compose(tmp_path, "{{ 事实.会议|first }}，{{ 事实.次数 }}。\n", count("信访总量", 1), facts=facts)
    assert not problems
    assert outline(document) == "召开调度会【3次】，印发〔2025〕12号文件，【12】。"
    assert [one.figure.evidence for one in document.figures] == [
        "config/facts/短报/2025.yaml 第2行",
        "config/facts/短报/2025.yaml 第3行",
    ]
    assert all(one.figure.reported for one in document.figures)


def test_numbers_of_a_definition_have_its_line(tmp_path):
    figure = rate("及时受理率", "98.5")
    place = Place("config/indicators.yaml", line=9)
    indicator = dataclasses.replace(figure.indicator, definition="登记之日起15日内受理的", place=place)
    document, problems = compose(tmp_path, "{{ 及时受理率.口径 }}。\n", dataclasses.replace(figure, indicator=indicator))
    assert not problems
    assert outline(document) == "登记之日起【15日】内受理的。"
    assert document.figures[0].figure.evidence == "config/indicators.yaml 第9行"


def test_ranks_parts_and_missing_units(tmp_path):
    figure = rate("及时受理率", "98.5", numerator=197, denominator=200, rank=2, missing=("城关镇",), evidence="月报")
    text = "第{{ 及时受理率.排名 }}，{{ 及时受理率.分子 }}/{{ 及时受理率.分母 }}，缺{{ 及时受理率.缺 }}，{{ 及时受理率.依据 }}。\n"
    document, _ = compose(tmp_path, text, figure)
    assert outline(document) == "第【2】，【197】/【200】，缺城关镇，月报。"


def test_a_rate_of_nothing_is_printed_of_a_part_of_the_period_as_one_of_all_is(tmp_path):
    """Six were due in the months that are in, and none was in time; of counts a zero is not known."""
    text = "| 率 | 全 | 无 | 件 |\n|:--|--:|--:|--:|\n| {{ 率.数 }} | {{ 全.数 }} | {{ 无.数 }} | {{ 件.数 }} |\n"
    figures = (
        rate("率", 0, numerator=0, denominator=6, complete=False),
        rate("全", 100, numerator=6, denominator=6, complete=False),
        rate("无", None, numerator=0, denominator=0, complete=False),
        count("件", 0, complete=False),
    )
    document, _ = compose(tmp_path, text, *figures)
    assert "  【0.0】 | 【100.0】 | — | —" in outline(document).splitlines()


@pytest.mark.parametrize("note", ["不公开说明", "不公开说明.句"])
def test_the_sign_of_a_small_base_is_no_number_withheld(tmp_path, note):
    few = rate("率", 50, numerator=1, denominator=2, small_base=True)
    table = "| 率 | 件 |\n|:--|--:|\n| {{ 率.数 }}{{ 率.基数小 }} | {{ 件.数 }} |\n"
    for noted in (f"|> {{{{ {note} }}}}\n", ""):
        document, problems = compose(tmp_path, table + noted, few, count("件", 3))
        assert "  【50.0】* | 【3】" in outline(document)
        assert ("不予公开" in outline(document), problems) == (False, ())
        hidden, problems = compose(tmp_path, table + noted, few, count("件", suppressed=True))
        assert "  【50.0】* | *" in outline(hidden)
        assert ("不予公开" in outline(hidden), [one.rule for one in problems]) == ((True, []) if noted else (False, ["withheld"]))


def test_a_chart_says_in_words_what_it_shows(tmp_path):
    total = count("信访总量", 307, 394)
    months = [Figure(total.indicator, total.period, value=n, member=f"{m}月", dimension="month") for m, n in ((1, 30), (2, None))]
    text = (
        '~ 折线图 月度走势\n| 月份 | 今年 |\n{% for 月 in 分组(信访总量, "月份") %}\n| {{ 月.名称 }} | {{ 月 }} |\n{% endfor %}\n'
    )
    document, problems = compose(tmp_path, text, total, groups={("信访总量", "month"): months})
    assert not problems
    chart = document.blocks[0]
    assert isinstance(chart, Chart)
    assert (chart.kind, chart.categories, chart.series) == ("line", ("1月", "2月"), (("今年", (30.0, None)),))
    assert document.figures == ()


def test_a_row_of_another_unit_and_period(tmp_path):
    total = count("信访总量", 307, 394)
    from pipeline.model.period import Period

    own = {
        "信访总量": total,
        ("信访总量", "2024", "城关镇"): dataclasses.replace(total, period=Period.parse("2024"), scope="城关镇", value=9),
    }
    text = (
        "{% for 镇 in 各乡镇(期间=期间.去年同期) %}\n{{ 镇.简称 }}{{ 镇.信访总量|若有 }}，\n{% endfor %}\n"
        '{{ 指标("信访总量", 期间="2024", 范围="城关镇") }}。\n'
    )
    document, _ = compose(tmp_path, text, measures=County(own))
    assert outline(document) == "城关【9件】，东关，【9件】。"


def test_the_issue_number_is_a_draft_until_signed(tmp_path):
    text = "{{ 期号 }}，{{ 县名 }}。\n"
    draft, problems = compose(tmp_path, text, count("甲", 1), next_number=100)
    signed, _ = compose(tmp_path, text, count("甲", 1), number=99)
    assert not problems
    assert [outline(draft), outline(signed)] == ["第〔100〕期（稿），安平县。", "第99期，安平县。"]


def test_a_template_knows_what_a_total_counts(tmp_path):
    whole = count("信访总量", 10)
    whole = dataclasses.replace(whole, indicator=dataclasses.replace(whole.indicator, options={"parts": ("来信件次",)}))
    told = "{% for 项 in [来信件次, 来电件次] %}{{ 项 }}{% if 项 is 计入(信访总量) %}计入{% else %}另有{% endif %}。{% endfor %}\n"
    document, _ = compose(tmp_path, told, whole, count("来信件次", 10), count("来电件次", 3))
    assert outline(document) == "【10件】计入。【3件】另有。"


def test_a_month_of_a_breakdown_is_named_as_people_write_it(tmp_path):
    from pipeline.model.period import Period

    total = count("信访总量", 24)
    months = [
        Figure(total.indicator, Period.parse(f"2025-{m}"), value=n, member=f"2025-{m}", dimension="month")
        for m, n in ((10, 16), (11, 8))
    ]
    text = '{{ 分组(信访总量, "月份")|顿号 }}。\n{% for 月 in 分组(信访总量, "月份") %}{{ 月.名称 }}。{% endfor %}\n'
    document, problems = compose(tmp_path, text, total, groups={("信访总量", "month"): months})
    assert not problems
    assert outline(document) == "2025年10月【16件】、2025年11月【8件】。2025年10月。2025年11月。"


def test_others_of_a_sum_add_up_and_every_day_may_be_claimed_of_days(tmp_path):
    total = count("信访总量", 10)
    kinds = [
        Figure(total.indicator, total.period, value=n, member=m, dimension="问题类别") for m, n in (("甲", 5), ("乙", 3), ("丙", 2))
    ]
    days = Figure(Indicator("天数", type="coverage", options={"each": "day"}), total.period, value=8, numerator=8, denominator=8)
    others = '{{ 分组(信访总量, "问题类别", 前=1, 其他=true)|顿号 }}。'
    text = others + "{% claim 每天(天数) %}每天都有。{% endclaim %}{% claim 每个工作日(天数) %}每日。{% endclaim %}\n"
    document, problems = compose(tmp_path, text, total, days, groups={("信访总量", "问题类别"): kinds})
    assert not problems
    assert outline(document) == "甲【5件】、其他【5件】。每天都有。每日。"


def test_a_claim_is_told_by_the_span_unit_and_base_that_it_speaks_of(tmp_path):
    """Else two claims of one indicator could not be told apart, by an auditor or when a signed paper is looked at again."""
    text = (
        "{% claim 下降(信访总量) %}降。{% endclaim %}{% claim 下降(信访总量, 对比='环比') %}降。{% endclaim %}"
        "{% claim 零(指标('信访总量', 期间=期间.上期)) %}无。{% endclaim %}"
        "{% claim 零(指标('信访总量', 范围='城关镇')) %}无。{% endclaim %}"
        "{% claim 有(分组(信访总量, '问题类别')|first, 至少=3) %}有。{% endclaim %}"
    )
    total = count("信访总量", 30, 40, 20)
    first = dataclasses.replace(total, member="征地拆迁", dimension="问题类别")
    document, problems = compose(tmp_path, text, total, groups={("信访总量", "问题类别"): (first,)})
    assert not problems
    assert [one.arguments for one in document.claims] == [
        ("信访总量",),
        ("信访总量", "对比=环比"),
        ("信访总量（2024）",),
        ("信访总量（城关镇）",),
        ("信访总量（征地拆迁）", "至少=3"),
    ]

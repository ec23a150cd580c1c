"""Mistakes in indicators.yaml: each told once, with its line and the nearest right name."""

from pathlib import Path

import pytest

from pipeline.settings import indicators, tables
from pipeline.settings.chosen import choices, chosen
from pipeline.settings.yaml import load

CONFIG = Path(__file__).resolve().parents[2] / "config"
DESIGN = [
    "信访总量", "来信件次", "来访批次", "来访人次", "网信件次", "来电件次", "集体访批次", "集体访人次",
    "初次信访件次", "重复信访件次", "重复信访率", "去市集体访批次", "赴省集体访批次", "赴省访批次",
    "进京访批次", "办结件次", "及时受理率", "按期办结率", "满意率", "参评率", "接访批次", "接访人次",
    "接访领导数", "乡镇部门接访批次", "接访工作日覆盖率", "县领导数", "每月接访达标领导数", "下访次数",
    "下访领导数", "下访达标领导数", "下访化解件数", "积案总数", "积案化解数", "积案化解率",
    "市交办重点案件数", "市交办重点案件办结数", "应建接待日单位数", "已建接待日单位数", "专报期数",
    "专报份数", "应报单位日数", "已报单位日数", "日报赴省批次", "日报进京批次", "应报单位月数",
    "已报单位月数",
]  # fmt: skip


@pytest.fixture(scope="module")
def specs():
    return tables.parse(load(CONFIG / "tables.yaml", "config/tables.yaml")[0])[0]


def parse(tmp_path, text, specs):
    path = tmp_path / "indicators.yaml"
    path.write_text(text, "utf-8")
    mapped, syntax = load(path, "config/indicators.yaml")
    found, problems = indicators.parse(mapped, specs)
    return found, sorted((*syntax, *problems), key=lambda problem: problem.place.line)


TWELVE = """\
未知的键:
  table: 信访事项登记表
  mesure: count
未知的表:
  table: 信访登记事项表
未知的列:
  table: 信访事项登记表
  where: {信访方式: 来信}
未知的算法:
  table: 信访事项登记表
  measure: summ
  column: 人数
类别之外:
  table: 信访事项登记表
  where: {信访形式: 来仿}
文字求和:
  table: 信访事项登记表
  measure: sum
  column: 属地
名称 有空格:
  table: 信访事项登记表
写了两次:
  table: 信访事项登记表
写了两次:
  table: 信访事项登记表
没有分母:
  type: ratio
  numerator: 写了两次
  unit: '%'
绕圈甲:
  type: derived
  plus: [绕圈乙]
绕圈乙:
  type: derived
  plus: [绕圈甲]
未知的时间:
  table: 信访事项登记表
  cohort: 登记日起
类型不对:
  table: 信访事项登记表
  where: {人数: {at_least: 五}}
"""


def test_twelve_mistakes_are_twelve_problems_each_with_its_line_and_the_nearest_name(tmp_path, specs):
    _, problems = parse(tmp_path, TWELVE, specs)
    wanted = [
        (3, "“mesure”", "“measure”"),
        (5, "“信访登记事项表”", "“信访事项登记表”"),
        (8, "“信访方式”", "“信访形式”"),
        (11, "“summ”", "“sum”"),
        (15, "“来仿”", "“来信”"),
        (19, "“属地”不是数", "人数、涉及人数"),
        (20, "“名称 有空格”", "不能有空格"),
        (24, "“写了两次”写了两次", "第22行"),
        (26, "缺少“denominator”", "没有分母"),
        (30, "绕圈甲 → 绕圈乙 → 绕圈甲", "改掉其中一处"),
        (38, "“登记日起”", "“登记日期”"),
        (41, "“人数”的 at_least 应为整数", "五"),
    ]
    assert len(problems) == 12, [problem.message for problem in problems]
    for problem, (line, found, nearest) in zip(problems, wanted, strict=True):
        assert (problem.level, problem.place.file, problem.place.line) == ("error", "config/indicators.yaml", line), problem.message
        assert found in problem.message
        assert nearest in problem.message


RATE = "率: {type: ratio, numerator: 数, denominator: 数, unit: '%'}\n数: {table: 信访事项登记表, unit: 件}"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("  table: 信访事项登记表\n  where: 来信", "where 应为“列名: 要求”的映射"),
        ("  table: 信访事项登记表\n  where: {信访形式: 3}", "应为文字，现为“3”"),
        ("  table: 信访事项登记表\n  where: {人数: 五}", "应为整数，现为“五”"),
        ("  table: 信访事项登记表\n  where: {属地: {at_least: 3}}", "列“属地”不是数"),
        ("  table: 信访事项登记表\n  where: {人数: {atleast: 3}}", "“at_least”"),
        ("  table: 信访事项登记表\n  where: {any: {信访形式: 来信}}", "where 的 any 应为列表"),
        ("  table: 信访事项登记表\n  where: {人数: {at_least: {setting: collectiv_min}}}", "“collective_min”"),
        ("  table: 信访事项登记表\n  where: {受理日期: {not_after: 登记时间}}", "“登记时间”不是表“信访事项登记表”的日期列"),
        ("  table: 信访事项登记表\n  where: {信访人: 张}", "没有列“信访人”"),
        ("  table: 信访事项登记表\n  measure: sum", "缺少“column”"),
        ("  table: 信访事项登记表\n  cohort: 属地", "“属地”不是表“信访事项登记表”的日期列"),
        ("  type: ration", "“ratio”"),
        ("  type: ratio\n  numerator: 试\n  denominator: 没有", "denominator 里的“没有”不是指标"),
        ("  type: derived\n  plus: [{试: 二}]", "plus 里的“{'试': '二'}”不是指标"),
        (
            f"  type: derived\n  plus: [率]\n  unit: '%'\n{RATE}",
            "“率”是率，率不能相加减：两率之差在模板里用“|百分点”",
        ),
        ("  type: [simple]", "类型“['simple']”不认识"),
        ("  type: coverage\n  of: 试\n  each: unit\n  roster: {table: 领导名册, name: 姓, begun: 任职起}", "roster 应写"),
        ("  type: coverage\n  of: 试\n  each: unit\n  roster: {table: 领导名册, name: 姓名, begun: 职务}", "roster 应写"),
        ("  type: coverage\n  of: 试\n  each: unit\n  roster: {table: 名册, name: 姓名}", "roster 应写"),
        ("  type: coverage\n  of: 试\n  each: unit\n  roster: {table: 领导名册, nmae: 姓名}", "roster 应写"),
        ("  table: 信访事项登记表\n  polarity: good", "polarity“good”不认识"),
        ("  type: coverage\n  each: unit\n  count: mett\n  of: 试", "“met”"),
        ("  type: coverage\n  each: unit", "缺少“of”"),
        ("  table: 5", "“table”应为文字"),
        ("  - 1", "应为“名称: 内容”的映射"),
    ],
)
def test_what_is_wrong_with_an_entry(tmp_path, specs, entry, told):
    _, problems = parse(tmp_path, f"试:\n{entry}\n", specs)
    assert any(told in problem.message for problem in problems), [problem.message for problem in problems]
    assert all(problem.place.line and problem.place.line >= 1 for problem in problems)


@pytest.mark.parametrize("each", ["领导接访", "wrokday", "来访人"])
def test_what_a_coverage_goes_by_is_a_column_that_may_be_read(tmp_path, specs, each):
    text = "批次:\n  table: 领导接访登记表\n达标:\n  type: coverage\n  of: 批次\n  each: "
    assert parse(tmp_path, text + "接访领导\n", specs)[1] == []
    (problem,) = parse(tmp_path, f"{text}{each}\n", specs)[1]
    assert f"each“{each}”不是表“领导接访登记表”的列" in problem.message
    assert problem.place.line == 3


def test_every_indicator_of_the_design_is_declared(specs):
    found, problems = indicators.parse(load(CONFIG / "indicators.yaml", "config/indicators.yaml")[0], specs)
    assert not problems
    assert [name for name in DESIGN if name not in found] == []
    assert [name for name, one in found.items() if not one.definition] == []
    assert [name for name, one in found.items() if one.is_rate and one.type == "ratio" and "的比重" not in one.definition] == []
    volumes = ["信访总量", "来信件次", "来访批次", "来访人次", "进京访批次", "重复信访率"]
    assert {found[name].polarity for name in volumes} == {"neutral"}


def test_settings_take_the_place_of_values(tmp_path, specs):
    text = "试:\n  table: 信访事项登记表\n  where: {人数: {at_least: {setting: collective_min}}}\n"
    found, problems = parse(tmp_path, text, specs)
    assert not problems
    assert found["试"].where.bound.name == "collective_min"


def test_a_definition_says_what_the_office_set(tmp_path, specs):
    found = parse(tmp_path, (CONFIG / "indicators.yaml").read_text("utf-8"), specs)[0]
    columns = choices(found, specs)
    assert columns["channels_in_total"].name == "信访形式"
    default, _ = chosen(found, {"collective_min": 5}, columns)
    assert "含来信、来访、网上信访、来电；" in default["信访总量"].definition
    own, problems = chosen(found, {"collective_min": 10, "channels_in_total": ("来信", "来访", "网上信访")}, columns)
    assert not problems
    assert "含来信、来访、网上信访，不含来电；" in own["信访总量"].definition
    assert "（10人及以上）" in own["集体访批次"].definition
    assert (own["信访总量"].options["parts"], len(default["信访总量"].options["parts"])) == (
        ("来信件次", "来访批次", "网信件次"),
        4,
    )


def test_a_definition_names_no_setting_that_there_is_not(tmp_path, specs):
    found, _ = parse(tmp_path, "试:\n  table: 信访事项登记表\n  definition: 含{channel_in_total}\n", specs)
    _, (problem,) = chosen(found, {}, {})
    assert "没有“channel_in_total”这个设置，是不是“channels_in_total”？" in problem.message
    assert problem.place.line == 1


RATES = """\
信访总量: {table: 信访事项登记表, unit: 件}
来访批次: {table: 信访事项登记表, where: {信访形式: 来访}, unit: 批}
全角: {type: ratio, numerator: 来访批次, denominator: 信访总量, unit: '％'}
千分: {type: ratio, numerator: 来访批次, denominator: 信访总量, unit: '‰'}
覆盖: {type: coverage, of: 来访批次, each: day, count: share, unit: 天}
报来的差: {type: reported, unit: 个百分点}
每件批数: {type: ratio, numerator: 来访批次, denominator: 信访总量, unit: 批}
"""


def test_a_share_has_the_one_sign_that_it_is_printed_with(tmp_path, specs):
    """With any other it would print as 0 or 1: 0.25 is 25%."""
    found, problems = parse(tmp_path, RATES, specs)
    told = [(problem.place.line, problem.message) for problem in problems]
    assert [line for line, _ in told] == [3, 4, 5]
    assert "单位“％”不能用，率的单位写半角的 '%'" in told[0][1]
    assert "单位“‰”不能用" in told[1][1]
    assert "“覆盖”（count: share）是率，单位应写 unit: '%'" in told[2][1]
    assert found["每件批数"].decimals == 2

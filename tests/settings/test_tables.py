"""tables.yaml: the eleven tables, and every mistake in a project's own with its line."""

import datetime as dt

import pytest

from pipeline.settings import tables
from pipeline.settings.loading import defaults
from pipeline.settings.yaml import load, merge

DEFAULT, _ = load(defaults() / "config" / "tables.yaml", "config/tables.yaml")


def parsed(tmp_path, text):
    path = tmp_path / "tables.yaml"
    path.write_text(text, "utf-8")
    own, problems = load(path, "config/tables.yaml")
    assert problems == ()
    return tables.parse(merge(DEFAULT, own, 5))


def test_all_tables_of_the_data_dictionary_are_declared():
    specs, problems = tables.parse(DEFAULT)
    assert problems == ()
    assert list(specs) == [
        *("信访事项登记表", "领导接访登记表", "领导下访登记表", "信访积案台账", "上级交办案件台账", "单位台账"),
        *("接访安排表", "发文登记簿", "填报数据表", "日报表", "领导名册"),
    ]


def test_the_first_table_as_the_dictionary_says():
    spec = tables.parse(DEFAULT)[0]["信访事项登记表"]
    assert (spec.key, spec.date, spec.scopes) == (("信访编号",), "登记日期", ("属地", "责任单位"))
    required = [column.name for column in spec.columns if column.required]
    assert required == ["信访编号", "登记日期", "信访形式", "人数", "属地", "办理状态"]
    private = [column.name for column in spec.columns if column.private]
    assert private == ["信访人", "身份证号", "联系电话", "住址", "代理人", "信访内容", "备注"]
    assert spec.orders == (("登记日期", "受理日期"), ("登记日期", "办结日期"), ("受理日期", "办结日期"))
    people = spec.column("人数")
    assert people is not None
    assert (people.type, people.minimum, people.blank, people.aliases) == (
        "integer",
        1,
        1,
        ("信访人数", "来访人数", "接访人数", "接待人数"),
    )


def test_a_column_means_the_same_in_each_table_that_declares_it():
    specs, _ = tables.parse(DEFAULT)
    for name in ("人数", "办理状态", "问题类别", "办结日期"):
        declared = [spec.column(name) for spec in specs.values() if spec.column(name)]
        assert len(declared) > 1
        assert len({(c.type, c.aliases, tuple(c.values.items()), c.blank) for c in declared}) == 1, name


def test_a_project_adds_a_spelling_and_keeps_the_rest(tmp_path):
    specs, problems = parsed(tmp_path, "columns:\n  信访形式:\n    values:\n      来访: [访, 上门]\n")
    assert problems == ()
    column = specs["信访事项登记表"].column("信访形式")
    assert column is not None
    assert column.values["来访"] == ("访", "上门")
    assert column.values["来信"] == ("信", "信件", "写信")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("tables:\n  信访事项登记表:\n    keys: [x]\n", 3, "没有“keys”这一项，是不是“key”"),
        ("tables:\n  信访事项登记表:\n    date: 登记日\n", None, "“登记日”不是它的列"),
        ("tables:\n  信访事项登记表:\n    date: 信访编号\n", None, "应为日期列"),
        ("tables:\n  信访事项登记表:\n    on_repeat: 替换\n", None, "on_repeat 应为replace或error"),
        ("tables:\n  我的表:\n    columns:\n      甲: {type: 整数}\n", 4, "类型“整数”不认识"),
        ("tables:\n  我的表:\n    columns:\n      甲: {type: category}\n", 4, "应列出可填的值"),
        ("tables:\n  我的表:\n    columns:\n      甲: {minimum: 三}\n", 4, "“minimum”应为整数"),
        ("tables:\n  我的表:\n    columns:\n      甲: {type: integer, blank: 无}\n", 4, "blank 应为整数，现为“无”"),
        ("tables:\n  我的表:\n    columns:\n      甲: {type: date, blank: 2025-01-01}\n", 4, "blank 在日期列不能写"),
        ("tables:\n  我的表:\n    columns: {甲: {}}\n    key_year: true\n", None, "却没有写 date"),
        ("tables:\n  我的表:\n    columns: {甲: {}}\n    warnings: [{rule: need}]\n", 4, "“need”不认识，是不是“needs”"),
        ("tables:\n  我的表:\n    columns: {甲: {}}\n    warnings: [{rule: [needs]}]\n", 4, "不认识"),
        ("tables:\n  我的表:\n    columns: {甲: {}}\n    warnings: [{rule: needs, column: {乙: 丙}}]\n", 4, "不是它的列"),
        ("tables:\n  我的表:\n    columns: {甲: {}}\n    units: {name: {甲: 乙}}\n", None, "units 里的“{'甲': '乙'}”不是它的列"),
        ("tables:\n  我的表:\n    columns: {甲: {}}\n    warnings: [{rule: sequence, column: 乙, by: 甲}]\n", 4, "“乙”不是它的列"),
        ("table:\n  我的表: {}\n", 1, "没有“table”这一项，是不是“tables”"),
        ("信访事项登记表:\n  filed_by: 乡镇\n", 1, "“信访事项登记表”要写在 tables: 下面：在它上面加一行“tables:”"),
        ("属地:\n  also: [村]\n", 1, "“属地”要写在 columns: 下面：在它上面加一行“columns:”"),
    ],
)
def test_each_mistake_is_told_with_its_line_and_the_nearest_name(tmp_path, text, line, words):
    _, problems = parsed(tmp_path, text)
    assert [p for p in problems if words in p.message], [p.message for p in problems]
    if line:
        assert [p.place.line for p in problems if words in p.message] == [line]


def test_a_blank_that_is_written_as_a_number_is_a_text_in_a_column_of_texts(tmp_path):
    specs, problems = parsed(
        tmp_path, "tables:\n  我的表:\n    columns:\n      甲: {blank: 1}\n      乙: {type: integer, blank: 1}\n"
    )
    assert problems == ()
    assert [column.blank for column in specs["我的表"].columns] == ["1", 1]


def test_words_and_limits():
    reading, problems = tables.parse_reading(DEFAULT)
    assert problems == ()
    assert "合计" in reading.words.totals
    assert reading.limits.earliest == dt.date(1950, 1, 1)


def test_a_limit_that_is_no_date_is_told(tmp_path):
    path = tmp_path / "tables.yaml"
    path.write_text("limits:\n  earliest: 去年\n  depth: 深\n", "utf-8")
    own, _ = load(path, "config/tables.yaml")
    reading, problems = tables.parse_reading(merge(DEFAULT, own, 5))
    assert sorted(p.place.line for p in problems) == [2, 3]
    assert reading.limits.earliest == dt.date(1950, 1, 1)


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("{value: 市, date: 化解日期}", "要写全 value、date、before 三项"),
        ("{value: 市级, date: 化解日期, before: 县}", "的 value “市级”不在它的 values 里"),
        ("{value: 市, day: 化解日期, before: 县}", "没有“day”这一项"),
    ],
)
def test_since_when_a_value_holds_is_said_whole(tmp_path, since, told):
    _, problems = parsed(tmp_path, f"columns:\n  交办级别:\n    since: {since}\n")
    assert problems
    assert all(told in problem.message for problem in problems)

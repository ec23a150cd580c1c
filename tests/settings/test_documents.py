"""documents.yaml and organization.yaml: what may stand there, and every mistake with its line."""

import datetime as dt

import pytest

from pipeline.model.period import Period
from pipeline.model.settings import Calendar
from pipeline.model.tables import Column, TableSpec
from pipeline.settings import documents, organization
from pipeline.settings.yaml import load

WATCH = Period(dt.date(2025, 10, 1), dt.date(2025, 10, 8), "watch", "国庆2025")
TABLES = {"信访事项登记表": TableSpec("信访事项登记表", (Column("信访编号"),))}


def read(tmp_path, text):
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    return load(path, "config/x.yaml")[0]


def test_a_document_is_read(tmp_path):
    mapped = read(tmp_path, "通报:\n  template: a.txt.j2\n  grain: quarter\n  needs: 信访事项登记表\n  date: 2026-01-05\n")
    specs, problems = documents.parse(mapped, TABLES)
    assert not problems
    spec = specs["通报"]
    assert (spec.template, spec.grain, spec.needs, spec.date) == (
        "a.txt.j2", "quarter", ("信访事项登记表",), dt.date(2026, 1, 5),
    )  # fmt: skip


def test_what_a_document_is_written_for(tmp_path):
    text = """
各乡镇: {template: a, for_each: 乡镇, grain: quarter, file: "{期间}{范围}通报"}
日报: {template: a, for_each: 特护期}
公示: {template: a, for_each: [接访安排表], needs: [事实, 信访事项登记表]}
部门日报: {template: a, for_each: [县直部门, 特护期]}
专报: {template: a, series: 信访信息专报, copies: 30, periods: [2025, 国庆2025]}
"""
    tables = {**TABLES, "接访安排表": TableSpec("接访安排表", (Column("日期", "date"),), date="日期")}
    days = Calendar(watch={"国庆2025": WATCH})
    specs, problems = documents.parse(read(tmp_path, text), tables, days)
    assert not problems
    outline = {name: (spec.for_each, spec.days, spec.grain) for name, spec in specs.items()}
    assert outline == {
        "各乡镇": ("乡镇", "", "quarter"), "日报": (None, "特护期", "day"), "公示": (None, "接访安排表", "day"),
        "部门日报": ("县直部门", "特护期", "day"), "专报": (None, "", "month"),
    }  # fmt: skip
    assert (specs["公示"].needs, specs["公示"].needs_facts) == (("信访事项登记表",), True)
    assert (specs["专报"].series, specs["专报"].copies) == ("信访信息专报", 30)
    assert specs["专报"].periods == (Period.parse("2025"), WATCH)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("for_each: 乡", "是不是“乡镇”"),
        ("for_each: 信访事项登记表", "不认识"),
        ("periods: [2025, 国庆2026]", "期间“国庆2026”看不懂"),
        ("date: 明天", "不是日期"),
        ("audience: all", "可用：public、internal"),
        ("copies: 0", "应为 1 或更大"),
        ('file: "{月份}"', "不能用"),
        ('file: "../{期间}"', "不能用"),
        ("file: 通报", "要有 {期间}"),
        ('{for_each: 乡镇, file: "{期间}"}', "要有 {范围}"),
        ("grain: range", "不认识"),
        ("supplement: true", "却没有刊名，请写 series"),
        ("{for_each: 乡镇, series: 专报, total_before: -1}", "应是 0 或更大的整数，现为 -1"),
        ("{for_each: 乡镇, series: 专报, supplement: true, total_before: 3}", "是增刊，另行编号，不计总期号"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_line(tmp_path, entry, told):
    lines = entry[1:-1].replace(", ", "\n  ") if entry.startswith("{f") else entry
    _, problems = documents.parse(read(tmp_path, f"甲:\n  template: a\n  {lines}\n"), TABLES)
    assert told in "；".join(problem.message for problem in problems)
    assert problems[0].place.line == 2 + len(lines.splitlines())


def test_a_name_that_no_folder_can_have(tmp_path):
    _, problems = documents.parse(read(tmp_path, '"甲/乙": {template: a}\n'), TABLES)
    assert "名称里不能有" in problems[0].message


def test_every_mistake_of_documents_yaml_is_told_at_once(tmp_path):
    mapped = read(tmp_path, "甲:\n  templete: a\n乙:\n  template: b\n  grain: fortnight\n  needs: [信访登记表]\n丙: 1\n")
    _, problems = documents.parse(mapped, TABLES)
    told = [(p.place.line, p.message) for p in problems]
    assert [line for line, _ in told] == [2, 1, 5, 6, 7, 7]
    assert "是不是“template”" in told[0][1]
    assert "fortnight" in told[2][1]
    assert "是不是“信访事项登记表”" in told[3][1]


def test_an_organization_has_a_default_for_everything(tmp_path):
    office, problems = organization.parse(read(tmp_path, ""))
    assert not problems
    assert (office.county, office.office, office.units, office.nameless) == ("某县", "某县信访局", (), True)


def test_units_of_an_organization(tmp_path):
    office, problems = organization.parse(read(tmp_path, "county: 甲县\nunits:\n  乡镇: [东乡, 西乡]\n  县直部门: [县教育局]\n"))
    assert not problems
    assert [(u.name, u.kind) for u in office.units] == [("东乡", "乡镇"), ("西乡", "乡镇"), ("县教育局", "县直部门")]
    assert office.office == "甲县信访局"


def test_a_unit_named_twice_and_an_unknown_key_are_mistakes(tmp_path):
    _, problems = organization.parse(read(tmp_path, "countie: 甲县\nunits:\n  乡镇: [东乡, 东乡]\n"))
    assert ["countie" in problems[0].message, "东乡" in problems[1].message] == [True, True]


def test_a_file_name_may_be_written_as_templates_write_names(tmp_path):
    specs, problems = documents.parse(read(tmp_path, '通报: {template: a, file: "{{期间}}全县信访工作情况通报"}\n'), TABLES)
    assert not problems
    assert specs["通报"].file == "{期间}全县信访工作情况通报"


CHANNELS = Column("信访形式", "category", values={"来信": ("信",), "来访": (), "网上信访": ("网", "网信"), "来电": ("电",)})


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("channels_in_total: [来信，来访]", "里的“来信，来访”用“，”隔开，只算一项"),
        ("channels_in_total: [来信, 网信, 微信]", "里的“微信”不是信访形式，是不是“来信”？可用：来信、来访、网上信访、来电"),
        ("channels_in_total: []", "是空的"),
        ("not_units: [县本级，外县]", "not_units 里的“县本级，外县”用“，”隔开"),
        ("units: {乡镇: [东乡、西乡]}", "units 的乡镇 里的“东乡、西乡”用“、”隔开"),
        ("collective_min: 0", "应是不小于 2 的整数，现为 0"),
        ("public_min: -3", "应是不小于 1 的整数，现为 -3"),
        ("county: 开阳县。", "末尾多了“。”"),
        ("guiding: [坚持以人民为中心的发展思想。]", "guiding 的“坚持以人民为中心的发展思想。”末尾多了“。”"),
        ("office: 开阳县信访局：", "末尾多了“：”"),
        ("practices: {公开接访: 县领导每周接访}", "practices 的“公开接访”末尾没有句号，请补上“。”"),
        ("practices: {公开接访: }", "practices 的“公开接访”应是一段文字，现为空的；没有这种做法的，请删去这一行"),
    ],
)
def test_what_an_office_cannot_mean_is_told_at_its_line(tmp_path, line, told):
    _, problems = organization.parse(read(tmp_path, f"perspective: 全县\n{line}\n"), CHANNELS)
    assert [told in problem.message for problem in problems] == [True]
    assert problems[0].place.line == 2


def test_channels_are_understood_as_in_cells(tmp_path):
    office, problems = organization.parse(read(tmp_path, "channels_in_total: [信, ' 来访', 网信, 网]\n"), CHANNELS)
    assert not problems
    assert office.options["channels_in_total"] == ("来信", "来访", "网上信访")


def test_a_place_that_is_no_unit_may_have_a_mark_in_its_name_and_guiding_words_quotes(tmp_path):
    text = "not_units: [县本级, 市、县直属单位]\nguiding: [“四下基层”, 推进信访工作法治化]\n"
    office, problems = organization.parse(read(tmp_path, text))
    assert (office.not_units, problems) == (("县本级", "市、县直属单位"), ())

"""What an office sets once for its papers: where they speak from, whom they go to, its guiding words, the names of its files."""

import pytest
from opened_county import opened
from outlines import outline

from pipeline.run.build import build
from pipeline.run.init import start
from pipeline.run.order import Order

WORDS = """# {{ 范围 }}情况

{% for 句 in 指导 %}{{ 句 }}，{% endfor %}{{ 视角 }}信访总量{{ 信访总量 }}。

> 报：{{ 收文.报 }}
> 送：{{ 收文.送 }}
> 印数：（共印{{ 收文.印数 }}份）
"""
ENTRIES = """
县情况: {template: 情况.txt.j2, grain: year, file: "{{期间}}全县信访工作情况"}
上报: {template: 情况.txt.j2, grain: year, perspective: 我县, recipients: {报: 省信访局}}
镇情况: {template: 情况.txt.j2, grain: year, for_each: 乡镇, perspective: 我镇, file: "{范围}{期间}年情况"}
部门情况: {template: 情况.txt.j2, grain: year, for_each: 县直部门}
"""
OFFICE = """county: 安平县
guiding: [坚持以人民为中心的发展思想, 深入贯彻落实《信访工作条例》]
recipients: {报: 市信访局, 送: 县委政法委, 印数: 25}
"""


@pytest.fixture
def folder(tmp_path):
    start(tmp_path, sample=True, rows=60)
    (tmp_path / "config" / "documents.yaml").write_text(ENTRIES, "utf-8")
    (tmp_path / "config" / "organization.yaml").write_text(OFFICE, "utf-8")
    (tmp_path / "templates").mkdir(exist_ok=True)
    (tmp_path / "templates" / "情况.txt.j2").write_text(WORDS, "utf-8")
    return tmp_path


def told(folder, kind, scope=None):
    return outline(opened(folder).compose(kind, "2025", scope)[0]).splitlines()


@pytest.mark.parametrize(
    ("kind", "scope", "speaks"),
    [("县情况", None, "全县"), ("上报", None, "我县"), ("镇情况", "城关镇", "我镇"), ("部门情况", "县公安局", "县公安局")],
)
def test_where_a_paper_speaks_from(folder, kind, scope, speaks):
    (line,) = [line for line in told(folder, kind, scope) if "信访总量" in line]
    assert line.startswith(f"坚持以人民为中心的发展思想，深入贯彻落实《信访工作条例》，{speaks}信访总量【")


def test_the_office_may_say_it_for_all_papers(folder):
    (folder / "config" / "organization.yaml").write_text(OFFICE + "perspective: 我县\n", "utf-8")
    assert any("我县信访总量" in line for line in told(folder, "县情况"))
    assert any("我镇信访总量" in line for line in told(folder, "镇情况", "城关镇"))


def test_a_paper_s_own_recipients_win_and_the_others_are_the_office_s(folder):
    assert "版记: 报=市信访局 送=县委政法委 （共印25份）" in told(folder, "县情况")
    assert "版记: 报=省信访局 送=县委政法委 （共印25份）" in told(folder, "上报")


def test_guiding_words_that_nobody_wrote_are_not_printed(folder):
    (folder / "config" / "organization.yaml").write_text("county: 安平县\n", "utf-8")
    (line,) = [line for line in told(folder, "县情况") if "信访总量" in line]
    assert line.startswith("全县信访总量【")
    assert not any(line.startswith("版记: 报") for line in told(folder, "县情况"))


def test_an_office_names_its_files(folder):
    outcome = build(folder, Order(("县情况", "镇情况"), "2025"), lambda _: None)
    names = {receipt.path.relative_to(folder / "outputs").as_posix() for receipt in outcome.receipts}
    assert {"县情况/2025全县信访工作情况.docx", "镇情况/城关镇2025年情况.docx"} <= names
    assert all((folder / "outputs" / name).exists() for name in names)


def test_a_county_without_a_name_is_told_until_it_has_one_where_a_document_prints_it(folder):
    (folder / "templates" / "情况.txt.j2").write_text(f"{WORDS}\n= {{{{ 单位 }}}}\n", "utf-8")
    (folder / "templates" / "无名.txt.j2").write_text(WORDS, "utf-8")
    (folder / "config" / "documents.yaml").write_text(f"{ENTRIES}无名: {{template: 无名.txt.j2, grain: year}}\n", "utf-8")

    def nameless(office, document):
        (folder / "config" / "organization.yaml").write_text(office, "utf-8")
        outcome = build(folder, Order((document,), "2025"), lambda _: None)
        assert [receipt.status for receipt in outcome.receipts] == ["made"]
        return [(one.level, one.place.file, "某县" in one.message) for one in outcome.problems if one.rule == "county-name"]

    told = [("info", "config/organization.yaml", True)]
    assert nameless("speaker: 张三\n", "县情况") == told
    assert nameless("speaker: 李四\n", "无名") == []
    assert nameless("office: 安平县信访局\n", "县情况") == []
    assert nameless("county: 某县\n", "县情况") == []
    assert nameless("# 还没有填\n", "县情况") == told


def test_a_channel_that_the_total_leaves_out_is_not_listed_under_it(tmp_path):
    start(tmp_path, sample=True, rows=300)
    path = tmp_path / "config" / "organization.yaml"
    path.write_text(path.read_text("utf-8") + "\nchannels_in_total: [来信, 来访, 网上信访]\n", "utf-8")
    text = "\n".join(outline(opened(tmp_path).compose("年度报告", "2025")[0]).splitlines())
    assert "从信访形式看，来信【" in text
    assert "来电【" not in text
    assert "不含来电" in text

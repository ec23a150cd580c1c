"""Lint: the examples in each rule's manual, fixture files, and the command on a little project."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.compose import Composer
from pipeline.compose.lint.rules import RULES
from pipeline.compose.lint.script import read
from pipeline.settings.loading import load
from pipeline.settings.wording import parse
from pipeline.settings.yaml import load as load_yaml
from tests.compose.county import County, count, settings_of

HOME = Path(__file__).parents[2]
WORDING, _ = parse(load_yaml(HOME / "config" / "style.yaml", "config/style.yaml")[0])
NAMES = ("信访总量", "积案总数", "积案化解数", "专报份数", "每月接访要求次数")
COUNTY = County({name: count(name, 1) for name in NAMES})


def found(tmp_path, template: str) -> list[str]:
    """Line, rule and words of everything that the rules find in a template."""
    composer = Composer(settings_of(tmp_path, template, COUNTY))
    script = read(composer.parsed("文.txt.j2"))
    told = [(script.line(one.at), f"{name} {one.found}") for name, check in RULES for one in check(script, WORDING)]
    return [f"{line} {what}" for line, what in sorted(told, key=lambda pair: pair[0])]


def manual_examples() -> list[tuple[str, str, str]]:
    examples = []
    for name, check in RULES:
        manual = importlib.import_module(check.__module__).__doc__ or ""
        for kind, line in re.findall(r"(bad|good): {2,3}(\S.*?)(?=\n|$| {4,})", manual):
            examples.append((name, kind, line))
    return examples


@pytest.mark.parametrize(("rule", "kind", "line"), manual_examples())
def test_the_examples_of_the_manuals(tmp_path, rule, kind, line):
    rules = [one.split()[1] for one in found(tmp_path, line + "\n")]
    assert (rule in rules) == (kind == "bad"), rules


def test_every_rule_has_examples():
    assert {(rule, "bad") for rule, _ in RULES} <= {(rule, kind) for rule, kind, _ in manual_examples()}


CASES = [
    pytest.param(template, wanted, id=title)
    for path in sorted((Path(__file__).parent / "lint").glob("*.txt"))
    for title, template, wanted in re.findall(r"^(.+)\n\.\n((?:.*\n)*?)\.\n((?:.*\n)*?)\.\n", path.read_text("utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize(("template", "wanted"), CASES)
def test_fixture(tmp_path, template, wanted):
    assert "".join(f"{line}\n" for line in found(tmp_path, template)) == wanted


def test_wrong_words_of_the_damaged_example():
    """Of the misread words that are copied from paper to paper, and of the old terms, none passes."""
    damaged = ["科学开展观", "工作程度", "原那么", "新场面", "零间隔", "进展公示", "深化开展", "结合接访", "言论气氛", "根底上"]
    old = ["上访人员", "上访户", "越级上访", "非正常上访", "非访", "息访", "缠访", "闹访", "稳控", "摆平"]
    assert [word for word in damaged + old if word not in WORDING.wrong] == []


def test_the_packaged_templates_come_out_clean():
    from pipeline.compose.linting import lint

    assert [problem.told for problem in lint(load(HOME)) if problem.level == "error"] == []


@pytest.fixture
def project(tmp_path):
    for folder in ("config", "templates", "inputs"):
        (tmp_path / folder).mkdir()
    (tmp_path / "config" / "documents.yaml").write_text("短报:\n  template: 短报.txt.j2\n  grain: month\n", "utf-8")
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ending:
        main(list(arguments))
    return int(ending.value.code or 0)


def test_the_command_tells_file_and_line(project, capsys):
    (project / "templates" / "短报.txt.j2").write_text("# 短报\n\n信访总量{{ 信访总谅 }}，办结12件。\n", "utf-8")
    (project / "templates" / "没人用.txt.j2").write_text("甲。\n", "utf-8")
    unasked = "没人问的件次: {table: 信访事项登记表, unit: 件, definition: 件次}\n"
    (project / "config" / "indicators.yaml").write_text(unasked, "utf-8")
    assert run("lint", "--project", str(project), "--format", "json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    told = {(one["rule"], one["level"], one["file"], one["line"]) for one in problems}
    assert ("template", "error", "templates/短报.txt.j2", 3) in told
    assert ("loose-digit", "error", "templates/短报.txt.j2", 3) in told
    assert ("unused-template", "warning", "templates/没人用.txt.j2", None) in told
    assert [one["level"] for one in problems if one["rule"] == "unused-indicator" and "没人问的件次" in one["message"]] == ["info"]
    assert "最接近的是“信访总量”" in next(one["message"] for one in problems if one["rule"] == "template")


def test_a_template_that_cannot_be_parsed_is_used_all_the_same_and_so_is_what_it_includes(project, capsys):
    (project / "templates" / "短报.txt.j2").write_text('# 短报\n\n{% include "尾.txt.j2" %}\n信访总量{{ 信访总量 。\n', "utf-8")
    (project / "templates" / "尾.txt.j2").write_text('{% include "末.txt.j2" %}\n{% if 信访总量 %}\n', "utf-8")
    (project / "templates" / "末.txt.j2").write_text("完。\n", "utf-8")
    assert run("lint", "--project", str(project), "--format", "json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    told = [(one["rule"], one["file"]) for one in problems if one["rule"] in ("template", "unused-template")]
    assert told == [("template", "templates/尾.txt.j2"), ("template", "templates/短报.txt.j2")]


def test_a_sentence_ends_before_the_next_begins(project, capsys):
    (project / "templates" / "短报.txt.j2").write_text('{{ 信访总谅 }}{{ 指标("来信件") }}。\n', "utf-8")
    (project / "templates" / "另.txt.j2").write_text("{% claim 全布(信访总量, 信访总量) %}甲。{% endclaim %}\n", "utf-8")
    assert run("lint", "--project", str(project), "--format", "json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    told = [one["message"] for one in problems if "最接近的是" in one["message"]]
    assert len(told) == 3
    assert [message for message in told if not re.search("”。(指标|填报|可用)", message)] == []


def test_what_the_office_typed_is_looked_at_too(project, capsys):
    (project / "templates" / "短报.txt.j2").write_text("# 短报\n\n信访总量{{ 信访总量 }}。\n", "utf-8")
    (project / "config" / "organization.yaml").write_text("county: 某县\nguiding:\n  - 减少越级上访  # 息访\n", "utf-8")
    style = "wording:\n  claims:\n    全都: {predicates: [全步]}\n"
    (project / "config" / "style.yaml").write_text(style, "utf-8")
    assert run("lint", "--project", str(project), "--format", "json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    told = {(one["rule"], one["level"], one["file"], one["line"], one["found"]) for one in problems}
    assert ("wrong-word", "warning", "config/organization.yaml", 3, "越级上访") in told
    assert ("style", "error", "config/style.yaml", None, "全步") in told
    assert not any(one["found"] == "息访" for one in problems)


def test_a_practice_that_no_template_prints_is_told(project, capsys):
    (project / "templates" / "短报.txt.j2").write_text("# 短报\n\n{{ 做法.公开接访 }}\n", "utf-8")
    words = "practices:\n  公开接访: 县领导每周接访。\n  公开下访: 县领导每月下访。\n"
    (project / "config" / "organization.yaml").write_text(words, "utf-8")
    assert run("lint", "--project", str(project), "--format", "json") == 0
    (told,) = [one for one in json.loads(capsys.readouterr().out)["problems"] if one["rule"] == "unused-practice"]
    assert (told["level"], told["file"], told["line"], told["found"]) == ("warning", "config/organization.yaml", 3, "公开下访")
    assert "最接近的是“公开接访”" in told["message"]


def test_the_command_on_a_terminal(project, capsys):
    (project / "templates" / "短报.txt.j2").write_text("# 短报\n\n信访总量{{ 信访总量 }}。\n", "utf-8")
    assert run("lint", "--project", str(project)) == 0
    assert "0 处错误" in capsys.readouterr().out

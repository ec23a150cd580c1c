"""``briefing build`` as a program calls it: exit codes, JSON, what is told when something is wrong."""

import json
import platform
import re

import pytest
from little import lay

from pipeline.cli import _group
from pipeline.cli.ending import run
from pipeline.run import make


@pytest.fixture
def project(tmp_path):
    return lay(tmp_path)


def spoken(capsys, project, *arguments):
    code = run(_group, ["build", *arguments, "--project", str(project), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def statuses(outcome):
    return {document["status"] for document in outcome["documents"]}


def test_made_and_then_current(project, capsys):
    code, outcome = spoken(capsys, project)
    assert (code, statuses(outcome)) == (0, {"made", "skipped"})
    assert "error" not in outcome
    code, outcome = spoken(capsys, project)
    assert (code, statuses(outcome)) == (0, {"current", "skipped"})
    county = next(one for one in outcome["documents"] if one["document"] == "全县月报")
    assert (county["path"], county["figures"], county["claims"]) == ("outputs/全县月报/2025-01.docx", 3, 0)


def test_a_mistake_in_a_template_is_an_error_and_the_rest_is_told(project, capsys):
    (project / "templates" / "镇.txt.j2").write_text("# 标题\n\n{{ 没有这个 }}\n", "utf-8")
    code, outcome = spoken(capsys, project)
    assert (code, outcome["error"]["kind"]) == (2, "config")
    assert outcome["error"]["problems"][0]["line"] == 3
    assert statuses(outcome) == {"failed", "made", "skipped"}


def test_a_bug_in_a_document_is_an_error_with_a_report_and_the_rest_is_told(project, capsys, monkeypatch):
    real = make.composed

    def flawed(job, *others):
        if job.scope == "东乡":
            raise ZeroDivisionError("张三 13912345678")
        return real(job, *others)

    monkeypatch.setattr(make, "composed", flawed)
    code, outcome = spoken(capsys, project)
    assert (code, outcome["error"]["kind"]) == (3, "bug")
    assert statuses(outcome) == {"failed", "made", "skipped"}
    (report,) = (project / ".briefing").glob("错误报告-*.txt")
    text = re.sub(r"\.py:\d+ ", ".py ", report.read_text("utf-8").replace(platform.platform(), ""))
    assert "ZeroDivisionError" in text
    assert "139" not in text
    assert "张三" not in text


@pytest.mark.parametrize("arguments", [["月抱"], ["--scope", "北乡"], ["--period", "明年"], ["--period", ""]])
def test_what_nobody_knows_is_only_an_error(project, capsys, arguments):
    code, outcome = spoken(capsys, project, *arguments)
    assert (code, set(outcome)) == (2, {"error"})


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--period", ""],
        ["figures", "信访总量", "--period", ""],
        ["explain", "信访总量", "--period", " "],
        ["issue", "全县月报", "--date", "2025-04-01", "--period", ""],
    ],
)
def test_an_empty_period_is_none_that_anybody_can_read(project, capsys, arguments):
    assert run(_group, [*arguments, "--project", str(project)]) == 2
    assert "看不懂" in capsys.readouterr().err
    assert not (project / "outputs").exists()


def test_reports_are_written_beside(project, capsys, tmp_path):
    code, _ = spoken(capsys, project, "--junit", str(tmp_path / "r" / "a.xml"), "--summary", str(tmp_path / "r" / "b.md"))
    assert code == 0
    cases = (tmp_path / "r" / "a.xml").read_text("utf-8").splitlines()
    assert sum('classname="文稿.乡镇月报"' in case and case.endswith("/>") for case in cases) == 9
    assert "| 全县月报 | 2025-01 | 全县 | 已生成 | 首次生成 |" in (tmp_path / "r" / "b.md").read_text("utf-8")

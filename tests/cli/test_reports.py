"""A report goes beside what the project is made of, never over it."""

import datetime as dt
import os
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from little import lay

from pipeline.cli import _group
from pipeline.cli.ending import run
from pipeline.console.junit import junit
from pipeline.console.summary import summary
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.receipt import Receipt
from pipeline.run.build import Outcome

CALLS = {
    "--rows": ("explain", "信访总量", "--period", "2025"),
    "--summary": ("build",),
    "--junit": ("build",),
    "--html": ("check",),
}


@pytest.fixture
def project(tmp_path):
    return lay(tmp_path / "project", months=1)


def state(project):
    return {path: path.read_bytes() for path in project.rglob("*") if path.is_file() and ".briefing" not in path.parts}


@pytest.mark.parametrize("option", CALLS)
@pytest.mark.parametrize(
    "place",
    ["inputs/信访事项登记表东乡.csv", "inputs/新/a.md", "config/documents.yaml", "templates/县.txt.j2",
     "outputs/全县月报/2025-01.docx", "outputs/全县月报/2025-01.figures.json", "outputs/../inputs/a.md"],
)  # fmt: skip
def test_nothing_is_written_over_what_the_project_is_made_of(project, option, place, capsys):
    before = state(project)
    assert run(_group, [*CALLS[option], "--project", str(project), option, str(project / place)]) == 2
    assert f"参数 {option} 无效" in capsys.readouterr().err
    assert state(project) == before


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links")
def test_nor_over_a_link(project, tmp_path, capsys):
    link = tmp_path / "页.md"
    link.symlink_to(project / "inputs" / "单位台账.csv")
    (tmp_path / "数据").symlink_to(project / "inputs", target_is_directory=True)
    before = state(project)
    for path in (link, tmp_path / "数据" / "页.md"):
        assert run(_group, ["build", "--project", str(project), "--summary", str(path)]) == 2
        assert "inputs/ 里" in capsys.readouterr().err
    assert state(project) == before


def test_rows_are_not_saved_over_any_workbook(project, tmp_path, capsys):
    call = [*CALLS["--rows"], "--project", str(project), "--rows", str(tmp_path / "明细.xlsx")]
    assert run(_group, call) == 0
    whole = (tmp_path / "明细.xlsx").read_bytes()
    assert run(_group, call) == 2
    assert "已经有了，没有覆盖它" in capsys.readouterr().err
    assert (tmp_path / "明细.xlsx").read_bytes() == whole


@pytest.mark.parametrize("place", ["outputs/总览.md", "页.md"])
def test_elsewhere_a_report_is_written_anew(project, place):
    (project / place).parent.mkdir(exist_ok=True)
    (project / place).write_text("old", "utf-8")
    assert run(_group, ["build", "--project", str(project), "--summary", str(project / place)]) == 0
    assert (project / place).read_text("utf-8") != "old"


def test_a_build_that_cannot_begin_says_so_in_its_reports(project, tmp_path):
    call = ["build", "--project", str(project), "--summary", str(tmp_path / "a.md"), "--junit", str(tmp_path / "a.xml")]
    assert run(_group, call) == 0
    (project / "config" / "style.yaml").write_text("loks: {}\n", "utf-8")
    assert run(_group, call) == 2
    suite = ET.parse(tmp_path / "a.xml").getroot()
    assert [(case.get("classname"), case.find("failure") is not None) for case in suite] == [("数据.错误", True)]
    page = (tmp_path / "a.md").read_text("utf-8")
    assert "没有文稿。" in page
    assert "| 错误 | config/style.yaml |  | 1 |" in page


def _outcome(*statuses, problems=(), interrupted=False):
    month = Period.of("month", dt.date(2025, 1, 1))
    receipts = tuple(Receipt("月报", month, f"乡{n}", Path(f"{n}.docx"), status, ()) for n, status in enumerate(statuses))
    return Outcome(receipts, problems, Path(), interrupted)


def test_what_somebody_must_look_at_stands_first_in_the_summary_of_many_documents():
    problems = [Problem("r", "warning", Place(f"{n}.csv"), "提醒的") for n in range(300)] + [
        Problem("r", "error", Place("z.csv"), "错的")
    ]
    page = summary(_outcome(*["made"] * 300, "failed", "edited", "refused", problems=tuple(problems)))
    rows = [line.split(" | ")[2:4] for line in page.splitlines() if line.startswith("| 月报")]
    assert rows[:4] == [["乡300", "失败"], ["乡302", "未写"], ["乡301", "人改过"], ["乡0", "已生成"]]
    assert next(line for line in page.splitlines() if line.startswith(("| 错误", "| 提醒"))).startswith("| 错误 | z.csv")


def test_a_build_that_was_interrupted_is_not_green():
    done = ET.fromstring(junit(_outcome("made")).encode())
    assert [case.get("name") for case in done if case.find("failure") is not None] == []
    suite = ET.fromstring(junit(_outcome("made", interrupted=True)).encode())
    assert [case.get("name") for case in suite if case.find("failure") is not None] == ["中断"]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "已生成 1 份。已中断。" in summary(_outcome("made", interrupted=True))


def test_names_of_files_that_no_xml_may_hold_do_not_spoil_it():
    problem = Problem("r", "error", Place("信\x0b访\ud800\ufffe.csv"), "错在\x01这里")
    (case,) = ET.fromstring(junit(_outcome(problems=(problem,))).encode())
    assert case.get("name") == "1 r 信\ufffd访\ufffd\ufffd.csv"

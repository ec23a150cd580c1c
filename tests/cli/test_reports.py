"""A report goes beside what the project is made of, never over it."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from little import lay

from pipeline.cli import _group
from pipeline.cli.ending import run

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

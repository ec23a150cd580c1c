"""The workflow's own steps, run as a runner runs them: documents and problems are published, never a row."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GITHUB = yaml.safe_load((ROOT / ".github" / "workflows" / "data-drop.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab-ci.yml").read_text("utf-8"))
SECRET = "张三丰"
HEADER = "信访编号,登记日期,信访形式,人数,属地,办理状态,信访人\n"


@pytest.fixture
def workspace(tmp_path):
    """A runner's empty workspace, and a mounted project with one good and one bad row."""
    project = tmp_path / "挂载 的" / "项目"
    for name, text in (
        ("inputs/单位台账.csv", "单位名称,单位类别,领导接待日制度\n东乡,乡镇,已建立\n"),
        ("inputs/信访事项登记表.csv", HEADER + f"1,2025-01-03,来信,1,东乡,办理中,{SECRET}\n"),
        ("config/documents.yaml", "月报: {template: 月.txt.j2, grain: month}\n"),
        ("templates/月.txt.j2", "# {{ 期间 }}月报\n\n信访总量{{ 信访总量 }}。\n"),
    ):
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "workspace").mkdir()
    return tmp_path / "workspace", project


def run(script, workspace, project, **more):
    folder = Path(sys.executable).parent
    environment = {
        **os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "BRIEFING_PROJECT": str(project),
        "REPORTS": str(workspace / "reports"), "GITHUB_STEP_SUMMARY": str(workspace / "step.md"), **more,
    }  # fmt: skip
    return subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=workspace, env=environment, check=False).returncode


def github(workspace, project):
    """Exit codes of the steps by name, with the rules of ``if`` and ``continue-on-error``."""
    codes, failed = {}, False
    for step in GITHUB["jobs"]["build"]["steps"]:
        if "run" in step and (not failed or step.get("if") == "always()"):
            codes[step["name"]] = run(step["run"], workspace, project)
            failed |= bool(codes[step["name"]]) and not step.get("continue-on-error")
    return codes


def gitlab(workspace, project):
    code = run("\n".join(GITLAB["briefing"]["script"]), workspace, project)
    run("\n".join(GITLAB["briefing"]["after_script"]), workspace, project)
    return code


def published(workspace):
    """Everything that the artifacts name, with its text."""
    paths = GITLAB["briefing"]["artifacts"]["paths"]
    steps = GITHUB["jobs"]["build"]["steps"]
    assert next(step for step in steps if "uses" in step)["with"]["path"].split() == paths
    roots = [workspace / path for path in paths]
    files = [file for root in roots for file in (root.rglob("*") if root.is_dir() else [root]) if file.is_file()]
    return {file.relative_to(workspace).as_posix(): file.read_bytes() for file in files}


def test_sound_data_give_documents_and_a_summary(workspace):
    codes = github(*workspace)
    assert set(codes.values()) == {0}
    files = published(workspace[0])
    assert "reports/documents/月报/2025-01.docx" in files
    assert {Path(name).suffix for name in files} == {".docx", ".xml", ".md"}
    assert "| 月报 | 2025-01 | 全县 | 已生成 | 首次生成 |" in (workspace[0] / "step.md").read_text("utf-8")
    assert not [name for name, data in files.items() if SECRET.encode() in data]


def test_bad_rows_are_listed_and_the_run_is_red(workspace):
    where, project = workspace
    table = project / "inputs" / "信访事项登记表.csv"
    table.write_text(table.read_text("utf-8") + f"2,2025-01-04,来信,约5,东乡,办理中,{SECRET}\n", "utf-8")
    codes = github(where, project)
    assert (codes["检查数据"], codes["检查配置和模板"], codes["生成文稿"]) == (1, 0, 1)
    suite = ET.parse(where / "reports" / "build.xml").getroot()
    failures = [case.get("name") for case in suite if case.find("failure") is not None]
    assert any("信访事项登记表.csv" in name and "D3" in name for name in failures)
    assert int(suite.get("failures")) == len(failures)
    summary = (where / "reports" / "summary.md").read_text("utf-8")
    assert "| 错误 | 信访事项登记表.csv |  | D3 |" in summary
    assert not [name for name, data in published(where).items() if SECRET.encode() in data]


def test_a_mistake_in_the_config_stops_the_run_before_it_builds(workspace):
    where, project = workspace
    (project / "config" / "documents.yaml").write_text("月报: {templete: 月.txt.j2}\n", "utf-8")
    codes = github(where, project)
    assert codes["检查配置和模板"] == 2
    assert "生成文稿" not in codes


def test_gitlab_does_the_same(workspace):
    where, project = workspace
    assert gitlab(where, project) == 0
    assert "reports/documents/月报/2025-01.docx" in published(where)
    table = project / "inputs" / "信访事项登记表.csv"
    table.write_text(table.read_text("utf-8") + f"2,2025-01-04,来信,约5,东乡,办理中,{SECRET}\n", "utf-8")
    assert gitlab(where, project) == 1
    assert not [name for name, data in published(where).items() if SECRET.encode() in data]


@pytest.mark.parametrize("runner", [github, gitlab])
def test_a_workspace_that_stays_shows_nothing_of_the_run_before(workspace, runner):
    where, project = workspace
    runner(where, project)
    for path in (project / "outputs" / "月报").iterdir():
        path.unlink()
    (project / "config" / "documents.yaml").write_text("月报: {templete: 月.txt.j2}\n", "utf-8")
    runner(where, project)
    files = published(where) if (where / "reports" / "build.xml").exists() else list((where / "reports").rglob("*.*"))
    assert [str(name) for name in files if "月报" in str(name) or str(name).endswith((".xml", ".md"))] == []


@pytest.mark.parametrize("runner", [github, gitlab])
def test_lock_files_that_name_whoever_has_a_document_open_are_not_published(workspace, runner):
    where, project = workspace
    runner(where, project)
    for name in ("~$25-01.docx", ".~2025-01.docx", ".~lock.2025-01.docx#"):
        (project / "outputs" / "月报" / name).write_bytes(SECRET.encode())
    runner(where, project)
    files = published(where)
    assert "reports/documents/月报/2025-01.docx" in files
    assert not [name for name, data in files.items() if SECRET.encode() in data]


def test_nothing_runs_on_a_hosted_runner_and_nothing_is_checked_out():
    assert "self-hosted" in GITHUB["jobs"]["build"]["runs-on"]
    assert not [step for step in GITHUB["jobs"]["build"]["steps"] if "checkout" in step.get("uses", "")]
    assert GITLAB["variables"]["GIT_STRATEGY"] == "none"

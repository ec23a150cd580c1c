"""``briefing build --pdf --review`` as a clerk calls it."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from little import lay

from pipeline.cli import main
from pipeline.write import pdf


@pytest.fixture
def project(tmp_path):
    return lay(tmp_path)


@pytest.fixture
def run(project, capsys):
    """Build one document with these options: the exit code and what was printed."""

    def running(*options):
        with pytest.raises(SystemExit) as ended:
            main(["build", "全县月报", "--period", "2025-02", "--project", str(project), *options])
        return ended.value.code, capsys.readouterr().out

    return running


def test_without_libreoffice_the_documents_are_made_and_it_is_told(project, run, monkeypatch):
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    code, told = run("--pdf", "--review")
    assert code == 0
    assert "没有找到 LibreOffice，不能转 PDF；Word 文件已经生成" in told
    folder = project / "outputs" / "全县月报"
    assert sorted(path.name for path in folder.iterdir()) == ["2025-02.docx", "2025-02.figures.json", "2025-02.核稿.docx"]
    _, told = run("--pdf", "--format", "json")
    assert [problem["rule"] for problem in json.loads(told)["problems"]].count("no-libreoffice") == 1
    assert json.loads(told)["documents"][0]["status"] == "current"


def test_a_dry_run_writes_neither(project, run):
    run("--pdf", "--review", "--dry-run")
    assert not (project / "outputs").exists() or not list((project / "outputs").rglob("*.*"))

"""docs/json.md names every key that a command prints, under that command."""

import json
import re
from pathlib import Path

import pytest

from pipeline.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
HEAD = "信访编号,登记日期,信访形式,人数,属地,办理状态\n"
# keys that are names of the project's own: files, tables, templates, units
OWN = ("inputs", "rows", "templates", "config", "looks")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("json")
    (folder / "inputs").mkdir()
    rows = "".join(f"A{day},2025-03-{day:02d},来信,1,城关镇,办理中\n" for day in range(1, 9))
    (folder / "inputs" / "信访事项登记表2025.csv").write_text(HEAD + rows, "utf-8")
    (folder / "inputs" / "信访事项登记表.csv").write_text(HEAD + "B1,昨天,来信,1,城关镇,办理中\n", "utf-8")
    return folder


@pytest.fixture
def printed(project, capsys):
    def run(line):
        with pytest.raises(SystemExit):
            main([*line.split(), "--project", str(project), "--format", "json"])
        return json.loads(capsys.readouterr().out)

    return run


def section(title):
    found = re.search(rf"^## {title}$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", found[1]))))


def keys(value):
    """Every key of a JSON value, at any depth; of mappings from the project's own names only the name of the mapping."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item)}
    if not isinstance(value, dict):
        return set()
    return set(value) | {
        inner for key, item in value.items() if not (key in OWN and isinstance(item, dict)) for inner in keys(item)
    }


COMMANDS = (
    ("figures", "figures --period 2025-03", ()),
    ("explain", "explain 来信件次 --period 2025-03", ("figures",)),
    ("check", "check", ()),
    ("build", "build 情况通报 --period 2025-03 --accept-rejected", ("check",)),
    ("lint", "lint", ()),
    ("issue", "issue 情况通报 --date 2025-04-02 --copies 5", ("check", "issues")),
    ("issues", "issues", ("check",)),
    ("accept", "accept 信访事项登记表.csv - B2 --reason 已核对", ()),
    ("init", "init other", ()),
)


@pytest.mark.parametrize(("command", "line", "as_of"), COMMANDS)
def test_every_key_is_named(command, line, as_of, printed):
    named = set().union(*(section(f"briefing {name}") for name in (command, *as_of)))
    told = keys(printed(line))
    assert told
    assert told - named == set()


def test_an_error_is_named(printed):
    assert keys(printed("figures 没有这个")) <= section("Errors") | section("briefing check")
    assert keys(printed("build --nothing")) <= section("Errors")


def test_a_place_of_a_document_and_its_figures_file_are_named(printed, project):
    printed("build 情况通报 --period 2025-02 --accept-rejected")
    docx = project / "outputs" / "情况通报" / "2025-02.docx"
    place = keys(printed(f"explain {docx} 1"))
    assert place <= section("briefing explain") | section("briefing figures")
    whole = json.loads(docx.with_suffix(".figures.json").read_text("utf-8"))
    assert keys(whole) <= section("The figures file") | section("briefing figures")

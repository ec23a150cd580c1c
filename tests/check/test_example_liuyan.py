"""examples/留言: a table of its own by configuration alone, from its workbook to its bulletin."""

import collections
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from pipeline.cli import main

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "留言"


@pytest.fixture
def project(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "留言", ignore=shutil.ignore_patterns("outputs", ".briefing"))
    return tmp_path / "留言"


def briefing(project, *arguments):
    with pytest.raises(SystemExit) as ended:
        main([arguments[0], "--project", str(project), *arguments[1:]])
    return ended.value.code


def test_the_bulletin_states_what_the_workbook_holds(project, capsys):
    rows = list(openpyxl.load_workbook(project / "inputs" / "留言.xlsx").active.iter_rows(min_row=2, values_only=True))
    year = [row for row in rows if row[2].startswith("2019/")]
    by_category = collections.Counter(row[3] for row in year)
    by_month = collections.Counter(int(row[2].split("/")[1]) for row in year)
    assert briefing(project, "check") == 0
    assert briefing(project, "build", "留言通报", "--period", "2019") == 0
    figures = json.loads((project / "outputs" / "留言通报" / "2019.figures.json").read_text("utf-8"))
    texts = [figure["text"] for figure in figures["figures"]]
    assert texts[0] == f"{len(year)}件"
    cells = [int(text) for text in texts if text.isdecimal()]
    assert collections.Counter(cells) == collections.Counter([*by_category.values(), len(year), *by_month.values(), len(year)])


def test_one_number_with_two_contents_is_named_and_may_be_set_aside(project, capsys):
    path = project / "inputs" / "留言.xlsx"
    book = openpyxl.load_workbook(path)
    book.active.append([1000, "x", "2019/5/5 12:00:00", "环境保护"])
    book.save(path)
    assert briefing(project, "check", "--format", "json") == 1
    (error,) = [p for p in json.loads(capsys.readouterr().out)["problems"] if p["level"] == "error"]
    assert (error["rule"], error["cell"]) == ("key-conflict", "A74")
    assert briefing(project, "build", "留言通报", "--period", "2019") == 1
    assert not (project / "outputs" / "留言通报" / "2019.docx").exists()
    assert briefing(project, "build", "留言通报", "--period", "2019", "--accept-rejected") == 0
    assert (project / "outputs" / "留言通报" / "2019.docx").exists()


def test_nothing_of_the_private_column_is_anywhere(project, capsys):
    assert briefing(project, "build", "留言通报", "--period", "2019") == 0
    subject = "小区外墙渗水无人维修"
    made = [path for path in project.rglob("*") if path.is_file() and "inputs" not in path.parts]
    assert made
    assert not [path for path in made if subject.encode() in path.read_bytes() or subject.encode("utf-16-le") in path.read_bytes()]

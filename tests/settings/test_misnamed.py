"""Files that are meant as settings and that nothing reads are told, with the name that is read."""

import pytest

from pipeline.run.lint import lint
from pipeline.run.order import Order
from pipeline.settings.loading import load
from pipeline.settings.misnamed import misnamed
from tests.run.little import lay, made

KNOWN = ("organization.yaml", "calendar.yaml", "style.yaml")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("organization.yaml.txt", "请把文件名改成 organization.yaml（记事本另存时“保存类型”选“所有文件”）"),
        ("organisation.yaml", "是不是“organization.yaml”？请把文件名改成 organization.yaml"),
        ("organization.yml", "是不是“organization.yaml”"),
        ("calender.txt", "是不是“calendar.yaml”"),
        ("notes.yaml", "设置文件只有：organization.yaml、calendar.yaml、style.yaml"),
        ("机构.yaml", "设置文件只有：organization.yaml、calendar.yaml、style.yaml"),
    ],
)
def test_a_file_that_nothing_reads_is_told(tmp_path, name, told):
    (tmp_path / name).write_text("county: 开阳县\n", "utf-8")
    (problem,) = misnamed(tmp_path, KNOWN)
    assert told in problem.message
    assert (problem.level, problem.place.file) == ("warning", f"config/{name}")


def test_beside_the_right_one_it_is_told_that_the_other_counts(tmp_path):
    for name in ("organization.yaml", "organization.yaml.txt"):
        (tmp_path / name).write_text("county: 开阳县\n", "utf-8")
    (problem,) = misnamed(tmp_path, KNOWN)
    assert "起作用的是 organization.yaml" in problem.message


@pytest.mark.parametrize(
    "name", ["calendar.yaml", "organization - 副本.yaml", "style.yaml.bak", "说明.txt", "发文登记簿.csv", ".x.yaml"]
)
def test_what_is_read_laid_aside_or_something_else_is_not_told(tmp_path, name):
    (tmp_path / name).write_text("", "utf-8")
    assert list(misnamed(tmp_path, KNOWN)) == []


def test_lint_and_every_build_tell_it_and_go_on(tmp_path):
    project = lay(tmp_path)
    (project / "config" / "organisation.yaml").write_text("county: 开阳县\n", "utf-8")
    assert [note.rule for note in load(project).notes] == ["misnamed-config"]
    assert lint(project).problems[0].rule == "misnamed-config"
    for order in (Order(), Order()):
        outcome, _ = made(project, order)
        assert [problem.rule for problem in outcome.problems if problem.place.file.startswith("config/")] == ["misnamed-config"]
        assert outcome.code == 0

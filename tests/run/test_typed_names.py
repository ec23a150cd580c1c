"""What is typed on the command line: periods, days, and documents by the names that ``issue`` knows them by."""

import pytest

from pipeline.cli import _group
from pipeline.cli.ending import run
from tests.run.little import lay, made


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = lay(tmp_path_factory.mktemp("typed"))
    made(folder)
    return folder


def said(capsys, project, *arguments):
    code = run(_group, [*arguments, "--project", str(project)])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_period_typed_otherwise_is_the_same(project, capsys):
    first = said(capsys, project, "figures", "信访总量", "--period", "2025-01")
    assert first[0] == 0
    assert said(capsys, project, "figures", "信访总量", "--period", "2025.1") == first


def test_a_period_that_cannot_be_says_why(project, capsys):
    code, told = said(capsys, project, "figures", "信访总量", "--period", "2025-02-30")
    assert (code, "“2025-02-30”不是期间：2025年2月只有28天。可写：2025、" in told) == (2, True)


@pytest.mark.parametrize("day", ["2026年1月5日", "2026.1.5", "2026-1-5"])
def test_a_day_typed_otherwise_is_the_same(project, capsys, day):
    assert said(capsys, project, "build", "--dry-run", "--date", day)[0] == 0


def test_a_day_that_there_is_not_says_why(project, capsys):
    code, told = said(capsys, project, "build", "--date", "2026-02-30")
    assert (code, "“2026-02-30”不是日期：2026年2月只有28天" in told) == (2, True)


@pytest.mark.parametrize("name", ["全县月报/2025-01", "全县月报/2025.1", "outputs/全县月报/2025-01", "乡镇月报/2025-01-东乡"])
def test_a_document_is_explained_by_its_name(project, capsys, name):
    code, told = said(capsys, project, "explain", name)
    assert (code, "处数字" in told) == (0, True)


def test_a_document_that_is_not_there_is_told_with_those_that_are(project, capsys):
    code, told = said(capsys, project, "explain", "全县月报/2025-09")
    assert (code, "没有《全县月报》的“2025-09”" in told, "已有：2025-01、2025-02、2025-03" in told) == (2, True, True)

"""Consoles as offices have them: GBK, narrow, without colour; and config files as Windows editors save them."""

import os
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parents[2]
SETTINGS = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8")
FAULT = "登记日期应为日期"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A county whose name no GBK console can show; its folder has a space, its config a BOM and the line ends of Windows."""
    folder = tmp_path_factory.mktemp("账") / "我 县（2025）"
    ended(["init", str(folder)])
    for path in (folder / "config").iterdir():
        text = path.read_bytes().removeprefix("\ufeff".encode()).replace(b"\r\n", b"\n")
        path.write_bytes(
            "\ufeff".encode() + text.replace("# county: 某县".encode(), "county: 㐀𠀀县".encode()).replace(b"\n", b"\r\n")
        )
    head = "信访编号,登记日期,信访形式,人数,属地,办理状态\r\n"
    rows = "".join(f"A{day},2025-03-{day:02d},来信,1,县本级,办理中\r\n" for day in range(1, 21))
    (folder / "inputs" / "信访事项登记表2025.csv").write_bytes((head + rows).encode())
    (folder / "inputs" / "㐀信访事项登记表.csv").write_bytes((head + "B1,昨天,来信,1,县本级,办理中\r\n").encode())
    return folder


def ended(arguments):
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    return ending.value.code


def on_gbk(project, *arguments):
    plain = {key: value for key, value in os.environ.items() if key not in SETTINGS}
    command = [sys.executable, "-m", "pipeline", *arguments, "--project", str(project)]
    environment = {**plain, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, timeout=300, check=False)
    return done.returncode, done.stdout.decode("gbk"), done.stderr.decode("gbk")


@pytest.fixture
def checked(project, capsys, monkeypatch):
    """What ``check`` prints under some settings of the environment."""

    def check(**environment):
        for name in SETTINGS:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert ended(["check", "--project", str(project)]) == 1
        return capsys.readouterr().out

    return check


def width(line):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def test_a_gbk_console_shows_what_it_can(project):
    code, out, err = on_gbk(project, "check")
    assert code == 1
    assert "?信访事项登记表.csv" in out
    assert FAULT in out
    assert "Traceback" not in err


def test_a_build_on_a_gbk_console_writes_whole_documents(project):
    code, out, _ = on_gbk(project, "build", "情况通报", "--period", "2025-03", "--accept-rejected")
    assert code == 0
    assert "2025-03.docx" in out
    with zipfile.ZipFile(project / "outputs" / "情况通报" / "2025-03.docx") as document:
        assert "㐀𠀀县信访局" in document.read("word/document.xml").decode()


def test_a_narrow_console_loses_nothing_and_is_not_overrun(checked):
    narrow = checked(COLUMNS="60")
    assert max(width(line) for line in narrow.splitlines()) <= 60
    assert FAULT in "".join(narrow.split())
    assert FAULT in checked(COLUMNS="200")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_nothing_but_text_where_colour_is_not_wanted(checked, environment):
    assert "\x1b" not in checked(**environment)


NOT_UTF_8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module")
def gbk(tmp_path_factory):
    """A system whose file names are in GBK."""
    folder = tmp_path_factory.mktemp("locales")
    if shutil.which("localedef") is None:
        pytest.skip("no localedef")
    made = ["localedef", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("no Chinese locale can be made")
    return {"LOCPATH": str(folder), "LC_ALL": "zh_CN.GBK"}


def spoken(environment, *arguments):
    plain = {key: value for key, value in os.environ.items() if key not in (*SETTINGS, "LC_ALL", "LANG", "LC_CTYPE")}
    command = [sys.executable, "-m", "pipeline", *arguments]
    return subprocess.run(command, capture_output=True, env={**plain, **environment}, cwd=ROOT, timeout=300, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="file names are always Unicode there")
@pytest.mark.parametrize("environment", [NOT_UTF_8, {"LC_ALL": "C"}, {}])
def test_names_are_in_utf_8_whatever_the_system_says(environment, project):
    done = spoken(environment, "figures", "信访总量", "--project", project)
    assert "登记日期应为日期" in done.stderr.decode()
    assert "20件" in done.stdout.decode()
    assert done.returncode == 1


def test_a_gbk_system_is_spoken_to_in_gbk(gbk, project):
    for name in ("信访总量".encode(), "信访总量".encode("gbk")):
        done = spoken(gbk, "figures", name, "--project", project)
        assert "20件" in done.stdout.decode("gbk")

"""How a command ends: an exit code, one clear message, never a traceback."""

import json
import platform
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from little import lay

from pipeline.cli import _group as every
from pipeline.cli import ending
from pipeline.cli.ending import run
from pipeline.cli.options import PATH
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem

ROOT = Path(__file__).parents[2]
OURS = re.compile(r"briefing( [a-z]+)?|“.*?”|--[a-z-]+|可用的命令.*|text、json|odd")
"""What is not Chinese in a message, and is what the user has to type."""


@click.group()
def group():
    pass


@group.command()
@click.argument("how")
@click.option("--format", "form", default="text")
@click.option("--count", type=int)
@click.option("--project", type=PATH, default=".")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--jobs", type=click.IntRange(min=1))
@click.option("--wait", type=click.FloatRange(min=0.05))
@click.option("--form", "shape", type=click.Choice(["text", "json"]))
@click.option("--fast", is_flag=True)
def act(how, project, **others):
    raised = {
        "mistake": Mistake(Problem("config", "error", Place("config/x.yaml", line=3), "写错了")),
        "bug": ValueError("张三 13912345678"),
        "name": UnicodeEncodeError("gbk", "\u3400", 0, 1, "illegal multibyte sequence"),
        "stop": KeyboardInterrupt(),
        "shut": PermissionError(13, "Permission denied", "D:/发文/页.html"),
        "torn": FileNotFoundError(2, "No such file", "a"),
    }
    if how in raised:
        raise raised[how]
    if how == "swallowed":
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise SystemError("a library made this of it") from None
    return int(how)


def private(told):
    """What of the private value is told; the machine and the lines of the code may have the same digits."""
    return re.findall("139|张三", re.sub(r"\.py:\d+ ", ".py ", told.replace(platform.platform(), "")))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["act", "0"], 0, ""),
        (["act", "1"], 1, ""),
        (["act", "mistake"], 2, "config/x.yaml 第3行：写错了"),
        (["act", "stop"], 130, "已中断"),
        (["act", "swallowed"], 130, "已中断"),
        (["act", "shut"], 2, "D:/发文/页.html：系统不允许读写"),
        (["act", "torn"], 3, "程序内部出错（FileNotFoundError）"),
        (["act"], 2, "缺少参数“how”。"),
        (["act", "0", "--cuont", "1"], 2, "没有选项 --cuont，是不是“--count”？\n"),
        (["act", "0", "--count", "x"], 2, "参数 --count 无效：“x”不是整数\n"),
        (["act", "0", "--jobs", "abc"], 2, "参数 --jobs 无效：“abc”不是整数\n"),
        (["act", "0", "--wait", "abc"], 2, "参数 --wait 无效：“abc”不是数字\n"),
        (["act", "0", "--form", "xml"], 2, "参数 --form 无效：只能是 text、json，现为“xml”\n"),
        (["act", "0", "--fast=1"], 2, "选项 --fast 用法不对：后面不要跟值。\n用法见：briefing act --help"),
        (["act", "0", "--project", ""], 2, "参数 --project 无效：不能是空的\n"),
        (["act", "0", "1", "2"], 2, "命令写法不对：多写了“1 2”。\n"),
        (["act", "0", "--date", "2026-02-30"], 2, "参数 --date 无效：“2026-02-30”不是日期，请写成 2026-01-05 的样子\n"),
        (["act", "0", "--jobs", "0"], 2, "参数 --jobs 无效：应不小于 1，现为 0\n"),
        (["act", "0", "--project", "--jobs", "2"], 2, "选项 --project 用法不对：后面要跟一个值"),
        (["atc", "0"], 2, "没有命令“atc”，是不是“act”？可用的命令：act\n"),
    ],
)
def test_an_ending(arguments, code, told, capsys):
    assert run(group, arguments) == code
    err = capsys.readouterr().err
    assert told in err
    assert "Traceback" not in err


def test_a_folder_that_may_not_be_read_is_told_in_chinese(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    assert run(group, ["act", "0", "--project", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(f"参数 --project 无效：系统不允许读取“{tmp_path}”，请检查权限\n")


def test_a_bug_saves_a_report_that_holds_no_value(tmp_path, capsys):
    assert run(group, ["act", "bug", "--project", str(tmp_path)]) == 3
    (report,) = (tmp_path / ".briefing").iterdir()
    text = report.read_text("utf-8")
    assert "ValueError" in text
    assert "test_ending.py" in text
    err = capsys.readouterr().err
    assert report.name in err
    assert not private(text + err.replace(str(report), ""))


def test_a_report_whose_name_cannot_be_written_has_another_name(tmp_path, capsys, monkeypatch):
    real = Path.write_text

    def ascii_only(path, *others):
        path.name.encode("ascii")
        return real(path, *others)

    monkeypatch.setattr(Path, "write_text", ascii_only)
    assert run(group, ["act", "bug", "--project", str(tmp_path)]) == 3
    (report,) = (tmp_path / ".briefing").iterdir()
    assert report.name.startswith("error-report-")
    assert report.name in capsys.readouterr().err


def test_a_report_that_can_be_put_nowhere_is_told(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(Path, "write_text", lambda *_: (_ for _ in ()).throw(UnicodeEncodeError("ascii", "报", 0, 1, "no")))
    assert run(group, ["act", "bug", "--project", str(tmp_path)]) == 3
    err = capsys.readouterr().err
    assert "请把下面几行交给维护人员" in err
    assert "test_ending.py" in err
    assert not private(err)


def test_names_that_the_system_cannot_write_are_told(capsys, monkeypatch):
    monkeypatch.setattr(ending, "names_encoding", lambda: "gbk")
    assert run(group, ["act", "name"]) == 2
    assert "PYTHONUTF8=1" in capsys.readouterr().err


@pytest.mark.parametrize(("how", "kind", "code"), [("mistake", "config", 2), ("shut", "file", 2), ("bug", "bug", 3)])
def test_with_json_an_error_is_json_on_stdout(how, kind, code, tmp_path, capsys):
    assert run(group, ["act", how, "--format", "json", "--project", str(tmp_path)]) == code
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == kind


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that can close a stream")
@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_a_stream_that_is_closed_is_no_fault(closed):
    command = f'"{sys.executable}" -m pipeline --version {closed}'
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that can close a stream")
@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_a_build_with_a_closed_stream_is_a_build(tmp_path, closed):
    lay(tmp_path, months=1)
    command = f'"{sys.executable}" -m pipeline build --project "{tmp_path}" {closed}'
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0
    assert (tmp_path / "outputs" / "全县月报" / "2025-01.docx").exists()
    assert not list((tmp_path / ".briefing").glob("*.txt"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full")
@pytest.mark.parametrize("arguments", ["--version", "figures", "figures --format json", "nothing --format json"])
@pytest.mark.parametrize("full", [">", "2>"])
def test_a_result_that_cannot_be_put_anywhere_is_one_line(tmp_path, arguments, full):
    lay(tmp_path, months=1)
    where = f'--project "{tmp_path}"' if "--version" not in arguments else ""
    command = f'"{sys.executable}" -m pipeline {arguments} {where} {full}/dev/full'
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert not list((tmp_path / ".briefing").glob("*.txt"))
    if full == ">":
        assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
        assert "写不进去（磁盘已满），结果没有显示全" in done.stderr.decode()


def test_ctrl_c_while_the_program_starts_ends_it_without_a_word():
    program = """
import os, runpy, signal, sys
class Pressing:
    def find_spec(self, name, *_):
        if name == "pipeline.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Pressing())
runpy.run_module("pipeline", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_no_command_answers_in_english(tmp_path, capsys, monkeypatch):
    """Every option without a value and with an odd one, every command with nothing and with too much."""
    monkeypatch.chdir(tmp_path)
    for name in every.list_commands(None):
        options = [param.opts[0] for param in every.get_command(None, name).params if isinstance(param, click.Option)]
        odd = [[option, *value] for option in options for value in ([], ["odd"])] + [[f"{option}="] for option in options]
        for more in ([], ["1", "2", "3", "4"], ["--odd"], ["--help=1"], *odd):
            code = run(every, [name, "--project", "none", *more])
            err = capsys.readouterr().err
            assert code == 2 or name == "init", (name, more)
            assert not re.search("[a-z]{3,}", OURS.sub("", err)), (name, more, err)

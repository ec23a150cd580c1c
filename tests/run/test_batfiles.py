"""Files to double-click: run by ``cmd``, which reads them in the code page of old programs; wine's ran them once, by hand."""

import shlex
import subprocess
import sys
from pathlib import Path

from pipeline.run.batfiles import bat_files
from pipeline.run.init import start


def line(content, encoding="gbk"):
    return content.decode(encoding).split("\r\n")[1]


def test_they_run_the_python_that_made_them_on_their_own_folder(tmp_path):
    start(tmp_path / "项 目", sample=True, rows=20)
    for name, content in bat_files(sys.executable, "gbk").items():
        assert content.startswith(b"@echo off\r\n")
        assert content.endswith(b"\r\npause\r\n")
        command = shlex.split(line(content).replace("%~dp0", f"{tmp_path}/项 目/"))
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert (tmp_path / "项 目" / "outputs").exists() == (name == Path("生成.bat"))


def test_the_path_of_the_program_is_written_as_the_command_prompt_reads_it():
    files = bat_files(r"C:\Users\张三\100% 好\python.exe", "gbk")
    assert list(map(str, files)) == ["检查.bat", "生成.bat"]
    assert all(line(content).startswith(r'"C:\Users\张三\100%% 好\python.exe" -P -m pipeline') for content in files.values())


def test_none_where_its_code_page_has_no_such_character():
    assert bat_files(r"C:\한국\python.exe", "cp437") == {}

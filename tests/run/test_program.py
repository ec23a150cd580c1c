"""A program whose files say something else is another one, whatever its version says."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from little import lay

import pipeline
from pipeline.run.program import known_as

ROOT = Path(pipeline.__file__).resolve().parents[1]


def package(folder, text="a = 1\n"):
    (folder / "room").mkdir(parents=True)
    (folder / "__init__.py").write_text("", "utf-8")
    (folder / "room" / "one.py").write_text(text, "utf-8")
    (folder / "notes.txt").write_text("1", "utf-8")
    return folder


def aged(folder):
    """Written long enough ago that the system's times tell a change."""
    for path in folder.rglob("*.py"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def test_a_program_is_known_by_what_its_files_say_wherever_it_lies(tmp_path):
    here, there = package(tmp_path / "甲"), package(tmp_path / "b" / "c")
    known = known_as(here, None)
    assert known.startswith(f"{pipeline.__version__}+")
    assert known_as(there, None) == known
    (here / "notes.txt").write_text("2", "utf-8")
    assert known_as(here, None) == known
    (here / "room" / "one.py").write_text("a = 2\n", "utf-8")
    assert known_as(here, None) != known
    (there / "room" / "one.py").rename(there / "room" / "two.py")
    assert known_as(there, None) not in (known, known_as(here, None))


def test_the_hash_is_remembered_until_a_file_is_another_one_for_the_system(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.record.stamps._COARSE", -(10**12))  # what was written just now may be remembered
    here, cache = package(tmp_path / "p"), tmp_path / ".briefing"
    known = known_as(here, cache)
    monkeypatch.setattr("pipeline.run.program._hash", lambda *_: "read again")
    assert known_as(here, cache) == known
    (here / "room" / "one.py").write_text("a = 2\n", "utf-8")  # of the same length
    aged(here)
    assert known_as(here, cache).endswith("+read again")


def test_of_files_written_just_now_nothing_is_remembered(tmp_path):
    known_as(package(tmp_path / "p"), tmp_path / ".briefing")
    assert not (tmp_path / ".briefing").exists()


def test_after_a_pull_that_leaves_the_version_documents_are_made_again_and_told_why(tmp_path):
    checkout, folder = tmp_path / "checkout", lay(tmp_path / "p", months=1)
    for name in ("pipeline", "config", "templates"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))

    def build():
        command = [sys.executable, "-m", "pipeline", "build", "--project", str(folder), "--format", "json"]
        where = {**os.environ, "PYTHONPATH": str(checkout)}
        done = subprocess.run(command, cwd=checkout, capture_output=True, check=True, env=where)
        told = [one for one in json.loads(done.stdout)["documents"] if one["status"] != "skipped"]
        return {(one["status"], *one["reasons"]) for one in told}

    assert build() == {("made", "首次生成")}
    assert build() == {("current",)}
    code = checkout / "pipeline" / "words" / "number.py"
    code.write_text(code.read_text("utf-8") + "\n# pulled\n", "utf-8")
    assert build() == {("made", "程序已变化")}
    assert build() == {("current",)}

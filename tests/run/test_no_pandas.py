"""Importing pandas takes longer than measuring a small project, and pyarrow as long: a small project asks for neither."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASKED = """
import sys
from pipeline.cli import _group
from pipeline.cli.ending import run
assert run(_group, sys.argv[1:]) in (0, 1)
print(*sorted({"numpy", "pandas", "pyarrow"} & sys.modules.keys()), file=sys.stderr)
"""


def imported(*arguments):
    """Which of the slow ones a command has imported by its end."""
    command = [sys.executable, "-c", ASKED, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()[-1]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    project = tmp_path_factory.mktemp("county") / "县"
    imported("init", project, "--sample")
    return project


def test_a_build_from_nothing_of_what_changed_and_from_the_cache(sample):
    build = ("build", "--project", sample, "--jobs", "1")
    assert imported(*build) == "numpy"
    changed = min((sample / "inputs").rglob("*.csv"))
    changed.write_bytes(changed.read_bytes().rstrip() + b"\r\n\r\n")
    assert imported(*build) == "numpy"
    for path in (sample / "outputs").rglob("*.docx"):
        path.unlink()
    assert imported(*build) in ("", "numpy")


@pytest.mark.parametrize("command", [("check",), ("figures", "信访总量"), ("explain", "信访总量")])
def test_a_check_and_a_question(sample, command):
    assert imported(*command, "--project", sample) == "numpy"

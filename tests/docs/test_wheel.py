"""The wheel alone is enough: a project made and built without the repository."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel as hatchling builds it, without a network."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = target.glob("*.whl")
    return built


def kept_by_git(folder):
    listed = subprocess.run(["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, check=True, timeout=60).stdout
    return {name for name in listed.decode().split("\0") if name}


def test_it_carries_the_defaults_and_nothing_of_the_county(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    carried = {name.removeprefix("pipeline/defaults/") for name in inside if name.startswith("pipeline/defaults/")}
    config = {f"config/{name}.yaml" for name in ("tables", "indicators", "documents", "style")}
    assert carried >= config | kept_by_git("templates")
    assert [name for name in carried if name.startswith("config/") and name not in config] == []
    assert kept_by_git("pipeline") <= inside
    assert {name.split("/")[0] for name in inside} == {"pipeline", wheel.name.rsplit("-", 3)[0] + ".dist-info"}


def test_a_project_is_made_and_built_with_the_wheel_alone(wheel, tmp_path):
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}

    def briefing(*arguments):
        command = [sys.executable, "-m", "pipeline", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=300, check=False)

    where = [sys.executable, "-c", "import pipeline; print(pipeline.__file__)"]
    assert (
        str(site)
        in subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, check=True, timeout=60).stdout.decode()
    )
    assert briefing("init", "X", "--sample", "--rows", "60").returncode == 0
    done = briefing("build", "情况通报", "--period", "2025-11", "--project", "X")
    assert (done.returncode, done.stderr.decode().count("出错")) == (0, 0)
    assert (tmp_path / "X" / "outputs" / "情况通报" / "2025-11.docx").stat().st_size > 5000
    assert (tmp_path / "X" / "outputs" / "情况通报" / "2025-11.figures.json").is_file()

"""Importing pandas takes longer than measuring a small project, and pyarrow as long: a small project asks for neither."""

import pytest

from tests.tools.imported import imported

SLOW = ("numpy", "pandas", "pyarrow")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    project = tmp_path_factory.mktemp("county") / "县"
    assert imported("init", project, "--sample", of=SLOW) == (0, [])
    return project


def test_a_build_from_nothing_of_what_changed_and_from_the_cache(sample):
    build = ("build", "--project", sample, "--jobs", "1")
    assert imported(*build, of=SLOW) == (0, ["numpy"])
    changed = min((sample / "inputs").rglob("*.csv"))
    changed.write_bytes(changed.read_bytes().rstrip() + b"\r\n\r\n")
    assert imported(*build, of=SLOW) == (0, ["numpy"])
    for path in (sample / "outputs").rglob("*.docx"):
        path.unlink()
    assert imported(*build, of=SLOW) == (0, ["numpy"])


@pytest.mark.parametrize("command", [("check",), ("figures", "信访总量"), ("explain", "信访总量")])
def test_a_check_and_a_question(sample, command):
    assert imported(*command, "--project", sample, of=SLOW) == (0, ["numpy"])

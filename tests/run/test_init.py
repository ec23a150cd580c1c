"""A new project folder: complete, ready to build, and never at the cost of what was there."""

import re
from pathlib import Path

import pytest

from pipeline.model.problem import Mistake
from pipeline.run.init import start
from pipeline.sample import generate
from pipeline.settings.loading import load

ROOT = Path(__file__).parents[2]


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_an_empty_project_has_a_place_for_data_and_a_config_to_fill_in(tmp_path):
    project = tmp_path / "新项目"
    started = start(project)
    assert set(files(project)) == {"README.md", "config/organization.yaml", "config/calendar.yaml"}
    assert sorted(path.as_posix() for path in started.written) == sorted(files(project))
    assert list((project / "inputs").iterdir()) == []


def test_the_config_to_fill_in_says_nothing_until_it_is_filled_in(tmp_path):
    start(tmp_path)
    (tmp_path / "bare" / "inputs").mkdir(parents=True)
    assert load(tmp_path).organization == load(tmp_path / "bare").organization
    assert load(tmp_path).calendar == load(tmp_path / "bare").calendar


@pytest.mark.parametrize("name", ["organization.yaml", "calendar.yaml"])
def test_every_line_of_the_config_to_fill_in_is_right_once_its_mark_is_taken_off(tmp_path, name):
    start(tmp_path)
    path = tmp_path / "config" / name
    settings = re.findall(r"^# ([a-z_]+:.*|  .*)$", path.read_text("utf-8"), re.MULTILINE)
    path.write_text("\n".join(settings), "utf-8")
    assert len(settings) > 3
    load(tmp_path)


def test_the_sample_is_the_generator_s_county_with_the_repository_s_config(tmp_path):
    start(tmp_path / "a", sample=True, seed=7, rows=50)
    generate(tmp_path / "b", seed=7, rows=50)
    assert files(tmp_path / "a" / "inputs") == files(tmp_path / "b" / "inputs")
    assert set(load(tmp_path / "a").calendar.watch) == {"两会2024", "国庆2024", "两会2025", "国庆2025"}


def test_the_default_sample_is_the_repository_s_own_inputs(tmp_path):
    start(tmp_path, sample=True)
    assert set(files(tmp_path / "inputs")) == {name for name in files(ROOT / "inputs") if not name.endswith(".md")}


def test_the_repository_s_own_config_is_the_sample_s(tmp_path):
    start(tmp_path, sample=True, rows=0)
    for name in ("organization.yaml", "calendar.yaml", "发文登记簿.csv", "facts/信访信息专报/2025-12.yaml"):
        own, carried = (ROOT / "config" / name).read_bytes(), (tmp_path / "config" / name).read_bytes()
        assert carried == own, f"config/{name} was changed: copy it into pipeline/sample/files/, too"


def test_what_is_there_stays(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "organization.yaml").write_text("county: 乙县\n", "utf-8")
    started = start(tmp_path)
    assert (tmp_path / "config" / "organization.yaml").read_text("utf-8") == "county: 乙县\n"
    assert started.kept == (Path("config/organization.yaml"),)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"rows": 5}, "要和 --sample 一起写"),
        ({"seed": 5}, "要和 --sample 一起写"),
        ({"sample": True, "rows": -1}, "--rows 应为 0 或更大的整数，现为 -1"),
    ],
)
def test_options_that_make_no_sense(tmp_path, options, told):
    with pytest.raises(Mistake, match=told):
        start(tmp_path, **options)
    assert files(tmp_path) == {}


def test_invented_data_are_not_mixed_with_real_ones(tmp_path):
    (tmp_path / "inputs" / "2025").mkdir(parents=True)
    (tmp_path / "inputs" / "2025" / "台账.csv").write_text("a", "utf-8")
    with pytest.raises(Mistake, match="不与它们放在一起"):
        start(tmp_path, sample=True)
    assert files(tmp_path) == {"inputs/2025/台账.csv": b"a"}


def test_a_file_in_the_way(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(Mistake, match="是一个文件"):
        start(tmp_path / "file")
    with pytest.raises(Mistake, match="写不进"):
        start(tmp_path / "file" / "below")

"""``briefing init`` at the command line."""

import json

import pytest

from pipeline.cli import main


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    return ended.value.code


def test_it_says_what_it_wrote_and_what_comes_next(tmp_path, capsys):
    assert run("init", str(tmp_path / "a b"), "--sample", "--rows", "20", "--seed", "7") == 0
    out = capsys.readouterr().out
    assert "写了 25 个文件" in out
    assert f'briefing build --project "{tmp_path / "a b"}"' in out


def test_as_json(tmp_path, capsys):
    assert run("init", "new", "--project", str(tmp_path), "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "project": (tmp_path / "new").as_posix(),
        "written": ["README.md", "config/organization.yaml", "config/calendar.yaml"],
        "kept": [],
    }
    assert run("init", str(tmp_path / "new"), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["written"] == []


def test_a_mistake_in_the_call_is_told_in_chinese_and_ends_with_2(tmp_path, capsys):
    assert run("init", str(tmp_path / "new"), "--seed", "3") == 2
    assert "要和 --sample 一起写" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()

"""Watching: a change is built once it stands still; unfinished files are not looked at."""

import signal
from pathlib import Path

import pytest

from pipeline.run.watch import changes


def told(folder, acts):
    """What is told while one act is done between two looks; an act writes files or does nothing."""
    steps = iter(acts)
    (folder / "inputs").mkdir()
    (folder / "inputs" / "old.csv").write_text("1", "utf-8")

    def pause():
        act = next(steps, None)
        for name, text in (act or {}).items():
            path = folder / "inputs" / name
            path.write_text(text, "utf-8") if text is not None else path.unlink()
        return act is not None

    return [[Path(name).name for name in (*one.files, *one.closed)] for one in changes(folder, pause)]


def test_a_change_is_told_once_when_it_stands_still(tmp_path):
    assert told(tmp_path, [{}, {"a.csv": "1"}, {}, {}, {}]) == [["a.csv"]]


def test_a_file_still_being_written_is_waited_for(tmp_path):
    assert told(tmp_path, [{"a.csv": "1"}, {"a.csv": "12"}, {"a.csv": "123"}, {}, {}]) == [["a.csv"]]


def test_a_deleted_file_is_a_change_too(tmp_path):
    assert told(tmp_path, [{"old.csv": None}, {}, {}]) == [["old.csv"]]


def test_lock_files_and_unfinished_copies_are_not_looked_at(tmp_path):
    names = ("~$a.xlsx", ".a.csv.swp", "a.csv.part", "a.xlsx.crdownload", "a.tmp")
    assert told(tmp_path, [dict.fromkeys(names, "1"), {}, {}]) == []


def test_a_table_that_was_open_during_the_build_is_told_when_it_is_closed(tmp_path):
    acts = [{"~$a.xlsx": "1", "a.csv": "1"}, {}, {"~$b.xlsx": "1"}, {"~$b.xlsx": None}, {}, {"~$a.xlsx": None}, {}, {}]
    assert told(tmp_path, acts) == [["a.csv"], ["~$a.xlsx"]]


OPEN = {"Word": "~$25-01.docx", "LibreOffice": ".~lock.2025-01.docx#", "WPS": ".~2025-01.docx"}


@pytest.mark.parametrize("owner", OPEN.values(), ids=OPEN)
def test_a_document_that_was_open_is_made_when_it_is_closed(tmp_path, monkeypatch, capsys, owner):
    from little import lay

    from pipeline.cli import _group
    from pipeline.cli.ending import run

    lay(tmp_path, months=1)
    lock = tmp_path / "outputs" / "全县月报" / owner
    lock.parent.mkdir(parents=True)
    lock.touch()
    looks = iter([lambda: None, lock.unlink, *[lambda: None] * 3])
    monkeypatch.setattr("time.sleep", lambda _: next(looks)())
    assert run(_group, ["watch", "--project", str(tmp_path), "--rounds", "5"]) == 0
    said = capsys.readouterr()
    assert said.out.count("正在 Word 或 WPS 里打开，没有改动它") == 1
    assert (said.err.count("已关闭："), f"已关闭：outputs/全县月报/{owner}\n" in said.err) == (1, True)
    assert "已生成  outputs/全县月报/2025-01.docx" in said.out


def test_a_document_that_somebody_only_read_is_no_reason_to_build(tmp_path, monkeypatch, capsys):
    from little import lay

    from pipeline.cli import _group
    from pipeline.cli.ending import run

    lay(tmp_path, months=1)
    lock = tmp_path / "outputs" / "~$另一份.docx"
    lock.parent.mkdir()
    lock.touch()
    looks = iter([lock.unlink, *[lambda: None] * 3])
    monkeypatch.setattr("time.sleep", lambda _: next(looks)())
    assert run(_group, ["watch", "--project", str(tmp_path), "--rounds", "4"]) == 0
    assert "已关闭" not in capsys.readouterr().err


def test_the_command_builds_once_and_then_after_a_change(tmp_path, capsys):
    from little import lay

    from pipeline.cli import _group
    from pipeline.cli.ending import run

    lay(tmp_path)
    assert run(_group, ["watch", "--project", str(tmp_path), "--interval", "0.05", "--rounds", "2"]) == 0
    assert (tmp_path / "outputs" / "全县月报" / "2025-01.docx").exists()
    assert "已生成  outputs/全县月报/2025-01.docx" in capsys.readouterr().out


def test_what_is_saved_during_the_first_build_is_built_next(tmp_path, monkeypatch, capsys):
    from little import COUNTY, lay

    import pipeline.run.making as sharing
    from pipeline.cli import _group
    from pipeline.cli.ending import run

    lay(tmp_path, months=1)
    real = sharing.making

    def making(*arguments):
        monkeypatch.setattr(sharing, "making", real)
        (tmp_path / "templates" / "县.txt.j2").write_text(COUNTY.replace("全县信访总量", "本县信访总量"), "utf-8")
        yield from real(*arguments)

    monkeypatch.setattr(sharing, "making", making)
    assert run(_group, ["watch", "--project", str(tmp_path), "--interval", "0.05", "--rounds", "3"]) == 0
    said = capsys.readouterr()
    assert said.err.count("有变化：templates/县.txt.j2") == 1
    assert "已生成  outputs/全县月报/2025-01.docx  模板 县.txt.j2 已变化" in said.out


def test_a_file_of_the_same_size_and_time_is_another_one(tmp_path):
    import os

    path = tmp_path / "inputs" / "a.csv"
    path.parent.mkdir()
    path.write_text("1", "utf-8")
    os.utime(path, ns=(0, 10**18))
    steps = iter([lambda: (path.write_text("2", "utf-8"), os.utime(path, ns=(0, 10**18))), *[lambda: None] * 3])

    def pause():
        step = next(steps, None)
        return step is not None and (step(), True)[1]

    assert [one.files for one in changes(tmp_path, pause)] == [("inputs/a.csv",)]


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_in_the_middle_of_a_build_ends_the_watch_too(tmp_path, monkeypatch, capsys, request_to_stop):
    from little import lay

    from pipeline.cli import _group
    from pipeline.cli.ending import run

    lay(tmp_path)
    monkeypatch.setattr("pipeline.run.inputs.gather", lambda *_: signal.raise_signal(request_to_stop))
    assert run(_group, ["watch", "--project", str(tmp_path), "--interval", "0.05"]) == 130
    assert capsys.readouterr().err.count("已中断") == 1

"""Files are put whole or not at all; a lock file of Word is seen."""

import os

import pytest

from pipeline.record import outputs


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    target = tmp_path / "甲.docx"
    outputs.put(target, b"old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError("open elsewhere")))
    with pytest.raises(PermissionError):
        outputs.put(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["甲.docx"]


def test_a_folder_is_made_when_a_file_needs_it(tmp_path):
    outputs.put(tmp_path / "甲" / "乙.docx", b"new", durable=True)
    assert (tmp_path / "甲" / "乙.docx").read_bytes() == b"new"


@pytest.mark.parametrize("owner", ["~$25-11.docx", "~$2025-11.docx", ".~lock.2025-11.docx#", ".~2025-11.docx"])
def test_an_open_document_is_known_by_the_file_beside_it(tmp_path, owner):
    docx = tmp_path / "2025-11.docx"
    assert outputs.held_open(docx) is None
    (tmp_path / owner).touch()
    assert outputs.held_open(docx) == tmp_path / owner


def test_litter_of_a_killed_build_is_cleared_and_nothing_else(tmp_path):
    for name in (".甲.docx.77.tmp~", "甲.docx", ".hidden", "~$甲.docx"):
        (tmp_path / name).touch()
    outputs.clear_litter(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "~$甲.docx", "甲.docx"]

"""Files whose names are in another encoding than the system's: called what they were meant to be called."""

import os
import sys

import pytest

from pipeline.read.tree import walk

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are no bytes there")


def put(folder, *raw):
    path = folder.joinpath(*map(os.fsdecode, raw))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")


def names(folder):
    return [found.file for found in walk(folder)[0]]


def test_a_name_in_gbk_is_read_as_such_below_a_folder_in_utf_8(tmp_path):
    put(tmp_path, "甲".encode(), "登记表.csv".encode("gbk"))
    assert names(tmp_path) == ["甲/登记表.csv"]


def test_two_names_that_read_alike_are_two_files(tmp_path):
    put(tmp_path, "登记表.csv".encode("gbk"))
    put(tmp_path, "登记表.csv".encode())
    found = names(tmp_path)
    assert len(set(found)) == 2
    assert "登记表.csv" in found


def test_bytes_that_are_no_text_are_told_as_bytes(tmp_path):
    put(tmp_path, b"\xff\xff.csv")
    assert names(tmp_path) == [r"\xff\xff.csv"]

"""What is kept to save work is what was put there, or nothing."""

import json

import pytest

from pipeline.record.kept import keep, kept

VALUE = {"数": [1, 2.5, None, True], "文": {"甲": "乙\n“丙”", "": []}}


@pytest.fixture
def path(tmp_path):
    keep(tmp_path / ".briefing" / "a.json", VALUE)
    return tmp_path / ".briefing" / "a.json"


def test_what_was_put_there_is_there_and_is_json(path):
    assert kept(path) == VALUE
    assert json.loads(path.read_text("utf-8"))["kept"] == VALUE


def test_with_any_bit_another_one_there_is_nothing(path):
    data = path.read_bytes()
    for at in range(len(data)):
        for bit in (1, 16):
            path.write_bytes(data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :])
            assert kept(path) is None, (at, bit)


def test_of_another_format_there_is_nothing(path):
    path.write_bytes(path.read_bytes().replace(b'"format":1,', b'"format":0,'))
    assert kept(path) is None
    path.write_bytes(path.read_bytes().replace(b'"format":0,', b""))
    assert kept(path) is None


def test_cut_off_grown_or_absent_there_is_nothing(path):
    data = path.read_bytes()
    for spoiled in (*(data[:length] for length in range(len(data))), data + b"}", data + data, b"{}", b"[]"):
        path.write_bytes(spoiled)
        assert kept(path) is None
    path.unlink()
    assert kept(path) is None
    assert kept(path.parent) is None

"""Files are put whole or not at all; a rebuild says why."""

import pytest

from pipeline.record import outputs

BEFORE = {
    "program": "1", "date": "2026-01-01", "cutoff": "2025-12-31", "draft": False,
    "inputs": {"2025/甲.xlsx": "a", "2025/乙.xlsx": "b"}, "templates": {"通报/甲.txt.j2": "c"},
    "config": {"config/style.yaml": "d"}, "looks": {"reference.docx": "e"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"inputs": {"2025/甲.xlsx": "A", "2025/乙.xlsx": "b"}}, ("2025/甲.xlsx 已变化",)),
        ({"inputs": {"2025/甲.xlsx": "a"}}, ("2025/乙.xlsx 已不在",)),
        ({"inputs": {**BEFORE["inputs"], "2025/丙.xlsx": "x"}}, ("2025/丙.xlsx 是新增的",)),
        ({"templates": {"通报/甲.txt.j2": "C"}}, ("模板 通报/甲.txt.j2 已变化",)),
        ({"config": {"config/style.yaml": "D"}}, ("配置 config/style.yaml 已变化",)),
        ({"looks": {"reference.docx": "E"}}, ("版式 reference.docx 已变化",)),
        ({"date": "2026-01-05"}, ("落款日期已变化",)),
        ({}, ()),
    ],
)
def test_a_reason_names_what_changed(change, told):
    assert outputs.reasons(BEFORE, {**BEFORE, **change}) == told


def test_without_a_record_a_document_is_new():
    assert outputs.reasons(None, BEFORE) == ("首次生成",)


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    target = tmp_path / "甲.docx"
    outputs.put(target, b"old")
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(PermissionError("open elsewhere")))
    with pytest.raises(PermissionError):
        outputs.put(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["甲.docx"]


def test_a_damaged_record_counts_as_none(tmp_path):
    docx = tmp_path / "甲.docx"
    outputs.figures_path(docx).write_text("{not json", "utf-8")
    assert outputs.last_record(docx) is None

"""Many files are kept as one: what comes back is what was put together, and nothing comes back of another state."""

import pandas as pd
import pytest

import pipeline.run.inputs
import pipeline.run.whole
from pipeline.run.inputs import gather
from pipeline.sample import generate
from pipeline.settings.loading import load


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A county of all tables; its few files count as many."""
    generate(tmp_path, rows=300, townships=4)
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "tables.yaml").write_text("tables:\n  信访事项登记表:\n    filed_by: 乡镇\n    every: month\n", "utf-8")
    monkeypatch.setattr(pipeline.run.whole, "_MANY", 2)
    return tmp_path


@pytest.fixture
def put_together(monkeypatch):
    """How often the files were looked into."""
    calls = []
    real = pipeline.run.inputs._put_together
    monkeypatch.setattr(pipeline.run.inputs, "_put_together", lambda *given: calls.append(1) or real(*given))
    return calls


def same(one, other):
    for name in ("units", "files", "problems", "filed", "cutoff", "hashes", "drops"):
        assert getattr(one, name) == getattr(other, name), name
    assert list(one.tables) == list(other.tables)
    for name, table in one.tables.items():
        back = other.tables[name]
        pd.testing.assert_frame_equal(table.frame, back.frame, check_exact=True)
        for column in table.frame:
            if isinstance(table.frame[column].dtype, pd.CategoricalDtype):
                assert list(table.frame[column].cat.categories) == list(back.frame[column].cat.categories)
        for part in ("name", "sources", "coverage", "lacking", "rejected", "until"):
            assert getattr(table, part) == getattr(back, part), (name, part)


def test_what_comes_back_is_what_was_put_together(project, put_together):
    first, again = gather(load(project)), gather(load(project))
    assert len(put_together) == 1
    assert any(table.coverage.filings for table in first.tables.values())
    same(first, again)


def test_every_change_of_files_or_config_is_another_state(project, put_together):
    gather(load(project))
    csv = project / "inputs" / "单位台账补.csv"
    csv.write_text("单位名称,单位类别\n新镇,乡镇\n", "utf-8-sig")
    assert "单位台账补.csv" in gather(load(project)).hashes
    csv.rename(csv.with_name("单位台账又补.csv"))
    renamed = gather(load(project))
    assert "单位台账又补.csv" in renamed.hashes
    (project / "config" / "calendar.yaml").write_text("data_until: 2025-06-30\n", "utf-8")
    assert gather(load(project)).cutoff.isoformat() == "2025-06-30"
    assert len(put_together) == 4
    assert len({path.name.split("-")[0].split(".")[0] for path in (project / ".briefing" / "whole").iterdir()}) == 1


def test_what_cannot_be_read_is_made_anew(project, put_together):
    first = gather(load(project))
    for path in (project / ".briefing" / "whole").iterdir():
        path.write_bytes(b"torn")
    same(first, gather(load(project)))
    next((project / ".briefing" / "whole").glob("*-0.columns")).unlink()
    same(first, gather(load(project)))
    assert len(put_together) == 3


def test_a_file_that_cannot_be_opened_is_asked_again(project, put_together, monkeypatch):
    bad = project / "inputs" / "空.xlsx"
    bad.write_bytes(b"")
    assert any(one.rule == "file-empty" for one in gather(load(project)).problems)
    gather(load(project))
    assert len(put_together) == 2

"""A project that is not there, and one without data."""

import datetime as dt

import pytest

from pipeline.model.problem import Mistake
from pipeline.run.build import build
from pipeline.run.issue import issue
from pipeline.run.order import Order


def signing(folder, order, say):
    return issue(folder, ("情况通报",), dt.date(2025, 4, 8), None, order, say)


def test_a_mistyped_folder_is_a_mistake_and_is_not_made(tmp_path):
    for work in (build, signing):
        with pytest.raises(Mistake, match=r"没有“.*我县”这个文件夹"):
            work(tmp_path / "我县", Order(), lambda _: None)
    assert not (tmp_path / "我县").exists()


def test_a_folder_that_is_no_project_is_a_mistake_and_does_not_become_one(tmp_path):
    (tmp_path / "台账.csv").write_text("信访编号\n", "utf-8")
    for work in (build, signing):
        with pytest.raises(Mistake, match=r"没有 inputs/，不是项目文件夹。.*--project"):
            work(tmp_path, Order(), lambda _: None)
    assert [path.name for path in tmp_path.iterdir()] == ["台账.csv"]


def test_where_a_file_says_why_it_is_no_table_nothing_asks_for_tables(tmp_path):
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "信访事项登记表.xlsx").write_bytes(b"PK")
    outcome = build(tmp_path, Order(), lambda _: None)
    assert outcome.code == 1
    assert [problem.place.file for problem in outcome.problems] == ["信访事项登记表.xlsx"]


def test_without_tables_it_says_each_time_where_to_put_them(tmp_path):
    (tmp_path / "inputs").mkdir()
    for _ in range(2):
        outcome = build(tmp_path, Order(), lambda _: None)
        assert not [receipt for receipt in outcome.receipts if receipt.status == "made"]
        assert outcome.code == 1
        (told,) = outcome.problems
        assert (told.rule, told.place.file) == ("no-tables", "inputs")
        assert "放进 inputs/ 再运行" in told.message

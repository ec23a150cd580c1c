"""A project that is not there, and one without data."""

import pytest

from pipeline.model.problem import Mistake
from pipeline.run.build import build
from pipeline.run.order import Order


def test_a_mistyped_folder_is_a_mistake_and_is_not_made(tmp_path):
    with pytest.raises(Mistake, match=r"没有“.*我县”这个文件夹"):
        build(tmp_path / "我县", Order(), lambda _: None)
    assert not (tmp_path / "我县").exists()


def test_without_tables_it_says_where_to_put_them(tmp_path):
    said: list[str] = []
    outcome = build(tmp_path, Order(), said.append)
    assert not [receipt for receipt in outcome.receipts if receipt.status == "made"]
    assert any("inputs/ 里没有数据表" in line for line in said)

"""Data that change after an issue was signed: the next issue of the series says what was printed and what is right, once."""

import datetime as dt

import pytest
from opened_county import opened
from outlines import outline

from pipeline.run.init import start
from pipeline.run.issue import issue
from pipeline.run.order import Order

LATE = "信访编号,登记日期,信访形式,人数,属地,办理状态\nXF-LATE-1,2025-10-20,来信,1,城关镇,办理中\n"


def sign(folder, document, date):
    assert issue(folder, (document,), date, 60, Order((document,)), lambda _: None).issues


def bulletin(folder, period):
    return outline(opened(folder).compose("情况通报", period)[0])


@pytest.fixture
def folder(tmp_path):
    start(tmp_path, sample=True)
    sign(tmp_path, "情况通报/2025-10", dt.date(2025, 11, 5))
    return tmp_path


def come_late(folder):
    path = folder / "inputs" / "补报2026-01-05" / "信访事项登记表.csv"
    path.parent.mkdir()
    path.write_text(LATE, "utf-8")


def test_data_that_stand_need_no_correction(folder):
    assert "更正说明" not in bulletin(folder, "2025-11")


def test_the_next_issue_names_what_was_printed_and_what_is_right(folder):
    come_late(folder)
    (told,) = [line for line in bulletin(folder, "2025-11").splitlines() if line.startswith("更正说明：")]
    assert told.startswith("更正说明：《信访工作情况通报》第1期中，2025年10月全县信访总量原为【61件】，应为【62件】；来信件次原为")
    assert "；城关镇信访总量原为【4件】，应为【5件】" in told
    assert told.endswith("以本期为准。")
    assert told.count("《信访工作情况通报》") == told.count("2025年10月") == told.count("全县") == 1


def test_an_earlier_bulletin_has_nothing_to_correct(folder):
    come_late(folder)
    assert "更正说明" not in bulletin(folder, "2025-09")


def test_once_corrected_it_is_not_corrected_again(folder):
    come_late(folder)
    sign(folder, "情况通报/2025-11", dt.date(2025, 12, 5))
    assert "更正说明" not in bulletin(folder, "2025-12")

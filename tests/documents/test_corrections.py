"""Data that change after an issue was signed: the next issue of the series says what was printed and what is right, once."""

import datetime as dt
import re
import zipfile

import pytest
from opened_county import opened
from outlines import outline

from pipeline.run.build import build
from pipeline.run.init import start
from pipeline.run.issue import issue
from pipeline.run.order import Order

NO_1 = "《信访工作情况通报》2025年第1期中，"
LATE = "信访编号,登记日期,信访形式,人数,属地,办理状态\nXF-LATE-1,2025-10-20,来信,1,城关镇,办理中\n"


def sign(folder, document, date):
    assert issue(folder, (document,), date, 60, Order((document,)), lambda _: None).issues


def told_in(folder, period):
    (told,) = [line for line in bulletin(folder, period).splitlines() if line.startswith("更正说明：")]
    return told


def retyped(docx, was, now):
    with zipfile.ZipFile(docx) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    assert was in body
    body = body.replace(was, now, 1)
    with zipfile.ZipFile(docx, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (parts | {"word/document.xml": body.encode()}).items():
            package.writestr(name, data)


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
    told = told_in(folder, "2025-11")
    assert told.startswith(f"更正说明：{NO_1}2025年10月全县信访总量原为【61件】，应为【62件】；来信件次原为")
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


def test_each_issue_is_named_with_its_year_and_a_number_by_the_first_that_printed_it(folder):
    sign(folder, "情况通报/2025-11", dt.date(2026, 1, 5))
    come_late(folder)
    told = told_in(folder, "2025-12")
    first, second = told.split("《信访工作情况通报》2026年第1期中，")
    assert first.startswith(f"更正说明：{NO_1}2025年10月全县信访总量原为【61件】，应为【62件】；")
    assert "2025年10月" not in second
    assert second.startswith("2025年11月全县")


def test_a_number_that_one_issue_has_in_a_table_and_another_in_a_sentence_is_the_same(folder):
    sign(folder, "情况通报/2025-09", dt.date(2025, 12, 5))
    assert "更正说明" not in bulletin(folder, "2025-11")
    come_late(folder)
    pairs = re.findall(r"原为【(.*?)】，应为【(.*?)】", told_in(folder, "2025-11"))
    assert ("61件", "62件") in pairs
    assert [before for before, after in pairs if before == after] == []


def test_a_number_printed_otherwise_in_between_is_of_the_last_issue_that_printed_it(folder):
    come_late(folder)
    sign(folder, "情况通报/2025-11", dt.date(2025, 12, 5))
    path = folder / "inputs" / "补报2026-01-05" / "信访事项登记表.csv"
    path.write_text(LATE + LATE.splitlines()[1].replace("LATE-1", "LATE-2") + "\n", "utf-8")
    told = told_in(folder, "2025-12")
    assert "2025年第1期" not in told
    assert told.count("《信访工作情况通报》2025年第2期中，") == 1
    assert "全县信访总量原为【62件】，应为【63件】" in told.split("2025年10月")[1]


@pytest.fixture
def typed(tmp_path):
    """A county whose clerk has changed a number by hand, and signed."""
    start(tmp_path, sample=True)
    build(tmp_path, Order(("情况通报",), "2025-10"), lambda _: None)
    retyped(tmp_path / "outputs" / "情况通报" / "2025-10.docx", "<w:t>61件<", "<w:t>63件<")
    sign(tmp_path, "情况通报/2025-10", dt.date(2025, 11, 5))
    return tmp_path


def test_a_number_typed_by_hand_is_not_said_to_have_changed_with_the_data(typed):
    assert told_in(typed, "2025-11") == (
        f"更正说明：{NO_1}2025年10月全县信访总量印为【63件】，按台账统计为【61件】。以上数据以本期为准。"
    )


def test_numbers_typed_and_numbers_changed_are_told_apart(typed):
    come_late(typed)
    changed, by_hand = told_in(typed, "2025-11").split("另外，")
    assert "信访总量印为" not in changed
    assert changed.endswith("。以上数据因补报、更正原始记录而变化。")
    assert by_hand == f"{NO_1}2025年10月全县信访总量印为【63件】，按台账统计为【62件】。以上数据以本期为准。"

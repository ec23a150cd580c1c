"""日报: who had to report, who did, who is missing; 零报告 only when every township reported zeros and nobody was received."""

import openpyxl
import pytest
from opened_county import opened
from outlines import outline

from pipeline.run.init import start

DAY = "2025-10-03"
REPORTS = "inputs/2025/日报表2025.xlsx"


@pytest.fixture
def folder(tmp_path):
    start(tmp_path, sample=True, rows=60)
    return tmp_path


def change(folder, unit, column=None, value=None):
    """Drop the day's report of a unit, or set one of its numbers."""
    book = openpyxl.load_workbook(folder / REPORTS)
    sheet = book.worksheets[0]
    headers = next(row for row in sheet.iter_rows() if any(cell.value == "报告单位" for cell in row))
    at = {cell.value: cell.column for cell in headers}
    for row in range(sheet.max_row, headers[0].row, -1):
        if str(sheet.cell(row, at["日期"]).value)[:10] == DAY and sheet.cell(row, at["报告单位"]).value == unit:
            if column is None:
                sheet.delete_rows(row)
            else:
                sheet.cell(row, at[column]).value = value
    book.save(folder / REPORTS)


def report(folder):
    return outline(opened(folder).compose("信访工作日报", DAY)[0])


def test_zeros_from_everyone_are_told_as_none(folder):
    text = report(folder)
    assert "各单位均报告无到县、去市、赴省、进京走访。" in text  # no 零报告: a leader received somebody on that day
    assert "应报送日报的单位【18】个，已报【18】个，全部报齐。" in text


def test_on_the_first_day_nothing_is_added_up_yet(folder):
    first, second = (outline(opened(folder).compose("信访工作日报", f"2025-10-0{day}")[0]) for day in (1, 2))
    assert "累计" not in first
    assert "2025年10月1日至10月2日累计，应报日报【36份】" in second


def test_a_township_that_did_not_report_is_named_and_is_no_zero(folder):
    change(folder, "城关镇")
    text = report(folder)
    assert "零报告。" not in text
    assert "已报【17】个。未报送的有：城关镇。" in text
    assert "报送不齐，当日情况待补报后汇总。" in text
    assert "  城关镇 | 未报 | — | — | — | — | —" in text


def test_one_visit_is_no_zero_report(folder):
    change(folder, "甲河镇", "到县批次", 1)
    change(folder, "甲河镇", "到县人次", 3)
    text = report(folder)
    assert "零报告。" not in text
    assert "\n各单位报告，到县走访【1批】、【3人次】，去市走访【0批】，赴省走访【0批】，进京走访【0批】。" in text
    assert "全部报齐。" in text


def test_of_reports_that_are_not_all_in_the_visits_are_told_and_no_zero(folder):
    change(folder, "城关镇")
    change(folder, "甲河镇", "到县批次", 1)
    change(folder, "甲河镇", "到县人次", 3)
    text = report(folder)
    assert "已报送的单位报告，到县走访【1批】、【3人次】。" in text
    assert "应报日报【54份】，已报【53份】；到县走访" in text
    assert "= 合计 | 【17】个 | 【1】 | 【3】 | — | — | —" in text


def test_who_owes_a_report_comes_from_the_config(folder):
    (folder / "config" / "tables.yaml").write_text("tables:\n  日报表:\n    filed_by: [乡镇, 县直部门]\n", "utf-8")
    change(folder, "县公安局")
    text = report(folder)
    assert "应报送日报的单位【28】个，已报【27】个。未报送的有：县公安局。" in text
    assert "零报告。" not in text
    assert "  县公安局 | 未报 | — | — | — | — | —" in text
    assert "另报" not in text


def test_a_department_that_reports_without_owing_stands_apart_and_is_counted(folder):
    change(folder, "县公安局", "到县批次", 1)
    change(folder, "县公安局", "到县人次", 2)
    change(folder, "县教育局")
    text = report(folder)
    assert "应报送日报的单位【18】个，已报【18】个，全部报齐。" in text
    assert "  县公安局 | 另报 | 【1】 | 【2】 | 【0】 | 【0】 | 【0】" in text
    assert "县教育局" not in text
    assert "= 合计 | 【18】个 | 【1】 | 【2】 | 【0】 | 【0】 | 【0】" in text
    assert "“另报”的单位不在应报之列，其数计入合计。" in text

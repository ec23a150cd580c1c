"""The county's tables, file by file: which rows go where. ``ORDER`` names the eleven tables as config/tables.yaml does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from pipeline.sample import cases, items, papers, receptions, units
from pipeline.sample.names import COUNTY_NAME
from pipeline.sample.plan import Plan, Year
from pipeline.sample.shapes import Book, Row, Sheet
from pipeline.sample.units import County

__all__ = ["ORDER", "books"]

ORDER: dict[str, tuple[str, ...]] = {
    "信访事项登记表": items.ITEMS,
    "领导接访登记表": receptions.RECEPTIONS,
    "领导下访登记表": receptions.TRIPS,
    "信访积案台账": cases.BACKLOG,
    "上级交办案件台账": cases.ASSIGNED,
    "单位台账": units.UNITS,
    "接访安排表": receptions.DUTIES,
    "发文登记簿": papers.ISSUES,
    "填报数据表": papers.REPORTED,
    "日报表": items.DAILY,
    "领导名册": units.LEADERS,
}

# not every file of an office is a clean workbook: last year's 下访 came as text, last year's 积案 in the old format
_DRESS = {("领导下访登记表", 2024): "csv", ("信访积案台账", 2024): "xls"}
_BY_MONTH = 2025
_SHEET_ROWS = 1_000_000  # a sheet holds 1,048,576


def books(plan: Plan) -> Iterator[Book]:
    """Every file, drop by drop. Rows of 信访事项登记表 are made while they are written."""
    place = units.county(plan)
    for year in plan.years:
        yield from _annual(plan, year, place)
    following = Sheet("接访安排表", f"{COUNTY_NAME}2026年1月接访安排表", receptions.next_month(plan, place))
    yield Book("2025", "接访安排表2026年1月.xlsx", "接访安排表", ORDER["接访安排表"], (following,))
    yield _lasting("单位台账", units.unit_rows(place))
    yield _lasting("领导名册", units.leader_rows(place))
    yield _lasting("填报数据表", [row for year in plan.years for row in papers.reported(plan, year)])


def _annual(plan: Plan, year: Year, place: County) -> Iterator[Book]:
    found = items.registered(plan, year, place.townships)
    planned = receptions.sittings(plan, year, place)
    rows = items.items(plan, year, found)
    for part in range(0, max(len(found), 1), _SHEET_ROWS):
        yield _dated(year, "信访事项登记表", islice(rows, _SHEET_ROWS), f"（{part // _SHEET_ROWS + 1}）" if part else "")
    yield _receptions(year, receptions.receptions(plan, year, place, planned))
    yield _dated(year, "领导下访登记表", receptions.trips(plan, year, place))
    yield _dated(year, "信访积案台账", cases.backlog(plan, year, place))
    yield _dated(year, "上级交办案件台账", cases.assigned(plan, year))
    yield _dated(year, "接访安排表", receptions.duties(plan, year, planned))
    yield _dated(year, "发文登记簿", papers.issues(plan, year))
    yield _dated(year, "日报表", items.daily(plan, year, place.townships, found))


def _receptions(year: Year, rows: list[Row]) -> Book:
    """This year's register came as a workbook with a sheet for each month."""
    if year.year != _BY_MONTH:
        return _dated(year, "领导接访登记表", rows)
    months = groupby(rows, key=lambda row: int(str(row["接访日期"])[5:7]))
    title = f"{COUNTY_NAME}{year.year}年领导接访登记表"
    sheets = tuple(Sheet(f"{month}月", f"{title}（{month}月）", list(part)) for month, part in months)
    return Book(str(year.year), f"领导接访登记表{year.year}.xlsx", "领导接访登记表", ORDER["领导接访登记表"], sheets)


def _dated(year: Year, table: str, rows: Iterable[Row], part: str = "") -> Book:
    ending = _DRESS.get((table, year.year), "xlsx")
    name = f"{year.year}{part}"
    return Book(
        str(year.year), f"{table}{name}.{ending}", table, ORDER[table], (Sheet(table, f"{COUNTY_NAME}{year.year}年{table}", rows),)
    )


def _lasting(table: str, rows: Iterable[Row]) -> Book:
    """A table that no one year owns."""
    return Book("全部", f"{table}.xlsx", table, ORDER[table], (Sheet(table, f"{COUNTY_NAME}{table}", rows),))

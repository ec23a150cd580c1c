"""An invented county's tables as offices leave them: each dressed by its own dice, some not kept at all, some cells spoiled."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from pipeline.sample import records
from pipeline.settings import tables
from pipeline.settings.loading import defaults
from pipeline.settings.yaml import load

SPECS, _ = tables.parse(load(defaults() / "config" / "tables.yaml", "config/tables.yaml")[0])
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
DATES = (
    lambda day: day,
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y%m%d}",
)
COUNTS = (lambda n: n, str, lambda n: str(n).translate(WIDE))
THIN = ("问题类别", "责任单位", "化解方式", "满意度", "属地")
CATEGORIES = {"土地征用": "征地补偿", "涉法涉诉": "诉讼执行", "城市房屋拆迁": "房屋征收"}


@dataclass(frozen=True)
class Mess:
    """``lost``: tables that the county does not keep. ``thin``: 问题类别 and 责任单位 are left blank in every other row."""

    seed: int
    rows: int = 240
    townships: int = 6
    lost: tuple[str, ...] = ()
    thin: bool = False
    spoiled: bool = False


def lay(folder: Path, mess: Mess) -> None:
    """The county's workbooks below ``folder/inputs``: one a table, 信访事项登记表 with a sheet a month."""
    dice = random.Random(mess.seed)
    (folder / "inputs").mkdir(parents=True)
    for table, rows in records(rows=mess.rows, seed=mess.seed, townships=mess.townships).items():
        if table in mess.lost or not rows:
            continue
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, part in _sheets(table, rows):
            _dress(book.create_sheet(name), table, [_told(table, row, number, mess) for number, row in enumerate(part)], dice)
        if mess.spoiled and table == "信访事项登记表":
            _spoil(book)
        book.save(folder / "inputs" / f"{table}（{dice.choice(['终稿', '汇总', '报送'])}）.xlsx")


def _sheets(table, rows):
    if table != "信访事项登记表":
        return [(table, rows)]
    months = {}
    for row in rows:
        months.setdefault(f"{row['登记日期'].year}年{row['登记日期'].month}月", []).append(row)
    return months.items()


def _told(table, row, number, mess):
    """Categories under the county's own names; in a thin county every other row lacks what is not required."""
    found = {key: CATEGORIES.get(value, value) for key, value in row.items()}
    if mess.thin and number % 2:
        found |= {column.name: None for column in SPECS[table].columns if column.name in THIN and not column.required}
    return found


def _dress(sheet, table, rows, dice):
    spec = SPECS[table]
    columns = [column for column in spec.columns if any(row.get(column.name) is not None for row in rows)]
    dice.shuffle(columns)
    date, count = dice.choice(DATES), dice.choice(COUNTS)
    sheet.append([f"某县{table}"])
    if dice.random() < 0.5:
        sheet.append(["填报单位：县信访局", None, "单位：件、人次"])
    sheet.append(["序号", *(dice.choice([column.name, *column.aliases]) for column in columns)])
    for number, row in enumerate(rows, 1):
        sheet.append([number, *(_cell(row.get(column.name), date, count) for column in columns)])
    if dice.random() < 0.5:
        sheet.append(["合  计"])
    sheet.append(["注：本表数据由各单位填报。"])


def _cell(value, date, count):
    if isinstance(value, dt.date):
        return date(value)
    return count(value) if type(value) is int else value


def _spoil(book):
    """A count that is none and a year that is long past, each in a sheet of its own."""
    for sheet, header, wrong in ((book.worksheets[3], "人数", "约50"), (book.worksheets[-2], "登记日期", "1899-01-01")):
        names = {header, *SPECS["信访事项登记表"].column(header).aliases}
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value in names)
        sheet.cell(cell.row + 2, cell.column).value = wrong

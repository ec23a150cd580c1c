"""Little spreadsheets for tests: a grid of cells in, a file of any format out; and a project folder around them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from pathlib import Path

import openpyxl
import pandas as pd
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from pipeline.model.inputs import Inputs
from pipeline.model.settings import Settings
from pipeline.run.inputs import gather
from pipeline.settings import calendar, organization, tables
from pipeline.settings.loading import defaults
from pipeline.settings.yaml import Mapped, load, merge

ITEMS = ["信访编号", "登记日期", "信访形式", "人数", "属地", "办理状态"]
ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#VALUE!")
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
UNITS = [
    ["单位名称", "单位类别", "简称", "领导接待日制度"],
    ["城关镇", "乡镇", "城关", "已建立"],
    ["河口镇", "乡镇", "河口", "未建立"],
    ["县教育局", "县直部门", "教育局", "已建立"],
]


def item(number, date="2025-03-05", channel="来信", people=1, unit="城关镇", state="办理中", *more):
    """A row of 信访事项登记表 under ``ITEMS``."""
    return [number, date, channel, people, unit, state, *more]


def write(path, sheets, *, merges=(), encoding="utf-8", delimiter=",", hidden=(), hidden_rows=(), epoch_1904=False):
    """``sheets``: a grid, or a grid for each sheet name. The suffix says the format; ``#DIV/0!`` is an error value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    named = sheets if isinstance(sheets, dict) else {"Sheet1": sheets}
    if path.suffix in (".xlsx", ".xlsm"):
        _xlsx(path, named, merges, hidden, hidden_rows, epoch_1904)
    elif path.suffix in (".xls", ".et"):
        _xls(path, named, merges, hidden, hidden_rows, epoch_1904)
    elif path.suffix == ".ods":
        _ods(path, named, merges, hidden, hidden_rows, epoch_1904)
    else:
        (grid,) = named.values()
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
            [["" if c is None else c for c in row] for row in grid]
        )
        path.write_bytes(out.getvalue().encode(encoding))
    return path


def _xlsx(path, named, merges, hidden, hidden_rows, epoch_1904):
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.epoch = CALENDAR_MAC_1904 if epoch_1904 else CALENDAR_WINDOWS_1900
    for name, grid in named.items():
        sheet = book.create_sheet(name)
        for r, row in enumerate(grid, 1):
            for c, cell in enumerate(row, 1):
                if cell is not None and cell != "":
                    sheet.cell(r, c, cell)
        for merged in merges:
            sheet.merge_cells(merged)
        for row in hidden_rows:
            sheet.row_dimensions[row].hidden = True
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)


def _xls(path, named, merges, hidden, hidden_rows, epoch_1904):
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = epoch_1904
    dated = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, grid in named.items():
        sheet = book.add_sheet(name, cell_overwrite_ok=True)
        for r, row in enumerate(grid):
            for c, cell in enumerate(row):
                if cell in ERRORS:
                    sheet.row(r).set_cell_error(c, "#N/A!" if cell == "#N/A" else cell)
                elif cell is not None and cell != "":
                    sheet.write(r, c, cell, *([dated] if isinstance(cell, dt.date) else []))
        for merged in merges:
            left, top, right, bottom = openpyxl.utils.range_boundaries(merged)
            sheet.merge(top - 1, bottom - 1, left - 1, right - 1)
        for row in hidden_rows:
            sheet.row(row - 1).hidden = True
        sheet.visibility = int(name in hidden)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(str(path))


def _ods(path, named, merges, hidden, hidden_rows, epoch_1904):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties
    from odf.table import CalculationSettings, CoveredTableCell, NullDate, Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    if epoch_1904:
        calendar = CalculationSettings()
        calendar.addElement(NullDate(datevalue="1904-01-01"))
        book.spreadsheet.addElement(calendar)
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(unseen)
    for name, grid in named.items():
        table = Table(name=name, **({"stylename": unseen} if name in hidden else {}))
        for number, row in enumerate(grid, 1):
            line = TableRow(**({"visibility": "collapse"} if number in hidden_rows else {}))
            for column, cell in enumerate(row, 1):
                span = _span(number, column, merges)
                if span is None:
                    made = CoveredTableCell()
                elif isinstance(cell, dt.date):
                    made = TableCell(valuetype="date", datevalue=cell.isoformat())
                elif isinstance(cell, (int, float)):
                    made = TableCell(valuetype="float", value=str(cell))
                elif cell in ERRORS:
                    made = TableCell(valuetype="string", stringvalue="")
                    made.setAttrNS(CALCEXT, "value-type", "error")
                    made.addElement(P(text=cell))
                elif cell:
                    made = TableCell(valuetype="string")
                    made.addElement(P(text=cell))
                else:
                    made = TableCell()
                for what, count in (span or {}).items():
                    made.setAttribute(what, str(count))
                line.addElement(made)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    book.save(str(path))


def _span(row, column, merges):
    """How far a cell reaches; None where another reaches over it."""
    for merged in merges:
        left, top, right, bottom = openpyxl.utils.range_boundaries(merged)
        if (row, column) == (top, left):
            return {"numberrowsspanned": bottom - top + 1, "numbercolumnsspanned": right - left + 1}
        if top <= row <= bottom and left <= column <= right:
            return None
    return {}


class Office:
    """A project folder with 单位台账 (or without), to which files are put and which is then read."""

    def __init__(self, folder: Path, *, units: bool = True) -> None:
        self.folder = folder
        (folder / "inputs").mkdir(parents=True, exist_ok=True)
        if units:
            write(folder / "inputs" / "单位台账.xlsx", UNITS)

    def put(self, name, sheets, **how):
        return write(self.folder / "inputs" / name, sheets, **how)

    def config(self, name, text):
        (self.folder / "config").mkdir(exist_ok=True)
        (self.folder / "config" / name).write_text(text, "utf-8")

    def read(self) -> Inputs:
        return gather(self.settings())

    def settings(self) -> Settings:
        """Of the config only what reading needs."""
        own, _ = load(self.folder / "config" / "tables.yaml", "config/tables.yaml") if self.has("tables.yaml") else (Mapped(), ())
        default, _ = load(defaults() / "config" / "tables.yaml", "config/tables.yaml")
        mapped = merge(default, own, 5)
        specs, wrong = tables.parse(mapped)
        assert not wrong, wrong
        office, _ = organization.parse(self.parsed("organization.yaml"))
        days, _ = calendar.parse(self.parsed("calendar.yaml"))
        return Settings(self.folder, (), specs, {}, {}, office, days, reading=tables.parse_reading(mapped)[0])

    def has(self, name):
        return (self.folder / "config" / name).is_file()

    def parsed(self, name):
        return load(self.folder / "config" / name, f"config/{name}")[0] if self.has(name) else Mapped()

    def told(self, *levels):
        """(rule, sheet, cell) of the problems of some levels, all files but 单位台账."""
        inputs = self.read()
        return [(p.rule, p.place.sheet, p.place.cell) for p in inputs.problems if p.level in levels]


def rows(inputs, table="信访事项登记表", *columns):
    """The used rows of a table, as tuples of plain values."""
    frame = inputs.tables[table].frame
    frame = frame[list(columns)] if columns else frame
    return [tuple(_value(v) for v in row) for row in frame.astype("object").itertuples(index=False)]


def _value(value):
    if pd.isna(value):
        return None
    if hasattr(value, "date"):
        return value.date().isoformat()
    return value

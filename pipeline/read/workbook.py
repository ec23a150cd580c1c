"""Workbooks by calamine: .xlsx, .xlsm, .xls, .xlsb, .ods. Addresses stay true: nothing empty is cut off."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from pipeline.model.raw import Merge, RawSheet
from pipeline.model.reading import Limits
from pipeline.model.shape import shape
from pipeline.read.facts import ENCRYPTED, Facts
from pipeline.read.guard import too_vast
from pipeline.read.sheetxml import facts_of

__all__ = ["Parsed", "parse_workbook"]

_BROKEN = ("file-broken", "文件损坏或不完整，请用 WPS 或 Excel 打开后另存为 .xlsx")


@shape
class Parsed:
    """The worksheets; the (sheet, why) of those that cannot be read; (rule, why) where the whole file cannot."""

    sheets: tuple[RawSheet, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    epoch_1904: bool = False
    refused: tuple[str, str] | None = None


def parse_workbook(content: bytes, limits: Limits, skipped: tuple[str, ...] = ()) -> Parsed:
    """Whatever a workbook holds or is, as a value; only a parser that aborts (the worker's business) is not.

    ``skipped`` are sheets that are read another way.
    """
    facts = facts_of(content, limits)
    if facts.refused:
        return Parsed(refused=facts.refused)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        listed = workbook.sheets_metadata
    except PasswordError:
        return Parsed(refused=ENCRYPTED)
    except BaseException as error:  # a panic of the parser is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        return Parsed(refused=ENCRYPTED if "password" in str(error).lower() else _BROKEN)
    sheets: list[RawSheet] = []
    failed: list[tuple[str, str]] = []
    for meta in listed:
        if meta.typ != SheetTypeEnum.WorkSheet or meta.name in skipped:
            continue
        hidden = meta.visible != SheetVisibleEnum.Visible
        sheet = _sheet(workbook, meta.name, hidden, facts, limits)
        if isinstance(sheet, str):
            failed.append((meta.name, sheet))
        else:
            sheets.append(sheet)
    if not sheets and not failed and not skipped:
        return Parsed(refused=("file-broken", "文件损坏，里面没有工作表，请用 WPS 或 Excel 打开后另存为 .xlsx"))
    return Parsed(tuple(sheets), tuple(failed), facts.epoch_1904)


def _sheet(workbook: CalamineWorkbook, name: str, hidden: bool, facts: Facts, limits: Limits) -> RawSheet | str:
    """A sheet, or why it cannot be read."""
    if name in facts.absurd:
        return too_vast(limits)
    try:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > limits.cells:
            return too_vast(limits)
        rows = _rows(sheet)
        raw = RawSheet(
            name,
            rows,
            _merges(sheet) or facts.merges.get(name, ()),
            hidden,
            _hidden_rows(facts, name, len(rows)),
            facts.errors.get(name, {}),
        )
    except BaseException as error:  # a panic of the parser is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        return "工作表损坏，无法读取，请用 WPS 或 Excel 打开后另存为 .xlsx"
    return raw


def _hidden_rows(facts: Facts, name: str, height: int) -> frozenset[int]:
    """Those above the sheet's end: whoever hides all that is empty hides a million rows."""
    told = facts.hidden_rows.get(name, ())
    return frozenset(row for first, count in told for row in range(first, min(first + count, height)))


def _rows(sheet: CalamineSheet) -> list[list[object]]:
    if sheet.start is None:
        return []
    rows: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return rows


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    return tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())

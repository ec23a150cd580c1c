"""Workbooks by calamine: .xlsx, .xlsm, .xls, .xlsb, .ods. Addresses stay true: nothing empty is cut off."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from pipeline.model.raw import Merge, RawSheet

__all__ = ["Unreadable", "read_workbook"]


class Unreadable(Exception):
    """A workbook, or one sheet of it, that cannot be read; says why in a clerk's words."""


def read_workbook(content: bytes) -> tuple[tuple[RawSheet, ...], tuple[tuple[str, str], ...]]:
    """The worksheets, and the (sheet, reason) of those that cannot be read."""
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError:
        raise Unreadable("有密码保护，请取消密码后重新保存") from None
    except (CalamineError, OSError, ValueError):
        raise Unreadable("文件损坏或不完整，请用 WPS 或 Excel 打开后另存为 .xlsx") from None
    sheets: list[RawSheet] = []
    failed: list[tuple[str, str]] = []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = _rows(sheet)
        except (CalamineError, OSError, ValueError):
            failed.append((meta.name, "工作表损坏，无法读取"))
            continue
        sheets.append(RawSheet(meta.name, rows, _merges(sheet), meta.visible != SheetVisibleEnum.Visible))
    return tuple(sheets), tuple(failed)


def _rows(sheet: CalamineSheet) -> list[list[object]]:
    if sheet.start is None:
        return []
    rows: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return rows


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    return tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())

"""Text separated by commas, semicolons or tabs (where there are none by ``|`` or ``，``), in UTF-8, UTF-16 or GBK/GB18030."""

from __future__ import annotations

import csv
import io
import re

from pipeline.model.raw import RawSheet
from pipeline.model.reading import Limits
from pipeline.read.facts import ERROR_VALUES
from pipeline.read.guard import too_vast

__all__ = ["decode", "read_text"]

_END = "\ue000"
"""Put after the last line: where it is no line of its own, a quotation mark that was opened was not closed."""
_USUAL, _UNUSUAL = ",\t;", "|，"
_KEPT = re.compile(r'="([^"]*)"')
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_text(content: bytes, limits: Limits) -> RawSheet | str:
    """The one sheet of a text file; or why there is none: no text, too many cells, a quotation mark that swallows its end."""
    text = decode(content)
    if text is None or "\x00" in text:
        return "看不出是什么编码的文本，没有读取。请用 WPS 或 Excel 打开，另存为 .xlsx"
    mark = _delimiter(text)
    if text.count(mark) + text.count("\n") > limits.cells:
        return too_vast(limits)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    ended = text if not text or text.endswith(("\n", "\r")) else f"{text}\n"
    rows = list(csv.reader(io.StringIO(ended + _END, newline=""), delimiter=mark))
    if rows.pop() != [_END]:
        return f'第{len(rows) + 1}行有一个引号（"）没有成对，后面的行都连进了这一格，没有读取。请补上或删去这个引号后重新保存'
    if '="' in text or "'" in text:
        rows = [[_as_text(cell) for cell in row] for row in rows]
    return RawSheet(None, rows, errors=_errors(rows) if "#" in text else {})


def _as_text(cell: str) -> str:
    """Without what other systems put around a long number, so that Excel shows it whole: ``="0123"``, ``'0123``."""
    if found := _KEPT.fullmatch(cell):
        return found[1]
    return cell[1:] if cell[:1] == "'" and cell[1:2].isalnum() and cell[-1] != "'" else cell


def _errors(rows: list[list[str]]) -> dict[tuple[int, int], str]:
    """The cells that a spreadsheet program wrote as an error value; they are taken out, as in every other format."""
    found = {(at, column): cell for at, row in enumerate(rows) for column, cell in enumerate(row) if cell in ERROR_VALUES}
    for at, column in found:
        rows[at][column] = ""
    return found


def decode(content: bytes) -> str | None:
    """The text, by its byte order mark or the first encoding that takes all of it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    """The separator that most of the first lines hold most of; an unusual one only where they hold none of the usual."""
    lines = text.splitlines()[:20]
    marks = _USUAL if any(mark in line for mark in _USUAL for line in lines) else _UNUSUAL
    return max(marks, key=lambda mark: (sum(mark in line for line in lines), sum(line.count(mark) for line in lines)))

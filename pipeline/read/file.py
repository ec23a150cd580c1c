"""One file of a drop: its bytes, what they are, and the raw cells they hold. Whatever is wrong with it is one problem."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Level, Problem
from pipeline.model.raw import RawFile
from pipeline.model.reading import Limits
from pipeline.model.shape import shape
from pipeline.read.facts import ENCRYPTED
from pipeline.read.guard import too_vast
from pipeline.read.kinds import Kind, kind_of
from pipeline.read.text import read_text
from pipeline.read.tree import Found

__all__ = ["Known", "Opened", "open_file", "read_file"]

_REFUSED: dict[Kind, tuple[str, str]] = {
    "empty": ("file-empty", "文件是空的（0 字节），请重新拷贝或导出"),
    "html": ("file-html", "是网页（HTML 或 XML）导出的，不是真正的表格文件，没有读取。请用 WPS 或 Excel 打开，另存为 .xlsx"),
    "encrypted": ENCRYPTED,
    "broken": ("file-broken", "文件损坏或不完整，请重新拷贝，或用 WPS、Excel 修复后另存为 .xlsx"),
    "unknown": ("file-unknown", "不是表格文件，或已损坏，请另存为 .xlsx 或 .csv"),
}
_PASSED: dict[Kind, tuple[Level, str]] = {
    "document": ("info", "是文档，不是表格，没有读取。里面有要统计的表的，请把表复制到 Excel 里另存为 .xlsx"),
    "picture": ("info", "是图片，不是表格，没有读取"),
    "archive": ("warning", "是压缩包，没有打开。里面如有要统计的表，请解压后把表格文件放进来"),
}
_CHANGING = ("file-changing", "读取时正在被改写，请等保存或拷贝完成后重试")
# elsewhere there are other ways to lead out of a folder than links (junctions)
_LINKS = os.name == "posix"
_TEXT_NAMES = (".csv", ".tsv", ".txt")


Known = Callable[[str, os.stat_result], str]
"""The SHA-256 of a file that is as it was when it was last hashed, ``""`` for any other."""


@shape
class Opened:
    """A file's bytes and their SHA-256, or the problem why there are none; of a file that is known, the bytes are left unread."""

    found: Found
    content: bytes = b""
    digest: str = ""
    problem: Problem | None = None
    size: int = 0


def open_file(found: Found, inputs: Path | None, limits: Limits, known: Known = lambda _path, _stat: "") -> Opened:
    """The bytes of a file that lies in ``inputs``, of bearable size, and stays as it is while it is read."""
    try:
        if inputs is not None and not _inside(found.path, inputs):
            return _closed(found, "file-link", "是指向数据文件夹之外的链接，没有读取。请把文件本身拷贝进来")
        before = found.path.stat()
        if before.st_size > limits.file_mb << 20:
            return _closed(found, "file-large", f"超过{limits.file_mb}MB，没有打开。请删去多余的内容或分成几个文件")
        if digest := known(str(found.path), before):
            return Opened(found, digest=digest, size=before.st_size)
        content = found.path.read_bytes()
        after = found.path.stat()
    except OSError:
        return _closed(found, "file-locked", "文件打不开，可能正被别的程序占用、没有读取权限或已被移走，请关闭后重试")
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size:
        return _closed(found, *_CHANGING)
    return Opened(found, content, hashlib.sha256(content).hexdigest(), size=len(content))


def read_file(opened: Opened, limits: Limits) -> RawFile:
    """The raw cells of a file, or the one problem why there are none."""
    found = opened.found
    if opened.size and not opened.content:
        opened = _filled(opened, limits)
    if opened.problem:
        return RawFile(found.file, found.drop, problems=(opened.problem,))
    kind = kind_of(found.path.suffix, opened.content)
    if kind in _REFUSED:
        return _refused(found, *_REFUSED[kind])
    if kind in _PASSED:
        level, why = _PASSED[kind]
        problem = Problem("file-passed", level, Place(found.file), why)
        return RawFile(found.file, found.drop, problems=(problem,))
    return _text(found, opened.content, limits) if kind == "text" else _workbook(found, opened.content, limits)


def _filled(opened: Opened, limits: Limits) -> Opened:
    """A known file with its bytes, now that somebody has to look into it."""
    again = open_file(opened.found, None, limits)
    return again if again.problem or again.digest == opened.digest else _closed(opened.found, *_CHANGING)


def _inside(path: Path, inputs: Path) -> bool:
    """Whether a file lies there once links are followed; where none stands on the way, nothing has to be followed."""
    name, root = str(path), str(inputs)
    if _LINKS and name.startswith(f"{root}{os.sep}"):
        while len(name) > len(root) and not os.path.islink(name):  # noqa: PTH114 - hundreds of plain names
            name = os.path.dirname(name)  # noqa: PTH120 - as above
        if name == root:
            return True
    return path.resolve().is_relative_to(inputs.resolve())


def _problem(found: Found, rule: str, why: str) -> Problem:
    return Problem(rule, "error", Place(found.file), why)


def _closed(found: Found, rule: str, why: str) -> Opened:
    return Opened(found, problem=_problem(found, rule, why))


def _refused(found: Found, rule: str, why: str) -> RawFile:
    return RawFile(found.file, found.drop, problems=(_problem(found, rule, why),))


def _text(found: Found, content: bytes, limits: Limits) -> RawFile:
    sheet = read_text(content, limits)
    if isinstance(sheet, str):
        return _refused(found, "file-unknown", sheet)
    problems: tuple[Problem, ...] = ()
    if found.path.suffix.lower() not in _TEXT_NAMES:
        told = f"名为 {found.path.suffix}，实为文本（CSV），已按文本读取。建议另存为 .xlsx"
        problems = (Problem("file-misnamed", "warning", Place(found.file), told),)
    return RawFile(found.file, found.drop, (sheet,), textual=True, problems=problems)


def _workbook(found: Found, content: bytes, limits: Limits) -> RawFile:
    from pipeline.read.wide import Wide, wide_sheets

    wide = (wide_sheets(content, limits) if content.startswith(b"PK") else None) or Wide()
    vast = [(name, too_vast(limits)) for name in wide.vast]
    if wide.order and len(wide.done) == len(wide.order):
        return RawFile(found.file, found.drop, wide.sheets, epoch_1904=wide.epoch_1904, problems=_broken(found, vast))
    from pipeline.read.parser import parse

    parsed = parse(content, limits, wide.done)
    if parsed.refused:
        return _refused(found, *parsed.refused)
    place = {name: at for at, name in enumerate(wide.order)}
    sheets = sorted((*parsed.sheets, *wide.sheets), key=lambda sheet: place.get(sheet.name or "", -1))
    problems = _broken(found, (*vast, *parsed.failed))
    return RawFile(found.file, found.drop, tuple(sheets), epoch_1904=parsed.epoch_1904, problems=problems)


def _broken(found: Found, failed: Sequence[tuple[str, str]]) -> tuple[Problem, ...]:
    return tuple(Problem("sheet-broken", "error", Place(found.file, name), why) for name, why in failed)

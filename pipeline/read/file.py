"""One file of a drop: its bytes, what they are, and the raw cells they hold. Whatever is wrong with it is one problem."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.raw import RawFile
from pipeline.model.reading import Limits
from pipeline.read.kinds import Kind, kind_of
from pipeline.read.text import read_text
from pipeline.read.tree import Found

__all__ = ["digest", "read_file"]

_REFUSED: dict[Kind, tuple[str, str]] = {
    "empty": ("file-empty", "文件是空的（0 字节），请重新拷贝或导出"),
    "html": ("file-html", "名为表格，实为网页（HTML）导出，请用 WPS 或 Excel 打开后另存为 .xlsx"),
    "encrypted": ("file-encrypted", "有密码保护，请取消密码后重新保存"),
    "broken": ("file-broken", "文件损坏或不完整（压缩包打不开），请重新拷贝，或用 WPS、Excel 修复后另存为 .xlsx"),
    "unknown": ("file-unknown", "不是表格文件，或已损坏，请另存为 .xlsx 或 .csv"),
}
_PASSED: dict[Kind, str] = {"document": "是文档，不是表格，未读取", "picture": "是图片，不是表格，未读取"}


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_file(found: Found, limits: Limits) -> RawFile:  # noqa: ARG001 - held to in the next step
    """The raw cells of a file, or the one problem why there are none."""
    try:
        with found.path.open("rb") as stream:
            head = stream.read(8192)
        kind = kind_of(found.path, head)
        if kind in _REFUSED:
            return _refused(found, *_REFUSED[kind])
        if kind in _PASSED:
            problem = Problem("file-passed", "info", Place(found.file), f"{found.file} {_PASSED[kind]}")
            return RawFile(found.file, found.drop, problems=(problem,))
        content = found.path.read_bytes()
    except OSError:
        return _refused(found, "file-locked", "文件打不开，可能正被别的程序占用、没有读取权限或已被移走，请关闭后重试")
    return _text(found, content) if kind == "text" else _workbook(found, content)


def _refused(found: Found, rule: str, why: str) -> RawFile:
    return RawFile(found.file, found.drop, problems=(Problem(rule, "error", Place(found.file), f"{found.file}：{why}"),))


def _text(found: Found, content: bytes) -> RawFile:
    sheet = read_text(content)
    if sheet is None:
        return _refused(found, "file-unknown", "看不出是什么编码的文本，请另存为 UTF-8 编码的 .csv 或 .xlsx")
    return RawFile(found.file, found.drop, (sheet,), textual=True)


def _workbook(found: Found, content: bytes) -> RawFile:
    from pipeline.read.workbook import Unreadable, read_workbook

    try:
        sheets, failed = read_workbook(content)
    except Unreadable as reason:
        return _refused(found, "file-broken", str(reason))
    problems = tuple(
        Problem("sheet-broken", "error", Place(found.file, name), f"{found.file} 的工作表“{name}”：{why}") for name, why in failed
    )
    return RawFile(found.file, found.drop, sheets, problems=problems)

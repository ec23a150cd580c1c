"""Zipped workbooks held to limits before a parser sees them: size, ratio, number and depth of parts, no entities."""

from __future__ import annotations

import re
import zipfile

from pipeline.model.reading import Limits
from pipeline.read.facts import BROKEN, ENCRYPTED

__all__ = ["is_nested", "refusal", "too_vast", "unpack"]

_MB = 1 << 20
_RATIO_FROM = 16 * _MB


def refusal(archive: zipfile.ZipFile, limits: Limits) -> tuple[str, str] | None:
    """(rule, why) where an archive breaks a limit by its own table of contents."""
    parts = archive.infolist()
    if len(parts) > limits.entries:
        return (
            "file-bomb",
            f"里面有{len(parts)}个部件，超过上限{limits.entries}个，没有打开。请确认文件来源，删去多余的图片等内容后另存",
        )
    if sum(part.file_size for part in parts) > limits.unpacked_mb * _MB:
        return "file-bomb", f"解压后超过{limits.unpacked_mb}MB，没有打开。请确认文件来源，删去多余的内容后另存"
    for part in parts:
        if part.file_size > _RATIO_FROM and part.file_size > part.compress_size * limits.ratio:
            return "file-bomb", f"压缩比超过{limits.ratio}倍，疑似压缩炸弹，没有打开。请确认文件来源，重新另存"
        if part.flag_bits & 1:
            return ENCRYPTED
    names = [part.filename for part in parts]
    if len(names) != len(set(names)):
        return "file-broken", "里面有重名的部件，文件已损坏，请用 WPS 或 Excel 打开后另存为 .xlsx"
    return None


def unpack(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes | tuple[str, str]:
    """One part's bytes, or (rule, why) where it is spoiled, declares entities or nests too deeply."""
    try:
        with archive.open(name) as stream:
            content = stream.read(limits.unpacked_mb * _MB + 1)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, KeyError):
        return BROKEN
    except Exception:  # noqa: BLE001 - zlib.error, and whatever else a spoiled stream raises
        return BROKEN
    if len(content) > limits.unpacked_mb * _MB:
        return "file-bomb", f"解压后超过{limits.unpacked_mb}MB，没有打开"
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return "file-entities", "里面声明了外部实体（DOCTYPE），表格文件不会有，没有打开。请确认文件来源"
    if len(content) < 32 * _MB and is_nested(content, limits.depth):
        return "file-bomb", f"XML 嵌套超过{limits.depth}层，没有打开。请确认文件来源"
    return content


def is_nested(content: bytes, depth: int) -> bool:
    """Whether as many tags are opened in a row without one closed; few pieces between closing tags hold so many at all."""
    if content.count(b"<") < depth or max(piece.count(b"<") for piece in content.split(b"</")) < depth - 1:
        return False
    return re.search(rb"(?:<[A-Za-z][^<>/]*>[^<]*+){%d}" % depth, content) is not None


def too_vast(limits: Limits) -> str:
    """Why a sheet is not read that spans more cells than the limit."""
    return f"使用范围过大（超过{limits.cells}个单元格），可能在很远的地方误填了内容，请删去多余的行和列后另存"

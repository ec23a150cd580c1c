"""What a workbook says beside its cells, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from pipeline.model.raw import Merge
from pipeline.model.shape import shape

__all__ = ["BROKEN", "ENCRYPTED", "ERROR_VALUES", "Facts", "HiddenRows"]

ERROR_VALUES = frozenset({"#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})
BROKEN = ("file-broken", "文件损坏或不完整（压缩包打不开），请重新拷贝，或用 WPS、Excel 修复后另存为 .xlsx")
ENCRYPTED = ("file-encrypted", "有密码保护，没有读取。请取消密码后重新保存")

HiddenRows = tuple[tuple[int, int], ...]
"""Hidden rows as (first, how many), counted from 0."""


@shape
class Facts:
    """``errors`` and ``hidden_rows`` by sheet name; ``refused``: (rule, why) for the whole file.

    ``absurd``: the sheets whose cells lie too far apart to be handed over. ``merges``: of an .ods only, whose merged cells
    calamine does not tell.
    """

    refused: tuple[str, str] | None = None
    epoch_1904: bool = False
    errors: Mapping[str, Mapping[tuple[int, int], str]] = field(default_factory=dict)
    hidden_rows: Mapping[str, HiddenRows] = field(default_factory=dict)
    absurd: frozenset[str] = frozenset()
    merges: Mapping[str, tuple[Merge, ...]] = field(default_factory=dict)

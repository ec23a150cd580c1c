"""What people call the dimensions of a breakdown that are no columns, and the columns that go by another name."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["COLUMNS", "KINDS", "MONTH", "UNIT"]

KINDS: Mapping[str, str] = {
    "乡镇": "乡镇",
    "township": "乡镇",
    "县直部门": "县直部门",
    "部门": "县直部门",
    "department": "县直部门",
}
COLUMNS: Mapping[str, str] = {
    "category": "问题类别",
    "类别": "问题类别",
    "channel": "信访形式",
    "形式": "信访形式",
    "渠道": "信访形式",
}
MONTH = ("month", "月份", "月")
UNIT = ("unit", "单位")

"""A township or a department of the county (单位台账)."""

from __future__ import annotations

from pipeline.model.shape import shape

__all__ = ["COUNTY", "DEPARTMENT", "TOWNSHIP", "Unit"]

COUNTY = "全县"
TOWNSHIP = "乡镇"
DEPARTMENT = "县直部门"


@shape
class Unit:
    """One unit, in the order of 单位台账; ``kind`` is 乡镇 or 县直部门."""

    name: str
    kind: str
    short: str = ""

"""What the levels of problems are called: on its own, for a build with nothing to do tells no more of a check."""

from __future__ import annotations

from pipeline.model.problem import Level

__all__ = ["LEVEL_WORDS"]

LEVEL_WORDS: dict[Level, str] = {"error": "错误", "warning": "提醒", "info": "说明"}

"""What became of one document of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.model.period import Period
from pipeline.model.problem import Problem

__all__ = ["Receipt", "Status"]

Status = Literal["made", "current", "skipped", "edited", "issued", "refused", "failed", "due"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of a build's outcome; ``path`` is where the document stands (or would), ``reasons`` say why in words."""

    document: str
    period: Period
    scope: str
    path: Path
    status: Status
    reasons: tuple[str, ...] = ()
    figures: int = 0
    claims: int = 0
    problems: tuple[Problem, ...] = ()

"""What a rule finds: where in the text, how bad, and what to do."""

from __future__ import annotations

from pipeline.model.problem import Level
from pipeline.model.shape import shape

__all__ = ["Finding"]


@shape
class Finding:
    """``at`` is a place in the script's text; ``found`` the words there; ``message`` is Chinese and whole."""

    at: int
    found: str
    message: str
    level: Level = "error"

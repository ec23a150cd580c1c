"""What reading the markup gives: blocks, what dropped out, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.document import Block

__all__ = ["Assembled"]


@dataclass(slots=True, eq=False)
class Assembled:
    """The blocks with their figures, what was left out, what is wrong (text near it, message), the points cut for time.

    ``miscounted`` are lead-ins that count their points wrongly; ``kept`` is the text that stayed, where something dropped out.
    """

    blocks: list[Block] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    shortened: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    miscounted: list[tuple[str, str]] = field(default_factory=list)
    kept: str | None = None

"""A fault that a person looked at and accepts as it is: its row stays set aside, and no longer stops a document."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Accepted"]


@dataclass(frozen=True, slots=True, order=True)
class Accepted:
    """One entry of ``config/accepted.yaml``; ``mark`` is the problem's, so that a changed cell is asked about again."""

    file: str
    sheet: str | None
    cell: str | None
    rule: str
    mark: str
    reason: str

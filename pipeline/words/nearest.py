"""A name that nobody knows, and the known ones that are like it."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["alike", "nearest"]


def nearest(name: str, known: Iterable[str], most: int = 3) -> str:
    """``，是不是“…”？`` with the nearest known names, or nothing."""
    close = alike(name, known, most)
    return f"，是不是{'、'.join(f'“{one}”' for one in close)}？" if close else ""


def alike(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names that are most like it, the nearest first."""
    from difflib import get_close_matches

    return get_close_matches(name, list(known), n=most, cutoff=0.5)

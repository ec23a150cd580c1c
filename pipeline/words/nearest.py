"""A name that nobody knows, and the known ones that are like it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["alike", "nearest", "surely"]

_SURE, _LONGER = 0.6, 1


def nearest(name: str, known: Iterable[str], most: int = 3) -> str:
    """``，是不是“…”？`` with the nearest known names, or nothing."""
    close = alike(name, known, most)
    return f"，是不是{'、'.join(f'“{one}”' for one in close)}？" if close else ""


def alike(name: str, known: Iterable[str], most: int = 3, *, least: float = 0.5) -> list[str]:
    """The known names that are most like it (1: the same), the nearest first."""
    from difflib import get_close_matches

    return get_close_matches(name, list(known), n=most, cutoff=least)


def surely(name: str, meanings: Mapping[str, str]) -> str | None:
    """What a misspelt name means, of spellings and their meanings: the one meaning that is nearest, or none.

    A spelling that is longer or shorter by more than one character is another word (信访 is not 网上信访), and one of a single
    character is near to every word that holds it.
    """
    from difflib import SequenceMatcher

    near: dict[str, float] = {}
    for spelling, meaning in meanings.items():
        if len(spelling) > 1 and abs(len(spelling) - len(name)) <= _LONGER:
            likeness = SequenceMatcher(None, name, spelling).ratio()
            near[meaning] = max(near.get(meaning, 0), likeness)
    best = max(near.values(), default=0)
    found = [meaning for meaning, likeness in near.items() if likeness == best]
    return found[0] if best >= _SURE and len(found) == 1 else None

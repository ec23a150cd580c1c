"""Digits that reached the text without being a figure, and are no fixed expression either."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["Loose", "loose_digits", "loose_spans"]

_DIGITS = re.compile(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*[%％‰]?")


class Loose:
    """Gathers the loose digits of one document; texts seen clean before are not looked at again."""

    def __init__(self, fixed: Iterable[str], clean: set[str]) -> None:
        self.fixed = tuple(fixed)
        self.clean = clean
        self.found: list[tuple[str, str]] = []

    def look(self, text: str, around: str) -> None:
        """Note the loose digits of a stretch of words and where they stand."""
        if text in self.clean:
            return
        digits = loose_digits(text, self.fixed)
        if digits:
            self.found += [(one, around) for one in digits]
        elif len(self.clean) < 20_000:
            self.clean.add(text)


def loose_digits(text: str, fixed: tuple[str, ...]) -> list[str]:
    """The numbers in a text that no fixed expression covers."""
    return [text[start:end] for start, end in loose_spans(text, fixed)]


def loose_spans(text: str, fixed: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where those numbers stand."""
    if not _DIGITS.search(text):
        return []
    covered = [(at, at + len(one)) for one in fixed for at in _places(text, one)]
    found = [digits.span() for digits in _DIGITS.finditer(text)]
    return [(start, end) for start, end in found if not any(first <= start and end <= last for first, last in covered)]


def _places(text: str, part: str) -> Iterable[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)

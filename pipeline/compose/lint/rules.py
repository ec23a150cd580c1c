"""The rules of lint, in the order in which a template's findings are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.compose.lint import (
    approximations,
    braces,
    claim_words,
    counted_lists,
    falls_in_times,
    loose_digits,
    loose_numerals,
    punctuation,
    signs,
    wrong_words,
)
from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import Script
from pipeline.model.wording import Wording

__all__ = ["RULES"]

Rule = Callable[[Script, Wording], Iterator[Finding]]

RULES: tuple[tuple[str, Rule], ...] = (
    ("brace", braces.check),
    ("sign", signs.check),
    ("loose-digit", loose_digits.check),
    ("loose-numeral", loose_numerals.check),
    ("claim-word", claim_words.check),
    ("counted-list", counted_lists.check),
    ("wrong-word", wrong_words.check),
    ("punctuation", punctuation.check),
    ("approximation", approximations.check),
    ("fall-in-times", falls_in_times.check),
)

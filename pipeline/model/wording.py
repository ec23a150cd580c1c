"""What an office may set about words: degrees of change, claim words, fixed expressions, wrong words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from pipeline.model.shape import shape

__all__ = ["ClaimWord", "Degrees", "Wording"]


@shape
class Degrees:
    """From which relative change on a degree word is true, and what base is too small for one.

    No rule gives these thresholds: they are the project's own and every office may set them (``style.yaml: wording.degrees``).
    """

    slight: Fraction = Fraction(1, 100)
    plain: Fraction = Fraction(5, 100)
    marked: Fraction = Fraction(20, 100)
    sharp: Fraction = Fraction(40, 100)
    sharp_least: int = 10
    small_base: int = 30


@shape
class ClaimWord:
    """A word that claims something of the data, the predicates that may carry it, and phrases in which it claims nothing."""

    word: str
    predicates: tuple[str, ...] = ()
    phrases: Mapping[str, str] = field(default_factory=dict)


@shape
class Wording:
    """The wording half of style.yaml.

    ``fixed`` maps each fixed expression that holds a digit to the reason why it is no figure. ``intents`` are the words that
    make a clause one of intent (力争, 确保). ``wrong`` maps a wrong collocation or an old term to the right one.
    ``many`` is the count behind 一批 and 一大批. ``percent_base``: on a smaller base a change
    is told by its number, not in percent.
    """

    degrees: Degrees = Degrees()
    change_decimals: int = 1
    percent_base: int = 5
    fixed: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[ClaimWord, ...] = ()
    intents: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, int] = field(default_factory=dict)

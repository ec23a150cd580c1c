"""The words for a change against a base; the exact facts once, every wording from them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Literal

from pipeline.model.figure import Figure, Number
from pipeline.model.indicator import Indicator
from pipeline.model.shape import shape
from pipeline.model.wording import Wording
from pipeline.words.number import change_in_percent, decimal, digits, padded, percent, printed
from pipeline.words.part import Part, Phrase
from pipeline.words.spans import before, spans_in_words, streak_unit, year_before

__all__ = [
    "Against",
    "Change",
    "between",
    "change_of",
    "compared",
    "degree",
    "direction",
    "from_to",
    "in_cell",
    "net",
    "times",
]

Against = Literal["year", "previous"]


@shape
class Change:
    """A value and its base, both known; ``against`` says which base.

    ``small``: a count on a base too small for a percentage (``style.yaml: wording.percent_base``), zero included.
    ``shown`` is the change as printed, in units of its last decimal: of a percentage for counts, of a percentage point for
    rates; None where no percentage is told: of a count on a zero base, or that fell so far that it would show as 100%.
    """

    figure: Figure
    against: Against
    value: Number
    base: Number
    decimals: int
    is_rate: bool
    shown: int | None
    small: bool = False

    @property
    def size(self) -> Fraction:
        """The exact relative change of a count, without its sign; 0 on a zero base."""
        return self.difference / self.base if self.base else Fraction(0)

    @property
    def difference(self) -> Fraction:
        """How far the value lies from its base."""
        return abs(Fraction(self.value) - self.base)

    @property
    def flat(self) -> bool:
        """Whether it shows as no change at the printed precision."""
        return self.value == self.base if self.shown is None else self.shown == 0

    @property
    def up(self) -> bool:
        """Whether the value lies above its base."""
        return self.value > self.base

    @property
    def number(self) -> str:
        """The size of the change as printed: ``22.1%``, ``2.1个百分点``."""
        return digits(abs(self.shown or 0), self.decimals) + self.unit

    @property
    def plain(self) -> str:
        """The size as a number of what is counted: ``4批``."""
        more = self.value - self.base
        return printed(more if more >= 0 else -more, self.figure.indicator)

    @property
    def plain_form(self) -> str:
        """The name of that number in a figures file."""
        return "difference_on_year" if self.against == "year" else "difference_on_previous"

    @property
    def unit(self) -> str:
        """What the size is counted in."""
        return "个百分点" if self.is_rate else "%"

    @property
    def form(self) -> str:
        """The name of the change in a figures file."""
        return "change_on_year" if self.against == "year" else "change_on_previous"

    @property
    def base_form(self) -> str:
        """The name of the base in a figures file."""
        return "year_ago" if self.against == "year" else "previous"

    @property
    def base_name(self) -> str:
        """What the base is called: 上年, 去年同期, 上月 …"""
        if self.against == "year":
            return year_before(self.figure.period, over=self.figure.year_over)
        return before(self.figure.period)


def change_of(figure: Figure, against: Against, wording: Wording, decimals: int | None = None) -> Change | None:
    """The change of a figure; None where value or base is missing or the span incomplete: nothing may then be said."""
    value, base = figure.value, figure.year_ago if against == "year" else figure.previous
    if value is None or base is None or not figure.complete or base < 0:
        return None
    places = wording.change_decimals if decimals is None else decimals
    is_rate = figure.indicator.unit == "%"
    small = not is_rate and base < wording.percent_base
    shown, took = _shown(value, base, places, is_rate=is_rate)
    if not is_rate and took > places and value < base:
        shown = None
    return Change(figure, against, value, base, took, is_rate, shown, small)


def _shown(value: Number, base: Number, decimals: int, *, is_rate: bool) -> tuple[int | None, int]:
    """The change in units of its last decimal (None on a zero base), and how many decimals it takes."""
    above = value.numerator * base.denominator - base.numerator * value.denominator
    below = value.denominator * (base.denominator if is_rate else base.numerator)
    return change_in_percent(above, below, decimals) if below > 0 else (None, decimals)


def _number(change: Change, value: Number, form: str) -> Part:
    return Part(printed(value, change.figure.indicator), form)


def direction(change: Change, rise: str = "上升", fall: str = "下降") -> str:
    """上升, 下降 or 持平 (持平 when the change shows as 0)."""
    if change.flat:
        return "持平"
    return rise if change.up else fall


def _two_spans(change: Change) -> str:
    """``两年``, ``两年同期`` (also of a year that is not over), ``两个月``: the span and its base."""
    figure, on_year = change.figure, change.against == "year"
    spans = spans_in_words(2, streak_unit(figure.period, on_year=on_year))
    return spans + ("同期" if on_year and not (figure.period.grain == "year" and figure.year_over) else "")


def _special(change: Change) -> Phrase | None:
    """The wordings of zero: a zero base, a fall to zero or nearly, zero twice. None where a percentage tells it, and for rates."""
    if change.is_rate or (change.value and change.shown is not None):
        return None
    if not change.value and not change.base:
        return (Part(f"连续{_two_spans(change)}为"), Part("0", "value"))
    if not change.base:
        return (
            Part("净增"),
            _number(change, change.value, "value"),
            Part(f"（{change.base_name}为"),
            Part("0", change.base_form),
            Part("）"),
        )
    return (Part("由"), _number(change, change.base, change.base_form), Part("降为"), _left(change))


def _left(change: Change) -> Part:
    """What is left of a count: a plain 0, or the number."""
    return _number(change, change.value, "value") if change.value else Part("0", "value")


def compared(change: Change, rise: str = "上升", fall: str = "下降") -> Phrase:
    """``同比下降22%``, ``环比持平``, ``同比上升2.1个百分点``, ``同比增加4批`` (small base), ``同比净增3件（去年同期为0）``."""
    name = "同比" if change.against == "year" else "环比"
    if special := _special(change):
        return special if special[0].text.startswith("连续") else (Part(name), *special)
    if change.flat:
        return (Part(name + "持平"),)
    return (Part(name + _verb(change, rise, fall)), _size(change))


def _verb(change: Change, rise: str, fall: str) -> str:
    """增加 and 减少 take a number of things, 上升 and 下降 a percentage."""
    return direction(change, *(("增加", "减少") if change.small else (rise, fall)))


def _size(change: Change) -> Part:
    return Part(change.plain, change.plain_form) if change.small else Part(change.number, change.form)


def between(change: Change, rise: str = "上升", fall: str = "下降") -> Phrase:
    """As ``compared``, the base named: ``比去年同期下降22%``, ``与上年持平``."""
    if special := _special(change):
        if change.base:
            return from_to(change)
        return special if not change.value else (Part(f"比{change.base_name}"), *special)
    if change.flat:
        return (Part(f"与{change.base_name}持平"),)
    return (Part(f"比{change.base_name}{_verb(change, rise, fall)}"), _size(change))


def degree(change: Change, wording: Wording) -> Phrase:
    """``大幅下降``, ``明显上升``, ``略有下降``, ``基本持平``, chosen from the exact value; on a small base the numbers instead."""
    degrees = wording.degrees
    if change.is_rate or change.flat:
        return (Part(direction(change)),)
    if change.base < degrees.small_base:
        return from_to(change)
    size = change.size
    if size < degrees.slight:
        return (Part("基本持平"),)
    return (Part(_adverb(change, wording) + direction(change)),)


def _adverb(change: Change, wording: Wording) -> str:
    degrees, size = wording.degrees, change.size
    if size >= degrees.sharp and change.difference >= degrees.sharp_least:
        return "大幅"
    if size >= degrees.marked:
        return "明显"
    return "略有" if size < degrees.plain else ""


def net(change: Change) -> Phrase:
    """``净增5件``, ``净减5件``, ``与去年同期持平``; a rate by points, 持平 where it shows as none."""
    if change.value == change.base or (change.is_rate and change.flat):
        return (Part(f"与{change.base_name}持平"),)
    text = percent(change.difference, change.decimals) + "个百分点" if change.is_rate else change.plain
    return (Part("净增" if change.up else "净减"), Part(text, change.plain_form))


def from_to(change: Change) -> Phrase:
    """``由上年的40件降为12件``, ``由去年同期的5件降为0``, ``与上年持平，均为12件``; from nothing as any comparison is."""
    special = _special(change)
    if special and not change.base:
        return special
    value = special[-1] if special else _number(change, change.value, "value")
    base = _number(change, change.base, change.base_form)
    if value.text == base.text:
        return (Part(f"与{change.base_name}持平，均为"), value)
    return (Part(f"由{change.base_name}的"), base, Part("增至" if change.up else "降为"), value)


def times(change: Change) -> Phrase:
    """``是去年同期的2.5倍`` for a rise to twice or more; all else, and what is on a small base, is compared, never in 倍."""
    if change.is_rate or change.small or change.value < 2 * change.base:
        return compared(change)
    form = "ratio_on_year" if change.against == "year" else "ratio_on_previous"
    return (Part(f"是{change.base_name}的"), Part(decimal(Fraction(change.value) / Fraction(change.base), 1) + "倍", form))


def in_cell(figure: Figure, against: Against, wording: Wording) -> Part | None:
    """The change as a table shows it: ``-22.0%``, ``+2.1个百分点``, ``+4件`` (small base), ``持平``; None where there is none."""
    value, base = figure.value, figure.year_ago if against == "year" else figure.previous
    if value is None or base is None or not figure.complete or base.numerator < 0:
        return None
    indicator, exact = figure.indicator, (value.numerator, value.denominator, base.numerator, base.denominator)
    return _cell(exact, against, indicator.unit, indicator.decimals, wording.change_decimals, wording.percent_base)


@lru_cache(maxsize=1 << 14)
def _cell(exact: tuple[int, ...], against: Against, unit: str, decimals: int, places: int, percent_base: int) -> Part:
    """A change with its sign and all its decimals, so that a column lines up.

    A batch asks for the same small numbers again and again; as whole numbers they are looked up sooner than as fractions.
    """
    value, base = Fraction(*exact[:2]), Fraction(*exact[2:])
    is_rate = unit == "%"
    shown, places = _shown(value, base, places, is_rate=is_rate)
    if value == base or shown == 0:
        return Part("持平")
    sign, on = "+" if value > base else "-", "on_year" if against == "year" else "on_previous"
    if not is_rate and base < percent_base:
        return Part(sign + printed(abs(value - base), Indicator("", unit=unit, decimals=decimals)), f"difference_{on}")
    return Part(sign + padded(abs(shown or 0), places) + ("个百分点" if is_rate else "%"), f"change_{on}")

"""A wording is a row of parts: words, and numbers that say which aspect of a figure they state."""

from __future__ import annotations

from pipeline.model.shape import shape

__all__ = ["NOTHING", "Part", "Phrase", "plain"]


@shape
class Part:
    """A piece of wording.

    ``form`` is empty for words; for a number it names what of the figure it states (``value``, ``year_ago``,
    ``change_on_year``, …).
    """

    text: str
    form: str = ""


Phrase = tuple[Part, ...]

NOTHING: Phrase = ()
"""Nothing true can be said: the sentence drops out."""


def plain(phrase: Phrase) -> str:
    """The phrase as it reads."""
    return "".join(part.text for part in phrase)

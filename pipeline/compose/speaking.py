"""How long a speech takes: 200–220 characters a minute, said at the end of a build; and what a wished-for length means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.model.document import Byline, Document, Heading, Paragraph, Point, Salutation, Stated, Text
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import DocumentSpec

__all__ = ["AT_ONCE", "FAST", "SLOW", "characters", "is_speech", "speaking_time", "spoken", "too_long"]

SLOW, FAST = 200, 220
"""Characters a minute."""
AT_ONCE = 210
"""The rate by which a speech is cut to a length."""


def characters(text: str) -> int:
    """What is read aloud of a text: characters, letters and digits, no punctuation."""
    return sum(char.isalnum() for char in text)


def spoken(document: Document) -> int:
    """The characters of a speech that are read aloud: all but title, speaker and date."""
    return sum(characters(text) for block in document.blocks for text in _texts(block))


def _texts(block: object) -> Iterable[str]:
    match block:
        case Heading(_, number, inlines):
            return (number, _plain(inlines))
        case Point(ordinal, lead, rest):
            return (ordinal, _plain(lead), _plain(rest))
        case Paragraph(inlines) | Salutation(inlines):
            return (_plain(inlines),)
    return ()


def _plain(inlines: Iterable[Text | Stated]) -> str:
    return "".join(one.text for one in inlines)


def too_long(document: Document, minutes: int) -> bool:
    """Whether a speech takes longer than that even when it is read fast."""
    return spoken(document) > minutes * FAST


def speaking_time(spec: DocumentSpec, document: Document, asked: int | None, cut: Sequence[str] = ()) -> tuple[Problem, ...]:
    """The time a speech takes, as news; a warning where it is longer than ``target_minutes``, or than ``--minutes`` asked.

    ``cut``: the points that were left out. The document's entry is the program's own where the project has none: no line is told.
    """
    if not any(isinstance(block, Byline | Salutation) for block in document.blocks) or not is_speech(spec):
        return ()
    count = spoken(document)
    least, most = max(1, round(count / FAST)), max(1, round(count / SLOW))
    minutes = f"{least}分钟" if least == most else f"{least}至{most}分钟"
    told = f"“{spec.name}”（{document.period}）约{count}字，按每分钟{SLOW}至{FAST}字，要讲{minutes}"
    target = asked or spec.options.get("target_minutes")
    if target and too_long(document, target):
        done = "能略去的要点都已略去" if cut else "没有可以略去的要点"
        more = f"{done}，请再删减模板" if asked else f"可用 --minutes {target} 略去次要的要点，或删减模板"
        return (Problem("speaking-time", "warning", Place(""), f"{told}，{'还是' if cut else ''}超过{target}分钟。{more}"),)
    return (Problem("speaking-time", "info", Place(""), f"{told}。"),)


def is_speech(spec: DocumentSpec) -> bool:
    """Whether a document is read aloud."""
    return "structure" in spec.options or "target_minutes" in spec.options or spec.profile.startswith("讲话")

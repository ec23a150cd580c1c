"""A composed document: blocks of inlines. No look, no XML, no file."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from pipeline.model.figure import Figure
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.shape import shape

__all__ = [
    "Align",
    "Annex",
    "Annexed",
    "Block",
    "Byline",
    "Cell",
    "Chart",
    "Claim",
    "Colophon",
    "Document",
    "Heading",
    "Inline",
    "Masthead",
    "PageBreak",
    "Paragraph",
    "Point",
    "Remark",
    "Row",
    "Salutation",
    "Signature",
    "Stated",
    "TableBlock",
    "Text",
    "Title",
]

Align = Literal["left", "center", "right"]


@shape
class Text:
    """Words without a figure."""

    text: str
    strong: bool = False


@shape
class Stated:
    """A figure as it stands at one place of the text.

    ``text`` is exactly what is printed (``307批``, ``22%``); ``form`` says what of the figure it states (``value``,
    ``change_on_year``, …); ``id`` (``F0001``) is unique within the document, counted in order. ``also``: the other figures that
    the one number speaks for (均下降22%), or that it is a share of.
    """

    id: str
    text: str
    figure: Figure
    form: str = "value"
    strong: bool = False
    also: tuple[Figure, ...] = ()


Inline = Text | Stated
Inlines = tuple[Inline, ...]


@shape
class Title:
    """The document's title; each line is broken where the author broke it."""

    lines: tuple[Inlines, ...]


@shape
class Byline:
    """署名 and （date） under the title of a speech."""

    lines: tuple[Inlines, ...]


@shape
class Signature:
    """Issuer and date at the end."""

    lines: tuple[Inlines, ...]


@shape
class Salutation:
    """各位领导、同志们："""

    inlines: Inlines


@shape
class Heading:
    """A numbered heading; ``number`` is the printed one (``一、``, ``（一）``, ``1.``, ``（1）``), made by the program."""

    level: int
    number: str
    inlines: Inlines


@shape
class Paragraph:
    """A paragraph of body text."""

    inlines: Inlines


@shape
class Point:
    """``一是`` + its topic sentence (``lead``) + the rest. ``priority``: lower numbers are left out later; 0 is always kept."""

    ordinal: str
    lead: Inlines
    rest: Inlines
    priority: int = 0


@shape
class Cell:
    """One cell; ``span`` and ``down`` merge to the right and downwards."""

    inlines: Inlines = ()
    span: int = 1
    down: int = 1


Row = tuple[Cell, ...]


@shape
class TableBlock:
    """A table: header rows first, body rows, an optional total row, caption above and note below."""

    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    align: tuple[Align, ...] = ()
    total: Row | None = None
    caption: Inlines = ()
    note: Inlines = ()
    widths: tuple[int, ...] = ()


@shape
class Chart:
    """A native chart: categories × series of plain numbers, with a text that says the same.

    ``text`` is read out in place of the picture and not printed; ``note`` is printed under it, its numbers as figures.
    """

    kind: Literal["column", "line", "bar"]
    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    text: str
    note: Inlines = ()


@shape
class Remark:
    """按语: what the office says ahead of a bulletin's text."""

    inlines: Inlines


@shape
class PageBreak:
    """A new page."""


@shape
class Masthead:
    """The head of a 简报/专报 or of a red-head paper."""

    name: str
    number: str = ""
    total: str = ""
    issuer: str = ""
    date: str = ""


@shape
class Colophon:
    """版记: 报 / 送 / 发 and （共印N份）."""

    lines: tuple[tuple[str, str], ...]
    copies: str = ""


@shape
class Annex:
    """The start of an annex on a new page; ``landscape`` turns its pages."""

    number: str
    title: Inlines
    landscape: bool = False


@shape
class Annexed:
    """附件说明: the titles of the annexes, named under the text before the signature (GB/T 9704 7.3.5)."""

    titles: tuple[str, ...]


Block = (
    Title
    | Byline
    | Signature
    | Salutation
    | Heading
    | Paragraph
    | Point
    | Remark
    | TableBlock
    | Chart
    | PageBreak
    | Masthead
    | Colophon
    | Annex
    | Annexed
)


@shape
class Claim:
    """A claim of the template, what its predicate answered, and what was printed.

    ``holds``: true, false, or null for unknown. ``printed``: ``then``, ``otherwise``, ``unknown`` or ``nothing``.
    """

    predicate: str
    arguments: tuple[str, ...]
    holds: bool | None
    printed: str
    text: str = ""
    reason: str = ""
    place: Place = Place("")


@shape
class Document:
    """One finished text, ready to be written."""

    name: str
    period: Period
    scope: str
    profile: str
    title: str
    blocks: tuple[Block, ...]
    figures: tuple[Stated, ...] = ()
    claims: tuple[Claim, ...] = ()
    left_out: tuple[str, ...] = field(default=())
    draft: bool = False

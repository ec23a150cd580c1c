"""Blocks to paragraphs: one small function for each kind of block, in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from pipeline.model.document import (
    Annex,
    Annexed,
    Block,
    Byline,
    Chart,
    Colophon,
    Heading,
    Inline,
    Masthead,
    PageBreak,
    Paragraph,
    Point,
    Remark,
    Salutation,
    Signature,
    TableBlock,
    Title,
)
from pipeline.write.chart import write_chart
from pipeline.write.colophon import write_colophon
from pipeline.write.masthead import write_masthead
from pipeline.write.pen import Pen
from pipeline.write.runs import ems, plain
from pipeline.write.table import write_table
from pipeline.write.titles import title_lines

__all__ = ["in_turn", "write_block", "write_blocks"]

_HEAD: Final = (Title, Byline)
_LINE: Final = "<w:r><w:br/></w:r>"
_FOOT: Final = 5
"""The lines of a colophon of four rows."""


def write_blocks(blocks: Sequence[Block], pen: Pen) -> None:
    """All blocks, in order."""
    for block in in_turn(blocks, pen):
        write_block(block, pen)


def in_turn(blocks: Sequence[Block], pen: Pen) -> Iterator[Block]:
    """The blocks, the pen told each time what kind comes after."""
    for block, after in zip_longest(blocks, blocks[1:]):
        pen.ahead = type(after)
        yield block


def write_block(block: Block, pen: Pen) -> None:
    """One block; a blank line divides the head of a text (title, speaker, date) from what follows."""
    kind = type(block)
    if pen.before in _HEAD and kind not in _HEAD:
        pen.paragraph("Normal")
    _WRITERS[kind](block, pen)
    pen.before = kind


def _title(block: Title, pen: Pen) -> None:
    _titled("Title", block.lines, pen)


def _titled(style: str, lines: Sequence[Sequence[Inline]], pen: Pen) -> None:
    pen.start(style)
    for index, line in enumerate(title_lines(lines, pen.measure / 20 / pen.look.sizes[style])):
        if index:
            pen.out.append(_LINE)
            pen.said.append("\n")
        pen.inlines(line)
    pen.end()


def _byline(block: Byline, pen: Pen) -> None:
    for line in block.lines:
        pen.paragraph("署名", line)


def _signature(block: Signature, pen: Pen) -> None:
    """Issuer and date as GB/T 9704 sets them without a seal: the date begins two characters to the right of the issuer.

    They never stand on a page alone: the end of the text comes along.
    """
    room = len(block.lines) + (_FOOT if pen.ahead is Colophon else 0)
    pen.keep_last(room + 1)
    pen.paragraph("Normal")
    pen.keep_last(room)
    widths = [ems(plain(line)) for line in block.lines]
    date = widths[-1] if widths else 0
    issuer = max(widths[:-1], default=date - 2)
    right = max(issuer - date, 2.0)
    em = pen.look.em
    for index, line in enumerate(block.lines):
        last = index == len(block.lines) - 1
        space = right if last else right + date + 2 - widths[index]
        pen.start("Signature", f'{"" if last else "<w:keepNext/>"}<w:ind w:right="{max(round(space * em), 0)}"/>')
        pen.inlines(line)
        pen.end()


def _salutation(block: Salutation, pen: Pen) -> None:
    pen.paragraph("Salutation", block.inlines)


def _heading(block: Heading, pen: Pen) -> None:
    pen.start(f"heading {min(max(block.level, 1), 4)}")
    pen.words(block.number)
    pen.inlines(block.inlines)
    pen.end()


def _paragraph(block: Paragraph, pen: Pen) -> None:
    pen.paragraph("Body Text", block.inlines)


def _point(block: Point, pen: Pen) -> None:
    pen.start("Body Text")
    pen.words(block.ordinal, strong=True)
    pen.inlines(block.lead, strong=True)
    pen.inlines(block.rest)
    pen.end()


def _page_break(_block: PageBreak, pen: Pen) -> None:
    pen.new_page()


def _remark(block: Remark, pen: Pen) -> None:
    pen.paragraph("按语", block.inlines)


def _annexed(block: Annexed, pen: Pen) -> None:
    """附件说明: a line below the text and two characters in; titles stand under each other, no mark after them.

    It never stands on a page alone: the end of the text comes along.
    """
    pen.keep_last(1 + len(block.titles))
    pen.paragraph("Normal")
    pen.keep_last(len(block.titles))
    left, alone = 0.0, len(block.titles) == 1
    for number, title in enumerate(block.titles, 1):
        label = ("" if left else "附件：") + ("" if alone else f"{number}. ")
        left = left or 2 + ems(label)
        keep = "<w:keepNext/>" if number < len(block.titles) else ""
        pen.start("Normal", f'{keep}<w:ind w:left="{round(left * pen.look.em)}" w:hanging="{round(ems(label) * pen.look.em)}"/>')
        pen.words(label + title)
        pen.end()


def _annex(block: Annex, pen: Pen) -> None:
    """An annex begins a page; where the paper turns, a section. Its title stands on the third line."""
    if block.landscape != pen.turned:
        if pen.out:
            pen.end_section()
        pen.turned = block.landscape
    else:
        pen.new_page()
    pen.start("附件")
    pen.words(block.number)
    pen.end()
    pen.paragraph("Normal")
    _titled("附件标题", (block.title,), pen)
    pen.paragraph("Normal")


_WRITERS: Final[Mapping[type, Callable[[Any, Pen], None]]] = {
    Title: _title,
    Byline: _byline,
    Salutation: _salutation,
    Heading: _heading,
    Paragraph: _paragraph,
    Point: _point,
    TableBlock: write_table,
    Signature: _signature,
    PageBreak: _page_break,
    Remark: _remark,
    Annex: _annex,
    Annexed: _annexed,
    Masthead: write_masthead,
    Colophon: write_colophon,
    Chart: write_chart,
}

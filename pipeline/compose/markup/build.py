"""Raw blocks that stay → blocks, in the order of print: headings and points numbered, figures given their ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from pipeline.compose.markup.assembled import Assembled
from pipeline.compose.markup.furniture import colophon, masthead
from pipeline.compose.markup.inline import Setter
from pipeline.compose.markup.lines import Raw
from pipeline.compose.markup.sentences import first_sentence
from pipeline.compose.markup.tables import chart, table
from pipeline.model.document import (
    Annex,
    Annexed,
    Byline,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    Point,
    Remark,
    Salutation,
    Signature,
    Title,
)
from pipeline.words.chinese import annex_number, heading_number, ordinal

__all__ = ["build"]

_TYPED_NUMBER = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．、]|（[0-9]+）")
_TYPED_ORDINAL = re.compile(r"[一二三四五六七八九十]是")
_BETWEEN_POINTS = ("table", "chart", "break")
_TEXT = ("paragraph", "heading", "point", "table", "salutation")


def build(raws: Sequence[Raw], setter: Setter, done: Assembled) -> None:
    """Build every block in turn."""
    builder = _Builder(raws, setter, done)
    for index, raw in enumerate(raws):
        if done.remarks and raw.kind not in ("masthead", "title"):  # 按语 stands under the title, before the text
            done.blocks += [Remark(setter.inlines(remark)) for remark in done.remarks]
            done.remarks.clear()
        _BUILDERS[raw.kind](builder, raw, index)
        builder.text_began = builder.text_began or raw.kind in _TEXT
        if raw.kind != "point" and raw.kind not in _BETWEEN_POINTS:
            builder.points = 0


class _Builder:
    """The counters of one document."""

    def __init__(self, raws: Sequence[Raw], setter: Setter, done: Assembled) -> None:
        self.raws = raws
        self.setter = setter
        self.done = done
        self.headings = [0] * 6
        self.points = 0
        self.annexes = 0
        self.named = False
        self.text_began = False

    def heading(self, raw: Raw, _: int) -> None:
        self.headings[raw.level] += 1
        self.headings[raw.level + 1 :] = [0] * (5 - raw.level)
        if _TYPED_NUMBER.match(raw.text):
            self.done.wrong.append((raw.text, "标题的序号由程序编写，请删去手写的序号"))
        number = heading_number(raw.level, self.headings[raw.level])
        self.done.blocks.append(Heading(raw.level, number, self.setter.inlines(raw.text)))

    def point(self, raw: Raw, index: int) -> None:
        self.points += 1
        if _TYPED_ORDINAL.match(raw.text):
            self.done.wrong.append((raw.text, "“一是”“二是”由程序编写，请删去"))
        lead, rest = first_sentence(raw.text)
        if lead.count("**") % 2:  # bold that goes on beyond the topic sentence
            lead, rest = lead + "**", ("**" + rest).replace("****", "")
        number = "" if self._alone(index) else ordinal(self.points)
        self.done.blocks.append(Point(number, self.setter.inlines(lead), self.setter.inlines(rest), raw.level))

    def _alone(self, index: int) -> bool:
        """Whether it is the only point of its list: 一是 without 二是 is no list."""
        following = next((raw.kind for raw in self.raws[index + 1 :] if raw.kind not in _BETWEEN_POINTS), "")
        return self.points == 1 and following != "point"

    def paragraph(self, raw: Raw, _: int) -> None:
        self.done.blocks.append(Paragraph(self.setter.inlines(raw.text)))

    def annex(self, raw: Raw, index: int) -> None:
        if not self.annexes:
            self.annexed(index)
        self.annexes += 1
        number = annex_number(self.annexes, sum(one.kind == "annex" for one in self.raws))
        self.done.blocks.append(Annex(number, self.setter.inlines(raw.text), landscape=raw.level == 1))

    def annexed(self, index: int) -> None:
        """Name the annexes that are still to come, once: before the signature, or where there is none before the first of them."""
        coming = tuple(self.setter.plain(raw.text) for raw in self.raws[index:] if raw.kind == "annex")
        if coming and not self.named:
            self.done.blocks.append(Annexed(coming))
            self.named = True

    def title(self, raw: Raw, _: int) -> None:
        blocks = self.done.blocks
        # a masthead's name stands in only where no title does
        under_masthead = len(blocks) == 1 and isinstance(blocks[0], Masthead)
        if under_masthead or not self.done.title:
            self.done.title = "".join(self.setter.plain(line) for line in raw.lines)
        blocks.append(Title(tuple(self.setter.inlines(line) for line in raw.lines)))

    def salutation(self, raw: Raw, _: int) -> None:
        self.done.blocks.append(Salutation(self.setter.inlines(raw.text)))

    def signature(self, raw: Raw, index: int) -> None:
        lines = tuple(self.setter.inlines(line) for line in raw.lines if line)
        if self.text_began and not self.annexes:
            self.annexed(index)
        if lines:
            self.done.blocks.append(Signature(lines) if self.text_began else Byline(lines))

    def page_break(self, _raw: Raw, _: int) -> None:
        self.done.blocks.append(PageBreak())

    def table(self, raw: Raw, _: int) -> None:
        block, wrong = table(raw.lines, self.setter)
        self.done.wrong += [(raw.lines[0], message) for message in wrong]
        if block is not None:
            self.done.blocks.append(block)
        elif not wrong:
            self.done.left_out.append(self.setter.plain(raw.lines[0]))

    def chart(self, raw: Raw, _: int) -> None:
        block, wrong = chart(raw.text, raw.lines, self.setter)
        self.done.wrong += [(raw.text, message) for message in wrong]
        if block is not None:
            self.done.blocks.append(block)

    def masthead(self, raw: Raw, _: int) -> None:
        masthead(raw, self.setter, self.done)

    def colophon(self, raw: Raw, _: int) -> None:
        colophon(raw, self.setter, self.done)


_BUILDERS: Mapping[str, Callable[[_Builder, Raw, int], None]] = {
    "heading": _Builder.heading,
    "point": _Builder.point,
    "paragraph": _Builder.paragraph,
    "annex": _Builder.annex,
    "title": _Builder.title,
    "salutation": _Builder.salutation,
    "signature": _Builder.signature,
    "break": _Builder.page_break,
    "table": _Builder.table,
    "chart": _Builder.chart,
    "masthead": _Builder.masthead,
    "colophon": _Builder.colophon,
}

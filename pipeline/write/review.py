"""The review copy: the same text, with a Word comment on each figure and each claim, and what was set aside named at the top.

A header on each page says that it is one: its printout must not pass for the document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.model.document import Block, Claim, Document, Inline, Stated, Text
from pipeline.write.blocks import in_turn, write_block
from pipeline.write.control import Figures, Strands
from pipeline.write.draft import blocks_of
from pipeline.write.looks import Look, Looks
from pipeline.write.package import entry, opened
from pipeline.write.parts import HEAD, header
from pipeline.write.pen import Pen
from pipeline.write.reading import read_properties
from pipeline.write.runs import Runs, plain
from pipeline.write.touched import shows_otherwise, text_hash
from pipeline.write.writing import TEXT_HASH, finish
from pipeline.write.xml import NAMESPACES, clean, escape

__all__ = ["is_touched", "write_review"]

_AUTHOR: Final = "核稿"
_HEADER: Final = "核稿（供核对用，不得作为正式文稿印发）"
_PART: Final = "word/comments.xml"
_COMMENTS_HASH: Final = "comments_hash"
_ANSWERS: Final = {True: "成立", False: "不成立", None: "数据不足，不能判断"}
_PRINTED: Final = {"then": "按成立的写法", "otherwise": "按不成立的写法", "unknown": "按数据不足的写法", "nothing": "没有写"}


def write_review(
    document: Document, looks: Looks, properties: Mapping[str, str], notes: Mapping[str, str], head: Sequence[str] = ()
) -> bytes:
    """The bytes of ``….核稿.docx``.

    ``notes`` is what to say on each figure, by its id (definition, value, sources, a year ago; lines divided by line feeds);
    ``head`` are lines for the top. What is said on a claim is told by the claim itself, at the paragraph that prints it.
    """
    look = looks.of(document.profile)
    look = replace(look, pages=look.pages.headed())
    comments = _Comments(look, notes)
    pen = Pen(look)
    pen.runs = comments
    for line in head:
        pen.paragraph("按语", (Text(line),))
    open_claims = list(document.claims)
    for block in in_turn(blocks_of(document), pen):
        told = [claim for claim in open_claims if claim.text.strip() and claim.text.strip() in _said(block)]
        comments.ahead = [_about(claim) for claim in told]
        open_claims = [claim for claim in open_claims if claim not in told]
        write_block(block, pen)
    if open_claims:
        comments.ahead = [_about(claim) for claim in open_claims]
        pen.paragraph("按语", (Text(f"未印入正文的判断{len(open_claims)}处，见本行批注。"),))
    part = comments.part().encode()
    over, said = comments.words(_HEADER, strong=True)
    own = {**properties, _COMMENTS_HASH: hashlib.sha256(part).hexdigest()}
    above = entry("word/header1.xml", header(look.ids["居中页码"], over).encode())
    return finish(document, look, pen, own, entry(_PART, part), above, over=(said,))


def is_touched(data: bytes) -> bool:
    """Whether a review copy is no longer as it was written: its words, or its comments. Saving it again counts as touching."""
    properties = read_properties(data)
    with opened(data) as package:
        part = package.read(_PART) if _PART in package.namelist() else b""
    same_comments = hashlib.sha256(part).hexdigest() == properties.get(_COMMENTS_HASH)
    return not same_comments or text_hash(data) != properties.get(TEXT_HASH) or shows_otherwise(data, properties)


def _about(claim: Claim) -> str:
    """What a claim said, and what its predicate answered."""
    lines = (
        f"判断：{claim.predicate}（{'，'.join(claim.arguments)}）",
        f"结论：{_ANSWERS[claim.holds]}；{_PRINTED.get(claim.printed, claim.printed)}",
        f"依据：{claim.reason}" if claim.reason else "",
        f"模板：{claim.place.file} 第{claim.place.line}行" if claim.place.line else "",
    )
    return "\n".join(line for line in lines if line)


def _said(block: Block) -> str:
    """The words of a block that may hold a claim."""
    named = ("inlines", "lead", "rest", "note")
    return "".join(plain(getattr(block, name, ())) for name in named)


class _Comments(Runs):
    """Runs that carry comments; made for one document. ``ahead`` are comments for the next run of words."""

    __slots__ = ("_look", "_notes", "_said", "ahead")

    def __init__(self, look: Look, notes: Mapping[str, str]) -> None:
        super().__init__(look.ids)
        self._look = look
        self._notes = notes
        self._said: list[str] = []
        self.ahead: list[str] = []

    def write(self, inlines: Sequence[Inline], out: list[str], said: list[str], number: int, strong: bool = False) -> int:
        """As in the document, after the comments that were waiting for it."""
        waiting, self.ahead = (self.ahead, []) if inlines else ([], self.ahead)
        out.extend(self._mark(self._add(text)) for text in waiting)
        return super().write(inlines, out, said, number, strong)

    def control(self, stated: Stated, number: int, strong: bool) -> tuple[str, str]:
        """The control between the ends of its comment's range."""
        xml, text = super().control(stated, number, strong)
        note = self._notes.get(stated.id)
        if note is None:
            return xml, text
        at = self._add(note)
        return f'<w:commentRangeStart w:id="{at}"/>{xml}<w:commentRangeEnd w:id="{at}"/>{self._mark(at)}', text

    def controls(self, figures: Figures, numbers: range) -> tuple[Strands, Sequence[str]]:
        """Each with a comment of its own."""
        return self.controls_apart(figures.stated, numbers)

    def part(self) -> str:
        """``word/comments.xml``; without dates, for the same input gives the same bytes."""
        inner = "".join(
            f'<w:comment w:id="{at}" w:author="{_AUTHOR}" w:initials="核">{self._paragraphs(text)}</w:comment>'
            for at, text in enumerate(self._said)
        )
        return f"{HEAD}<w:comments {NAMESPACES}>{inner}</w:comments>"

    def _add(self, text: str) -> int:
        self._said.append(text)
        return len(self._said) - 1

    def _mark(self, at: int) -> str:
        style = self._look.ids["annotation reference"]
        return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:commentReference w:id="{at}"/></w:r>'

    def _paragraphs(self, text: str) -> str:
        opening = self._look.opening["annotation text"]
        mark = f'<w:r><w:rPr><w:rStyle w:val="{self._look.ids["annotation reference"]}"/></w:rPr><w:annotationRef/></w:r>'
        runs = (f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in clean(text).split("\n"))
        return "".join(f"{opening}{'' if at else mark}{run}" for at, run in enumerate(runs))

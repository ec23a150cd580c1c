"""Documents made of any blocks and any text, the same ones on every run, and what each of them must say."""

from __future__ import annotations

import random

from written_samples import Counter, document

from pipeline.model.document import (
    Annex,
    Annexed,
    Byline,
    Cell,
    Chart,
    Colophon,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    Point,
    Remark,
    Salutation,
    Signature,
    TableBlock,
    Text,
    Title,
)  # fmt: skip
from pipeline.model.looks import PROFILES
from pipeline.write.xml import clean

ODD = "]]>&<>\"'\x00\x07\x1b\x7f\ud800\udfff\ufffe\uffff\u200b\u2028\r\n\t  \u3000㐀𠀀“”‘’——……·①ⅣàЖ　①％％％2025%-+.A z"


def any_text(rng):
    if rng.random() < 0.004:
        return "长" * 10_000
    plain = "信访事项接访群众一二三四五，。、；：（）《》" * 2
    return "".join(rng.choice(ODD if rng.random() < 0.3 else plain) for _ in range(rng.randrange(14)))


def any_inlines(rng, count):
    return tuple(
        count(any_text(rng)) if rng.random() < 0.4 else Text(any_text(rng), rng.random() < 0.2) for _ in range(rng.randrange(4))
    )


def any_table(rng, count):
    def row():
        return tuple(
            Cell(any_inlines(rng, count), rng.choice((1, 1, 1, 2, 3)), rng.choice((1, 1, 1, 2, 4))) for _ in range(rng.randrange(5))
        )

    def rows(most):
        return tuple(row() for _ in range(rng.randrange(most)))

    align = tuple(rng.choice(("left", "center", "right")) for _ in range(rng.randrange(3)))
    widths = tuple(rng.randrange(4) for _ in range(rng.randrange(4)))
    return TableBlock(
        rows(3), rows(6), align, row() if rng.random() < 0.3 else None, any_inlines(rng, count), any_inlines(rng, count), widths
    )


def any_chart(rng, count):
    values = (None, 0.0, 1.5, -3.0, 1e20, float("nan"), float("inf"))
    categories = tuple(any_text(rng) for _ in range(rng.randrange(5)))
    series = tuple((any_text(rng), tuple(rng.choice(values) for _ in range(rng.randrange(6)))) for _ in range(rng.randrange(3)))
    return Chart(rng.choice(("column", "line", "bar")), any_text(rng), categories, series, any_text(rng), any_inlines(rng, count))


MAKERS = (
    lambda rng, count: Title(tuple(any_inlines(rng, count) for _ in range(rng.randrange(3)))),
    lambda rng, count: Byline(tuple(any_inlines(rng, count) for _ in range(rng.randrange(3)))),
    lambda rng, count: Signature(tuple(any_inlines(rng, count) for _ in range(rng.randrange(4)))),
    lambda rng, count: Salutation(any_inlines(rng, count)),
    lambda rng, count: Heading(rng.randrange(0, 7), any_text(rng), any_inlines(rng, count)),
    lambda rng, count: Paragraph(any_inlines(rng, count)),
    lambda rng, count: Point(any_text(rng), any_inlines(rng, count), any_inlines(rng, count)),
    lambda rng, count: Remark(any_inlines(rng, count)),
    any_table,
    any_chart,
    lambda rng, count: PageBreak(),
    lambda rng, count: Masthead(*(any_text(rng) for _ in range(5))),
    lambda rng, count: Colophon(tuple((any_text(rng), any_text(rng)) for _ in range(rng.randrange(4))), any_text(rng)),
    lambda rng, count: Annex(any_text(rng), any_inlines(rng, count), rng.random() < 0.5),
    lambda rng, count: Annexed(tuple(any_text(rng) for _ in range(rng.randrange(4)))),
)


def any_document(seed):
    rng, count = random.Random(seed), Counter()
    blocks = tuple(rng.choice(MAKERS)(rng, count) for _ in range(rng.randrange(9)))
    return document(blocks, rng.choice(tuple(PROFILES)), any_text(rng), figures=tuple(count.stated))


def said(inlines):
    return "".join(inline.text for inline in inlines)


def printed(block, profile):
    """All that a block prints, in the order in which it stands on paper."""
    match block:
        case Title() | Byline() | Signature():
            return "".join(map(said, block.lines))
        case Salutation() | Paragraph() | Remark():
            return said(block.inlines)
        case Heading():
            return block.number + said(block.inlines)
        case Point():
            return block.ordinal + said(block.lead) + said(block.rest)
        case TableBlock():
            rows = (*block.header, *block.rows, *((block.total,) if block.total is not None else ()))
            return said(block.caption) + "".join(said(cell.inlines) for row in rows for cell in row) + said(block.note)
        case Chart():
            return block.title + said(block.note)
        case Annex():
            return block.number + said(block.title)
        case Annexed():
            return annexed(block.titles)
        case Masthead():
            return masthead(block, PROFILES[profile].masthead)
        case Colophon():
            return colophon(block)
    return ""


def annexed(titles):
    if len(titles) == 1:
        return f"附件：{titles[0]}"
    return "".join(f"{'' if at else '附件：'}{at + 1}. {title}" for at, title in enumerate(titles))


def masthead(block, kind):
    if kind == "red_head":
        return block.name + block.number
    total = f"（{block.total}）" if block.total and not block.total.startswith("（") else block.total
    return block.name + block.number + total + block.issuer + block.date


def colophon(block):
    lines = (f"{label}{'：' if label and not label.endswith('：') else ''}{text}" for label, text in block.lines)
    return "".join(lines) + block.copies


def squeezed(text):
    """Without white space, which lines, tabs and breaks are."""
    return "".join(clean(text).split())

"""A composed document as plain text, a line a block, figures in 【】: what the snapshots hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.model.document import (
    Annex,
    Annexed,
    Block,
    Byline,
    Chart,
    Colophon,
    Document,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    Point,
    Remark,
    Salutation,
    Signature,
    Stated,
    TableBlock,
    Title,
)


def outline(document: Document) -> str:
    lines = [line for block in document.blocks for line in _block(block)]
    lines += [f"论断 {c.predicate}({', '.join(c.arguments)}) {c.holds} {c.printed}" for c in document.claims]
    return "\n".join(lines + [f"略去 {text}" for text in document.left_out])


def words(row: Sequence[Any]) -> str:
    return "".join(f"【{one.text}】" if isinstance(one, Stated) else one.text for one in row)


def _block(block: Block) -> list[str]:
    match block:
        case Title(lines) | Byline(lines) | Signature(lines):
            return [f"{type(block).__name__}: " + " / ".join(words(line) for line in lines)]
        case Heading(level, number, text):
            return [f"{'#' * (level + 1)} {number}{words(text)}"]
        case Salutation(text):
            return [f"@ {words(text)}"]
        case Paragraph(text):
            return [words(text)]
        case Remark(text):
            return [f"按语: {words(text)}"]
        case Point(ordinal, lead, rest):
            return [f"- {ordinal}〈{words(lead)}〉{words(rest)}"]
        case TableBlock():
            return _table(block)
        case PageBreak():
            return ["---"]
        case Masthead(name, number, total, issuer, date):
            return [f"刊头: {name}|{number}|{total}|{issuer}|{date}"]
        case Colophon(lines, copies):
            return ["版记: " + " ".join(f"{key}={value}" for key, value in lines) + f" {copies}"]
        case Chart(kind, title, categories, series):
            return [f"图: {kind} {title} {list(categories)} {[(name, list(values)) for name, values in series]}"]
        case Annex(number, title):
            return [f"{number}: {words(title)}"]
        case Annexed(titles):
            return [f"附件说明: {' / '.join(titles)}"]
    raise AssertionError(block)


def _table(table: TableBlock) -> list[str]:
    def row(cells: Sequence[Any]) -> str:
        return " | ".join(words(cell.inlines) for cell in cells)

    lines = [f"表: {words(table.caption)}"] if table.caption else []
    lines += [f"H {row(one)}" for one in table.header] + [f"  {row(one)}" for one in table.rows]
    lines += [f"= {row(table.total)}"] if table.total else []
    return lines + ([f"> {words(table.note)}"] if table.note else [])

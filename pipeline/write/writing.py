"""A document becomes the bytes of a Word file. Same document, looks and properties: same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.model.document import Document
from pipeline.write.blocks import write_blocks
from pipeline.write.draft import blocks_of
from pipeline.write.dressed import LOOKS_HASH
from pipeline.write.looks import Look, Looks
from pipeline.write.package import Entry, entry, entry_of, package
from pipeline.write.parts import HEAD, chart_relations, core, custom
from pipeline.write.pen import Pen
from pipeline.write.shown import SHOWN_HASH, charted
from pipeline.write.xml import NAMESPACES

__all__ = ["TEXT_HASH", "hash_of", "write"]

TEXT_HASH: Final = "text_hash"
"""The custom property that holds the hash of the text as written."""

_START: Final = f"{HEAD}<w:document {NAMESPACES}><w:body>"


def hash_of(text: str) -> str:
    """The hash of what a document says."""
    return hashlib.sha256(text.encode()).hexdigest()


def write(document: Document, looks: Looks, properties: Mapping[str, str]) -> bytes:
    """The bytes of the .docx; ``properties`` and the hash of the text go into its custom properties."""
    look = looks.of(document.profile)
    pen = Pen(look)
    write_blocks(blocks_of(document), pen)
    return finish(document, look, pen, properties)


def finish(
    document: Document, look: Look, pen: Pen, properties: Mapping[str, str], *more: Entry, over: Sequence[str] = ()
) -> bytes:
    """Close the last section and put the package together.

    ``more`` are further parts of the document's own; ``over`` what a header among them says, for the hash of the text.
    """
    if pen.after_table():
        pen.spacer()
    pen.out += (look.pages.section(turned=pen.turned), "</w:body></w:document>")
    subject = f"{document.name} {document.period} {document.scope}"
    parts = (*_charts(pen.charts), *more)
    own = {**properties, TEXT_HASH: hash_of("\f".join((pen.text(), *over)))}
    if pen.charts or "issued" in properties:
        own[SHOWN_HASH] = hash_of("\f".join(charted(drawing for drawing, _ in pen.charts)))
    if "issued" in properties:
        own[LOOKS_HASH] = hash_of("")  # all its looks are in styles
    return package(
        look.folder(*parts),
        entry_of(_chunks(pen), "word/document.xml"),
        entry("docProps/core.xml", core(document.title, subject, document.draft).encode(), 0),
        entry("docProps/custom.xml", custom(own).encode(), 0),
    )


def _chunks(pen: Pen) -> Iterator[bytes]:
    yield _START.encode()
    for piece in pen.pieces():
        yield piece.encode()


def _charts(charts: Sequence[tuple[bytes, bytes]]) -> Iterator[Entry]:
    for index, (drawing, numbers) in enumerate(charts, 1):
        yield entry(f"word/charts/chart{index}.xml", drawing)
        yield entry(f"word/charts/_rels/chart{index}.xml.rels", chart_relations(f"chart{index}.xlsx").encode())
        yield entry(f"word/embeddings/chart{index}.xlsx", numbers, 0)

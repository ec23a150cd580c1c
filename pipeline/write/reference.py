"""``templates/reference.docx`` as delivered: a page that shows every style, for an office to change in Word.

``python -m pipeline.write.reference templates/reference.docx`` makes it anew. Only its styles, its page and its numbering
are used; its words never reach a document.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from pipeline.write.package import entry, folder, package
from pipeline.write.pages import read_pages
from pipeline.write.parts import (
    APP,
    HEAD,
    content_types,
    core,
    custom,
    document_relations,
    font_table,
    footer,
    relations,
    settings_part,
)
from pipeline.write.styles import PITCH, STYLES
from pipeline.write.stylesheet import delivered
from pipeline.write.xml import NAMESPACES, escape

__all__ = ["reference"]

_NOTES: Final = (
    "本文件只规定样式和页面，文中的字不会进入成文。",
    "要改字体、字号、颜色、行距：在 Word 的“样式”窗格中右键某个样式，选“修改”，保存即可。样式不要改名。",
    "下面每一段用它自己的样式写成。",
)


def reference() -> bytes:
    """The bytes of the reference document."""
    names = (
        "docProps/app.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
    )
    texts = (APP, delivered().decode(), settings_part(whole_figures=False), font_table(()), footer("Footer"), footer("FooterEven"))
    every = (*names, "word/document.xml", "docProps/core.xml", "docProps/custom.xml")
    first = folder(
        (
            entry("[Content_Types].xml", content_types(every).encode()),
            entry("_rels/.rels", relations().encode()),
            entry("word/_rels/document.xml.rels", document_relations(every).encode()),
            *(entry(name, text.encode()) for name, text in zip(names, texts, strict=True)),
        )
    )
    return package(
        first,
        entry("word/document.xml", _document().encode()),
        entry("docProps/core.xml", core("样式参照", "reference.docx", draft=False).encode()),
        entry("docProps/custom.xml", custom({}).encode()),
    )


def _document() -> str:
    notes = (_paragraph("BodyText", note) for note in _NOTES)
    shown = (_paragraph(style.id, f"样式：{style.name}") for style in STYLES if style.kind == "paragraph" and style.id != "Spacer")
    pages = read_pages(None, PITCH, numbered=True)
    body = "".join((*notes, *shown, *map(_sample_run, ("Strong", "Latin", "LatinStrong")), pages.upright))
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def _paragraph(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'


def _sample_run(style: str) -> str:
    name = next(each.name for each in STYLES if each.id == style)
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
    return f'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r>{look}<w:t>字符样式：{name} 2026</w:t></w:r></w:p>'


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(reference())

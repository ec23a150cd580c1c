"""Peers of the writing room: each writes the same text and figures the way its users do, from the same slim template.

None of them knows content controls: their figures are plain runs. A peer has ``one(at)``, the bytes of a document, and
``rate(seconds)``, its documents a second of processor time.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from pipeline.model.document import Byline, Document, Heading, Paragraph, Point, Salutation, TableBlock, Title

SCRIPT = Path(__file__).with_name("docxtemplater.js")
STYLES = {Byline: "署名", Salutation: "Salutation", Paragraph: "Body Text", Title: "Title"}


def rate(make: Callable[[int], object], seconds: float) -> float:
    """Documents a second of processor time, which a busy machine disturbs least."""
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        make(done)
        done += 1
    return done / (time.process_time() - start)


def _changed(data: bytes, change: Callable[[str], str]) -> bytes:
    """A package with its document.xml changed."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            content = source.read(name)
            package.writestr(name, change(content.decode()).encode() if name == "word/document.xml" else content)
    return target.getvalue()


def _templated(xml: str, loop: Callable[[str], str] | None) -> str:
    """Our own text made a template: each control becomes ``{{F0001}}``, the table's body one row between the tags of a loop."""
    if loop:
        body = re.findall(r"<w:tr>.*?</w:tr>", xml)[1:]
        xml = xml.replace("".join(body), loop(body[0]))
    return re.sub(r'<w:sdt>.*?w:tag w:val="(\w+)".*?</w:sdt>', r"<w:r><w:t>{{\1}}</w:t></w:r>", xml)


def _cells(row: str, names: Sequence[str]) -> str:
    found = iter(names)
    return re.sub(r"<w:sdt>.*?</w:sdt>", lambda _: f"<w:r><w:t>{next(found)}</w:t></w:r>", row)


def _values(document: Document, rows: int) -> dict:
    """The texts of all figures by id, and those of the table by row."""
    texts = [stated.text for stated in document.figures]
    values: dict = {stated.id: stated.text for stated in document.figures}
    if rows:
        values["rows"] = [texts[at : at + 6] for at in range(len(texts) - 6 * rows, len(texts), 6)]
    return values


class DocxTpl:
    name = "docxtpl"

    def __init__(self, ours: bytes, documents: Sequence[Document], rows: int) -> None:
        self.documents, self.rows = documents, rows
        self.template = _changed(ours, lambda xml: _templated(xml, self._loop if rows else None))

    @staticmethod
    def _loop(row: str) -> str:
        tag = "<w:tr><w:tc><w:p><w:r><w:t>{{%tr {} %}}</w:t></w:r></w:p></w:tc></w:tr>"
        cells = _cells(row, [f"{{{{ row[{n}] }}}}" for n in range(6)])
        return tag.format("for row in rows") + cells + tag.format("endfor")

    def one(self, at: int) -> bytes:
        tpl = DocxTemplate(io.BytesIO(self.template))
        tpl.render(_values(self.documents[at % len(self.documents)], self.rows), autoescape=True)
        target = io.BytesIO()
        tpl.save(target)
        return target.getvalue()

    def rate(self, seconds: float) -> float:
        return rate(self.one, seconds)


class PythonDocx:
    name = "python-docx"

    def __init__(self, ours: bytes, documents: Sequence[Document], _rows: int) -> None:
        self.documents = documents
        self.template = _changed(ours, lambda xml: re.sub(r"<w:body>.*(<w:sectPr>)", r"<w:body>\1", xml, flags=re.DOTALL))

    def one(self, at: int) -> bytes:
        made = docx.Document(io.BytesIO(self.template))
        for block in self.documents[at % len(self.documents)].blocks:
            self._block(made, block)
        target = io.BytesIO()
        made.save(target)
        return target.getvalue()

    def _block(self, made, block) -> None:
        if isinstance(block, TableBlock):
            self._table(made, block)
        elif isinstance(block, Title | Byline):
            for line in block.lines:
                self._runs(made.add_paragraph(style=STYLES[type(block)]), line)
        elif isinstance(block, Heading):
            heading = made.add_paragraph(style=f"Heading {block.level}")
            heading.add_run(block.number)
            self._runs(heading, block.inlines)
        elif isinstance(block, Point):
            point = made.add_paragraph(style="Body Text")
            point.add_run(block.ordinal, style="Strong")
            self._runs(point, block.lead, "Strong")
            self._runs(point, block.rest)
        else:
            self._runs(made.add_paragraph(style=STYLES[type(block)]), block.inlines)

    @staticmethod
    def _runs(paragraph, inlines, style: str | None = None) -> None:
        for inline in inlines:
            paragraph.add_run(inline.text, style)

    def _table(self, made, block: TableBlock) -> None:
        rows = (*block.header, *block.rows)
        table = made.add_table(len(rows), len(rows[0]), "公文表格")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, source in zip(row.cells, cells, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.style = "表格数字"
                self._runs(paragraph, source.inlines)

    def rate(self, seconds: float) -> float:
        return rate(self.one, seconds)


class Docxtemplater:
    """A node process that answers one line with one line: a rate, or a document in base 64."""

    name = "docxtemplater"

    def __init__(self, ours: bytes, documents: Sequence[Document], rows: int) -> None:
        self.node = subprocess.Popen(
            ["node", str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        template = _changed(ours, lambda xml: _templated(xml, self._loop if rows else None))
        self._ask({"template": template.hex(), "records": [_values(document, rows) for document in documents]})

    @staticmethod
    def installed() -> bool:
        """Whether node is there and finds the packages (``NODE_PATH`` may say where)."""
        if shutil.which("node") is None:
            return False
        asked = subprocess.run(["node", "-e", "require('docxtemplater'); require('pizzip')"], capture_output=True, check=False)
        return asked.returncode == 0

    @staticmethod
    def _loop(row: str) -> str:
        names = ["{{#rows}}{{0}}", *(f"{{{{{n}}}}}" for n in range(1, 5)), "{{5}}{{/rows}}"]
        return _cells(row, names)

    def _ask(self, request: dict):
        assert self.node.stdin
        assert self.node.stdout
        self.node.stdin.write(json.dumps(request) + "\n")
        self.node.stdin.flush()
        return json.loads(self.node.stdout.readline())

    def one(self, at: int) -> bytes:
        return bytes.fromhex(self._ask({"one": at}))

    def rate(self, seconds: float) -> float:
        return self._ask({"seconds": seconds})

    def close(self) -> None:
        """End the process by closing its input."""
        self.node.communicate()

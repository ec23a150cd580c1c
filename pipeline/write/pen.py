"""What is being written: the document's XML, what it says, and where the writer stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.model.document import Inline
from pipeline.write.control import woven
from pipeline.write.looks import Look
from pipeline.write.runs import Runs, ems

__all__ = ["Pen"]

_END: Final = "</w:p>"
_PIECES: Final = 2000


class Pen:
    """Collects the body of one document. ``out`` is XML, ``said`` its text with a line feed after each paragraph."""

    __slots__ = (
        "_new_page",
        "_open",
        "_strands",
        "_words_at",
        "ahead",
        "before",
        "charts",
        "drawings",
        "look",
        "number",
        "out",
        "runs",
        "said",
        "turned",
    )

    def __init__(self, look: Look) -> None:
        self.look = look
        self.runs: Runs = look.runs
        self.out: list[str] = []
        self.said: list[str] = []
        self.number = 0
        self.charts: list[tuple[bytes, bytes]] = []
        self.drawings = 0
        self.before: type | None = None
        self.ahead: type | None = None
        self.turned = False
        self._new_page = False
        self._open: int | None = None
        self._strands: list[tuple[int, Iterator[str]]] = []
        self._words_at = 0

    @property
    def measure(self) -> int:
        """How wide the text is here, in twentieths of a point."""
        return self.look.pages.measure(turned=self.turned)

    def paragraph(self, style: str, *inlines: Sequence[Inline]) -> None:
        """A paragraph of a style."""
        self.start(style)
        for each in inlines:
            self.inlines(each)
        self.end()

    def start(self, style: str, properties: str = "") -> None:
        """Open a paragraph; ``properties`` are what no style can say."""
        self._open, self._words_at = len(self.out), len(self.said)
        opening = self.look.opening[style]
        if self._new_page:
            keep = "<w:keepNext/>" if properties.startswith("<w:keepNext/>") else ""
            properties, self._new_page = f"{keep}<w:pageBreakBefore/>{properties.removeprefix(keep)}", False
        self.out.append(opening if not properties else opening.replace("</w:pPr>", f"{properties}</w:pPr>"))

    def inlines(self, inlines: Sequence[Inline], strong: bool = False) -> None:
        """Append inlines to the open paragraph."""
        self.number = self.runs.write(inlines, self.out, self.said, self.number, strong)

    def words(self, text: str, strong: bool = False) -> None:
        """Append words to the open paragraph."""
        xml, said = self.runs.words(text, strong)
        if xml:
            self.out.append(xml)
            self.said.append(said)

    def end(self) -> None:
        """Close the paragraph."""
        self.out.append(_END)
        self.said.append("\n")

    def keep_last(self, lines: int) -> None:
        """Keep the paragraph that stands last on the page of the ``lines`` that follow, if a page holds them all.

        Word brings the end of the paragraph along; LibreOffice moves the whole of it, and gives up where that does not fit.
        """
        if self._open is None or self._new_page:
            return
        own = ems("".join(self.said[self._words_at :])) * self.look.em / self.measure + 1
        if own + lines < self.look.pages.height / self.look.pitch and "<w:keepNext/>" not in self.out[self._open]:
            self.out[self._open] = self.out[self._open].replace('"/>', '"/><w:keepNext/>', 1)

    def new_page(self) -> None:
        """What comes next begins a page."""
        self._new_page = bool(self.out)

    def raw(self, xml: str) -> None:
        """Append XML that is no paragraph, such as a table."""
        if self._new_page:
            self.spacer()
        self._open = None
        self.out.append(xml)

    def weave(self, xml: Sequence[str | Iterator[str]], count: int) -> None:
        """Append rows as strands of XML, woven only when all is put together; what they say is for the caller to add."""
        self._strands.append((len(self.out), woven(xml, count)))

    def pieces(self) -> Iterator[str]:
        """All the XML in its order, in pieces of a size that the processor's memory holds."""
        at = 0
        for place, rows in (*self._strands, (len(self.out), ())):
            for start in range(at, place, _PIECES):
                yield "".join(self.out[start : min(start + _PIECES, place)])
            yield from rows
            at = place

    def after_table(self) -> bool:
        """Whether a table stands last: another one would grow into it, and a section cannot end with it."""
        return self._open is None and bool(self.out)

    def spacer(self) -> None:
        """A line of one point."""
        self.start("间隔")
        self.end()

    def end_section(self) -> None:
        """End the section with the paragraph that stands last."""
        if self._open is None:
            self.spacer()
        assert self._open is not None  # noqa: S101 - the spacer opened one
        section = self.look.pages.section(turned=self.turned)
        self.out[self._open] = self.out[self._open].replace("</w:pPr>", f"{section}</w:pPr>", 1)
        self._new_page = False

    def text(self) -> str:
        """What the document says: its lines of text, without the empty ones."""
        return "\n".join(filter(None, map(str.strip, "".join(self.said).split("\n"))))

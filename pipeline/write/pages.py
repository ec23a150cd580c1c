"""Paper: the page of the reference document, upright, and the same sheet turned for wide tables."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.model.shape import shape

__all__ = ["Pages", "read_pages"]

_DELIVERED: Final = {
    "w": 11906,
    "h": 16838,
    "top": 2098,
    "right": 1474,
    "bottom": 1984,
    "left": 1588,
    "header": 851,
    "footer": 1447,
}
_FOOTERS: Final = '<w:footerReference w:type="even" r:id="footer2"/><w:footerReference w:type="default" r:id="footer1"/>'
_HEADERS: Final = '<w:headerReference w:type="even" r:id="header1"/><w:headerReference w:type="default" r:id="header1"/>'
_ATTRIBUTE: Final = re.compile(rb'w:(\w+)="(\d+)"')
_SIZE: Final = re.compile(rb"<w:(?:pgSz|pgMar)\b[^>]*>")


@shape
class Pages:
    """``upright`` and ``turned`` are whole ``w:sectPr``; widths and heights of the body block in twentieths of a point."""

    upright: str
    turned: str
    width: int
    height: int

    def headed(self) -> Pages:
        """The same paper with the part ``header1`` over each page."""
        upright, turned = (section.replace(">", f">{_HEADERS}", 1) for section in (self.upright, self.turned))
        return replace(self, upright=upright, turned=turned)

    def section(self, *, turned: bool) -> str:
        """The ``w:sectPr`` of one kind."""
        return self.turned if turned else self.upright

    def measure(self, *, turned: bool) -> int:
        """How wide the text is."""
        return self.height if turned else self.width


def read_pages(document: bytes | None, pitch: int, *, numbered: bool) -> Pages:
    """The page that the reference document's last section has, or the delivered one."""
    page = dict(_DELIVERED)
    if document is not None:
        for element in _SIZE.findall(document[max(document.rfind(b"<w:sectPr"), 0) :]):
            page |= {key.decode(): int(value) for key, value in _ATTRIBUTE.findall(element) if key.decode() in page}
    turned = page | {
        "w": page["h"], "h": page["w"], "top": page["left"], "bottom": page["right"], "left": page["bottom"], "right": page["top"],
        "footer": max(page["footer"] - page["bottom"] + page["right"], 283),
    }  # fmt: skip
    return Pages(
        upright=_section(page, "", pitch, numbered),
        turned=_section(turned, ' w:orient="landscape"', pitch, numbered),
        width=page["w"] - page["left"] - page["right"],
        height=page["h"] - page["top"] - page["bottom"],
    )


def _section(page: dict[str, int], orient: str, pitch: int, numbered: bool) -> str:
    margins = " ".join(f'w:{side}="{page[side]}"' for side in ("top", "right", "bottom", "left", "header", "footer"))
    return (
        f'<w:sectPr>{_FOOTERS if numbered else ""}<w:pgSz w:w="{page["w"]}" w:h="{page["h"]}"{orient}/>'
        f'<w:pgMar {margins} w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{pitch}"/></w:sectPr>'
    )

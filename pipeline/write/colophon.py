"""版记: a text box on the bottom edge of the last page, holding a table with three strengths of rules.

Measured: only a text box lands on the edge in LibreOffice; tables and frames positioned on the page do not. Its height only
reserves room, for the table hangs on its bottom edge; too small a height would cut the last row off.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Final

from pipeline.model.document import Colophon
from pipeline.write.pen import Pen
from pipeline.write.runs import ems

__all__ = ["write_colophon"]

_EMU: Final = 635
_LINE: Final = 500
_ROOM: Final = 27
_FULL: Final = 28
"""Ems that a line is sure to hold: it has room for 29.5."""
_BETWEEN: Final = "，、；"
"""What parts the names in a row."""
_UNDER: Final = 28
"""How far the box reaches below the body block: the line of one point under the table, and half the last rule's own thickness."""
_SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_BORDERS: Final = (
    '<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders>'
)


def write_colophon(block: Colophon, pen: Pen) -> None:
    """The colophon; after turned pages on an upright one, and never alone on a page when text can come with it."""
    rows = _rows(block)
    if not rows:
        return
    if pen.turned:
        pen.end_section()
        pen.turned = False
    height = sum(_lines(row) for row in rows) * _LINE + 20 * len(rows) + 60
    pen.keep_last(ceil(height / pen.look.pitch))
    pen.start("间隔")
    pen.out.append(_anchor_start(height, pen))
    pen.said.append("\n")
    for row in rows:
        pen.out.append(f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{pen.measure}" w:type="dxa"/></w:tcPr>')
        _row(row, pen)
        pen.out.append("</w:tc></w:tr>")
    pen.out.append(f"</w:tbl>{pen.look.opening['间隔']}</w:p>{_ANCHOR_END}")
    pen.end()


def _rows(block: Colophon) -> list[str]:
    """One text for each row; the number of copies at the right end of the last row where there is room for it."""
    rows = [f"{label}：{text}" if label and not label.endswith("：") else f"{label}{text}" for label, text in block.lines]
    if block.copies and rows and ems(rows[-1]) + ems(block.copies) < _ROOM:
        rows[-1] += f"\t{block.copies}"
    elif block.copies:
        rows.append(f"\t{block.copies}")
    return [_whole_names(row) for row in rows]


def _whole_names(row: str) -> str:
    """A row of several lines, each begun with a whole name; one that is longer than a line is left to Word."""
    if ems(row) <= _FULL:
        return row
    lines, room = [""], _FULL
    for name in re.split(f"(?<=[{_BETWEEN}])", row):
        if lines[-1] and ems(lines[-1] + name.rstrip(_BETWEEN)) > room:
            lines.append("")
            room = _FULL - len(_label(row))
        lines[-1] += name
    return "\n".join(lines)


def _label(row: str) -> str:
    return row.split("：", 1)[0] + "：" if "：" in row[:6] else ""


def _lines(row: str) -> int:
    """How many lines a row takes at most; lines after the first are shorter."""
    return sum(max(ceil(ems(line) / (_ROOM - 3)), 1) if ems(line) > _ROOM else 1 for line in row.split("\n"))


def _row(row: str, pen: Pen) -> None:
    """What wraps hangs under the first character after the label."""
    label = _label(row)
    pen.out.append(pen.look.opening["版记"])
    if row.startswith("\t"):
        pen.out[-1] = pen.out[-1].replace("</w:pPr>", '<w:ind w:left="280" w:firstLine="0"/></w:pPr>')
    elif label and len(label) != 2:
        hang = len(label) * 288
        pen.out[-1] = pen.out[-1].replace("</w:pPr>", f'<w:ind w:left="{280 + hang}" w:hanging="{hang}"/></w:pPr>')
    pen.words(row)
    pen.out.append("</w:p>")
    pen.said.append("\n")


def _anchor_start(height: int, pen: Pen) -> str:
    width, top = pen.measure, pen.look.pages.height - height + _UNDER
    size = f'cx="{width * _EMU}" cy="{height * _EMU}"'
    pen.drawings += 1
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" '
        'simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="margin"><wp:posOffset>{top * _EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        f'<wp:docPr id="{pen.drawings}" name="版记"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>'
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{pen.look.ids["版记表格"]}"/><w:tblW w:w="{width}" w:type="dxa"/>{_BORDERS}'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
    )


_ANCHOR_END: Final = (
    '</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)

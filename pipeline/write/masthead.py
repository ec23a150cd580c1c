"""The head of a 简报/专报, and the red head of an official paper. All heights add up to whole lines of the page."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.document import Masthead
from pipeline.write.pen import Pen
from pipeline.write.runs import ems

__all__ = ["write_masthead"]

_TAB: Final = "\t"
_INK: Final = 16
"""How far ink reaches above the baseline, in twentieths of a point for each point of size."""


def write_masthead(block: Masthead, pen: Pen) -> None:
    """The head that the profile asks for."""
    _HEADS[pen.look.profile.masthead](block, pen)


def _bulletin(block: Masthead, pen: Pen) -> None:
    """Name in large red characters, number under it, issuer left and date right over a red rule, a blank line."""
    _name("刊名", pen.look.profile.masthead_name or block.name, pen)
    number = f"{block.number}（{block.total}）" if block.total and not block.total.startswith("（") else block.number + block.total
    if number:
        _line("期号", number, pen)
    _line("刊头", f"{block.issuer}{_TAB}{block.date}", pen)
    pen.paragraph("Normal")


def _red_head(block: Masthead, pen: Pen) -> None:
    """The issuer's mark 35 mm under the body block's top, the number, a red rule 4 mm under it, two blank lines."""
    _name("发文机关标志", pen.look.profile.masthead_name or block.name, pen)
    _line("发文字号", block.number, pen)
    pen.paragraph("红线下空行")


def _name(style: str, text: str, pen: Pen) -> None:
    """A name too long for its line is set smaller, its ink as high as before; no style can know that."""
    size = pen.look.sizes[style]
    fitting = int(pen.measure / 20 / max(ems(text), 1) * 2) / 2
    lift = round((size - fitting) * _INK) if fitting < size and style == "发文机关标志" else 0
    pen.start(style, f'<w:spacing w:before="{pen.look.mark_before - lift}" w:after="{lift}"/>' if lift else "")
    pen.words(text)
    if fitting < size:
        pen.out[-1] = _sized(pen.out[-1], round(fitting * 2))
    pen.end()


def _sized(runs: str, half_points: int) -> str:
    """The same runs in another size."""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    plain = re.sub(r"<w:r>(?!<w:rPr>)", "<w:r><w:rPr></w:rPr>", runs)
    return re.sub(r"(<w:lang [^>]*/>)?</w:rPr>", lambda found: f"{size}{found[1] or ''}</w:rPr>", plain)


def _line(style: str, text: str, pen: Pen) -> None:
    pen.start(style)
    pen.words(text)
    pen.end()


_HEADS: Final = {"bulletin": _bulletin, "red_head": _red_head}

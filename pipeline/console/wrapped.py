"""Chinese text in lines of a given width, as print sets it: none begins with 。 or ）, none ends with （, no number is torn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

__all__ = ["Wrapped", "wrapped"]

_CLOSING = "，。、；：！？）》」』】〕〉”’％…—～·,.;:!?)]}%"
_OPENING = "（《「『【〔〈“‘([{"
_PIECE = re.compile(rf"[{re.escape(_OPENING)}]*(?:[!-~]+|\s|[^\s!-~])[{re.escape(_CLOSING)}]*")


class Wrapped:
    """A text for a terminal; in a table it takes what width its column gives it."""

    def __init__(self, text: str, style: str = "") -> None:
        self.text = text
        self.style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Its lines."""
        yield from (Text(line, self.style, no_wrap=True, overflow="ignore") for line in wrapped(self.text, options.max_width))

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """At least as wide as a few signs, at most as the whole text."""
        width = cell_len(self.text)
        return Measurement(min(width, 8), width).with_maximum(options.max_width)


def wrapped(text: str, width: int) -> list[str]:
    """The lines; a piece wider than a line is torn apart, there is no other way."""
    lines = [""]
    for piece in _fitting(_PIECE.findall(text), width):
        if cell_len(lines[-1]) + cell_len(piece) > width and lines[-1]:
            lines.append("")
        if not piece.isspace() or lines[-1]:
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _fitting(pieces: Iterable[str], width: int) -> Iterator[str]:
    """The pieces, the wide ones in parts that fit, their closing signs with the last sign before them."""
    for piece in pieces:
        part = ""
        for sign in _signs(piece) if cell_len(piece) > width else (piece,):
            if part and cell_len(part) + cell_len(sign) > width:
                yield part
                part = ""
            part += sign
        yield part


def _signs(piece: str) -> list[str]:
    """Sign by sign, closing ones with the one before them."""
    return re.findall(rf"[^{re.escape(_CLOSING)}][{re.escape(_CLOSING)}]*|[{re.escape(_CLOSING)}]+", piece)

"""A raw text → inlines: words, bold words, and figures where their marks stand, with ids counted in order."""

from __future__ import annotations

import re

from pipeline.compose.draft import FIRST, GAP, Draft, Fixed, Number, Piece
from pipeline.compose.markup.loose import Loose
from pipeline.model.document import Inline, Stated, Text
from pipeline.model.figure import Figure

__all__ = ["Setter"]

_MARK = re.compile("([\U000f0000-\U0010fffd])")
NONE_IN_CELL = "—"
_BASES = {"year_ago": 0, "previous": 1}
_IDS = tuple(f"F{number:04d}" for number in range(1, 1001))


class Setter:
    """Sets the inlines of one document in the order they are printed."""

    def __init__(self, draft: Draft, loose: Loose) -> None:
        self.pieces: list[Piece] = draft.pieces
        self.measures = draft.measures
        self.loose = loose
        self.figures: list[Stated] = []
        self.spots: dict[str, str] = {}
        self._bases: dict[int, tuple[Figure | None, Figure | None]] = {}

    def inlines(self, text: str) -> tuple[Inline, ...]:
        """The inlines of a text; ``**…**`` is bold."""
        if "**" not in text:
            return tuple(self._run(text, strong=False))
        row: list[Inline] = []
        for index, part in enumerate(text.split("**")):
            if part:
                row += self._run(part, strong=index % 2 == 1)
        return tuple(row)

    def cell(self, text: str) -> tuple[Inline, ...]:
        """The inlines of a table cell; a number that is not there shows as a dash."""
        if len(text) == 1 and text >= "\U000f0000":
            piece = self.pieces[ord(text) - FIRST]
            return (self._stated(piece, strong=False) if isinstance(piece, Number) else Text(self._words(text)),)
        if GAP in text:
            return (Text(NONE_IN_CELL),)
        if text in self.loose.clean:  # a head, the name of a row: what every document has
            return (Text(text),)
        return self.inlines(text) if text else ()

    def plain(self, text: str) -> str:
        """The text as it reads, without figures."""
        return "".join(self._words(part) for part in _MARK.split(text)).replace("**", "").replace(GAP, "")

    def _words(self, part: str) -> str:
        if part and part[0] >= "\U000f0000":
            piece = self.pieces[ord(part) - FIRST]
            return piece.text if isinstance(piece, (Number, Fixed)) else self.spots.get(piece.label, "")
        return part

    def _run(self, text: str, *, strong: bool) -> list[Inline]:
        row: list[Inline] = []
        words = ""
        for part in _MARK.split(text):
            if not part:
                continue
            if part[0] < "\U000f0000":
                self.loose.look(part, text)
                words += part
                continue
            piece = self.pieces[ord(part) - FIRST]
            if isinstance(piece, Number):
                if words:
                    row.append(Text(words, strong))
                    words = ""
                row.append(self._stated(piece, strong=strong))
            else:
                words += self._words(part)
        if words:
            row.append(Text(words, strong))
        return row

    def _stated(self, piece: Number, *, strong: bool) -> Stated:
        number = len(self.figures)
        name = _IDS[number] if number < len(_IDS) else f"F{number + 1:04d}"
        figure, form = self._own(piece) if piece.form in _BASES else (piece.figure, piece.form)
        stated = Stated(name, piece.text, figure, form, strong, piece.also)
        self.figures.append(stated)
        return stated

    def _own(self, piece: Number) -> tuple[Figure, str]:
        """What is printed of the year before, or of the span before, is that span's own figure, with that span's own rows."""
        key = id(piece.figure)
        bases = self._bases.get(key)
        if bases is None:
            bases = self._bases[key] = self.measures.bases(piece.figure)
        base = bases[_BASES[piece.form]]
        return (piece.figure, piece.form) if base is None else (base, "value")

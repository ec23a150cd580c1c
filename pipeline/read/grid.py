"""The cells of a sheet of an .xlsx as arrays, piece by piece of its XML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.model.shape import shape
from pipeline.model.texts import FEW, arrow_of, coded
from pipeline.read.formats import Shown, moment
from pipeline.read.heads import ERROR, INLINE, NUMBER, SHARED, TEXT, TRUTH, Heads, heads_of
from pipeline.read.strings import plain_text, spelled_out, texts_at
from pipeline.read.tags import Odd, Tags, digits, low_bytes, word

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers
    from pipeline.model.texts import Texts

__all__ = ["OTHER", "SHARED", "Cells", "Context", "cells_of", "columns_of"]

OTHER = 4
_LEAP_DAY, _LAST = 60, 2958465
_BEFORE_1900 = dt.date(1899, 12, 30).toordinal()
_NUMBER = re.compile(rb"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?")
_TRUTHS = {b"0": False, b"false": False, b"1": True, b"true": True}


@dataclass(slots=True, eq=False)
class Context:
    """What a cell's number means (``styles``, ``epoch_1904``, ``texts``), and what was found that is no whole number or text.

    ``texts`` are the shared texts, then, piece by piece, those that stand in the cells themselves; ``others`` further cells,
    each once; ``errors`` the cells (row, column, from 0) that show an error value.
    """

    styles: tuple[Shown, ...] = ()
    epoch_1904: bool = False
    texts: list[Texts] = field(default_factory=list)
    shared: int = 0
    own: int = 0
    others: list[Any] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    known: dict[tuple[int, int, bytes], int] = field(default_factory=dict)

    def cell(self, kind: int, number: int) -> Any:
        """A cell that is no shared text."""
        if kind == OTHER:
            return self.others[number]
        if kind == NUMBER + 1 and not self.epoch_1904 and _LEAP_DAY < number <= _LAST:
            return dt.date.fromordinal(_BEFORE_1900 + number)
        return self._shown(float(number), kind - NUMBER)

    def cells(self, kind: int, numbers: list[int]) -> list[Any]:
        """Many of them; of dates in quick succession, as nearly all are whole days."""
        if kind == NUMBER + 1 and not self.epoch_1904 and numbers and min(numbers) > _LEAP_DAY and max(numbers) <= _LAST:
            return [dt.date.fromordinal(_BEFORE_1900 + number) for number in numbers]
        return [self.cell(kind, number) for number in numbers]

    def other(self, kind: int, shown: int, text: bytes) -> int:
        """The index in ``others`` of what stands in a cell."""
        key = kind, shown, text
        at = self.known.get(key)
        if at is None:
            at = self.known[key] = len(self.others)
            self.others.append(self._meant(kind, shown, text))
        return at

    def own_texts(self, texts: Texts) -> Numbers:
        """The numbers of texts that stand in the cells of a piece."""
        codes, distinct = coded(texts)
        first = self.shared + self.own
        # many small pieces of a large sheet would be as many Python texts
        self.texts.append(distinct if self.own < FEW else arrow_of(distinct))
        self.own += len(distinct)
        return codes + first

    def _meant(self, kind: int, shown: int, text: bytes) -> Any:
        if kind == TRUTH and text in _TRUTHS:
            return _TRUTHS[text]
        if kind != NUMBER or not _NUMBER.fullmatch(text):
            raise Odd("a cell that is not what it says")
        return self._shown(float(text), shown)

    def _shown(self, number: float, shown: int) -> Any:
        return moment(number, 1 if shown == 1 else 2, self.epoch_1904) if shown else number


@shape
class Cells:
    """The cells of a piece that hold anything: where (from 0), what each is, and the number for it.

    ``kinds``: ``SHARED`` (a shared text by its index), 1, 2, 3 (a whole number, date, duration), ``OTHER``.
    """

    rows: Numbers
    columns: Numbers
    kinds: Numbers
    numbers: Numbers


def cells_of(content: bytes, context: Context) -> Cells:
    """The cells of a piece of a sheet that consists of whole rows."""
    import numpy as np

    content = spelled_out(content)
    tags = Tags(content)
    heads = heads_of(tags)
    which, starts, ends = _contents(tags, heads)
    told = ends > starts
    which, starts, ends = which[told], starts[told], ends[told]
    kinds = heads.kinds[which]
    shown = np.array([*context.styles, 0], np.uint8)[np.minimum(heads.styles[which], len(context.styles))]
    lengths = ends - starts
    if b".0" in content:  # 5.0, as some libraries write 5
        pointed = low_bytes(tags.words[ends - 2], 2) == word(b".0")
        lengths -= 2 * (pointed & (kinds == NUMBER) & (lengths > 2))
    numbers, whole = digits(tags.words[starts], np.minimum(lengths, 8))
    whole &= (lengths <= 8) & (kinds <= NUMBER)
    if ((kinds == SHARED) & ~(whole & (numbers < context.shared))).any():
        raise Odd("a shared text that is not there")
    made = np.where(kinds == NUMBER, kinds + shown, kinds)
    text = np.flatnonzero((kinds == TEXT) | (kinds == INLINE))
    if len(text):
        numbers[text] = context.own_texts(texts_at(content, starts[text], ends[text]))
        made[text], whole[text] = SHARED, True
    hard = np.flatnonzero(~whole)
    cells = zip(hard.tolist(), which[hard].tolist(), starts[hard].tolist(), ends[hard].tolist(), strict=True)
    for at, cell, start, end in cells:
        if kinds[at] == ERROR:
            context.errors[int(heads.rows[cell]), int(heads.columns[cell])] = plain_text(content[start:end].decode())
        else:
            numbers[at] = context.other(int(kinds[at]), int(shown[at]), content[start:end])
            made[at] = OTHER
    kept = slice(None) if len(hard) == 0 else made != ERROR
    return Cells(heads.rows[which][kept], heads.columns[which][kept], made[kept], numbers.astype(np.int32)[kept])


def _contents(tags: Tags, heads: Heads) -> tuple[Numbers, Numbers, Numbers]:
    """Which cells have contents, and where these begin and end."""
    import numpy as np

    names, at = tags.names, np.append(tags.at, [len(tags.content)] * 4)
    cells = np.flatnonzero(~heads.empty)
    tag = heads.tags[cells] + 1
    first = names[tag]
    formula, inline = first == ord("f"), first == ord("i")
    if formula.any():
        alone = names[tag + 1] == ord("v")
        tag = tag + np.where(formula, np.where(alone, 1, 2), 0)
    tag = tag + inline
    there = (names[tag] == ord("v")) | (inline & (names[tag] == ord("t")))
    _assert_all_seen(tags, heads, int(formula.sum()), int(inline.sum()), names[tag[there]])
    cells, tag = cells[there], tag[there]
    starts, ends = at[tag] + 3, at[tag + 1]
    for each in np.flatnonzero(low_bytes(tags.words[at[tag]], 3) >> np.uint64(16) != word(b">")).tolist():
        opened = tags.content.index(b">", starts[each] - 1) + 1
        starts[each] = min(opened, int(ends[each])) if tags.content[opened - 2] != ord("/") else int(ends[each])
    return cells, starts, ends


def _assert_all_seen(tags: Tags, heads: Heads, formulas: int, inline: int, found: Numbers) -> None:
    """Nothing stands in a row but cells, and nothing in a cell but one formula and one value."""
    import numpy as np

    counts = np.bincount(tags.names, minlength=256)
    values = int((found == ord("v")).sum())
    seen = {"c": len(heads.tags), "f": formulas, "v": values, "i": inline, "t": len(found) - values}
    if any(counts[ord(letter)] != count for letter, count in seen.items()) or seen["i"] != seen["t"]:
        raise Odd("more in a cell than a value")
    if counts[ord("r")] + counts[ord("/")] + sum(seen.values()) != len(tags.at):
        raise Odd("more in a row than cells")


def columns_of(cells: Cells, width: int) -> Iterator[tuple[int, Numbers, Numbers, Numbers]]:
    """Each column with cells in a piece: its number, and the rows, kinds and numbers of its cells."""
    import numpy as np

    order = np.argsort(cells.columns.astype(np.uint16), kind="stable")
    bounds = np.searchsorted(cells.columns[order], np.arange(width + 1))
    rows, kinds, numbers = cells.rows[order], cells.kinds[order], cells.numbers[order]
    for at in np.flatnonzero(bounds[1:] > bounds[:-1]).tolist():
        part = slice(bounds[at], bounds[at + 1])
        yield at, rows[part], kinds[part], numbers[part]

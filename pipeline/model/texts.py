"""Texts as they come out of files: a list where they are few, an Arrow array where they are many.

Arrow goes through a million texts without making a Python text of each; but importing pyarrow takes as long as three small files
take to be read, so few never become an array. ``pa.array`` and ``to_numpy`` would import pandas on top: arrays are made of their
buffers and taken from them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TypeAlias

    import pyarrow as pa

    from pipeline.model.arrays import Numbers

    Texts: TypeAlias = list[str] | pa.StringArray

__all__ = ["FEW", "arrow_of", "coded", "cut", "joined", "letters_of", "matching", "replaced", "taken", "text_at", "texts_in"]

FEW = 20_000
_BLOCK = 1 << 17


def arrow_of(texts: Sequence[str] | pa.StringArray) -> pa.StringArray:
    """Texts as an Arrow array, however few."""
    import numpy as np
    import pyarrow as pa

    if isinstance(texts, pa.Array):
        return texts
    written = [text.encode() for text in texts]
    offsets = np.zeros(len(written) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, written), np.int64, len(written)), out=offsets[1:])
    return texts_in(offsets, np.frombuffer(b"".join(written), np.uint8))


def texts_in(offsets: Numbers, letters: Numbers) -> pa.StringArray:
    """An Arrow array, of where each text begins (and the last ends) in the letters of all, in UTF-8."""
    import pyarrow as pa

    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(letters))


def letters_of(texts: pa.StringArray) -> tuple[Numbers, Numbers]:
    """What ``texts_in`` makes them of."""
    import numpy as np

    offsets, letters = _letters(texts)
    return offsets - offsets[0], np.frombuffer(letters or b"", np.uint8)[offsets[0] : offsets[-1]]


def text_at(texts: Texts, at: int) -> str:
    """One of them."""
    found: str = texts[at] if isinstance(texts, list) else texts[at].as_py()
    return found


def joined(pieces: Sequence[Texts]) -> Texts:
    """Texts one after the other."""
    if all(isinstance(piece, list) for piece in pieces) and sum(map(len, pieces)) <= FEW:
        return [text for piece in pieces for text in piece]
    import pyarrow as pa

    return pa.concat_arrays([arrow_of(piece) for piece in pieces])


def cut(content: bytes, starts: Numbers, ends: Numbers) -> Texts:
    """Pieces of a text in UTF-8, one after the other. Raises ValueError where one is no UTF-8."""
    if len(starts) <= FEW:
        return [content[start:end].decode() for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    texts = _cut(content, starts, ends)
    texts.validate(full=True)
    return texts


def _cut(content: Any, starts: Numbers, ends: Numbers) -> pa.StringArray:
    import numpy as np

    lengths = ends - starts
    offsets = np.zeros(len(starts) + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    letters, made = np.frombuffer(content, np.uint8), np.empty(offsets[-1], np.uint8)
    for first in range(0, len(starts), _BLOCK):
        block = slice(first, first + _BLOCK)
        begin, end = offsets[first], offsets[min(first + _BLOCK, len(starts))]
        made[begin:end] = letters[np.repeat(starts[block] - offsets[:-1][block], lengths[block]) + np.arange(begin, end)]
    return texts_in(offsets, made)


def taken(texts: Texts, places: Numbers) -> Texts:
    """The texts at some places."""
    if isinstance(texts, list):
        return [texts[at] for at in places.tolist()]
    if len(places) > FEW:
        return texts.take(_array_of(places.astype("int64"), "int64"))
    offsets, letters = _letters(texts)
    return _cut(letters or b"", offsets[places], offsets[places + 1])


def coded(texts: Texts) -> tuple[Numbers, Texts]:
    """Which of the distinct texts each one is, and these, in the order in which they first stand there."""
    import numpy as np

    if not isinstance(texts, list):
        found = texts.dictionary_encode()
        codes = found.indices
        return np.frombuffer(codes.buffers()[1], "<i4", len(codes), codes.offset * 4), found.dictionary
    place: dict[str, int] = {}
    own = [place.setdefault(text, len(place)) for text in texts]
    return np.array(own, dtype=np.int32), [*place]


def matching(texts: Texts, pattern: re.Pattern[str]) -> Numbers:
    """Which texts hold what a pattern says (in words that Python and RE2 read alike)."""
    import numpy as np

    if isinstance(texts, list):
        return np.array([pattern.search(text) is not None for text in texts], dtype=bool)
    import pyarrow.compute as pc

    told = pc.match_substring_regex(texts, pattern.pattern)
    bits = np.unpackbits(np.frombuffer(told.buffers()[1], np.uint8), count=told.offset + len(told), bitorder="little")
    return bits[told.offset :].view(bool)


def replaced(texts: Texts, where: Numbers, others: Sequence[str]) -> Texts:
    """The texts with others, as many as are marked, in the marked places."""
    import numpy as np

    if isinstance(texts, list):
        own = iter(others)
        return [next(own) if other else text for text, other in zip(texts, where.tolist(), strict=True)]
    import pyarrow.compute as pc

    marked = _array_of(np.packbits(where, bitorder="little"), "bool", len(where))
    return pc.replace_with_mask(texts, marked, arrow_of(others))


def _array_of(data: Numbers, kind: str, count: int | None = None) -> pa.Array:
    """An Arrow array of its bytes; ``count`` where these are not one a value."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.type_for_alias(kind), len(data) if count is None else count, [None, pa.py_buffer(data)])


def _letters(array: pa.StringArray) -> tuple[Numbers, Any]:
    """Where each text begins, and the bytes of all."""
    import numpy as np

    _, offsets, letters = array.buffers()
    return np.frombuffer(offsets, "<i4", len(array) + 1, array.offset * 4), letters

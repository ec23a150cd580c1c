"""Texts as Arrow keeps them, made of their buffers and taken from them.

``pa.array`` and ``to_numpy`` import pandas, and whatever goes through texts the whole of ``pyarrow.compute``: each takes as long as
a small file takes to be read. What is asked of texts is done in plain Python where they are few.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[Any, np.dtype[Any]]

__all__ = ["coded", "cut", "letters_of", "matching", "replaced", "taken", "texts_in", "texts_of"]

_FEW = 20_000
_BLOCK = 1 << 17


def texts_of(texts: Sequence[str]) -> pa.StringArray:
    """Texts."""
    import numpy as np

    written = [text.encode() for text in texts]
    offsets = np.zeros(len(written) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, written), np.int64, len(written)), out=offsets[1:])
    return texts_in(offsets, np.frombuffer(b"".join(written), np.uint8))


def texts_in(offsets: Numbers, letters: Numbers) -> pa.StringArray:
    """Texts, of where each begins (and the last ends) in the letters of all, in UTF-8."""
    import pyarrow as pa

    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(letters))


def letters_of(texts: pa.StringArray) -> tuple[Numbers, Numbers]:
    """What ``texts_in`` makes them of."""
    import numpy as np

    offsets, letters = _letters(texts)
    return offsets - offsets[0], np.frombuffer(letters or b"", np.uint8)[offsets[0] : offsets[-1]]


def cut(content: Any, starts: Numbers, ends: Numbers) -> pa.StringArray:
    """Pieces of a text in UTF-8, one after the other."""
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


def taken(texts: pa.StringArray, places: Numbers) -> pa.StringArray:
    """The texts at some places, of an array without nulls."""
    if len(places) > _FEW:
        return texts.take(_array_of(places.astype("int64"), "int64"))
    offsets, letters = _letters(texts)
    return cut(letters or b"", offsets[places], offsets[places + 1])


def coded(texts: pa.StringArray) -> tuple[Numbers, pa.StringArray]:
    """Which of the distinct texts each one is, and these, in the order in which they first stand there."""
    import numpy as np

    if len(texts) > _FEW:
        found = texts.dictionary_encode()
        codes = found.indices
        return np.frombuffer(codes.buffers()[1], "<i4", len(codes), codes.offset * 4), found.dictionary
    place: dict[str, int] = {}
    codes = [place.setdefault(text, len(place)) for text in texts.to_pylist()]
    return np.array(codes, dtype=np.int32), texts_of([*place])


def matching(texts: pa.StringArray, pattern: re.Pattern[str]) -> Numbers:
    """Which texts hold what a pattern says (in words that Python and RE2 read alike)."""
    import numpy as np

    if len(texts) <= _FEW:
        return np.array([pattern.search(text) is not None for text in texts.to_pylist()], dtype=bool)
    import pyarrow.compute as pc

    told = pc.match_substring_regex(texts, pattern.pattern)
    bits = np.unpackbits(np.frombuffer(told.buffers()[1], np.uint8), count=told.offset + len(told), bitorder="little")
    return bits[told.offset :].view(bool)


def replaced(texts: pa.StringArray, where: Numbers, others: Sequence[str]) -> pa.StringArray:
    """The texts with others, as many as are marked, in the marked places."""
    if len(texts) <= _FEW:
        own = iter(others)
        return texts_of([next(own) if other else text for text, other in zip(texts.to_pylist(), where.tolist(), strict=True)])
    import numpy as np
    import pyarrow.compute as pc

    return pc.replace_with_mask(texts, _array_of(np.packbits(where, bitorder="little"), "bool", len(where)), texts_of(others))


def _array_of(data: Numbers, kind: str, count: int | None = None) -> pa.Array:
    """An Arrow array of its bytes; ``count`` where these are not one a value."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.type_for_alias(kind), len(data) if count is None else count, [None, pa.py_buffer(data)])


def _letters(array: pa.StringArray) -> tuple[Numbers, Any]:
    """Where each text begins, and the bytes of all."""
    import numpy as np

    _, offsets, letters = array.buffers()
    return np.frombuffer(offsets, "<i4", len(array) + 1, array.offset * 4), letters

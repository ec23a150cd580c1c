"""Columns as Arrow keeps them, made of their buffers and taken from them.

``pa.array`` and ``to_numpy`` import pandas, and whatever goes through texts the whole of ``pyarrow.compute``: each takes as long as
a small file takes to be read. What is asked of texts is done in plain Python where they are few.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.model.values import Kind, Values

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[Any, np.dtype[Any]]

__all__ = [
    "array_of", "coded", "cut", "flags_in", "flags_of", "matching", "numbers_in", "numbers_of", "replaced", "taken", "texts_of",
    "values_in",
]  # fmt: skip

_MANY = 1000
_FEW = 20_000
_BLOCK = 1 << 17
_TYPES = {"date": "date32", "integer": "int64", "number": "float64", "coded": "int32"}


def array_of(values: Values) -> pa.Array:
    """A column; texts as codes and a list, save where each row has one of its own."""
    import pyarrow as pa

    if values.kind != "coded":
        return numbers_of(values.data, values.missing, _TYPES[values.kind])
    names = values.names if isinstance(values.names, pa.Array) else texts_of(values.names)
    there = int((~values.missing).sum())
    if values.ordered and len(names) > _MANY and len(names) == there:
        return _spread(names, values.missing)
    # 0 below a null: some readers look there
    codes = numbers_of(_filled(values.data, values.missing, 0), values.missing, "int32")
    return pa.DictionaryArray.from_arrays(codes, names, safe=False)


def values_in(kind: Kind, column: pa.ChunkedArray, *, ordered: bool = False) -> Values:
    """A column as it was kept; ``ordered``: its texts are known to stand in the order in which rows first show them."""
    import pyarrow as pa

    array = _whole(column)
    missing = _missing(array)
    if kind != "coded":
        return Values(kind, _filled(_numbers(array), missing, 0), missing)
    if isinstance(array, pa.DictionaryArray):
        return Values(kind, _filled(_numbers(array.indices), missing, -1), missing, array.dictionary, ordered)
    return Values(kind, *_gathered(array, missing), ordered=True)


def numbers_of(data: Numbers, missing: Numbers | None, kind: str) -> pa.Array:
    """Numbers of an Arrow type, null where they are missing."""
    import numpy as np
    import pyarrow as pa

    valid = None if missing is None or not missing.any() else pa.py_buffer(np.packbits(~missing, bitorder="little"))
    type_ = pa.type_for_alias(kind)
    plain = np.ascontiguousarray(data, np.dtype(f"<{'f' if kind == 'float64' else 'i'}{type_.bit_width // 8}"))
    return pa.Array.from_buffers(type_, len(data), [valid, pa.py_buffer(plain)])


def numbers_in(column: pa.Array | pa.ChunkedArray) -> Numbers:
    """Numbers of which none is null."""
    return _numbers(_whole(column))


def flags_of(told: Numbers) -> pa.Array:
    """Yes and no."""
    import numpy as np
    import pyarrow as pa

    return pa.Array.from_buffers(pa.bool_(), len(told), [None, pa.py_buffer(np.packbits(told, bitorder="little"))])


def flags_in(column: pa.Array | pa.ChunkedArray) -> Numbers:
    """Yes and no, of which none is null."""
    array = _whole(column)
    return _bits(array.buffers()[1], array.offset, len(array))


def texts_of(texts: Sequence[str]) -> pa.StringArray:
    """Texts."""
    import numpy as np
    import pyarrow as pa

    written = [text.encode() for text in texts]
    offsets = np.zeros(len(written) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, written), np.int64, len(written)), out=offsets[1:])
    return pa.StringArray.from_buffers(len(written), pa.py_buffer(offsets), pa.py_buffer(b"".join(written)))


def cut(content: Any, starts: Numbers, ends: Numbers) -> pa.StringArray:
    """Pieces of a text in UTF-8, one after the other."""
    import numpy as np
    import pyarrow as pa

    lengths = ends - starts
    offsets = np.zeros(len(starts) + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    letters, made = np.frombuffer(content, np.uint8), np.empty(offsets[-1], np.uint8)
    for first in range(0, len(starts), _BLOCK):
        block = slice(first, first + _BLOCK)
        begin, end = offsets[first], offsets[min(first + _BLOCK, len(starts))]
        made[begin:end] = letters[np.repeat(starts[block] - offsets[:-1][block], lengths[block]) + np.arange(begin, end)]
    return pa.StringArray.from_buffers(len(starts), pa.py_buffer(offsets), pa.py_buffer(made))


def taken(texts: pa.StringArray, places: Numbers) -> pa.StringArray:
    """The texts at some places, of an array without nulls."""
    if len(places) > _FEW:
        return texts.take(numbers_of(places, None, "int64"))
    offsets, letters = _letters(texts)
    return cut(letters or b"", offsets[places], offsets[places + 1])


def coded(texts: pa.StringArray) -> tuple[Numbers, pa.StringArray]:
    """Which of the distinct texts each one is, and these, in the order in which they first stand there."""
    import numpy as np

    if len(texts) > _FEW:
        found = texts.dictionary_encode()
        return numbers_in(found.indices), found.dictionary
    place: dict[str, int] = {}
    codes = [place.setdefault(text, len(place)) for text in texts.to_pylist()]
    return np.array(codes, dtype=np.int32), texts_of([*place])


def matching(texts: pa.StringArray, pattern: re.Pattern[str]) -> Numbers:
    """Which texts hold what a pattern says (in words that Python and RE2 read alike)."""
    import numpy as np

    if len(texts) <= _FEW:
        return np.array([pattern.search(text) is not None for text in texts.to_pylist()], dtype=bool)
    import pyarrow.compute as pc

    return flags_in(pc.match_substring_regex(texts, pattern.pattern))


def replaced(texts: pa.StringArray, where: Numbers, others: Sequence[str]) -> pa.StringArray:
    """The texts with others, as many as are marked, in the marked places."""
    if len(texts) <= _FEW:
        own = iter(others)
        return texts_of([next(own) if other else text for text, other in zip(texts.to_pylist(), where.tolist(), strict=True)])
    import pyarrow.compute as pc

    return pc.replace_with_mask(texts, flags_of(where), texts_of(others))


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    import pyarrow as pa

    if isinstance(column, pa.Array):
        return column
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _numbers(array: pa.Array) -> Numbers:
    import numpy as np

    bits = array.type.bit_width
    kind = "f" if str(array.type) == "double" else "i"
    buffer = array.buffers()[1]
    if buffer is None:
        return np.zeros(0, f"<{kind}{bits // 8}")
    return np.frombuffer(buffer, f"<{kind}{bits // 8}", len(array), array.offset * bits // 8)


def _missing(array: pa.Array) -> Numbers:
    import numpy as np

    if not array.null_count:
        return np.zeros(len(array), dtype=bool)
    return ~_bits(array.buffers()[0], array.offset, len(array))


def _bits(buffer: Any, offset: int, length: int) -> Numbers:
    import numpy as np

    if not length:
        return np.zeros(0, dtype=bool)
    return np.unpackbits(np.frombuffer(buffer, np.uint8), count=offset + length, bitorder="little")[offset:].astype(bool)


def _filled(data: Numbers, missing: Numbers, blank: int) -> Numbers:
    if not missing.any():
        return data
    filled = data.copy()
    filled[missing] = blank
    return filled


def _spread(names: pa.StringArray, missing: Numbers) -> pa.StringArray:
    """Each row's own text: the names in their order, null between where a row has none."""
    import numpy as np
    import pyarrow as pa

    offsets, letters = _letters(names)
    place = np.zeros(len(missing) + 1, np.int64)
    np.cumsum(~missing, out=place[1:])
    valid = pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.StringArray.from_buffers(len(missing), pa.py_buffer(offsets[place]), letters, valid)


def _gathered(array: pa.StringArray, missing: Numbers) -> tuple[Numbers, Numbers, pa.StringArray]:
    """The codes of rows with a text of their own, which have none, and the texts."""
    import numpy as np
    import pyarrow as pa

    codes = np.cumsum(~missing, dtype=np.int32) - 1
    if not array.null_count:
        return codes, missing, array
    codes[missing] = -1
    offsets, letters = _letters(array)
    kept = np.append(offsets[:-1][~missing], offsets[-1])
    return codes, missing, pa.StringArray.from_buffers(len(kept) - 1, pa.py_buffer(kept), letters)


def _letters(array: pa.StringArray) -> tuple[Numbers, Any]:
    """Where each text begins, and the bytes of all; a null one takes none of them."""
    import numpy as np

    _, offsets, letters = array.buffers()
    return np.frombuffer(offsets, "<i4", len(array) + 1, array.offset * 4), letters

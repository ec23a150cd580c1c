"""One stream of an OLE file (compound file, [MS-CFB]): the bytes of the sectors that its directory names for it."""

from __future__ import annotations

import struct

__all__ = ["stream"]

_FREE = 0xFFFFFFFA
_ENTRY = 128
_SMALL = 64


def stream(content: bytes, names: tuple[str, ...]) -> bytes | None:
    """The first stream of one of the names; None where there is none. Raises struct.error, IndexError, ValueError when spoiled."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise ValueError(size)
    first_folder, _, cutoff, first_small = struct.unpack_from("<I4sII", content, 48)
    table = _table(content, size)
    folder = _chain(content, table, first_folder, size, size)
    entries = [folder[at : at + _ENTRY] for at in range(0, len(folder) - _ENTRY + 1, _ENTRY)]
    named = {entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace"): entry for entry in entries}
    found = next((named[name] for name in names if name in named), None)
    if found is None:
        return None
    first, length = struct.unpack_from("<II", found, 116)
    if length >= cutoff:
        return _chain(content, table, first, size, size)[:length]
    within = _chain(content, table, struct.unpack_from("<I", entries[0], 116)[0], size, size)
    numbers = _chain(content, table, first_small, size, size)
    small = struct.unpack_from(f"<{len(numbers) // 4}I", numbers)
    return _chain(within, small, first, _SMALL, 0)[:length]


def _table(content: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows which: the table's own sectors are listed in the head, and beyond 109 in sectors of their own."""
    listed = list(struct.unpack_from("<109I", content, 76))
    further = struct.unpack_from("<I", content, 68)[0]
    for _ in range(len(content) // size):
        if further >= _FREE:
            break
        told = struct.unpack_from(f"<{size // 4}I", content, size + further * size)
        listed += told[:-1]
        further = told[-1]
    table = b"".join(content[size + at * size : 2 * size + at * size] for at in listed if at < _FREE)
    return struct.unpack_from(f"<{len(table) // 4}I", table)


def _chain(content: bytes, following: tuple[int, ...], first: int, size: int, head: int) -> bytes:
    """The sectors from the first one on, one behind the other; a ring of them is spoiled."""
    pieces = []
    at = first
    while at < _FREE:
        pieces.append(content[head + at * size : head + (at + 1) * size])
        if len(pieces) > len(following):
            raise ValueError(first)
        at = following[at]
    return b"".join(pieces)

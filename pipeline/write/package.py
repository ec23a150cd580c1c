"""A zip written by hand: parts that never change are compressed once and copied; the same parts give the same bytes."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pipeline.model.shape import shape

try:
    from isal import isal_zlib as quick
except ImportError:  # a machine for which there is no wheel: the same parts, packed by the standard library, only slower
    import zlib as quick  # type: ignore[no-redef]

__all__ = ["Entry", "Folder", "entry", "entry_of", "folder", "opened", "package"]

_DATE = (1980 - 1980) << 9 | 1 << 5 | 1
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_VERSION = 20
_NOUGHTS = bytes(512)
_QUICK = 1
"""The level of parts that are new in every document: higher ones take longer than all the rest of the writing."""


@shape
class Entry:
    """One part, ready to be copied: its local record with the data, and what the central directory says but the offset."""

    name: bytes
    method: int
    crc: int
    packed: int
    size: int
    record: bytes

    def central(self, offset: int) -> bytes:
        """Its line in the central directory."""
        return (
            _CENTRAL.pack(
                b"PK\x01\x02", _VERSION, _VERSION, 0, self.method, 0, _DATE, self.crc, self.packed, self.size,
                len(self.name), 0, 0, 0, 0, 0, offset,
            )
            + self.name
        )  # fmt: skip


@shape
class Folder:
    """The parts that stand first in every package of a kind, with their half of the central directory."""

    records: bytes
    central: bytes
    count: int


def entry(name: str, data: bytes, level: int = 9) -> Entry:
    """A part to put into a package; level 0 stores it."""
    if level:
        return _packed((data,), name, zlib.compressobj(level, zlib.DEFLATED, -15))
    return _entry(name, 0, quick.crc32(data), len(data), data)


def entry_of(chunks: Iterable[bytes], name: str) -> Entry:
    """A part that comes in pieces, compressed quickly and as they come: a big one is never whole in memory."""
    return _packed(chunks, name, quick.compressobj(_QUICK, zlib.DEFLATED, -15))


def _packed(chunks: Iterable[bytes], name: str, press: Any) -> Entry:
    crc, size, packed = 0, 0, []
    for chunk in chunks:
        crc, size = quick.crc32(chunk, crc), size + len(chunk)
        packed.append(press.compress(chunk))
        _calm()
    packed.append(press.flush())
    return _entry(name, 8, crc, size, b"".join(packed))


def _calm() -> None:
    """Empty the wide registers, which ISA-L leaves filled: until then an object takes Python twice as long to make.

    Looking for a byte that is not there does it, where the C library looks with the same registers (decision 0007).
    """
    _NOUGHTS.find(1)


def _entry(name: str, method: int, crc: int, size: int, body: bytes) -> Entry:
    raw = name.encode("ascii")
    head = _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, method, 0, _DATE, crc, len(body), size, len(raw), 0)
    return Entry(raw, method, crc, len(body), size, head + raw + body)


def folder(entries: Iterable[Entry]) -> Folder:
    """The entries laid one behind the other, from the start of the file."""
    records, central, count, offset = [], [], 0, 0
    for one in entries:
        central.append(one.central(offset))
        records.append(one.record)
        offset += len(one.record)
        count += 1
    return Folder(b"".join(records), b"".join(central), count)


def package(first: Folder, *entries: Entry) -> bytes:
    """The bytes of a whole zip file."""
    offset = len(first.records)
    parts, central = [first.records], [first.central]
    for one in entries:
        parts.append(one.record)
        central.append(one.central(offset))
        offset += len(one.record)
    directory = b"".join(central)
    _calm()
    count = first.count + len(entries)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
    return b"".join((*parts, directory, end))


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The package of a Word file; ValueError for one that is cut off, damaged, locked or no package at all."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            yield package
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, RuntimeError) as error:
        raise ValueError("not a whole Word file") from error

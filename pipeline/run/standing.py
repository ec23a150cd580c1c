"""What stands in ``outputs/``: what a document was built from, whether a person changed it since, whether it is signed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model.shape import shape
from pipeline.record.figures import digest, head_of
from pipeline.record.outputs import figures_name
from pipeline.record.stamps import Stamp, Stamps, stamp_of

__all__ = ["Standing", "bytes_hash", "standing"]

_HEAD = 8192
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)


@shape
class Standing:
    """``run``: the run it came from; ``head``: the figures file's head, where that is whole and speaks of this run.

    ``edited``: its text is not as built. ``stamp``: what the system said of the file when it was looked at.
    """

    run: str | None = None
    edited: bool = False
    issued: bool = False
    head: Mapping[str, Any] | None = None
    stamp: Stamp | None = None


def standing(docx: Path, stamps: Stamps) -> Standing:
    """Look at a document. It is opened only where its bytes are not those that its figures file speaks of."""
    name = str(docx)
    try:
        stat = os.stat(name)  # noqa: PTH116 - thousands of plain names
    except OSError:
        return Standing()
    head = _head(figures_name(name), stamps)
    stamp = stamp_of(stat)
    if head is not None and head.get("docx") == stamps.digest(name, stat):
        return Standing(head["run"], edited=False, issued=bool(head.get("issued")), head=head, stamp=stamp)
    return _opened(docx, head, stamp)


def _opened(docx: Path, head: Mapping[str, Any] | None, stamp: Stamp) -> Standing:
    from pipeline.write import TEXT_HASH, read_properties, text_hash

    try:
        data = docx.read_bytes()
        properties = read_properties(data)
        edited = properties.get(TEXT_HASH) != text_hash(data)
    except Exception:  # noqa: BLE001 - whatever cannot be read as a .docx of ours is not ours to overwrite
        return Standing(None, edited=True, stamp=stamp)
    run = properties.get("run")
    same = head is not None and head.get("run") == run and head.get("body") == properties.get("figures")
    return Standing(run, edited, bool(properties.get("issued")), head if same else None, stamp)


def _head(path: str, stamps: Stamps) -> Mapping[str, Any] | None:
    """The head of a figures file, None where the file is absent or not whole."""
    try:
        found = head_of(_beginning(path))
        if found is None:
            with open(path, "rb") as file:  # noqa: PTH123 - as above
                found = head_of(file.read())
    except OSError:
        return None
    if found is None or not {"run", "body", "counts"} <= found.keys():
        return None
    return found if stamps.digest(path, of=digest) == found["body"] else None


def _beginning(path: str) -> bytes:
    handle = os.open(path, _READING)
    try:
        return os.read(handle, _HEAD)
    finally:
        os.close(handle)


def bytes_hash(data: bytes) -> str:
    """The hash of a document's bytes."""
    return hashlib.sha256(data).hexdigest()

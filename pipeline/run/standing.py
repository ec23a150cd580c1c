"""What stands in ``outputs/``: what a document was built from, whether a person changed it since, whether it is signed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model.shape import shape
from pipeline.record.figures import Head, digest, parts_of
from pipeline.record.outputs import figures_name
from pipeline.record.stamps import Stamp, Stamps, names_below, stamp_of

__all__ = ["NAMED", "UNOPENED", "Looked", "Standing", "bytes_hash", "look", "said", "standing"]

NAMED = ("document", "period", "scope")
"""What a head says of the document that it belongs to."""
UNOPENED = "打不开（已损坏、加了密码，或者不是 .docx）"
"""What is said of a document that cannot be opened."""
_HEAD = 8192
_NOTHING: dict[str, Any] = {}
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)


@shape
class Standing:
    """``run``: the run it came from; ``parts``: the figures file's head, where that is whole and speaks of this run.

    ``edited``: a person worked on it (``write/touched.py``), or nobody can know. ``stamp``: what the system said of the file when
    it was looked at. ``damaged``: it cannot be opened as a Word file.
    """

    run: str | None = None
    edited: bool = False
    issued: bool = False
    parts: Head | None = None
    stamp: Stamp | None = None
    damaged: bool = False

    @property
    def head(self) -> Mapping[str, Any] | None:
        """The head as one."""
        return None if self.parts is None else self.parts.whole


def standing(docx: Path, stamps: Stamps) -> Standing:
    """Look at a document. It is opened only where its bytes are not those that its figures file speaks of."""
    name = str(docx)
    try:
        stat = os.stat(name)  # noqa: PTH116 - thousands of plain names
    except OSError:
        return Standing()
    head, stamp = _head(figures_name(name), stamps), stamp_of(stat)
    if head is not None and said(head, "docx") == stamps.digest(name, stat):
        return Standing(said(head, "run"), edited=False, issued=bool(head.shared.get("issued")), parts=head, stamp=stamp)
    return _opened(docx, head, stamp)


@shape
class Looked:
    """What looking at many documents at once found: how each stands (the fields of ``Standing``), and the stamps it took.

    Of the head of a document that is not signed there is whose it is, what it was built from, and its counts.
    """

    stands: Mapping[str, tuple[Any, ...]]
    seen: frozenset[str]
    fresh: frozenset[str]
    known: Mapping[str, Any]


def look(outputs: Path, stamps: Stamps) -> Looked:
    """How every document below a folder stands that has a figures file: others, which may be anybody's, are not opened."""
    stamps.seen, stamps.grown = set(), False
    names = frozenset(names_below(outputs))
    ours = sorted(name for name in names if name.endswith(".docx") and figures_name(name) in names)
    stands = {name: _told(standing(Path(name), stamps)) for name in ours}
    known = {path: stamps.known[path] for path in stamps.seen if path in stamps.known} if stamps.grown else {}
    return Looked(stands, frozenset(stamps.seen), frozenset(stamps.fresh), known)


def _told(one: Standing) -> tuple[Any, ...]:
    """As little as another process has to take."""
    parts = one.parts
    if parts is not None and not one.issued:
        parts = Head({key: said(parts, key) for key in (*NAMED, "counts")}, parts.shared, _NOTHING)
    return one.run, one.edited, one.issued, parts and (parts.first, parts.shared, parts.last), one.stamp, one.damaged


def _opened(docx: Path, head: Head | None, stamp: Stamp) -> Standing:
    from pipeline.write import is_edited, read_properties

    try:
        data = docx.read_bytes()
        properties, edited = read_properties(data), is_edited(data)
    except Exception:  # noqa: BLE001 - whatever cannot be read as a .docx of ours is not ours to overwrite
        return Standing(None, edited=True, stamp=stamp, damaged=True)
    run = properties.get("run")
    same = head is not None and said(head, "run") == run and said(head, "body") == properties.get("figures")
    return Standing(run, edited, bool(properties.get("issued")), head if same else None, stamp)


def _head(path: str, stamps: Stamps) -> Head | None:
    """The head of a figures file, None where the file is absent or not whole."""
    try:
        found = parts_of(_beginning(path))
        if found is None:
            with open(path, "rb") as file:  # noqa: PTH123 - as above
                found = parts_of(file.read())
    except OSError:
        return None
    if found is None or any(said(found, key) is None for key in ("run", "body", "counts")):
        return None
    return found if stamps.digest(path, of=digest) == said(found, "body") else None


def said(head: Head, key: str) -> Any:
    """One thing that a head says of its own document."""
    return head.last[key] if key in head.last else head.first[key] if key in head.first else head.shared.get(key)


def _beginning(path: str) -> bytes:
    handle = os.open(path, _READING)
    try:
        return os.read(handle, _HEAD)
    finally:
        os.close(handle)


def bytes_hash(data: bytes) -> str:
    """The hash of a document's bytes."""
    return hashlib.sha256(data).hexdigest()

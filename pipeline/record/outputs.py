"""What stands in ``outputs/``: whose it is, and how a new version is put there whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

__all__ = [
    "FIGURES",
    "NEW",
    "beside",
    "clear_litter",
    "figures_name",
    "figures_path",
    "held_open",
    "original",
    "owners_below",
    "put",
    "sync_folder",
]

NEW = ".新稿"
"""What the name of a new version ends with that stands beside a document somebody has edited."""

FIGURES = ".figures.json"
"""What the name of a figures file ends with."""

_DRAFT = ".tmp~"
_LITTER = (_DRAFT, ".issue~")
_OWNERS = ("~$", ".~lock.", ".~")


def figures_path(docx: Path) -> Path:
    """Where the figures file of a document stands."""
    return Path(figures_name(str(docx)))


def figures_name(docx: str) -> str:
    """The same of plain names, where they are thousands."""
    return os.path.splitext(docx)[0] + FIGURES  # noqa: PTH122 - plain names


def beside(docx: Path) -> Path:
    """Where a new version goes when a person has edited the document."""
    return docx.with_name(f"{docx.stem}{NEW}.docx")


def original(docx: Path) -> Path:
    """The document that a new version stands beside; the document itself where it is none."""
    return docx.with_name(f"{docx.stem.removesuffix(NEW)}.docx")


def held_open(docx: Path) -> Path | None:
    """The lock file that Word, WPS or LibreOffice keeps beside an open document, if there is one."""
    folder, name = os.path.split(docx)
    owners = (f"~${name[2:]}", f"~${name[1:]}", f"~${name}", f".~lock.{name}#", f".~{name}")
    return next((Path(found) for owner in owners if os.path.exists(found := f"{folder}{os.sep}{owner}")), None)  # noqa: PTH110 - plain names


def owners_below(folder: Path) -> frozenset[str]:
    """The lock files of all documents and tables below a folder that are open somewhere."""
    return frozenset(f"{place}{os.sep}{name}" for place, _, names in os.walk(folder) for name in names if name.startswith(_OWNERS))


def put(path: Path, data: bytes, *, durable: bool = False) -> os.stat_result:
    """Write a file whole or not at all: a neighbour first, then a rename over the old one. Raises OSError.

    ``durable``: on the disk before this returns. Answers with what the system says of the new file.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}{_DRAFT}")
    try:
        stat = _write(draft, data, durable)
        os.replace(draft, path)  # noqa: PTH105 - one call less than Path.replace, and the tests make it fail
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)
    return stat


def _write(draft: Path, data: bytes, durable: bool) -> os.stat_result:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(draft, flags, 0o666)
    except FileNotFoundError:
        draft.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(draft, flags, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        if durable:
            os.fsync(handle)
        return os.fstat(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can (Windows does it by itself)."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def clear_litter(folder: Path) -> None:
    """Remove what a killed build left half written; only who holds the project's lock may call this."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(_LITTER):
                with suppress(OSError):
                    Path(place, name).unlink()

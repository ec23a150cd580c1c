"""The files below ``inputs/``, the drops they belong to, and the order in which drops count."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath

from pipeline.model.shape import shape

__all__ = ["Found", "drop_order", "walk"]

_IGNORED = re.compile(r"~\$.*|\..*|thumbs\.db|desktop\.ini|__macosx|.*\.tmp", re.IGNORECASE)
_DATE = re.compile(r"((?:19|20)\d{2})(?:[-_./年]?(\d{1,2})(?!\d)|[-_./年]?(\d{2})(?=\d{2}(?!\d)))?(?:[-_./月]?(\d{1,2}))?")
_NUMBER = re.compile(r"\d+")


@shape
class Found:
    """A file of a drop: where it lies, what it is called below ``inputs/``, and its drop's index."""

    path: Path
    file: str
    drop: int


def walk(inputs: Path) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """All files that may hold data, by drop and name, and the names of the drops in their order (``""``: ``inputs/`` itself)."""
    found = list(_files(inputs))
    drops = drop_order({file.split("/", 1)[0] if "/" in file else "" for _, file in found})
    index = {name: at for at, name in enumerate(drops)}
    files = [Found(path, file, index[file.split("/", 1)[0] if "/" in file else ""]) for path, file in found]
    return tuple(sorted(files, key=lambda each: (each.drop, _natural(each.file)))), drops


def drop_order(names: set[str]) -> tuple[str, ...]:
    """Files lying directly in ``inputs/`` first, then by the date in the name, then by the numbers in it, then the others."""
    return tuple(sorted(names, key=_rank))


def _rank(name: str) -> tuple[int, tuple[int, ...], list[tuple[int, int, str]]]:
    if not name:
        return (0, (), [])
    if date := _DATE.search(name):
        year, month, packed, day = date.groups()
        return (1, (int(year), int(month or packed or 0), int(day or 0)), _natural(name))
    return (2 if _NUMBER.search(name) else 3, (), _natural(name))


def _natural(name: str) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", name)
    return [(0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts]


def _files(inputs: Path) -> Iterator[tuple[Path, str]]:
    """Every file not ignored, links to folders not followed (they could lead out of ``inputs/`` or round in a ring)."""
    taken: set[str] = set()
    for folder, folders, names in os.walk(inputs):
        folders[:] = sorted(name for name in folders if not _IGNORED.fullmatch(name))
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted(names) + linked:
            if not _IGNORED.fullmatch(name):
                path = Path(folder, name)
                yield path, _called(path.relative_to(inputs), taken)


def _called(path: PurePath, taken: set[str]) -> str:
    """What a file is called; where two names that were written in two encodings read alike, the later one's bytes are told."""
    name = path.as_posix()
    if not name.isprintable():  # a name that the system could not decode is not printable: few are looked at further
        name = "/".join(map(_readable, path.parts))
    if name in taken:
        name = os.fsencode(path.as_posix()).decode("ascii", "backslashreplace")
    taken.add(name)
    return name


def _readable(name: str) -> str:
    """A name as it was meant: archives packed on Windows leave names in GBK, whatever the system's own encoding is."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "backslashreplace")

"""Signing on the disk, all or nothing.

Both files of each document lie ready beside it, a journal says so, then the register is replaced: that is the moment of signing.
Only then are the files moved into place. Whoever comes next after a kill finishes what the register says was signed, and takes
back what it does not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.record.outputs import put, sync_folder
from pipeline.record.register import HEADER, Issue, appended, columns_of, lines_in, lines_of

__all__ = ["recover", "sign"]

_READY = ".issue~"


def sign(register: Path, issues: Sequence[Issue], files: Iterable[tuple[Path, bytes]]) -> None:
    """Enter the issues in the register and put their files in place; raises OSError, and then nothing was signed."""
    journal = _journal(register)
    moves = []
    try:
        for path, data in files:
            ready = path.with_name(f".{path.name}{_READY}")
            moves.append((ready, path))
            put(ready, data, durable=True)
            _free(path)
        before = register.read_bytes() if register.exists() else b""
        lines = lines_of(issues, columns_of(before) or HEADER)
        plan = {"lines": lines, "moves": [[_from(register, ready), _from(register, path)] for ready, path in moves]}
        put(journal, json.dumps(plan, ensure_ascii=False).encode(), durable=True)
        put(register, appended(before, issues), durable=True)
    except OSError:
        recover(register)
        _take_back(moves)
        raise
    _finish(moves, journal)


def recover(register: Path) -> bool:
    """Finish or take back a signing that was cut off; nothing to do in any other case.

    False where a signed file still waits for its place: then nobody may clear it away.
    """
    journal = _journal(register)
    try:
        plan = json.loads(journal.read_bytes())
        moves = [(register.parent / ready, register.parent / path) for ready, path in plan["moves"]]
    except FileNotFoundError:
        return True
    except (OSError, ValueError, LookupError):
        with suppress(OSError):
            journal.unlink()
        return True
    known = lines_in(register.read_bytes()) if register.exists() else set()
    if set(plan["lines"]) <= known:
        return _finish(moves, journal)
    _take_back(moves)
    journal.unlink(missing_ok=True)
    return True


def _free(path: Path) -> None:
    """Raises OSError where another program holds a file so that it cannot be replaced (Windows): before anything is signed."""
    if path.exists():
        with path.open("r+b"):
            pass


def _finish(moves: Sequence[tuple[Path, Path]], journal: Path) -> bool:
    """What is signed is signed: a file that cannot be moved now (somebody has opened it since) is moved by who comes next."""
    left = 0
    for ready, path in moves:
        try:
            if ready.exists():
                os.replace(ready, path)  # noqa: PTH105 - as in outputs.put
                sync_folder(path.parent)
        except OSError:
            left += 1
    if left:
        return False
    journal.unlink(missing_ok=True)
    sync_folder(journal.parent)
    return True


def _take_back(moves: Iterable[tuple[Path, Path]]) -> None:
    for ready, _ in moves:
        with suppress(OSError):
            ready.unlink(missing_ok=True)


def _from(register: Path, path: Path) -> str:
    """A path as seen from the register: the project may have another place when a signing is finished."""
    return os.path.relpath(path, register.parent)


def _journal(register: Path) -> Path:
    return register.with_name(".签发.json~")

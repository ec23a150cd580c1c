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
from pipeline.record.register import Issue, appended, lines_in, lines_of

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
        plan = {"lines": lines_of(issues), "moves": [[str(ready), str(path)] for ready, path in moves]}
        put(journal, json.dumps(plan, ensure_ascii=False).encode(), durable=True)
        before = register.read_bytes() if register.exists() else b""
        put(register, appended(before, issues), durable=True)
    except OSError:
        recover(register)
        _take_back(moves)
        raise
    _finish(moves, journal)


def recover(register: Path) -> None:
    """Finish or take back a signing that was cut off; nothing to do in any other case."""
    journal = _journal(register)
    try:
        plan = json.loads(journal.read_bytes())
        moves = [(Path(ready), Path(path)) for ready, path in plan["moves"]]
    except FileNotFoundError:
        return
    except (OSError, ValueError, LookupError):
        with suppress(OSError):
            journal.unlink()
        return
    known = lines_in(register.read_bytes()) if register.exists() else set()
    if set(plan["lines"]) <= known:
        _finish(moves, journal)
    else:
        _take_back(moves)
        journal.unlink(missing_ok=True)


def _finish(moves: Sequence[tuple[Path, Path]], journal: Path) -> None:
    for ready, path in moves:
        if ready.exists():
            os.replace(ready, path)  # noqa: PTH105 - as in outputs.put
            sync_folder(path.parent)
    journal.unlink(missing_ok=True)
    sync_folder(journal.parent)


def _take_back(moves: Iterable[tuple[Path, Path]]) -> None:
    for ready, _ in moves:
        with suppress(OSError):
            ready.unlink(missing_ok=True)


def _journal(register: Path) -> Path:
    return register.with_name(".签发.json~")

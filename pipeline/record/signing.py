"""Signing on the disk, all or nothing.

Both files of each document lie ready beside it, a journal says so, then the register is replaced: that is the moment of signing.
Only then are the files moved into place. Whoever comes next after a kill finishes what the register says was signed, and takes
back what it does not. What a person saved meanwhile in the place of a document is kept beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from pipeline.model.shape import shape
from pipeline.record.outputs import FIGURES, put, sync_folder
from pipeline.record.register import Issue, appended, known_in

__all__ = ["Ended", "recover", "sign"]

_FORMAT = 1
"""Counted up when the journal has another shape."""
_READY = ".issue~"
_KEPT = ".改稿"
"""What the name of a file ends with that somebody saved where a signed one had to go."""


@shape
class Ended:
    """How a signing ended: ``why`` it was not done after all.

    ``whole``: False where a signed file still waits for its place: then nobody may clear it away, nor sign anything else.
    ``kept``: where it now stands what people had saved in the place of signed files. ``unread``: the journal, where nobody
    can say whether what it speaks of was signed: it is damaged, or of another version of the program.
    """

    why: str = ""
    whole: bool = True
    kept: tuple[Path, ...] = ()
    unread: Path | None = None


@shape
class _Move:
    """A signed file that lies ``ready`` for its place; ``before``: the hash of what it replaces, "" of nothing, None: no matter."""

    ready: Path
    path: Path
    before: str | None


def sign(
    register: Path,
    issues: Sequence[Issue],
    files: Iterable[tuple[Path, bytes]],
    hindrance: Callable[[bytes], str] = lambda _: "",
) -> Ended:
    """Enter the issues in the register and put their files in place; raises OSError, and then nothing was signed.

    ``hindrance`` is asked at the last moment, with what the register says then: why nothing may be signed, or "".
    """
    journal = _journal(register)
    moves: list[_Move] = []
    try:
        for path, data in files:
            real = _real(path)
            moves.append(_Move(real.with_name(f".{real.name}{_READY}"), real, _hash(real)))
            put(moves[-1].ready, data, durable=True)
            _free(real)
        plan = {
            "format": _FORMAT,
            "register": _hash(register),
            "issues": [[one.series, one.date.year, one.number] for one in issues],
            "moves": [[_from(register, one.ready), _from(register, one.path), one.before] for one in moves],
        }
        put(journal, json.dumps(plan, ensure_ascii=False).encode(), durable=True)
        before = register.read_bytes() if register.exists() else b""
        if why := hindrance(before):
            _take_back(moves, journal)
            return Ended(why)
        put(_real(register), appended(before, issues), durable=True)
    except OSError:
        recover(register)
        _take_back(moves)
        raise
    return _finish(moves, journal)


def recover(register: Path) -> Ended:
    """Finish or take back a signing that was cut off; nothing to do in any other case."""
    journal = _journal(register)
    try:
        plan = json.loads(journal.read_bytes())
        if plan["format"] != _FORMAT:
            return Ended(whole=False, unread=journal)
        moves = [_Move(_there(register, ready), _there(register, path), old) for ready, path, old in plan["moves"]]
        before, numbers = plan["register"], {(series, year, number) for series, year, number in plan["issues"]}
    except FileNotFoundError:
        return Ended()
    except OSError:
        return Ended(whole=False)
    except (ValueError, LookupError, TypeError):
        return Ended(whole=False, unread=journal)
    # one that is as it was has not got the lines, whatever it says: somebody may have given the same number by hand
    if _hash(register) != before and numbers <= known_in(register.read_bytes() if register.exists() else b""):
        return _finish(moves, journal)
    _take_back(moves, journal)
    return Ended()


def _free(path: Path) -> None:
    """Raises OSError where another program holds a file so that it cannot be replaced (Windows): before anything is signed."""
    if path.exists():
        with path.open("r+b"):
            pass


def _finish(moves: Sequence[_Move], journal: Path) -> Ended:
    """What is signed is signed: a file that cannot be moved now (somebody has opened it since) is moved by who comes next."""
    left, kept = 0, []
    for one in moves:
        try:
            if one.ready.exists():
                if _is_anothers(one):
                    kept.append(_put_aside(one.path))
                os.replace(one.ready, one.path)  # noqa: PTH105 - as in outputs.put
                sync_folder(one.path.parent)
        except OSError:
            left += 1
    if not left:
        _take_back((), journal)
        sync_folder(journal.parent)
    return Ended(whole=not left, kept=tuple(kept))


def _is_anothers(move: _Move) -> bool:
    """Whether something else stands in its place by now than when it was made ready."""
    return move.before is not None and _hash(move.path) not in ("", move.before, _hash(move.ready))


def _put_aside(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}{_KEPT}{number or ''}{path.suffix}") for number in count())
    aside = next(name for name in names if not name.exists())
    os.replace(path, aside)  # noqa: PTH105 - as above
    return aside


def _hash(path: Path) -> str | None:
    """The figures file belongs to its document, and is nobody's work."""
    if path.name.endswith(FIGURES):
        return None
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _take_back(moves: Iterable[_Move], journal: Path | None = None) -> None:
    """The journal last: while it stands, what lies ready is still spoken of."""
    for path in (*(one.ready for one in moves), *((journal,) if journal else ())):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _real(path: Path) -> Path:
    """The file that a link means: a rename over the link would make a copy of the office's shared file."""
    return path.resolve() if path.is_symlink() else path


def _from(register: Path, path: Path) -> str:
    """A path as seen from the register: the project may have another place when a signing is finished."""
    try:
        return os.path.relpath(path, _real(register).parent)
    except ValueError:  # a link to another drive (Windows)
        return str(path)


def _there(register: Path, path: str) -> Path:
    return Path(os.path.normpath(_real(register).parent / path))


def _journal(register: Path) -> Path:
    """Beside the register itself: of projects that share it by a link, whoever comes next ends what another began."""
    return _real(register).with_name(".签发.json~")

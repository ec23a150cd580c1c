"""File names are in UTF-8, whatever the system believes: a process that was told otherwise starts itself anew.

Only where the program cannot find its own templates under their Chinese names. On Windows and macOS that does not happen.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["anew", "names_encoding"]

_READABLE = ("gbk", "gb2312", "gb18030")


def names_encoding() -> str:
    """The encoding that the system uses for file names, where it is not UTF-8."""
    name = codecs.lookup(sys.getfilesystemencoding()).name
    return "" if name == "utf-8" else name


def anew() -> None:
    """Become a process that reads file names as UTF-8, where this one cannot; else nothing."""
    if names_encoding() and not sys.flags.ignore_environment and not _at_home():
        # a console that shows Chinese in its own encoding goes on being written to in that
        own = codecs.lookup(sys.stdout.encoding).name if sys.stdout else ""
        console = {"PYTHONIOENCODING": own} if own in _READABLE else {}
        os.execve(sys.executable, [*_arguments()], {**console, **os.environ, "PYTHONUTF8": "1"})  # noqa: S606 - ourselves


def _at_home() -> bool:
    """Whether the folders that the program brings are there under their names."""
    from pipeline.settings.folders import defaults

    try:
        return (defaults() / "templates" / "讲话").is_dir()
    except UnicodeEncodeError:
        return False


def _arguments() -> Iterator[bytes]:
    """What this process was started with, each in UTF-8; one that is neither in that nor in the console's encoding as it is."""
    yield os.fsencode(sys.executable)
    for raw in _given():
        try:
            yield _decoded(raw).encode()
        except UnicodeDecodeError:
            yield raw


def _given() -> list[bytes]:
    """The arguments' bytes: what Python made of them cannot always be turned back."""
    try:
        return Path("/proc/self/cmdline").read_bytes().split(b"\0")[1:-1]
    except OSError:
        return [argument.encode("utf-8", "surrogateescape") for argument in sys.orig_argv[1:]]


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode(sys.getfilesystemencoding())

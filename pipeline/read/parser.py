"""Parsing in a child process: kept for the next file, replaced when it dies or takes too long."""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from pipeline.model.reading import Limits
from pipeline.read.workbook import Parsed

__all__ = ["parse", "stop"]

_ROOT = Path(__file__).resolve().parent.parent.parent
_DIED = Parsed(
    refused=("file-broken", "文件使解析程序中断，没有读取，可能已损坏或使用范围过大。请用 WPS 或 Excel 打开后另存为 .xlsx")
)
_kept: list[subprocess.Popen[bytes]] = []


def parse(content: bytes, limits: Limits, skipped: tuple[str, ...] = ()) -> Parsed:
    """What a workbook's bytes hold; a dead or stuck child is one more way of being broken."""
    child = _kept.pop() if _kept else _start(limits)
    late = threading.Event()
    watch = threading.Timer(limits.seconds, _end, (child, late))
    watch.start()
    try:
        assert child.stdin is not None  # noqa: S101 - for the type checker
        assert child.stdout is not None  # noqa: S101
        pickle.dump((content, limits, skipped), child.stdin, protocol=5)
        child.stdin.flush()
        parsed: Parsed = pickle.load(child.stdout)  # noqa: S301 - our own child's answer
    except (EOFError, OSError, pickle.UnpicklingError):
        _close(child)
        why = f"读了{limits.seconds}秒还没有读完，没有读取。请删去多余的内容后另存"
        return Parsed(refused=("file-slow", why)) if late.is_set() else _DIED
    finally:
        watch.cancel()
    _kept.append(child)
    return parsed


def stop() -> None:
    """End the child that is kept."""
    while _kept:
        _close(_kept.pop())


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline.read.worker", str(limits.memory_mb)]
    child = subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT
    )
    atexit.register(_close, child)
    return child


def _end(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _close(child: subprocess.Popen[bytes]) -> None:
    """Both pipes closed and the process waited for, however it ends."""
    atexit.unregister(_close)
    for pipe in (child.stdin, child.stdout):
        try:
            if pipe:
                pipe.close()
        except OSError:
            pass
    try:
        child.wait(timeout=2)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()

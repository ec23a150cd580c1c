"""The child process in which workbooks are parsed: a parser that aborts takes only the child with it.

``python -m pipeline.read.worker MEMORY_MB``: pickled requests (content, limits, skipped sheets) on stdin, answers on stdout.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys

__all__ = ["main"]


def main() -> None:
    """Answer until stdin ends; no memory beyond the limit where the system can enforce one."""
    _limit(int(sys.argv[1]))
    gc.disable()  # raw cells hold no cycles
    from pipeline.read.workbook import Parsed, parse_workbook

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests = sys.stdin.buffer
    while True:
        try:
            content, limits, skipped = pickle.load(requests)  # noqa: S301 - the parent's own bytes
        except EOFError:
            return
        try:
            parsed = parse_workbook(content, limits, skipped)
        except MemoryError:
            parsed = Parsed(refused=("file-bomb", "内容太多，超过内存上限，没有读取。请删去多余的行和列后另存"))
        pickle.dump(parsed, answers, protocol=5)
        answers.flush()


def _limit(megabytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()

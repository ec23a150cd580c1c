"""How far a build is: a bar that fits its terminal, plain lines where there is none, nothing that a GBK console cannot show."""

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata
from pathlib import Path

import pytest

from pipeline.console.progress import Lines, watching

ROOT = Path(__file__).parents[2]
DRIVEN = """
import sys, time
from pipeline.console.progress import watching
with watching() as watcher:
    watcher.begins(int(sys.argv[1]))
    for _ in range(int(sys.argv[1])):
        time.sleep(0.01)
        watcher.done(None)
"""


def on_a_terminal(columns, encoding="utf-8", total=60, **environment):
    """What a terminal of so many columns shows, escapes taken out; and what it got."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    plain = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONUTF8")}
    environment = {**plain, "TERM": "xterm-256color", "PYTHONIOENCODING": encoding, **environment}
    with subprocess.Popen([sys.executable, "-c", DRIVEN, str(total)], stderr=theirs, env=environment, cwd=ROOT) as process:
        os.close(theirs)
        data = _all_of(ours)
    assert process.returncode == 0
    shown = data.decode(encoding)
    return [line for line in re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)) if line.strip()], shown


def _all_of(handle):
    data = b""
    try:
        while got := os.read(handle, 65536):
            data += got
    except OSError:  # how a terminal ends
        pass
    os.close(handle)
    return data


def width(line):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


@pytest.mark.parametrize("columns", [120, 80, 40])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_bar_fits_and_tells_count_rate_and_remaining_time(columns, encoding):
    lines, _ = on_a_terminal(columns, encoding)
    assert max(map(width, lines)) <= columns
    assert re.search(r"\b60/60\b.* 每秒 \d+ 份 .*0:00:00", lines[-1])
    assert any("生成文稿" in line for line in lines) is (columns >= 80)


def test_no_colour_where_none_is_wanted():
    _, shown = on_a_terminal(80, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", shown)


def test_a_few_documents_need_no_bar():
    assert on_a_terminal(80, total=5)[0] == []


def test_where_there_is_no_terminal_a_plain_line_now_and_then():
    moments = iter([0.0, *(second / 2 for second in range(1, 41))])
    stream = io.StringIO()
    lines = Lines(stream, lambda: next(moments))
    lines.begins(40)
    for _ in range(40):
        lines.done(None)
    assert stream.getvalue().splitlines() == [
        "10/40 份，每秒 2 份，还要约 15 秒",
        "20/40 份，每秒 2 份，还要约 10 秒",
        "30/40 份，每秒 2 份，还要约 5 秒",
    ]


def test_a_pipe_is_no_terminal():
    with watching(io.StringIO()) as watcher:
        assert isinstance(watcher, Lines)

"""What a command imports: called in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASKED = """
import json, sys
from pipeline.cli import _group
from pipeline.cli.ending import run
code = run(_group, sys.argv[2:])
print(json.dumps([code, [name for name in json.loads(sys.argv[1]) if name in sys.modules]]), file=sys.stderr)
"""


def imported(*arguments: object, of: tuple[str, ...]) -> tuple[int, list[str]]:
    """The exit code of ``briefing`` with these arguments, and which of some modules were there by its end."""
    command = [sys.executable, "-c", ASKED, json.dumps(of), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, text=True, encoding="utf-8", timeout=300, check=True)
    code, found = json.loads(done.stderr.splitlines()[-1])
    return code, found

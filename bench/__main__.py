"""``python -m bench``: every bench in turn. Ratios against the peers in one run, results asserted equal.

Each is a process of its own: what one has left in memory is not measured with the next.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

# read from top to bottom; each module prints its ratios when it is run
BENCHES = ("read", "measure", "write", "batch", "cold")
ROOT = Path(__file__).resolve().parents[1]


def main(names: list[str]) -> None:
    for name in names or BENCHES:
        found = importlib.import_module(f"bench.{name}")
        print(f"\n== {name}: {(found.__doc__ or '').strip().splitlines()[0]}", flush=True)
        subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""``python -m bench``: every bench in turn. Ratios against the peers in one run, results asserted equal."""

from __future__ import annotations

import importlib
import sys

# read from top to bottom; each module has a main() that prints its ratios
BENCHES = ("read", "measure", "write", "batch", "cold")


def main(names: list[str]) -> None:
    for name in names or BENCHES:
        found = importlib.import_module(f"bench.{name}")
        print(f"\n== {name}: {(found.__doc__ or '').strip().splitlines()[0]}", flush=True)
        found.main()


if __name__ == "__main__":
    main(sys.argv[1:])

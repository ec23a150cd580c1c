"""``python -m pipeline`` and the console script ``briefing``."""

from __future__ import annotations

from pipeline.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()

"""``python -m pipeline`` and the console script ``briefing``."""

from __future__ import annotations

from pipeline.executors.stopping import ending_at_once

ending_at_once()  # nothing is written yet: Ctrl-C while the rest is imported needs no word, and no traceback

from pipeline.cli import main  # noqa: E402 - above

__all__ = ["main"]

if __name__ == "__main__":
    main()

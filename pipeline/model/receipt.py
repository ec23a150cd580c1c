"""What became of one document of a run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pipeline.model.period import Period
from pipeline.model.problem import Problem
from pipeline.model.shape import shape

__all__ = ["Receipt", "Status", "Written"]

Status = Literal["made", "current", "skipped", "edited", "issued", "refused", "failed", "due"]


@shape
class Written:
    """A file that was put in place: what the system said of it then, and the hash of its bytes.

    ``body``: of a figures file the digest of its figures and claims, where it is known.
    """

    path: str
    stat: os.stat_result
    digest: str
    body: str = ""


@shape
class Receipt:
    """One line of a build's outcome; ``path`` is where the document stands (or would), ``reasons`` say why in words.

    ``written`` are the files it put in place; ``fault`` tells a bug: what kind it was, and where in the code, never a value.
    """

    document: str
    period: Period
    scope: str
    path: Path
    status: Status
    reasons: tuple[str, ...] = ()
    figures: int = 0
    claims: int = 0
    problems: tuple[Problem, ...] = ()
    written: tuple[Written, ...] = ()
    fault: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether there is a document that is up to date, or a person's."""
        return self.status in ("made", "current", "edited", "issued")

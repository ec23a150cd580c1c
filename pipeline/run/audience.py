"""Whom a document is for, and so which numbers it may print."""

from __future__ import annotations

from pipeline.model.figure import Measures
from pipeline.model.settings import DocumentSpec, Settings

__all__ = ["as_read_by"]


def as_read_by(spec: DocumentSpec, measures: Measures, settings: Settings) -> Measures:
    """The measures themselves for the office; for the public (``audience: public``) without small counts."""
    if spec.options.get("audience") != "public":
        return measures
    from pipeline.measure.public import Public  # with what measuring takes: other documents may not need it

    return Public(measures, settings)

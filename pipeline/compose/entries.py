"""A mapping that an office typed, as a template sees it."""

from __future__ import annotations

from typing import Any

from pipeline.model.place import Place

__all__ = ["Entries"]


class Entries(dict[str, Any]):
    """It knows where it stands, so that what it lacks is told there and not of the template."""

    place: Place

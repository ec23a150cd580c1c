"""Problems as plain values and back, for what is written down between two runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.model.place import Place
from pipeline.model.problem import Problem

__all__ = ["plain", "problems_of"]


def plain(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as mappings of texts and numbers."""
    return [dataclasses.asdict(problem) for problem in problems]


def problems_of(listed: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """The problems that ``plain`` was given."""
    return tuple(Problem(**{**one, "place": Place(**one["place"])}) for one in listed)

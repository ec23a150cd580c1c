"""Problems as JSON."""

from __future__ import annotations

from typing import Any

from pipeline.model.problem import Problem

__all__ = ["problem_json"]


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem in the shape of docs/json.md."""
    place = problem.place
    return {
        "rule": problem.rule,
        "level": problem.level,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "found": problem.found,
        "message": problem.message,
    }

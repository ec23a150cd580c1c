"""Errors that the office accepts are told as such: the row stays set aside, no document is refused for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from pipeline.check.levels import LEVELS, mark
from pipeline.model.accepted import Accepted
from pipeline.model.problem import Problem

__all__ = ["accept", "marked"]


def accept(problems: Sequence[Problem], accepted: Sequence[Accepted]) -> Iterator[Problem]:
    """The problems, those that are accepted (same place, same rule, same contents) as info with the reason."""
    reasons = {(each.file, each.sheet, each.cell, each.rule, each.mark): each.reason for each in accepted}
    for problem in problems:
        place = problem.place
        reason = reasons.get((place.file, place.sheet, place.cell, problem.rule, marked(problem)))
        if problem.level == "error" and reason is not None:
            message = f"{problem.message}（已认可：{reason}）"
            yield dataclasses.replace(problem, level=LEVELS["accepted"], message=message)
        else:
            yield problem


def marked(problem: Problem) -> str:
    """The mark of a problem; of one that stands at no cell, made from what it says."""
    return problem.mark or mark(problem)

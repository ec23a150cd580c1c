"""Errors that the office accepts are told as such: the row stays set aside, no document is refused for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from pipeline.check.levels import LEVELS, mark
from pipeline.model.accepted import Accepted
from pipeline.model.problem import Problem

__all__ = ["accept", "marked"]

_OF_A_SHEET = ("column-missing",)


def marked(problems: Sequence[Problem], hashes: Mapping[str, str]) -> Iterator[Problem]:
    """The problems, each error with a mark by which it is known again; of a whole sheet or file, by what the file holds."""
    for problem in problems:
        whole = not problem.mark or problem.rule in _OF_A_SHEET
        if problem.level == "error" and whole:
            yield dataclasses.replace(problem, mark=mark(problem, hashes.get(problem.place.file, "")))
        else:
            yield problem


def accept(problems: Sequence[Problem], accepted: Sequence[Accepted]) -> Iterator[Problem]:
    """The problems, those that are accepted (same place, same rule, same contents) as info with the reason."""
    reasons = {(each.file, each.sheet, each.cell, each.rule, each.mark): each.reason for each in accepted}
    for problem in problems:
        place = problem.place
        reason = reasons.get((place.file, place.sheet, place.cell, problem.rule, problem.mark))
        if problem.level == "error" and reason is not None:
            message = f"{problem.message}（已认可：{reason}）"
            yield dataclasses.replace(problem, level=LEVELS["accepted"], message=message)
        else:
            yield problem

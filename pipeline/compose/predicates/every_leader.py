"""每名每月(达标领导数, 领导数, 要求=…), 每名(…): every leader reached the quota, in every month in office or in the year.

Unknown without a roster (领导数 is then missing) and on incomplete spans. 要求 is the reported figure that the sentence
prints as its n (不少于n次): where it is missing, or not the number that the coverage counts by, the answer is unknown.

    {% claim 每名每月(每月接访达标领导数, 县领导数, 要求=每月接访要求次数) %}每人每月接访均不少于{{ 每月接访要求次数 }}
    {% otherwise %}…{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, both_known, no, of_each, taken, unknown, yes

__all__ = ["answer", "monthly"]


def answer(达标领导数: Any, 领导数: Any, 要求: Any = None) -> Answer:
    """Whether as many reached it as there are, and there are some."""
    reached, leaders = taken(达标领导数, "每名每月"), taken(领导数, "每名每月")
    if lacking := both_known(leaders, reached):
        return lacking
    if 要求 is not None:
        quota = taken(要求, "每名每月")
        if lacking := both_known(quota):
            return lacking
        least = reached.figure.indicator.options.get("at_least", 1)
        if quota.figure.value != least:
            return unknown(f"要求{quota.figure.value}，而{reached.figure.indicator.name}按{least}统计")
    above, below = reached.figure.value, leaders.figure.value
    due = reached.figure.denominator  # who left during the year is due too, and must not stand in for one who is still there
    below = due if due is not None else below
    return yes(f"{above} = {below}") if above == below and below else no(f"{above} / {below}")


def monthly(达标领导数: Any, 领导数: Any, 要求: Any = None) -> Answer:
    """The same of every month: a number counted by the year says nothing of months."""
    of_each(taken(达标领导数, "每名每月"), "每名每月", "every", ("month",))
    return answer(达标领导数, 领导数, 要求)

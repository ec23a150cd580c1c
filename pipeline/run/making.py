"""The documents that are to be made, shared out: to this process, and to others where there are many."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.executors.processes import processes
from pipeline.model.receipt import Receipt
from pipeline.run.judge import Task
from pipeline.run.make import enter, lost, make, work
from pipeline.run.workshop import Workshop

__all__ = ["FEW", "making"]

FEW = 48
"""Of so many documents each process makes those of one kind; the answers for so many are kept, and asked for first."""
_ALONE = 12 if sys.platform == "linux" else FEW
"""Up to so many one process is as quick as several; where these cannot be forked, each has to import everything first."""

_Made = Iterator[tuple[Task, Receipt]]


def making(tasks: Sequence[Task], shop: Workshop, jobs: int) -> _Made:
    """Each task with what became of it.

    Unit by unit: the figures of a unit's month are what its next month is held against.
    """
    tasks = sorted(tasks, key=lambda task: (shop.jobs[task.at].spec.name, shop.jobs[task.at].scope))
    if jobs < 2 or len(tasks) <= _ALONE or len(shop.jobs) <= FEW:
        yield from _here(tasks, shop)
    else:
        yield from _few(tasks, shop, jobs) if len(tasks) <= FEW else _many(tasks, shop, jobs)


def _here(tasks: Sequence[Task], shop: Workshop) -> _Made:
    for task in tasks:
        yield task, make(task, shop)


def _few(tasks: Sequence[Task], shop: Workshop, jobs: int) -> _Made:
    """This process makes its share too; what a document counts with is found once, where one process makes all of its kind."""
    share = -(-len(tasks) // jobs)
    kinds = [[*kind] for _, kind in groupby(tasks, lambda task: shop.jobs[task.at].spec.name)]
    mine, *theirs = [kind[at : at + share] for kind in kinds for at in range(0, len(kind), share)]
    others = [task for run in theirs for task in run]
    with processes(min(jobs - 1, len(theirs)), enter, (shop,), lost(shop)) as over:
        made = over(work, others, [len(run) for run in theirs])
        yield from _here(mine, shop)
        shop.do_later()
        yield from zip(others, made, strict=True)


def _many(tasks: Sequence[Task], shop: Workshop, jobs: int) -> _Made:
    """One of each document first: it fills what the others count with, before that is shared out."""
    first = {shop.jobs[task.at].spec.name: task for task in reversed(tasks)}
    yield from _here([*first.values()], shop)
    done = {task.at for task in first.values()}
    rest = [task for task in tasks if task.at not in done]
    if not rest:
        return
    with processes(jobs, enter, (shop,), lost(shop)) as over:
        for task, receipt in zip(rest, over(work, rest), strict=True):
            yield task, receipt
            shop.do_later()  # while the others are at work

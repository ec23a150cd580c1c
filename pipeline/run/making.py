"""The documents that are to be made, shared out: to this process, and to others where there are many."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import groupby

from pipeline.executors.ahead import ahead
from pipeline.model.receipt import Receipt
from pipeline.run.judge import Task
from pipeline.run.make import enter, lost, make, work
from pipeline.run.workshop import Workshop

__all__ = ["FEW", "making"]

FEW = 48
"""Of so many documents each process makes those of one kind; the answers for so many are kept, and asked for first."""
_ALONE = 12 if sys.platform == "linux" else FEW
"""Up to so many one process is as quick as several; where these cannot be forked, each has to import everything first."""

_Made = Generator[tuple[Task, Receipt], None, None]


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
    mine, *theirs = _shares(tasks, shop, jobs)
    stopped: KeyboardInterrupt | None = None
    with ExitStack() as stack:
        others = [(share, stack.enter_context(ahead(partial(_all, share, shop), fork=True))) for share in theirs]
        try:
            yield from _here(mine, shop)
            shop.do_later()
        except KeyboardInterrupt as error:
            stopped = error  # the others finish their few, and what they have made is told
        made = [(share, results()) for share, results in others]
    yield from (each for share, receipts in made if receipts is not None for each in zip(share, receipts, strict=True))
    if stopped:
        raise stopped
    if lone := [task for share, receipts in made if receipts is None for task in share]:
        yield from _shared(lone, shop, jobs)


def _shares(tasks: Sequence[Task], shop: Workshop, jobs: int) -> list[list[Task]]:
    """As many shares as processes, kinds of documents kept together as far as they go."""
    size = -(-len(tasks) // jobs)
    kinds = [[*kind] for _, kind in groupby(tasks, lambda task: shop.jobs[task.at].spec.name)]
    runs = sorted((kind[at : at + size] for kind in kinds for at in range(0, len(kind), size)), key=len, reverse=True)
    shares: list[list[Task]] = [[] for _ in range(min(jobs, len(runs)))]
    for run in runs:
        min(shares, key=len).extend(run)
    return shares


def _all(share: Sequence[Task], shop: Workshop) -> list[Receipt]:
    return [make(task, shop) for task in share]


def _many(tasks: Sequence[Task], shop: Workshop, jobs: int) -> _Made:
    """One of each document first: it fills what the others count with, before that is shared out."""
    first = {shop.jobs[task.at].spec.name: task for task in reversed(tasks)}
    yield from _here([*first.values()], shop)
    done = {task.at for task in first.values()}
    rest = [task for task in tasks if task.at not in done]
    if rest:
        yield from _shared(rest, shop, jobs)


def _shared(tasks: Sequence[Task], shop: Workshop, jobs: int) -> _Made:
    """By several processes, of which one that dies loses only the document that killed it."""
    from pipeline.executors.processes import processes

    with processes(jobs, enter, (shop,), lost(shop)) as over:
        for task, receipt in zip(tasks, over(work, tasks), strict=True):
            yield task, receipt
            shop.do_later()  # while the others are at work

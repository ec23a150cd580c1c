"""The main job on one page: settings → read and check → plan → measure once → for each document compose, write, record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.inputs import Inputs
from pipeline.model.problem import Mistake, Problem
from pipeline.model.receipt import Receipt
from pipeline.run.plan import Order, plan
from pipeline.settings.loading import load

__all__ = ["Outcome", "build"]

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did, document by document, and every problem of the data and of the documents."""

    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    inputs: Inputs
    project: Path

    @property
    def code(self) -> int:
        """0: all made, current, skipped, issued or due; 1: something refused, edited or failed, or errors in the data."""
        fine = all(receipt.status in ("made", "current", "skipped", "issued", "due") for receipt in self.receipts)
        return 0 if fine and not any(problem.level == "error" for problem in self.problems) else 1


def build(project: Path, order: Order, say: Say) -> Outcome:
    """Bring everything up to date that the order means; ``say`` is told what goes on."""
    settings = load(project)
    from pipeline.compose import Composer
    from pipeline.measure import open_measures
    from pipeline.run.inputs import gather
    from pipeline.run.make import Workshop, make
    from pipeline.write import load_looks

    say("读入数据表……")
    inputs = gather(settings)
    jobs = plan(order, settings, inputs)
    say(f"{len(inputs.hashes)} 个文件，数据截至 {inputs.cutoff or '（无）'}；文稿 {len(jobs)} 份")
    shop = Workshop(settings, inputs, open_measures(inputs, settings), Composer(settings), load_looks(settings), order)
    receipts = tuple(make(job, shop) for job in jobs)
    told = tuple(dict.fromkeys(problem for receipt in receipts for problem in receipt.problems))
    mistakes = [
        problem for problem in told if problem.place.file.startswith(("templates/", "config/")) and problem.level == "error"
    ]
    if mistakes:
        raise Mistake(*mistakes)
    data = _remaining(inputs.problems, order)
    return Outcome(receipts, data + told, inputs, settings.project)


def _remaining(problems: tuple[Problem, ...], order: Order) -> tuple[Problem, ...]:
    """With ``--accept-rejected``, rows set aside are warnings: they alone do not make exit code 1."""
    import dataclasses

    if not order.accept_rejected:
        return problems
    return tuple(dataclasses.replace(p, level="warning") if p.level == "error" and p.place.cell else p for p in problems)

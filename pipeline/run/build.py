"""The main job on one page: settings → read and check → plan → judge → measure once → for each document compose, write, record."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.executors.ahead import ahead
from pipeline.model.problem import Problem
from pipeline.model.receipt import Receipt
from pipeline.model.shape import shape
from pipeline.record.lock import locked
from pipeline.run.memory import Memory, Remembered
from pipeline.run.order import Order
from pipeline.settings.folders import there

if TYPE_CHECKING:
    from pipeline.model.settings import Settings
    from pipeline.record.signing import Ended
    from pipeline.run.answers import Answers
    from pipeline.run.standing import Looked
    from pipeline.run.workshop import Workshop

__all__ = ["Outcome", "Progress", "build"]

Say = Callable[[str], None]

_FINE = ("made", "current", "skipped", "issued", "due")
_MANY = 1_000
"""Where so many files are known, how the documents stand is looked at by another process while this one reads the tables."""


class Progress(Protocol):
    """Who watches a build: told how many documents there are to make, then of each one made."""

    def begins(self, total: int) -> None:
        """So many are to be made."""

    def done(self, receipt: Receipt) -> None:
        """One is made, or has failed."""


@shape
class Outcome:
    """What a build did, document by document, and every problem of the data and of the documents."""

    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    project: Path
    interrupted: bool = False

    @property
    def mistakes(self) -> tuple[Problem, ...]:
        """What is wrong with templates and config."""
        places = ("templates/", "config/")
        return tuple(p for p in self.problems if p.level == "error" and p.place.file.startswith(places))

    @property
    def code(self) -> int:
        """130 interrupted; 3 a bug in a document; 2 a mistake in a template or the config; 1 something not done, errors; else 0."""
        if self.interrupted:
            return 130
        if any(receipt.fault for receipt in self.receipts):
            return 3
        if self.mistakes:
            return 2
        fine = all(receipt.status in _FINE for receipt in self.receipts)
        return 0 if fine and not any(problem.level == "error" for problem in self.problems) else 1


@shape
class _Run:
    """What a build was asked for, who is told of it, and what the last one remembered."""

    project: Path
    order: Order
    say: Say
    jobs: int
    progress: Progress | None
    memory: Memory


def build(project: Path, order: Order, say: Say, *, jobs: int = 1, progress: Progress | None = None) -> Outcome:
    """Bring everything up to date that the order means; ``say`` is told what goes on."""
    project = there(project)
    with _opening(), locked(project / ".briefing", say) as held:
        memory = Memory.open(project)
        known = None if order.force or order.dry_run or order.pdf or order.review else memory.recall(order)
        if known is not None:
            say(f"{known.files} 个文件，数据截至 {known.cutoff or '（无）'}；文稿 {len(known.receipts)} 份，都没有变化")
            memory.again(order, known)
            return Outcome(known.receipts, known.problems, project)
        run = _Run(project, order, say, jobs, progress, memory)
        with ahead(partial(_look, memory), fork=jobs > 1 and len(memory.stamps.known) > _MANY) as looked:
            return _build(run, looked, held=held)


@contextmanager
def _opening() -> Iterator[None]:
    """Until the first document is made no garbage is looked for: starting and reading make none, and looking costs a tenth."""
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()


def _look(memory: Memory) -> Looked:
    from pipeline.run.standing import look

    return look(memory.outputs, memory.stamps)


def _build(run: _Run, looked: Callable[[], Looked | None], *, held: bool) -> Outcome:
    from pipeline.run.answers import Answers, Opened, opened
    from pipeline.run.inputs import gather
    from pipeline.run.meanwhile import kept_aside
    from pipeline.run.orphans import orphans
    from pipeline.settings.loading import load

    settings, order, memory = load(run.project), run.order, run.memory
    ended = _settled(run, settings) if held else None
    later: list[Callable[[], None]] = []

    def read() -> Opened:
        run.say("读入数据表……")
        return opened(gather(settings, later.append, memory.stamps.hash_known), settings)

    answers = Answers(settings, memory.stamps, read)
    shop = _workshop(run, settings, answers)
    shop.stamps, shop.later = memory.stamps, later
    shop.take(looked())
    stray: list[Problem] = []
    if not order.narrow:
        later.append(lambda: stray.extend(orphans(settings, shop.inputs, shop.jobs, shop.is_hers)))
    receipts, interrupted = _receipts(shop, run.jobs, run.progress)
    shop.do_later()
    outcome = Outcome(receipts, (*_found(shop, receipts), *stray, *_missed(shop, receipts)), run.project, interrupted)
    papers = () if interrupted or order.dry_run else _papers(shop, receipts, run.say)
    answers.save()
    if not interrupted:
        cutoff = shop.inputs.cutoff.isoformat() if shop.inputs.cutoff else None
        memory.keep(order, Remembered(receipts, outcome.problems, len(shop.inputs.hashes), cutoff))
    return dataclasses.replace(outcome, problems=(*outcome.problems, *papers, *kept_aside(ended, settings)))


def _settled(run: _Run, settings: Settings) -> Ended | None:
    """What a signing that was cut off has come to; where nothing of it waits, what was left lying about is cleared away."""
    from pipeline.record.outputs import clear_litter
    from pipeline.record.signing import recover
    from pipeline.run.register import register_locked, register_path

    with register_locked(settings, run.say) as mine:
        ended = recover(register_path(settings)) if mine else None
        if ended and ended.whole:
            for folder in (settings.outputs, settings.project / "config"):
                clear_litter(folder)
    return ended


def _workshop(run: _Run, settings: Settings, answers: Answers) -> Workshop:
    """The plan, and what it takes; of few documents what was answered before is enough."""
    from pipeline.run.ledger import at_their_papers
    from pipeline.run.making import FEW
    from pipeline.run.plan import plan
    from pipeline.run.register import days_of, issues_in
    from pipeline.run.workshop import open_workshop

    inputs = answers.inputs
    issues = issues_in(answers, inputs, settings)
    planned = at_their_papers(plan(run.order, settings, inputs, partial(days_of, answers, settings)), settings, issues)
    desk = answers.remembering if len(planned) <= FEW else answers.opened
    shop = open_workshop(settings, desk.inputs, run.order, issues, planned, desk)
    run.say(f"{len(inputs.hashes)} 个文件，数据截至 {inputs.cutoff or '（无）'}；文稿 {len(shop.jobs)} 份")
    return shop


def _found(shop: Workshop, receipts: Sequence[Receipt]) -> Iterator[Problem]:
    """What is wrong with the data, and with the documents."""
    from pipeline.run.notes import notes

    yield from notes(shop.settings, shop.inputs)
    yield from _remaining(shop.inputs.problems, shop.order)
    yield from dict.fromkeys(problem for receipt in receipts for problem in receipt.problems)


def _missed(shop: Workshop, receipts: Sequence[Receipt]) -> Iterator[Problem]:
    """Signed papers that are gone, and those that the register does not know."""
    from pipeline.run.missing import missing_of_build
    from pipeline.run.unregistered import unregistered_told

    yield from missing_of_build(shop.settings, shop.issues, shop.jobs, narrow=shop.order.narrow)
    yield from unregistered_told(shop.settings, shop.issues, (one.path for one in receipts if one.status == "issued"))


def _papers(shop: Workshop, receipts: Sequence[Receipt], say: Say) -> tuple[Problem, ...]:
    """What goes beside the documents where it was asked for: review copies, PDFs."""
    told: tuple[Problem, ...] = ()
    if shop.order.review:
        from pipeline.run.review import reviews

        say("写核稿……")
        told += reviews(shop, receipts)
    if shop.order.pdf:
        from pipeline.run.pdfs import pdfs

        say("转 PDF……")
        told += pdfs(shop, receipts)
    return told


def _receipts(shop: Workshop, jobs: int, progress: Progress | None) -> tuple[tuple[Receipt, ...], bool]:
    """One for each job, in order; those done so far, where somebody interrupts."""
    from pipeline.run.judge import judge
    from pipeline.run.linted import linted
    from pipeline.run.making import making

    gc.freeze()  # what stands by now holds none: it is not gone through when the looking begins
    gc.enable()
    judged = [judge(at, shop) for at in range(len(shop.jobs))]
    receipts = {at: one for at, one in enumerate(judged) if isinstance(one, Receipt)}
    tasks = linted([one for one in judged if not isinstance(one, Receipt)], shop)
    if progress is not None:
        progress.begins(len(tasks))
    interrupted = False
    try:
        with closing(making(tasks, shop, jobs)) as done:  # where Ctrl-C comes between two, the others are ended here
            for task, receipt in done:
                receipts[task.at] = receipt
                if progress is not None:
                    progress.done(receipt)
    except KeyboardInterrupt:
        interrupted = True
    return tuple(receipts[at] for at in sorted(receipts)), interrupted


def _remaining(problems: tuple[Problem, ...], order: Order) -> tuple[Problem, ...]:
    """With ``--accept-rejected``, rows set aside are warnings: they alone do not make exit code 1."""
    if not order.accept_rejected:
        return problems
    return tuple(dataclasses.replace(p, level="warning") if p.level == "error" and p.place.cell else p for p in problems)

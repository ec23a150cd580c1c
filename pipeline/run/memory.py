"""What the last build of an order ended with, for the case that nothing whatever has changed since.

Every file that a build reads or writes is hashed (a file that the system says is unchanged is not read again); where all hashes
are those of the last time, its outcome is told again, and nothing heavy is imported. Deleting it costs work and nothing else.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.model.period import Period
from pipeline.model.receipt import Receipt, Written
from pipeline.model.shape import shape
from pipeline.record.kept import keep, kept
from pipeline.record.stamps import CONFIG, Stamps, files_below, names_below
from pipeline.run.order import Order
from pipeline.run.program import program
from pipeline.run.told import plain, problems_of
from pipeline.settings.folders import defaults

__all__ = ["Memory", "Remembered"]

_MOST = 6
_LASTING = ("current", "skipped", "edited", "issued", "refused")


@shape
class Remembered:
    """An outcome as it was."""

    receipts: tuple[Receipt, ...]
    problems: tuple[Any, ...]
    files: int
    cutoff: str | None


@dataclasses.dataclass(slots=True, eq=False)
class Memory:
    """The memory of one project: ``sources`` is taken when a build begins, before anything is read."""

    project: Path
    outputs: Path
    stamps: Stamps
    sources: str
    _read: dict[str, Any] | None = None

    @classmethod
    def open(cls, project: Path) -> Memory:
        """Look at everything a build reads."""
        project = project.resolve()
        stamps = Stamps.load(project / ".briefing")
        program(project / ".briefing")
        folders = [project / "inputs", project / "config", project / "templates"]
        folders += [folder for name in ("config", "templates") if (folder := defaults() / name) not in folders]
        return cls(project, project / "outputs", stamps, _state(stamps, folders))

    def recall(self, order: Order) -> Remembered | None:
        """The outcome of the last build of this order, if nothing has changed since."""
        saved = self._saved().get(_key(order))
        if saved is None or saved["sources"] != self.sources or saved["outputs"] != _state(self.stamps, [self.outputs]):
            return None
        spans: dict[tuple[Any, ...], Period] = {}
        receipts = tuple(_receipt(one, self.project, spans) for one in saved["receipts"])
        return Remembered(receipts, problems_of(saved["problems"]), saved["files"], saved["cutoff"])

    def again(self, order: Order, outcome: Remembered) -> None:
        """Remember an outcome that was recalled: there is nothing to write, where all was known and it is the last one kept."""
        if self.stamps.grown or next(reversed(self._saved()), "") != _key(order):
            self.keep(order, outcome)

    def keep(self, order: Order, outcome: Remembered) -> None:
        """Remember an outcome, and the hashes; not one that would be another the next time."""
        self._learn([one for receipt in outcome.receipts for one in receipt.written])
        settled = [_settled(receipt) for receipt in outcome.receipts]
        lines = self._saved()
        lines.pop(_key(order), None)
        names = names_below(self.outputs)
        if not order.dry_run and not order.force and all(one.status in _LASTING for one in settled) and _all_there(settled, names):
            lines = dict(list(lines.items())[-_MOST + 1 :])
            lines[_key(order)] = {
                "sources": self.sources,
                "outputs": _hash_of((path, self.stamps.seen_as(path)) for path in names),
                "receipts": _listed(settled, self.project),
                "problems": plain(outcome.problems),
                "files": outcome.files,
                "cutoff": outcome.cutoff,
            }
        with suppress(OSError):
            keep(self.project / ".briefing" / "last.json", lines)
        self.stamps.save(self.project / ".briefing", [self.outputs, self.project / "inputs"])

    def _learn(self, files: Iterable[Written]) -> None:
        for one in files:
            self.stamps.learn(one.path, one.stat, one.digest, one.body)

    def _saved(self) -> dict[str, Any]:
        """What was kept, of each order; read once."""
        if self._read is None:
            self._read = kept(self.project / ".briefing" / "last.json") or {}
        return self._read


def _all_there(receipts: Iterable[Receipt], names: Iterable[str]) -> bool:
    """Whether every document told as standing still stands: somebody may have deleted one meanwhile."""
    there = set(names)
    return all(str(one.path) in there for one in receipts if one.stands)


def _state(stamps: Stamps, folders: Iterable[Path]) -> str:
    """One hash for all files below some folders, by name and content."""
    return _hash_of(
        (path, stamps.digest(path, stat)) for folder in folders for path, stat in files_below(folder, linked=folder.name == CONFIG)
    )


def _hash_of(files: Iterable[tuple[str, str]]) -> str:
    lines = [f"{path}\0{digest}\n" for path, digest in files]
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _key(order: Order) -> str:
    asked = (order.documents, str(order.period), order.scope, str(order.date), order.accept_rejected, order.minutes)
    return hashlib.sha256(repr((program(), os.name, asked)).encode()).hexdigest()[:16]


def _settled(receipt: Receipt) -> Receipt:
    """As the next build will find it."""
    if receipt.status == "made":
        return dataclasses.replace(receipt, status="current", reasons=())
    if receipt.status == "edited" and receipt.written:
        return dataclasses.replace(receipt, reasons=receipt.reasons[:1])
    return receipt


def _listed(receipts: Iterable[Receipt], project: Path) -> list[list[Any]]:
    below, spans = len(project.as_posix()) + 1, dict[Period, list[Any]]()
    return [
        [
            one.document,
            spans.get(one.period) or spans.setdefault(one.period, _span(one.period)),
            one.scope,
            one.path.as_posix()[below:],
            one.status,
            one.reasons,
            [one.figures, one.claims],
            plain(one.problems),
        ]
        for one in receipts
    ]


def _span(period: Period) -> list[Any]:
    return [period.start.isoformat(), period.end.isoformat(), period.grain, period.name, period.starts]


def _receipt(line: list[Any], project: Path, spans: dict[tuple[Any, ...], Period]) -> Receipt:
    document, span, scope, path, status, reasons, (figures, claims), problems = line
    period = spans.get(tuple(span)) or spans.setdefault(tuple(span), Period(_day(span[0]), _day(span[1]), *span[2:]))
    return Receipt(document, period, scope, project / path, status, tuple(reasons), figures, claims, problems_of(problems))


def _day(text: str) -> Any:
    import datetime as dt

    return dt.date.fromisoformat(text)

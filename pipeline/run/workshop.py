"""Everything that making documents needs, opened once for a run, and once in each process of a run with several."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.compose import Composer
from pipeline.compose.speaking import is_speech
from pipeline.model.figure import Measures
from pipeline.model.inputs import Inputs
from pipeline.model.occasion import Correction, Occasion
from pipeline.model.period import Period
from pipeline.model.problem import Problem
from pipeline.model.settings import DocumentSpec, Settings
from pipeline.model.shape import shape
from pipeline.record.figures import Head, Lines
from pipeline.record.ledger import Entry
from pipeline.record.register import Issue
from pipeline.record.stamps import Stamps, stamp_at
from pipeline.run.answers import Opened, opened
from pipeline.run.corrections import corrections, printed_corrections
from pipeline.run.ledger import document_key, left_behind, signed_entries
from pipeline.run.order import Order
from pipeline.run.origin import Origins, blocking, tables_behind
from pipeline.run.plan import Job, date_of
from pipeline.run.standing import Looked, Standing, standing
from pipeline.settings.yaml import read as read_yaml
from pipeline.write import Looks, load_looks

__all__ = ["Facts", "Workshop", "open_workshop"]


@shape
class Facts:
    """What an office typed for one document: the values, the hash by the file's name, and what is wrong with the file."""

    values: Mapping[str, Any]
    hashes: Mapping[str, str]
    problems: tuple[Problem, ...]


_NO_FACTS = Facts({}, {}, ())


@dataclass(slots=True, eq=False)
class Workshop:
    """Settings and data, the rooms' tools over them, and the list of jobs. Pickled as what it can be opened from again."""

    settings: Settings
    inputs: Inputs
    order: Order
    issues: tuple[Issue, ...]
    measures: Measures
    composer: Composer
    looks: Looks
    origins: Origins
    lines: Lines
    jobs: tuple[Job, ...] = ()
    stamps: Stamps = field(default_factory=Stamps)
    later: list[Callable[[], None]] = field(default_factory=list)
    lacking: dict[tuple[str, Period], tuple[str, ...]] = field(default_factory=dict)
    unknown: dict[tuple[str, int], str] = field(default_factory=dict)
    verdicts: dict[tuple[str, int, int], Any] = field(default_factory=dict)
    _errors: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    _facts: dict[Path, Facts] = field(default_factory=dict)
    _typed: dict[str, Mapping[str, Path]] = field(default_factory=dict)
    _corrections: dict[Path, tuple[Correction, ...]] = field(default_factory=dict)
    _spans: dict[tuple[str, Period], dict[str, Any]] = field(default_factory=dict)
    _stands: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    _ledger: Mapping[str, Entry] | None = None

    def __reduce__(self) -> tuple[Callable[..., Workshop], tuple[Any, ...]]:
        return open_workshop, (self.settings, self.inputs, self.order, self.issues, self.jobs)

    def take(self, looked: Looked | None) -> None:
        """What another process has found out about the documents that stand, if there was one."""
        if looked is None:
            return
        self._stands = looked.stands
        self.stamps.seen |= looked.seen
        self.stamps.fresh |= looked.fresh
        self.stamps.known |= looked.known
        self.stamps.grown |= bool(looked.known)

    def standing(self, docx: Path) -> Standing:
        """How a document stands."""
        found = self._stands.get(str(docx))
        if found is None or found[4] != stamp_at(docx):
            return standing(docx, self.stamps)
        run, edited, issued, parts, stamp, damaged = found
        return Standing(run, edited, issued, parts and Head(*parts), stamp, damaged)

    def is_hers(self, docx: Path) -> bool:
        """Whether a person works on a document that is not signed."""
        own = self.standing(docx)
        return own.edited and not own.issued

    def do_later(self) -> None:
        """What no document has to wait for: keeping what was read, looking for strays."""
        while self.later:
            self.later.pop(0)()

    @property
    def cutoff(self) -> dt.date:
        """The cut-off; a job without one is refused before it is asked for."""
        return self.inputs.cutoff or dt.date.min

    def errors(self, spec: DocumentSpec) -> tuple[Problem, ...]:
        """The errors in the data that touch a document."""
        if spec.name not in self._errors:
            tables = tables_behind(self.composer.names(spec), self.measures.indicators, spec.needs)
            self._errors[spec.name] = blocking(tables, self.inputs.problems)
        return self._errors[spec.name]

    def facts(self, job: Job) -> Facts:
        """What ``config/facts/<document>/<period>.yaml`` says; for a unit, ``<period>-<unit>.yaml`` before it."""
        typed = self._typed.get(job.spec.name)
        if typed is None:
            paths = (self.settings.project / "config" / "facts" / job.spec.name).glob("*.yaml")
            typed = self._typed[job.spec.name] = {path.name: path for path in paths}
        names = (f"{job.period.name}-{job.scope}.yaml", f"{job.period.name}.yaml")
        path = next((typed[name] for name in names if name in typed), None)
        if path is None:
            return _NO_FACTS
        if path not in self._facts:
            self._facts[path] = self._read(path)
        return self._facts[path]

    def _read(self, path: Path) -> Facts:
        shown = self.settings.shown(path)
        values, problems, content = read_yaml(path, shown)
        return Facts(values, {shown: hashlib.sha256(content).hexdigest()}, problems)

    def next_number(self, spec: DocumentSpec, date: dt.date) -> int | None:
        """The number that the next issue of the document's series gets in the year of a date."""
        if not spec.series:
            return None
        return 1 + max((one.number for one in self.issues if one.series == spec.series and one.date.year == date.year), default=0)

    def signed_before(self, job: Job) -> Entry | None:
        """That a document was signed, as the ledger or a figures file without its document says."""
        if self._ledger is None:
            self._ledger = signed_entries(self.settings, self.issues)
        return self._ledger.get(document_key(job)) or left_behind(job.path, job.spec.series)

    def total_number(self, spec: DocumentSpec, date: dt.date, number: int | None) -> int | None:
        """The number of an issue counted through all years, where ``total_before`` says how many came before the register."""
        before = spec.options.get("total_before")
        if before is None or number is None:
            return None
        last: dict[int, int] = {}
        for one in self.issues:
            if one.series == spec.series and one.date.year < date.year:
                last[one.date.year] = max(one.number, last.get(one.date.year, 0))
        return int(before) + sum(last.values()) + number

    def corrections(self, job: Job) -> tuple[Correction, ...]:
        """What earlier issues of the document printed otherwise; looked up once a run."""
        if job.path not in self._corrections:
            self._corrections[job.path] = corrections(job, self)
        return self._corrections[job.path]

    def occasion(self, job: Job, head: Mapping[str, Any] | None = None, *, corrected: bool = True) -> Occasion:
        """What a document is written for; of a signed one (``head``) as it was signed."""
        signed = (head or {}).get("issued")
        date = dt.date.fromisoformat(signed["date"]) if signed else date_of(job.spec, self.order, self.cutoff, job.period)
        number = signed["number"] if signed else self.next_number(job.spec, date)
        return Occasion(
            job.period,
            date,
            self.cutoff,
            job.scope,
            number=number if signed else None,
            next_number=None if signed else number,
            total=self.total_number(job.spec, date, number),
            facts=self.facts(job).values,
            draft=not signed and bool(self.errors(job.spec)),
            copies=signed.get("copies") if signed else job.spec.copies,
            minutes=self.order.minutes if is_speech(job.spec) else None,
            corrections=self.corrections(job) if corrected else (),
        )

    def origin(self, job: Job, occasion: Occasion, names: list[str], pairs: Mapping[str, Any]) -> dict[str, Any]:
        """What the document would be built from now, if it asked for these indicators and rows."""
        facts = self.facts(job).hashes
        return {**_printed(occasion), **self.origins.of(job.spec, names, pairs, self.composer.template_files(job.spec), facts)}

    def printed(self, job: Job) -> Mapping[str, Any] | None:
        """What decides about the words beside rows and config, one object for documents alike; None where each has its own."""
        if job.spec.series or self.facts(job) is not _NO_FACTS:
            return None
        span = (job.spec.name, job.period)
        if span not in self._spans:
            printed = _printed(self.occasion(job))
            self._spans[span] = next((one for one in self._spans.values() if one == printed), printed)
        return self._spans[span]


def _printed(occasion: Occasion) -> dict[str, Any]:
    """What of an occasion decides about the words."""
    return {
        "date": occasion.date.isoformat(),
        "draft": occasion.draft,
        "number": occasion.next_number if occasion.number is None else occasion.number,
        "total": occasion.total,
        "corrections": printed_corrections(occasion.corrections) or None,
        "minutes": occasion.minutes,
    }


def open_workshop(
    settings: Settings,
    inputs: Inputs,
    order: Order,
    issues: tuple[Issue, ...],
    jobs: tuple[Job, ...] = (),
    data: Opened | None = None,
) -> Workshop:
    """Open every tool; nothing is counted or written yet. ``data`` are the inputs opened for questions, where they are already."""
    data = data or opened(inputs, settings)
    measures = data.measures
    units = tuple(measures.units("unit"))
    composer = Composer(settings)
    looks = load_looks(settings, (job.spec.profile for job in jobs))
    return Workshop(
        settings=settings,
        inputs=inputs,
        order=order,
        issues=issues,
        measures=measures,
        composer=composer,
        looks=looks,
        origins=Origins(settings, inputs, measures.indicators, data.digests, units, looks.digest, composer.template_hash),
        lines=Lines(measures.sources),
        jobs=jobs,
    )

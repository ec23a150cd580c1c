"""Which documents were signed, whether or not they still stand where they were put."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.model.settings import Settings
from pipeline.model.unit import COUNTY
from pipeline.record.figures import head_of
from pipeline.record.ledger import Entry, entries
from pipeline.record.outputs import FIGURES, figures_path
from pipeline.record.register import Issue
from pipeline.run.plan import Job

__all__ = [
    "at_their_papers", "document_key", "gone", "ledger_path", "left_behind", "listed", "named", "parsed_key", "signed_entries",
    "standing_papers",
]  # fmt: skip


def ledger_path(settings: Settings) -> Path:
    """The file that says which document became which issue."""
    return settings.project / "config" / "签发记录.csv"


def document_key(job: Job) -> str:
    """How the ledger names a document, whatever its file is called."""
    return _key(job.spec.name, job.period.name, job.scope)


def _key(name: str, period: str, scope: str) -> str:
    return f"{name}/{period}" if scope == COUNTY else f"{name}/{period}-{scope}"


def parsed_key(text: str, settings: Settings) -> tuple[str, str | None, str | None]:
    """Name, period and unit: of ``通报/2025-11-城关镇`` as of ``outputs/通报/2025-11-城关镇.docx``; or a name alone."""
    parts = text.replace("\\", "/").removesuffix(".docx").rstrip("/").split("/")
    if len(parts) == 1:
        return parts[0], None, None
    name, stem = parts[-2], parts[-1]
    if settings.calendar.period(stem) is not None or "-" not in stem or stem.rpartition("-")[2].isdecimal():
        return name, stem, None
    period, _, scope = stem.rpartition("-")
    return name, period, scope


def named(text: str, settings: Settings) -> tuple[tuple[str, str | None, str | None], Path | None]:
    """The same, and the file that is meant by its own name: it is what its figures file says, whatever ``file:`` calls it."""
    folder, _, stem = text.replace("\\", "/").removesuffix(".docx").rpartition("/")
    docx = settings.outputs / folder.rpartition("/")[2] / f"{stem}.docx"
    with suppress(OSError):
        if folder and (head := head_of(figures_path(docx).read_bytes())) and head.get("document") == docx.parent.name:
            return (head["document"], head["period"], None if head["scope"] == COUNTY else head["scope"]), docx
    return parsed_key(text, settings), None


def signed_entries(settings: Settings, issues: Iterable[Issue]) -> Mapping[str, Entry]:
    """The last signing of each document; an issue that was struck from the register does not count."""
    known = {(one.series, one.date.isoformat(), one.number) for one in issues}
    # a number that was given again, after its issue was made void, is the later paper's alone
    last = {(one.series, one.date, one.number): one for one in listed(settings)}
    return {one.document: one for key, one in last.items() if key in known}


def listed(settings: Settings) -> tuple[Entry, ...]:
    """Every signing, in order."""
    try:
        return entries(ledger_path(settings).read_bytes())
    except OSError:
        return ()


def standing_papers(settings: Settings, entries: Iterable[Entry]) -> Mapping[tuple[Any, ...], Path]:
    """The signed documents that stand in the folders of some entries: by name, number and date, whatever the files are called."""
    found: dict[tuple[Any, ...], Path] = {}
    for name in dict.fromkeys(one.document.partition("/")[0] for one in entries):
        found |= _papers(settings.outputs / name)
    return found


def at_their_papers(jobs: tuple[Job, ...], settings: Settings, issues: Iterable[Issue]) -> tuple[Job, ...]:
    """The jobs, a signed document where its paper stands: ``file:`` may have called it otherwise when it was signed."""
    signed = signed_entries(settings, issues)
    gone = {key: signed[key] for job in jobs if signed and (key := document_key(job)) in signed and not job.path.exists()}
    papers = {
        document: docx
        for (document, *mark), docx in standing_papers(settings, gone.values()).items()
        if document in gone and [gone[document].number, gone[document].date] == mark
    }
    return tuple(dataclasses.replace(job, path=papers.get(document_key(job), job.path)) for job in jobs) if papers else jobs


def _papers(folder: Path) -> Iterator[tuple[tuple[Any, ...], Path]]:
    for path in sorted(folder.glob(f"*{FIGURES}")):
        with suppress(OSError):
            head, docx = head_of(path.read_bytes()) or {}, path.with_name(f"{path.name.removesuffix(FIGURES)}.docx")
            if (issued := head.get("issued")) and docx.exists():
                yield (_key(head["document"], head["period"], head["scope"]), issued["number"], issued["date"]), docx


def left_behind(docx: Path, series: str) -> Entry | None:
    """What the figures file of a signed document says of it, where only that is left."""
    if docx.exists():
        return None
    try:
        issued = (head_of(figures_path(docx).read_bytes()) or {}).get("issued")
    except OSError:
        return None
    return Entry("", series, issued["number"], issued["date"], issued.get("copies"), "") if issued else None


def gone(before: Entry, why: str = "", *, damaged: bool = False) -> str:
    """What is to be done where a signed document is not there any more, or something in its place that cannot be opened."""
    what = "放在那里的文件打不开（已损坏，或加了密码）" if damaged else "签发稿不在了"
    return (
        f"登记簿里它已是第{before.number}期（{before.date}签发），{what}{why}。请从备份找回，放回原处；"
        "确实作废的，请在 config/发文登记簿.csv 里删去这一期，连同旁边的 .figures.json"
    )

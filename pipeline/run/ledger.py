"""Which documents were signed, whether or not they still stand where they were put."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.model.settings import Settings
from pipeline.model.unit import COUNTY
from pipeline.record.figures import head_of
from pipeline.record.ledger import Entry, entries
from pipeline.record.outputs import figures_path
from pipeline.record.register import Issue
from pipeline.run.plan import Job

__all__ = ["document_key", "gone", "ledger_path", "left_behind", "parsed_key", "signed_entries"]


def ledger_path(settings: Settings) -> Path:
    """The file that says which document became which issue."""
    return settings.project / "config" / "签发记录.csv"


def document_key(job: Job) -> str:
    """How the ledger names a document, whatever its file is called."""
    name = f"{job.spec.name}/{job.period.name}"
    return name if job.scope == COUNTY else f"{name}-{job.scope}"


def parsed_key(text: str, settings: Settings) -> tuple[str, str | None, str | None]:
    """Name, period and unit: of ``通报/2025-11-城关镇`` as of ``outputs/通报/2025-11-城关镇.docx``; or a name alone."""
    parts = text.replace("\\", "/").removesuffix(".docx").rstrip("/").split("/")
    if len(parts) == 1:
        return parts[0], None, None
    name, stem = parts[-2], parts[-1]
    if settings.calendar.period(stem) is not None or "-" not in stem:
        return name, stem, None
    period, _, scope = stem.rpartition("-")
    return name, period, scope


def signed_entries(settings: Settings, issues: Iterable[Issue]) -> Mapping[str, Entry]:
    """The last signing of each document; an issue that was struck from the register does not count."""
    known = {(one.series, one.date.isoformat(), one.number) for one in issues}
    try:
        listed = entries(ledger_path(settings).read_bytes())
    except OSError:
        return {}
    return {one.document: one for one in listed if (one.series, one.date, one.number) in known}


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

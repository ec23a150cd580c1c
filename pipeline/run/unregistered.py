"""Signed papers that stand and that the register does not know: their lines were struck or lost, or it is an older one.

Their numbers could be given again. The ledger may be lost with the register, and a paper its figures file: then the paper speaks
for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.record.figures import head_of
from pipeline.record.ledger import Entry
from pipeline.record.outputs import figures_path
from pipeline.record.register import Issue
from pipeline.run.ledger import listed

__all__ = ["papers_of", "unregistered_told", "unregistered_why"]

_TODO = "登记簿若丢了或是旧的，请把这一行补回 config/发文登记簿.csv；确已作废的，请移走签发稿和旁边的 .figures.json"
_ISSUED = re.compile(r"(\d{4}-\d\d-\d\d) 第(\d+)期")

_Mark = tuple[str, int, str]
"""The folder of a paper, its number and its date."""


def papers_of(settings: Settings, series: str = "") -> tuple[Path, ...]:
    """What stands in the folders of a series, or of all."""
    named = (one for one in settings.documents.values() if one.series and series in ("", one.series))
    return _documents(settings, (one.name for one in named))


def unregistered_told(settings: Settings, issues: Iterable[Issue], papers: Iterable[Path]) -> tuple[Problem, ...]:
    """One warning each, of those that the ledger names and those among ``papers``."""
    return tuple(
        Problem("issued-unregistered", "warning", Place(settings.shown(docx)), f"{_missing(one)}，而这份签发稿还在。{_TODO}")
        for one, docx in _unregistered(settings, issues, papers)
    )


def unregistered_why(settings: Settings, issues: Iterable[Issue], series: str, year: int) -> str:
    """Why nothing is signed in a series and year until that is settled: the next number may have been given already."""
    for one, docx in _unregistered(settings, issues, papers_of(settings, series)):
        if (one.series, one.date[:4]) == (series, str(year)):
            return f"{_missing(one)}，而签发稿还在（{settings.shown(docx)}，{one.date}签发），再签发可能重号。{_TODO}"
    return ""


def _unregistered(settings: Settings, issues: Iterable[Issue], papers: Iterable[Path]) -> tuple[tuple[Entry, Path], ...]:
    known = {(one.series, str(one.date.year), one.number) for one in issues}
    ledger = {(one.document.partition("/")[0], one.number, one.date): one for one in listed(settings)}
    missing = {mark: one for mark, one in ledger.items() if (one.series, one.date[:4], one.number) not in known}
    found: dict[_Mark, tuple[Entry, Path]] = {}
    for docx in dict.fromkeys((*_documents(settings, (name for name, _, _ in missing)), *papers)):
        mark = _mark(docx)
        if mark is None or mark in found:
            continue
        entry = missing.get(mark) if mark in ledger else _by_itself(mark, settings)
        if entry and (entry.series, entry.date[:4], entry.number) not in known:
            found[mark] = (entry, docx)
    return tuple(found.values())


def _by_itself(mark: _Mark, settings: Settings) -> Entry | None:
    """A signing that only the paper tells of; of a kind that the config has no more nobody knows the series."""
    (name, number, date), spec = mark, settings.documents.get(mark[0])
    return Entry(name, spec.series, number, date, None, "") if spec and spec.series else None


def _documents(settings: Settings, names: Iterable[str]) -> tuple[Path, ...]:
    folders = (settings.outputs / name for name in dict.fromkeys(names))
    return tuple(path for folder in folders for path in sorted(folder.glob("[!~.]*.docx")))


def _mark(docx: Path) -> _Mark | None:
    """What a document was signed as, by its figures file, else by itself; None of a draft, and of what cannot be opened."""
    from pipeline.write import read_properties

    with suppress(OSError, ValueError, KeyError):
        record = figures_path(docx)
        if head := head_of(record.read_bytes()) if record.exists() else None:
            issued = head.get("issued")
            return (docx.parent.name, issued["number"], issued["date"]) if issued else None
        if found := _ISSUED.fullmatch(read_properties(docx.read_bytes()).get("issued", "")):
            return docx.parent.name, int(found[2]), found[1]
    return None


def _missing(entry: Entry) -> str:
    return f"发文登记簿里没有《{entry.series}》{entry.date[:4]}年第{entry.number}期"

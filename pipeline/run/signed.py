"""A signed document is frozen. Where the data now say otherwise, people are told both values."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model.document import Document, Stated
from pipeline.model.figure import Figure
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.record.figures import number
from pipeline.run.plan import Job
from pipeline.run.spans import plans
from pipeline.words.forms import form_name
from pipeline.words.frozen import differing

__all__ = ["called", "differences", "entry_key", "gone_on", "stated_key"]

_Key = tuple[str, ...]
_NUMBERS = {
    "value": ("value",),
    "change_on_year": ("value", "year_ago"),
    "change_on_previous": ("value", "previous"),
}


def gone_on(job: Job, head: Mapping[str, Any], cutoff: dt.date, settings: Settings) -> bool:
    """Whether a paper was signed before its period was over, and the data have gone on since: what it printed was of fewer days.

    A plan is written of the whole of its period beforehand.
    """
    until = head.get("cutoff")
    return until is not None and until < min(job.period.end, cutoff).isoformat() and not plans(job.spec, settings)


def differences(record: Path, head: Mapping[str, Any], document: Document, shown: str) -> tuple[Problem, ...]:
    """One warning for each figure that is printed in the signed document and that the data now give otherwise.

    What is only printed otherwise today (by another template, with other decimals) is no difference.
    """
    texts: dict[_Key, list[str]] = {}
    figures: dict[_Key, Figure] = {}
    for stated in document.figures:
        key = stated_key(stated)
        texts.setdefault(key, []).append(stated.text)
        figures.setdefault((*key[:-1], ""), stated.figure)
    found: dict[_Key, Problem] = {}
    for entry in json.loads(record.read_bytes())["figures"]:
        key = entry_key(entry)
        now = texts.get(key, [])
        if entry.get("measured", entry["text"]) not in now and not _same(entry, figures.get((*key[:-1], ""))):
            found.setdefault(key, _told(shown, head, entry, now[0] if now else ""))
    return tuple(found.values())


def _same(entry: Mapping[str, Any], figure: Figure | None) -> bool:
    """Whether a figure has the numbers that its printed line was made of."""
    if figure is None or entry["form"] not in _NUMBERS:
        return False
    return all(entry[name] == number(getattr(figure, name)) for name in _NUMBERS[entry["form"]])


def entry_key(entry: Mapping[str, Any]) -> _Key:
    """What a printed figure is, by its line in the figures file."""
    member = (entry.get("dimension") or "", entry.get("member") or "")
    return (entry["indicator"], entry["period"], entry["scope"], *member, entry["form"])


def stated_key(stated: Stated) -> _Key:
    """What a figure is, as composed; equal to that of its line."""
    figure = stated.figure
    member = (figure.dimension or "", figure.member or "")
    return (figure.indicator.name, figure.period.name, figure.scope, *member, stated.form)


def called(entry: Mapping[str, Any], *, scope: bool = True) -> str:
    """What a printed figure is, in words: ``信访总量·2025-11·全县·同比``."""
    parts = (entry["label"], entry.get("member"), entry["period"], entry["scope"] if scope else "", form_name(entry["form"]))
    return "·".join(part for part in parts if part)


def _told(shown: str, head: Mapping[str, Any], entry: Mapping[str, Any], now: str) -> Problem:
    message = differing(head["issued"]["number"], called(entry), entry["text"], now)
    return Problem("issued-differs", "warning", Place(shown), message, found=entry["text"], expected=now)

"""What signed issues printed and the data now give otherwise: the next issue of the series says so, once.

Every draft after the signed issues carries the list. As soon as one of them is signed, its own figures are the last that were
printed, and the list of the others is empty. A figure that several issues printed alike is told of the first of them. One that a
person changed by hand before signing is told as that: the paper says otherwise than the data, which may never have changed.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model.document import Stated
from pipeline.model.indicator import Indicator
from pipeline.model.occasion import Correction
from pipeline.record.figures import head_of, number
from pipeline.run.audience import as_read_by
from pipeline.run.plan import Job
from pipeline.run.signed import entry_key, gone_on, stated_key
from pipeline.words.number import printed as in_words

if TYPE_CHECKING:
    from pipeline.run.workshop import Workshop

__all__ = ["corrections", "printed_corrections"]


def corrections(job: Job, shop: Workshop) -> tuple[Correction, ...]:
    """The figures of earlier issues of a document that are other ones today; none for a document without a series."""
    if not job.spec.series:
        return ()
    printed: dict[Any, tuple[Mapping[str, Any], str]] = {}
    now: dict[Any, Stated] = {}
    for signed, record in _issues_before(job, shop):
        document, _ = shop.composer.compose(
            signed.spec, shop.occasion(signed, record, corrected=False), as_read_by(signed.spec, shop.measures, shop.settings)
        )
        issued = record["issued"]
        where = f"《{job.spec.series}》{issued['date'][:4]}年第{issued['number']}期"
        for key, entry in _places(record):
            if key not in printed or _said(printed[key][0]) != _said(entry):
                printed.pop(key, None)  # told in the order of the issues
                printed[key] = (entry, where)
        now |= {stated_key(one): one for one in reversed(document.figures if document else ()) if one.form == "value"}
    differing = ((entry, where, now[key]) for key, (entry, where) in printed.items() if key in now and _differs(entry, now[key]))
    found = [_correction(entry, where, today) for entry, where, today in differing]
    return tuple(sorted((one for one in found if one.before != one.after), key=lambda one: one.typed))


def printed_corrections(found: tuple[Correction, ...]) -> list[list[str]]:
    """The list as a document depends on it."""
    return [
        [one.issue, one.label, one.printed.period.name, one.printed.scope, one.before, one.after, *(["手改"] if one.typed else [])]
        for one in found
    ]


def _places(record: Mapping[str, Any]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Each figure once, at the place that is quoted: the first where somebody changed it by hand, else the first.

    Where a figure stands in a sentence and in a table, the sentence comes first.
    """
    found: dict[Any, Mapping[str, Any]] = {}
    for entry in sorted(record["figures"], key=lambda entry: "measured" not in entry):
        if entry["form"] == "value":
            found.setdefault(entry_key(entry), entry)
    yield from found.items()


def _differs(entry: Mapping[str, Any], today: Stated) -> bool:
    """Whether a place says another number than the data, however either is printed."""
    return "measured" in entry or bool(entry["value"] != number(today.figure.value))


def _said(entry: Mapping[str, Any]) -> Any:
    """What a place says, however it is printed: in a table the unit stands in the header."""
    return entry["text"] if "measured" in entry else entry["value"]


def _issues_before(job: Job, shop: Workshop) -> Iterator[tuple[Job, Mapping[str, Any]]]:
    """The signed issues of the same document and unit for earlier periods, in the order in which they were signed.

    Not those that spoke of fewer days than the data do now.
    """
    found = []
    for path in sorted(job.path.parent.glob("*.figures.json")):
        record = _signed_record(path)
        period = shop.settings.calendar.period(record["period"]) if record else None
        if record and period and record["scope"] == job.scope and period.start < job.period.start:
            own = path.with_name(path.name.removesuffix(".figures.json") + ".docx")
            signed = dataclasses.replace(job, period=period, path=own)
            if not gone_on(signed, record, shop.cutoff, shop.settings):
                found.append((signed, record))
    yield from sorted(found, key=lambda pair: (pair[1]["issued"]["date"], pair[1]["issued"]["number"]))


def _signed_record(path: Path) -> Mapping[str, Any] | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = head_of(data)
    return json.loads(data) if head and head.get("issued") else None


def _correction(entry: Mapping[str, Any], where: str, today: Stated) -> Correction:
    figure = today.figure
    typed = "measured" in entry
    value = _number_typed(entry) if typed else entry["value"]
    exact = Fraction(str(value)) if isinstance(value, float) else value
    printed = dataclasses.replace(figure, value=exact, evidence=where, year_ago=None, previous=None)
    label = figure.indicator.label or figure.indicator.name
    before = _as_typed(entry) if typed else _with_unit(entry["text"], exact, figure.indicator)
    after = _with_unit(today.text, figure.value, figure.indicator)
    return Correction(where, f"{label}（{figure.member}）" if figure.member else label, printed, before, figure, after, typed)


def _as_typed(entry: Mapping[str, Any]) -> str:
    """What a person typed, word for word; a bare number of a table with the unit of its header."""
    text: str = entry["text"]
    return f"{text}{entry['unit']}" if text.replace(".", "", 1).isdecimal() else text


def _number_typed(entry: Mapping[str, Any]) -> int | None:
    """The whole number that a person typed; None for words (近20件) and decimals, which are quoted as they stand."""
    digits = entry["text"].removesuffix(entry["unit"])
    return int(digits) if digits.isdecimal() else None


def _with_unit(text: str, value: int | Fraction | None, indicator: Indicator) -> str:
    """A number of a table has its unit in the header; in the paragraph it stands with it."""
    return text if value is None or text.endswith(indicator.unit) else in_words(value, indicator)

"""What signed issues printed and the data now give otherwise: the next issue of the series says so, once.

Every draft after the signed issues carries the list. As soon as one of them is signed, its own figures are the last that were
printed, and the list of the others is empty.
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
from pipeline.record.figures import head_of
from pipeline.run.audience import as_read_by
from pipeline.run.plan import Job
from pipeline.run.signed import entry_key, stated_key
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
        where = f"《{job.spec.series}》第{record['issued']['number']}期"
        # where a figure stands in a sentence and in a table, it is the sentence that is quoted: the first of its places
        first: dict[Any, tuple[Mapping[str, Any], str]] = {}
        for entry in record["figures"]:
            if entry["form"] == "value":
                first.setdefault(entry_key(entry), (entry, where))
        printed = {key: told for key, told in printed.items() if key not in first} | first
        now |= {stated_key(one): one for one in reversed(document.figures if document else ()) if one.form == "value"}
    differing = ((entry, where, now[key]) for key, (entry, where) in printed.items() if key in now)
    return tuple(_correction(entry, where, today) for entry, where, today in differing if entry["text"] != today.text)


def printed_corrections(found: tuple[Correction, ...]) -> list[list[str]]:
    """The list as a document depends on it."""
    return [[one.issue, one.label, one.printed.period.name, one.printed.scope, one.before, one.after] for one in found]


def _issues_before(job: Job, shop: Workshop) -> Iterator[tuple[Job, Mapping[str, Any]]]:
    """The signed issues of the same document and unit for earlier periods, in the order in which they were signed."""
    found = []
    for path in sorted(job.path.parent.glob("*.figures.json")):
        record = _signed_record(path)
        period = shop.settings.calendar.period(record["period"]) if record else None
        if record and period and record["scope"] == job.scope and period.start < job.period.start:
            own = path.with_name(path.name.removesuffix(".figures.json") + ".docx")
            found.append((dataclasses.replace(job, period=period, path=own), record))
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
    value = entry["value"]
    exact = Fraction(str(value)) if isinstance(value, float) else value
    printed = dataclasses.replace(figure, value=exact, evidence=where, year_ago=None, previous=None)
    label = figure.indicator.label or figure.indicator.name
    texts = [_with_unit(text, number, figure.indicator) for text, number in ((entry["text"], exact), (today.text, figure.value))]
    return Correction(where, f"{label}（{figure.member}）" if figure.member else label, printed, texts[0], figure, texts[1])


def _with_unit(text: str, value: int | Fraction | None, indicator: Indicator) -> str:
    """A number of a table has its unit in the header; in the paragraph it stands with it."""
    return text if value is None or text.endswith(indicator.unit) else in_words(value, indicator)

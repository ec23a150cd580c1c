"""The figures file of a document: each place where a figure stands, each claim, and what the document was built from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from pipeline.model.document import Claim, Document, Stated
from pipeline.model.figure import Figure, Number
from pipeline.model.table import Source

__all__ = ["digest", "figure_json", "figures_bytes", "fingerprint", "number"]


def number(value: Number | None) -> float | int | None:
    """A number as JSON: counts stay integers, rates become fractions of 1."""
    return float(value) if isinstance(value, Fraction) else value


def figure_json(figure: Figure, text: str, sources: Sequence[Source]) -> dict[str, Any]:
    """A figure in the shape of ``briefing figures --format json`` (docs/json.md)."""
    return {
        "indicator": figure.indicator.name,
        "label": figure.indicator.label or figure.indicator.name,
        "period": figure.period.name,
        "scope": figure.scope,
        "value": number(figure.value),
        "text": text,
        "unit": figure.indicator.unit,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "year_ago": number(figure.year_ago),
        "change_on_year": number(figure.change_on_year),
        "previous": number(figure.previous),
        "change_on_previous": number(figure.change_on_previous),
        "complete": figure.complete,
        "sources": [{"file": s.file, "sheet": s.sheet, "rows": s.rows} for s in sources],
    }


def fingerprint(origin: Mapping[str, Any]) -> str:
    """The run id: a hash of exactly what a document depends on; no time, no random number."""
    return hashlib.sha256(json.dumps(origin, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def figures_bytes(document: Document, origin: Mapping[str, Any], sources: Callable[[Figure], Sequence[Source]]) -> bytes:
    """The whole figures file; ``origin`` says what the document was built from, its run id included."""
    whole = {
        "document": document.name,
        "period": document.period.name,
        "scope": document.scope,
        "title": document.title,
        **origin,
        "figures": [_stated(stated, sources) for stated in document.figures],
        "claims": [_claim(claim) for claim in document.claims],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _stated(stated: Stated, sources: Callable[[Figure], Sequence[Source]]) -> dict[str, Any]:
    figure = stated.figure
    extra: dict[str, Any] = {"member": figure.member, "dimension": figure.dimension} if figure.member is not None else {}
    if figure.apart_from:
        extra["apart_from"] = list(figure.apart_from)
    if figure.reported:
        extra["evidence"] = figure.evidence
    return {"id": stated.id, "form": stated.form, **figure_json(figure, stated.text, sources(figure)), **extra}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "predicate": claim.predicate,
        "arguments": list(claim.arguments),
        "holds": claim.holds,
        "printed": claim.printed,
        "text": claim.text,
        "reason": claim.reason,
    }


def digest(data: bytes) -> str:
    """The hash of a figures file, as a document carries it."""
    return hashlib.sha256(data).hexdigest()

"""The figures file of a document: what it was built from, each place where a figure stands, each claim; one line each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import Any

from pipeline.model.document import Claim, Document, Stated
from pipeline.model.figure import Figure, Number
from pipeline.model.shape import shape
from pipeline.model.table import Counted, Source

__all__ = [
    "Head", "Lines", "body_of", "digest", "figure_json", "figures_of", "fingerprint", "hash_of_whole", "head_of", "number",
    "parts_of", "whole_file",
]  # fmt: skip

_BODY = b'"figures": ['
# made once: json.dumps makes an encoder each time that anything is not its default
_json = json.JSONEncoder(ensure_ascii=False).encode
_sorted_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode

_MOST_KEPT = 50_000
_MOST_FIGURES = 10_000


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
    return hashlib.sha256(_sorted_json(origin).encode()).hexdigest()[:32]


class Lines:
    """The lines of figures and claims; what belongs to an indicator, and to a figure, is put into words once."""

    def __init__(self, sources: Callable[[Figure], Sequence[Source]]) -> None:
        self._sources = sources
        self._named: dict[str, tuple[str, str]] = {}
        self._traced: dict[tuple[Any, ...], str] = {}
        self._spelt: dict[tuple[str, str | None], str] = {}
        self._kept: dict[int, tuple[Figure, str, str]] = {}
        self._begins: dict[int, tuple[Sequence[Source], list[str]]] = {}

    def body(self, document: Document) -> bytes:
        """Everything that follows what the document was built from: its figures and its claims."""
        places = ",\n".join([self._place(stated) for stated in document.figures])
        claims = ",\n".join([json.dumps(_claim(claim), ensure_ascii=False) for claim in document.claims])
        return f'"figures": [\n{places}\n],\n"claims": [\n{claims}\n]\n}}\n'.encode()

    def _place(self, stated: Stated) -> str:
        _, before, after = self._kept.get(id(stated.figure)) or self._keep(stated.figure)
        also = f', "also": [{", ".join([_named(one) for one in stated.also])}]' if stated.also else ""
        return f'{{"id": {quoted(stated.id)}, "form": {quoted(stated.form)}, {before}{quoted(stated.text)}{after}{also}}}'

    def _keep(self, figure: Figure) -> tuple[Figure, str, str]:
        """Keep what is said of a figure, and the figure with it: the next document may state the same one."""
        if len(self._kept) >= _MOST_FIGURES:
            self._kept.clear()
        kept = self._kept[id(figure)] = (figure, *self._figure(figure))
        return kept

    def _figure(self, figure: Figure) -> tuple[str, str]:
        """What stands before and after the printed text."""
        indicator = figure.indicator
        if indicator.name not in self._named:
            head = f'"indicator": {quoted(indicator.name)}, "label": {quoted(indicator.label or indicator.name)}, '
            self._named[indicator.name] = (head, f', "unit": {quoted(indicator.unit)}, ')
        head, unit = self._named[indicator.name]
        place = f'"period": {quoted(figure.period.name)}, "scope": {quoted(figure.scope)}, '
        before = f'{head}{place}"value": {_n(figure.value)}, "text": '
        after = (
            f'{unit}"numerator": {_n(figure.numerator)}, "denominator": {_n(figure.denominator)}, '
            f'"year_ago": {_n(figure.year_ago)}, "change_on_year": {_n(figure.change_on_year)}, '
            f'"previous": {_n(figure.previous)}, "change_on_previous": {_n(figure.change_on_previous)}, '
            f'"complete": {"true" if figure.complete else "false"}, "sources": {self._sheets(figure)}{_extra(figure)}'
        )
        return before, after

    def _spell(self, source: Source) -> str:
        sheet = "null" if source.sheet is None else quoted(source.sheet)
        spelt = self._spelt[source.file, source.sheet] = f'{{"file": {quoted(source.file)}, "sheet": {sheet}, "rows": '
        return spelt

    def _sheets(self, figure: Figure) -> str:
        if figure.dimension is None:  # kept with the figure itself
            return self._listed(figure)
        cut = (figure.dimension, figure.member, figure.apart_from)
        key = (figure.indicator.name, figure.period, figure.scope, figure.reported, *cut)
        found = self._traced.get(key)
        if found is None:
            if len(self._traced) >= _MOST_KEPT:
                self._traced.clear()
            found = self._traced[key] = self._listed(figure)
        return found

    def _listed(self, figure: Figure) -> str:
        spelt, sources = self._spelt, self._sources(figure)
        if type(sources) is Counted:
            begins = self._begins_of(sources.sheets)
            told = [f"{begins[at]}{rows}}}" for at, rows in zip(sources.places, sources.rows, strict=True) if rows]
        else:
            told = [f"{spelt.get((one.file, one.sheet)) or self._spell(one)}{one.rows}}}" for one in sources]
        return f"[{', '.join(told)}]"

    def _begins_of(self, sheets: Sequence[Source]) -> list[str]:
        """How the line of each sheet of a table begins."""
        kept = self._begins.get(id(sheets))
        if kept is None:
            kept = self._begins[id(sheets)] = (sheets, [self._spell(sheet) for sheet in sheets])
        return kept[1]


def body_of(figures: Iterable[Mapping[str, Any]], claims: Iterable[Mapping[str, Any]]) -> bytes:
    """As ``Lines.body``, of lines that are known as JSON already."""
    listed = [",\n".join(json.dumps(one, ensure_ascii=False) for one in each) for each in (figures, claims)]
    return f'"figures": [\n{listed[0]}\n],\n"claims": [\n{listed[1]}\n]\n}}\n'.encode()


def figures_of(body: bytes) -> dict[str, Any]:
    """The ``figures`` and ``claims`` of a body."""
    found: dict[str, Any] = json.loads(b"{" + body)
    return found


def digest(data: bytes) -> str:
    """The hash of a figures file's figures and claims, as a document and the file's own head carry it."""
    at = -1 if data.startswith(_BODY) else data.find(b"\n" + _BODY)
    return hashlib.sha256(data[at + 1 :]).hexdigest()


def hash_of_whole(data: bytes, body: str = "") -> str:
    """The hash of a whole figures file, made with the ``digest`` of it: the figures of a county fill a megabyte."""
    at = data.find(b"\n" + _BODY)
    return hashlib.sha256(data[: max(at, 0)] + (body or digest(data)).encode()).hexdigest()


@shape
class Head:
    """What a figures file says its document was built from; ``shared`` is one object in all heads that say the same there.

    Nothing of it may be changed.
    """

    first: Mapping[str, Any]
    shared: Mapping[str, Any]
    last: Mapping[str, Any]

    @property
    def whole(self) -> dict[str, Any]:
        """All that it says, in its order."""
        return {**self.first, **self.shared, **self.last}


def head_of(data: bytes) -> Mapping[str, Any] | None:
    """What a figures file says the document was built from; None where it says nothing that can be read."""
    head = parts_of(data)
    return None if head is None else head.whole


def parts_of(data: bytes) -> Head | None:
    """The same in parts."""
    at = data.find(b",\n" + _BODY)
    if at < 0:
        return None
    try:
        return _by_line(data[:at]) or _anyhow(data[:at])
    except ValueError:
        return None


def _by_line(head: bytes) -> Head | None:
    """A head as ``whole_file`` writes it, one line a key; None for another.

    What many documents have in common, from the date to the indicators, is the same bytes, and is understood once.
    """
    first, last = head.find(b',\n"date": '), head.rfind(b',\n"run": ')
    if not head.startswith(b"{\n") or not 0 < first < last:
        return None
    try:
        own = [dict([_own(line) for line in text.split(b",\n")]) for text in (head[2:first], head[last + 2 :])]
        return Head(own[0], _common(head[first + 2 : last]), own[1])
    except ValueError:
        return None


def _anyhow(head: bytes) -> Head | None:
    whole = json.loads(head + b"}")
    return Head({}, whole, {}) if isinstance(whole, dict) else None


@lru_cache(8192)
def _common(lines: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b"{" + lines + b"}")
    return found


def _own(line: bytes) -> tuple[str, Any]:
    key, between, value = line.decode()[1:-1].partition('": "')
    if line[:1] == line[-1:] == b'"' and between and key.isalnum() and value.isalnum():
        return key, value
    ((key, value),) = _common(line).items()
    return key, value


def whole_file(head: Mapping[str, Any], body: bytes) -> bytes:
    """The figures file: the head one line a key, then the body."""
    lines = [f"{quoted(key)}: {_json(value)}" for key, value in head.items()]
    return ("{\n" + ",\n".join(lines) + ",\n").encode() + body


def _named(figure: Figure) -> str:
    member = (
        f', "member": {quoted(figure.member)}, "dimension": {quoted(figure.dimension or "")}' if figure.member is not None else ""
    )
    place = f'"period": {quoted(figure.period.name)}, "scope": {quoted(figure.scope)}'
    return f'{{"indicator": {quoted(figure.indicator.name)}, {place}{member}}}'


def _n(value: Number | None) -> str:
    if type(value) is int:
        return str(value)
    return "null" if value is None else repr(value.numerator / value.denominator)


def _extra(figure: Figure) -> str:
    extra = ""
    if figure.member is not None:
        extra += f', "member": {quoted(figure.member)}, "dimension": {quoted(figure.dimension or "")}'
    if figure.apart_from:
        extra += f', "apart_from": {json.dumps(figure.apart_from, ensure_ascii=False)}'
    if figure.reported:
        extra += f', "evidence": {quoted(figure.evidence)}'
    return extra


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "predicate": claim.predicate,
        "arguments": list(claim.arguments),
        "holds": claim.holds,
        "printed": claim.printed,
        "text": claim.text,
        "reason": claim.reason,
    }

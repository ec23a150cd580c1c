"""What a draft says and the data do not give any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.run.signed import called, entry_key

__all__ = ["Entry", "by_key", "first_of", "new_figures", "stale"]

_FEW = 3
Entry = Mapping[str, Any]


def first_of(found: list[str]) -> str:
    """The first few, and how many there are."""
    return f"{'；'.join(found[:_FEW])}{f'等 {len(found)} 处' if len(found) > _FEW else ''}"


def stale(built: Mapping[str, Any], today: Mapping[str, Any], printed: Mapping[str, str], text: str) -> list[str]:
    """Figures that stand as the draft had them, and claims that stand in its text, of which the data now say otherwise."""
    return [*_figures(built["figures"], today["figures"], printed), *_claims(built, today, text)]


def by_key(entries: Iterable[Entry]) -> dict[Any, list[Entry]]:
    """The places of each figure: a sentence and a table may print it differently."""
    found: dict[Any, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry_key(entry), []).append(entry)
    return found


def _figures(built: Iterable[Entry], today: Iterable[Entry], printed: Mapping[str, str]) -> Iterator[str]:
    """Each once."""
    now = by_key(today)
    for key, entries in by_key(built).items():
        texts = [entry["text"] for entry in now.get(key, ())]
        entry = next((one for one in entries if one["text"] == printed.get(one["id"]) and one["text"] not in texts), None)
        if entry is not None:
            text = texts[min(entries.index(entry), len(texts) - 1)] if texts else ""
            yield f"“{called(entry, scope=False)}”印的是 {entry['text']}，现在的数据{f'是 {text}' if text else '没有这个数'}"


def _claims(built: Mapping[str, Any], today: Mapping[str, Any], text: str) -> Iterator[str]:
    """Sentences that the data bore out when the draft was made and bear out no more."""
    now = {(claim["predicate"], *claim["arguments"]): claim["holds"] for claim in today["claims"]}
    for claim in built["claims"]:
        holds = now.get((claim["predicate"], *claim["arguments"]), claim["holds"])
        if holds != claim["holds"] and claim["text"].strip() and claim["text"].strip() in text:
            yield f"“{claim['text'].strip()}”现在的数据已不支持"


def new_figures(built: Iterable[Entry], today: Iterable[Entry]) -> Iterator[str]:
    """Figures that the draft does not have."""
    known = by_key(built)
    for key, entries in by_key(today).items():
        if key not in known:
            yield f"草稿里没有“{called(entries[0], scope=False)}”，现在的数据是 {entries[0]['text']}"

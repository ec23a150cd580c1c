"""Raw blocks → a finished body: what the data do not give drops out, then the rest is built."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.compose.draft import GAP, Draft
from pipeline.compose.markup.assembled import Assembled
from pipeline.compose.markup.build import build
from pipeline.compose.markup.counted import miscounted
from pipeline.compose.markup.inline import Setter
from pipeline.compose.markup.lines import Raw
from pipeline.compose.markup.sentences import first_sentence, without_gaps
from pipeline.compose.markup.shorten import shortened
from pipeline.words.chinese import annex_number, heading_number

__all__ = ["Assembled", "assemble"]

_ANCHOR = re.compile(r"\s+@(\w+)$")
_SECTIONS = ("heading", "annex")
_FURNITURE = ("signature", "colophon", "masthead")


def assemble(raws: Sequence[Raw], draft: Draft, setter: Setter) -> Assembled:
    """Everything from raw blocks to a finished body."""
    done = Assembled()
    raws = _with_anchors(_with_charts(raws))
    kept = _without_empty_sections(_without_gaps(raws, setter, done) if draft.gaps else raws)
    if draft.occasion.minutes:
        kept, done.shortened = shortened(kept, draft.occasion.minutes, setter)
    if draft.spots:
        kept = _without_lost_references(kept, draft.spots, setter, done)
    done.miscounted = list(miscounted(kept))
    if draft.gaps or draft.spots or done.shortened:
        done.kept = "\n".join([raw.text or "\n".join(raw.lines) for raw in kept])
    build(kept, setter, done)
    return done


def _with_charts(raws: Sequence[Raw]) -> list[Raw]:
    """A chart takes the table that follows it as its own."""
    result: list[Raw] = []
    for raw in raws:
        if raw.kind == "table" and result and result[-1].kind == "chart" and not result[-1].lines:
            result[-1].lines = raw.lines
        else:
            result.append(raw)
    return result


def _with_anchors(raws: list[Raw]) -> list[Raw]:
    for raw in raws:
        if raw.kind in _SECTIONS and " @" in raw.text and (found := _ANCHOR.search(raw.text)):
            raw.text, raw.lines = raw.text[: found.start()], [found[1]]
    return raws


def _without_gaps(raws: Sequence[Raw], setter: Setter, done: Assembled) -> list[Raw]:
    kept: list[Raw] = []
    closed = 0
    for raw in raws:
        if closed and not (raw.kind in _FURNITURE or (raw.kind in _SECTIONS and _depth(raw) <= closed)):
            continue
        closed = 0
        if GAP in raw.text and raw.kind in _SECTIONS:
            closed = _depth(raw)
            done.left_out.append(setter.plain(raw.text))
            continue
        if GAP in raw.text and not _mend(raw, setter, done):
            continue
        if raw.lines and raw.kind not in ("table", "chart"):
            raw.lines = [line for line in raw.lines if GAP not in line]
        kept.append(raw)
    return kept


def _depth(raw: Raw) -> int:
    return raw.level if raw.kind == "heading" else 1


def _mend(raw: Raw, setter: Setter, done: Assembled) -> bool:
    """Drop the sentences with gaps; false when nothing is left, and for a point whose topic sentence goes."""
    lead = first_sentence(raw.text)[0]
    raw.text, dropped = without_gaps(raw.text)
    done.left_out += [setter.plain(sentence).strip() for sentence in dropped]
    lost_topic = raw.kind == "point" and GAP in lead
    if lost_topic and raw.text:
        done.left_out.append(setter.plain(raw.text).strip())
    return bool(raw.text.strip()) and not lost_topic


def _without_empty_sections(raws: Sequence[Raw]) -> list[Raw]:
    """Without headings and annexes that have nothing under them."""
    kept: list[Raw] = []
    filled = 0
    for raw in reversed(raws):
        level = _depth(raw) if raw.kind == "heading" else 0
        if raw.kind in _SECTIONS:
            if filled <= level:
                continue
            filled = level
        elif raw.kind not in (*_FURNITURE, "break", "title"):
            filled = 99
        kept.append(raw)
    return kept[::-1]


def _without_lost_references(raws: list[Raw], spots: dict[str, str], setter: Setter, done: Assembled) -> list[Raw]:
    """References get the numbers of their headings and annexes; sentences that refer to what dropped out go too."""
    labels = _labels(raws)
    lost = [char for char, label in spots.items() if label not in labels]
    for raw in raws:
        for char in lost:
            raw.text = raw.text.replace(char, GAP)
    kept = _without_empty_sections(_without_gaps(raws, setter, done)) if lost else raws
    setter.spots.update(_labels(kept))
    return kept


def _labels(raws: Sequence[Raw]) -> dict[str, str]:
    counts = [0] * 5
    labels: dict[str, str] = {}
    annexes = [raw for raw in raws if raw.kind == "annex"]
    for number, raw in enumerate(annexes, 1):
        if raw.lines:
            labels[raw.lines[0]] = annex_number(number, len(annexes))
    for raw in raws:
        if raw.kind == "heading":
            counts[raw.level] += 1
            counts[raw.level + 1 :] = [0] * (4 - raw.level)
            if raw.lines:
                labels[raw.lines[0]] = heading_number(raw.level, counts[raw.level]).strip("、.（）")
    return labels

"""accepted.yaml: the faults that the office accepts, each with its reason; written by ``briefing accept``."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.model.accepted import Accepted
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.settings.shape import complain, fitting
from pipeline.settings.yaml import Listed, Mapped, place_of

__all__ = ["parse", "render"]

_FILE = Place("config/accepted.yaml")
_SHAPE: dict[str, type | tuple[type, ...]] = {
    "file": str,
    "sheet": str,
    "cell": str,
    "rule": str,
    "mark": str,
    "reason": str,
}


def parse(mapped: Mapped) -> tuple[tuple[Accepted, ...], tuple[Problem, ...]]:
    """The entries, and every mistake."""
    top, problems = fitting(mapped, {"accepted": list}, "accepted.yaml ", _FILE)
    listed = top.get("accepted", Listed())
    entries = []
    for at, item in enumerate(listed):
        place = place_of(listed, at, _FILE)
        entry, wrong = fitting(item, _SHAPE, "accepted 的一项", place)
        problems += wrong
        lacking = [key for key in ("file", "rule", "mark", "reason") if key not in entry]
        if lacking:
            problems += (complain(place, f"accepted 的一项缺少{'、'.join(lacking)}；请用 briefing accept 来写"),)
        else:
            place_in = (entry["file"], entry.get("sheet"), entry.get("cell"))
            entries.append(Accepted(*place_in, entry["rule"], entry["mark"], entry["reason"]))
    return tuple(entries), problems


def render(entries: Sequence[Accepted]) -> str:
    """The file's text; every value quoted, one entry after the other in the order of places."""
    lines = ["# 经人核对、认可保留的错误：这些行不计算，也不再阻止生成文稿。由 briefing accept 写入。", "accepted:"]
    for entry in sorted(entries, key=lambda each: (each.file, each.sheet or "", each.cell or "", each.rule)):
        values = {key: getattr(entry, key) for key in _SHAPE}
        pairs = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value is not None]
        lines += [f"  {'-' if at == 0 else ' '} {pair}" for at, pair in enumerate(pairs)]
    return "\n".join(lines) + "\n"

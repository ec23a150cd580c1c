"""Rendered text → raw blocks: what each line is by its first characters; nothing is numbered yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.compose.draft import SOFT

__all__ = ["Raw", "raw_blocks"]


@dataclass(slots=True, eq=False)
class Raw:
    """A block before numbering: its kind, its text (joined lines) or its lines, and a level or priority."""

    kind: str
    text: str = ""
    lines: list[str] = field(default_factory=list)
    level: int = 0


# The sign before a line's first space → the kind of its block, its level. Kinds that gather consecutive lines stand in _GATHERED.
_SIGNS = {
    "#####": ("heading", 4),
    "####": ("heading", 3),
    "###": ("heading", 2),
    "##": ("heading", 1),
    "#": ("title", 0),
    "@": ("salutation", 0),
    "=": ("signature", 0),
    "!": ("masthead", 0),
    ">": ("colophon", 0),
    "~": ("chart", 0),
    "++": ("annex", 1),
    "+": ("annex", 0),
}
_FIRSTS = frozenset(sign[0] for sign in _SIGNS) | {"|", "-", "\\"}
_GATHERED = frozenset({"title", "signature", "masthead", "colophon", "table"})
_POINT = re.compile(r"-([1-9]?) ")


def raw_blocks(text: str) -> list[Raw]:
    """The blocks in order."""
    blocks: list[Raw] = []
    open_block: Raw | None = None
    for line in _lines(text):
        if not line:
            open_block = None
            continue
        kind, level, rest = _told(line) if line[0] in _FIRSTS else ("", 0, line)
        if not kind:
            if open_block is None or open_block.kind in _GATHERED:
                open_block = Raw("paragraph")
                blocks.append(open_block)
            open_block.text += rest
        elif kind in _GATHERED and blocks and blocks[-1].kind == kind and open_block is blocks[-1]:
            blocks[-1].lines.append(rest)
        else:
            open_block = Raw(kind, "" if kind in _GATHERED else rest, [rest] if kind in _GATHERED else [], level)
            blocks.append(open_block)
            if kind in ("heading", "break", "annex", "chart", "salutation"):
                open_block = None
    return blocks


def _lines(text: str) -> Iterator[str]:
    soft = SOFT in text
    for raw in text.split("\n"):
        line = raw.strip()
        if soft and SOFT in line:
            line = line.replace(SOFT, "").strip()
            if not line:
                continue
        yield line


def _told(line: str) -> tuple[str, int, str]:
    """Kind, level and the rest of a line that starts with a sign."""
    if line[0] == "|":
        return "table", 0, line
    if line[0] == "\\":
        return "", 0, line[1:]
    if line[0] == "-":
        if line == "---":
            return "break", 0, ""
        found = _POINT.match(line)
        return ("point", int(found[1] or 0), line[found.end() :]) if found else ("", 0, line)
    sign, space, rest = line.partition(" ")
    kind, level = _SIGNS.get(sign, ("", 0))
    return (kind, level, rest.strip()) if kind and space else ("", 0, line)

"""A fault of a template met while it runs; turned into a Problem with file and line by the composer."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.words.nearest import alike

__all__ = ["TemplateFault", "nearest"]


class TemplateFault(Exception):
    """The template asks for something that cannot be had; the message is Chinese and whole."""


def nearest(name: str, known: Iterable[str]) -> str:
    """``，最接近的是“…”、“…”``, or nothing where no known name is like it."""
    close = alike(name, known)
    return "，最接近的是" + "、".join(f"“{one}”" for one in close) if close else ""

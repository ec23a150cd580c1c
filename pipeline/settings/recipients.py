"""主送, 报, 送 …: what stands behind them when they are printed is put there by the template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.settings.shape import complain, quoted
from pipeline.settings.yaml import Mapped, place_of

__all__ = ["faults"]

_ENDS = {"主送": "：:。；;，,"}
_COLONS = "：:"


def faults(recipients: Any, what: str, place: Place) -> Iterator[Problem]:
    """Recipients that end in a mark which is printed already, or stand in Chinese quotes."""
    for key, value in recipients.items() if isinstance(recipients, Mapped) else ():
        if not isinstance(value, str):
            continue
        at = place_of(recipients, key, place)
        if quoted(value):
            yield complain(at, f"{what}的“{key}”两头的中文引号会印出来，请删去，现为{value}")
        elif value.endswith(tuple(_ENDS.get(key, _COLONS))):
            yield complain(at, f"{what}的“{key}”末尾多了“{value[-1]}”，请删去：需要的标点由模板加")

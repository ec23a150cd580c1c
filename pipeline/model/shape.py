"""Shapes that are made by the million: frozen for the type checker, plain at run time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

__all__ = ["shape"]

_Shape = TypeVar("_Shape")


@dataclass_transform(frozen_default=True)
def shape(cls: type[_Shape]) -> type[_Shape]:
    """A dataclass that nobody may change; mypy sees to that.

    Where Python sees to it as well (``frozen=True``), an object takes three times as long to make, and a batch makes hundreds
    of them a document.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)

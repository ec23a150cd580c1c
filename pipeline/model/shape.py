"""Shapes: values that nobody changes; frozen for the type checker, plain at run time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

__all__ = ["shape"]

_Shape = TypeVar("_Shape")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def shape(cls: type[_Shape]) -> type[_Shape]:
    """A dataclass that nobody may change; mypy sees to that. Two are equal where all their fields are.

    Where Python sees to it as well (``frozen=True``), the class takes four times as long to make, and a command makes two hundred
    of them before it reads its first file; an object takes four times as long too, and a batch makes hundreds of them a document.
    """
    made = dataclass(slots=True, repr=False, eq=False)(cls)
    known = fields(made)  # type: ignore[arg-type]
    names = [each.name for each in known if each.repr]
    compared = [each.name for each in known if each.compare]
    values: Callable[[Any], Any] = attrgetter(*compared) if compared else lambda _: ()

    def equal(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or values(self) == values(other)

    def hashed(self: Any) -> int:
        return hash(values(self))

    def shown(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    for name, method in (("__eq__", equal), ("__hash__", hashed), ("__repr__", shown)):
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made

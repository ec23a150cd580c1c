"""What a filter may take, checked before it runs."""

from __future__ import annotations

from typing import Any

import jinja2

from pipeline.compose.fault import TemplateFault
from pipeline.compose.quantity import Quantity
from pipeline.compose.visible import Word

__all__ = ["quantities", "quantity", "text_of"]


def quantity(value: Any, name: str) -> Quantity:
    """The quantity that a filter is given; a fault for anything else."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, jinja2.Undefined):
        str(value)
    raise TemplateFault(f"“|{name}”只能跟在指标后面，如 {{{{ 信访总量|{name} }}}}")


def quantities(values: Any, name: str) -> tuple[Quantity, ...]:
    """The quantities of a list that a filter is given."""
    if isinstance(values, jinja2.Undefined):
        str(values)
    if not isinstance(values, (tuple, list)):
        raise TemplateFault(f"“|{name}”要跟在列表后面，如 {{{{ [来信件次, 来访批次]|{name} }}}}")
    return tuple(quantity(value, name) for value in values)


def text_of(value: Any, name: str) -> str:
    """The plain text of an argument."""
    if isinstance(value, Word):
        return value.text
    if isinstance(value, str):
        return value
    raise TemplateFault(f"“{name}”这里要写文字，用引号括起来")

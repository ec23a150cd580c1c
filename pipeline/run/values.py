"""Values of the model as JSON and back, exactly: what is read again is equal to what was written."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, get_args

from pipeline.model import condition
from pipeline.model.figure import Cross, Figure, Traced
from pipeline.model.indicator import Indicator
from pipeline.model.inputs import FileCount, Inputs
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.table import Counted, Coverage, Filing, Source
from pipeline.model.unit import Unit

__all__ = ["Unwritable", "Values"]

_KINDS = (Coverage, Cross, FileCount, Figure, Filing, Indicator, Inputs, Period, Place, Problem, Source, Traced, Unit)
_CONDITIONS = (*get_args(condition.Condition), *get_args(condition.DateRule), condition.Setting, condition.Stock)
"""What an indicator that is not as declared is written with."""
_BY_NAME: dict[str, Any] = {kind.__name__: kind for kind in (*_KINDS, *_CONDITIONS)}
_PLAIN = (str, int, float, type(None))


class Unwritable(Exception):
    """A value of a kind that is not kept."""


class Values:
    """Indicators are written by name; ``indicators`` are those that names stand for. An array's first item says what it is.

    ``lists``: the sheets of a table, of which hundreds of figures count rows, are written once, apart, and meant by a number.
    """

    def __init__(self, indicators: Mapping[str, Indicator], lists: Iterable[Iterable[Sequence[Any]]] = ()) -> None:
        self.indicators = indicators
        self._sheets: list[Sequence[Source]] = [tuple(Source(*one) for one in sheets) for sheets in lists]
        self._number = {id(sheets): at for at, sheets in enumerate(self._sheets)}

    @property
    def lists(self) -> list[list[list[str | None]]]:
        """The lists of sheets, file and sheet of each."""
        return [[[one.file, one.sheet] for one in sheets] for sheets in self._sheets]

    def plain(self, value: Any) -> Any:  # noqa: PLR0911 - one line a kind
        """A value as ``json.dumps`` takes it; raises ``Unwritable``."""
        if isinstance(value, _PLAIN):
            return value
        if isinstance(value, (tuple, list)):
            return ["", *map(self.plain, value)]
        if isinstance(value, Counted):
            return ["#", self._numbered(value.sheets), *zip(*value.counts, strict=True)]
        if isinstance(value, Fraction):
            return ["/", value.numerator, value.denominator]
        if isinstance(value, dt.date):
            return ["date", value.isoformat()]
        if isinstance(value, frozenset):
            return ["{}", *map(self.plain, sorted(value))]
        if isinstance(value, Mapping):
            return {self._key(key): self.plain(one) for key, one in value.items()}
        if isinstance(value, Indicator) and self.indicators.get(value.name) == value:
            return ["indicator", value.name]
        if _BY_NAME.get(type(value).__name__) is type(value):
            return [type(value).__name__, *(self.plain(getattr(value, one.name)) for one in dataclasses.fields(value) if one.init)]
        raise Unwritable(type(value).__name__)

    def value(self, plain: Any) -> Any:  # noqa: PLR0911 - as above
        """The value that was written."""
        if isinstance(plain, _PLAIN):
            return plain
        if isinstance(plain, dict):
            return {key: self.value(one) for key, one in plain.items()}
        kind, *parts = plain
        if kind == "/":
            return Fraction(*parts)
        if kind == "date":
            return dt.date.fromisoformat(*parts)
        if kind == "indicator":
            return self.indicators[parts[0]]
        if kind == "#":
            number, *counts = parts
            return Counted(self._sheets[number], *(counts or ((), ())))
        values = tuple(map(self.value, parts))
        if kind == "{}":
            return frozenset(values)
        return _BY_NAME[kind](*values) if kind else values

    def _numbered(self, sheets: Sequence[Source]) -> int:
        number = self._number.get(id(sheets))
        if number is None:
            number = self._number[id(sheets)] = len(self._sheets)
            self._sheets.append(sheets)
        return number

    @staticmethod
    def _key(key: Any) -> str:
        if isinstance(key, str):
            return key
        raise Unwritable(type(key).__name__)

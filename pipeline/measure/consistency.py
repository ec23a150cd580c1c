"""What contradicts itself among figures, found before anything is written. Each check of one figure is a row of ``CHECKS``.

- parts: what an indicator declares as its ``parts`` adds up to it (an error), and so does what it declares as ``also_parts``;
- not_above: 批 is not more than 人次, a part not more than the whole (a warning);
- shares: a rate lies between 0 and 1 (a warning) and is its numerator over its denominator (an error).

``one_value`` and ``integer_base`` look at what is printed; they are asked of a document (``pipeline.run.consistent``).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from pipeline.model.figure import Figure, Number
from pipeline.model.place import Place
from pipeline.model.problem import Level, Problem

__all__ = ["CHECKS", "contradictions", "integer_base", "one_value"]

_Ask = Callable[[str, Figure], Number | None]


def contradictions(figures: Iterable[Figure], ask: _Ask) -> tuple[Problem, ...]:
    """Every contradiction; ``ask`` gives the whole value of another indicator for the same period, scope and member, or None."""
    return tuple(problem for figure in figures for check in CHECKS for problem in check(figure, ask))


def _parts(figure: Figure, ask: _Ask) -> Iterator[Problem]:
    for key in ("parts", "also_parts"):
        yield from _of_parts(figure, figure.indicator.options.get(key, ()), ask)


def _of_parts(figure: Figure, parts: tuple[str, ...], ask: _Ask) -> Iterator[Problem]:
    values = [ask(name, figure) for name in parts]
    known = [value for value in values if value is not None]
    if not parts or figure.value is None or len(known) < len(values) or figure.reported or not figure.complete:
        return
    if sum(known) != figure.value:
        told = "＋".join(f"{name}{value}" for name, value in zip(parts, values, strict=True))
        yield _problem("parts", figure, f"{told}＝{sum(known)}，与{figure.indicator.label}{figure.value}不符", "error")


def _not_above(figure: Figure, ask: _Ask) -> Iterator[Problem]:
    name = figure.indicator.options.get("not_above")
    bound = ask(name, figure) if name else None
    if bound is not None and figure.value is not None and figure.value > bound:
        yield _problem("not_above", figure, f"{figure.indicator.label}{figure.value}大于{name}{bound}")


def _shares(figure: Figure, _: _Ask) -> Iterator[Problem]:
    if not figure.indicator.is_rate or figure.value is None:
        return
    if not 0 <= figure.value <= 1:
        yield _problem("share", figure, f"{figure.indicator.label}为{float(figure.value):.2%}，应在0和100%之间")
    if figure.denominator and figure.numerator is not None and Fraction(figure.numerator, figure.denominator) != figure.value:
        told = f"{figure.indicator.label}与其分子{figure.numerator}、分母{figure.denominator}不符"
        yield _problem("share", figure, told, "error")


def one_value(figures: Iterable[Figure]) -> Iterator[Problem]:
    """The same thing stated with two values: in text and table, or in two places of the text."""
    seen: dict[tuple[str | int | tuple[str, ...] | None, ...], Figure] = {}
    for figure in figures:
        line = (figure.dimension, figure.member, figure.apart_from)
        key = (figure.indicator.name, figure.indicator.options.get("at_least"), figure.period.name, figure.scope, *line)
        before = seen.setdefault(key, figure)
        if before.value != figure.value:
            message = f"{figure.indicator.label}一处为{before.value}，另一处为{figure.value}"
            yield _problem("one_value", figure, message, "error")


def integer_base(figure: Figure, shown: int, decimals: int) -> Iterator[Problem]:
    """A growth rate printed beside a count must come from a whole number: 178件，增长44.4% has no base (123.27).

    ``shown`` is the printed change in units of the last of the ``decimals`` of its percentage (44.4% is 444).
    """
    if not isinstance(figure.value, int) or figure.indicator.is_rate or (between := _bases(figure.value, shown, decimals)) is None:
        return
    change = f"{'增长' if shown > 0 else '下降'}{abs(shown) / 10 ** (decimals + 2):.{decimals}%}"
    message = f"{figure.indicator.label}{figure.value}与所报{change}对不上：基数不是整数（约{between:.2f}）"
    yield _problem("integer_base", figure, message)


@functools.lru_cache(maxsize=1 << 14)
def _bases(value: int, shown: int, decimals: int) -> float | None:
    """About what the base would have to be, where no whole number is one; the change may be off by half of its last decimal."""
    whole = 10 ** (decimals + 2)
    most, least = 2 * (whole + shown) + 1, 2 * (whole + shown) - 1
    if not value or least <= 0:
        return None
    lowest, highest = -(-2 * whole * value // most), 2 * whole * value // least
    return float(value * whole * (Fraction(1, most) + Fraction(1, least))) if lowest > highest else None


def _problem(rule: str, figure: Figure, message: str, level: Level = "warning") -> Problem:
    member = f"，{figure.member}" if figure.member else ""
    place = figure.indicator.place
    whole = f"{figure.period.name}（{figure.scope}{member}）：{message}，请核对数据"
    return Problem(rule, level, Place(place.file, line=place.line), whole, table=figure.indicator.table)


CHECKS: tuple[Callable[[Figure, _Ask], Iterator[Problem]], ...] = (_parts, _not_above, _shares)

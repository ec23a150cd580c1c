"""A little county for tests of words: figures typed by the test, no table behind them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from pipeline.compose import Composer
from pipeline.model.document import (
    Annex,
    Annexed,
    Block,
    Byline,
    Chart,
    Colophon,
    Document,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    Point,
    Salutation,
    Signature,
    Stated,
    TableBlock,
    Text,
    Title,
)
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.occasion import Occasion
from pipeline.model.period import Period
from pipeline.model.problem import Problem
from pipeline.model.settings import DocumentSpec, Organization, Settings
from pipeline.model.table import Source
from pipeline.model.unit import COUNTY, Unit
from pipeline.model.wording import Wording

UNITS = (Unit("城关镇", "乡镇", "城关"), Unit("东关镇", "乡镇", "东关"), Unit("县民政局", "县直部门", "民政"))
YEAR = Period.parse("2025")
assert YEAR is not None


class County:
    """Fits the ``Measures`` protocol. ``figures``: name → figure for the document's period, or by (name, period, scope)."""

    def __init__(self, figures: Mapping[Any, Figure], groups: Mapping[tuple[str, str], Sequence[Figure]] = {}) -> None:
        self.figures = figures
        self.groups = groups
        self.indicators = {(key if isinstance(key, str) else key[0]): figure.indicator for key, figure in figures.items()}

    def bases(self, figure: Figure) -> tuple[Figure | None, Figure | None]:
        return self.figures.get((figure.indicator.name, "year_ago")), None

    def figure(self, name: str, period: Period, scope: str = COUNTY) -> Figure:
        if found := self.figures.get((name, period.name, scope)):
            return found
        if scope == COUNTY and name in self.figures and self.figures[name].period == period:
            return self.figures[name]
        return Figure(self.indicators[name], period, scope, why_null="没有数据")

    def breakdown(self, name: str, dimension: str, period: Period, scope: str = COUNTY) -> Sequence[Figure]:
        return self.groups[name, dimension]

    def top(self, name: str, dimension: str, period: Period, scope: str = COUNTY, *, most: int = 3) -> Sequence[Figure]:
        found = sorted(self.groups[name, dimension], key=lambda one: -one.value)
        rest = dataclasses.replace(found[0], member="其他", value=sum(one.value for one in found[most:]))
        return (*found[:most], rest) if rest.value else found[:most]

    def units(self, kind: str) -> Sequence[Unit]:
        return tuple(unit for unit in UNITS if unit.kind == kind)

    def owing(self, name: str) -> Sequence[str]:
        return ()

    def sources(self, figure: Figure) -> Sequence[Source]:
        return ()


def count(
    name: str, value: int | Fraction | None = None, ago: int | None = None, before: int | None = None, unit: str = "件", **more: Any
) -> Figure:
    """A figure of a count."""
    settings = {key: more.pop(key) for key in ("decimals", "polarity", "label", "definition") if key in more}
    period = more.pop("period", YEAR)
    return Figure(Indicator(name, unit=unit, **settings), period, value=value, year_ago=ago, previous=before, **more)


def rate(name: str, value: str | None, ago: str | None = None, before: str | None = None, **more: Any) -> Figure:
    """A figure of a rate, in percent."""
    numbers = [None if one is None else Fraction(one) / 100 for one in (value, ago, before)]
    polarity = more.pop("polarity", "more_is_better")
    return Figure(
        Indicator(name, type="ratio", unit="%", decimals=1, polarity=polarity),
        more.pop("period", YEAR),
        value=numbers[0],
        year_ago=numbers[1],
        previous=numbers[2],
        **more,
    )


def compose(
    folder: Path,
    text: str | Mapping[str, str],
    *figures: Figure,
    groups: Mapping[tuple[str, str], Sequence[Figure]] = {},
    wording: Wording | None = None,
    facts: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
    measures: County | None = None,
    **when: Any,
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document that a template text makes of some figures."""
    measures = measures or County({figure.indicator.name: figure for figure in figures}, groups)
    settings = settings_of(folder, text, measures, wording, options)
    return Composer(settings).compose(spec(), occasion(facts={} if facts is None else facts, **when), measures)


def settings_of(
    folder: Path,
    text: str | Mapping[str, str],
    measures: County,
    wording: Wording | None = None,
    options: Mapping[str, Any] | None = None,
) -> Settings:
    """A project folder with nothing but these templates."""
    files = {"文.txt.j2": text} if isinstance(text, str) else text
    for name, body in files.items():
        (folder / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "templates" / name).write_text(body, "utf-8")
    return Settings(
        project=folder,
        templates=(folder / "templates",),
        tables={},
        indicators=measures.indicators,
        documents={},
        organization=Organization(county="安平县", office="安平县信访局", speaker="张三", options=options or {}),
        wording=wording or Wording(),
    )


def spec() -> DocumentSpec:
    return DocumentSpec("文", "文.txt.j2")


def occasion(*, period: Period = YEAR, **more: Any) -> Occasion:
    """Signed on 5 January 2026, data to the end of 2025."""
    return Occasion(period, dt.date(2026, 1, 5), dt.date(2025, 12, 31), **more)


def outline(document: Document) -> str:
    """The document as plain text, a line a block, figures in 【】."""
    return "\n".join(_block(block) for block in document.blocks)


def inlines(row: Sequence[Text | Stated]) -> str:
    return "".join(_inline(one) for one in row)


def _inline(one: Text | Stated) -> str:
    text = f"【{one.text}】" if isinstance(one, Stated) else one.text
    return f"*{text}*" if one.strong else text


def _block(block: Block) -> str:
    match block:
        case Title(lines) | Byline(lines) | Signature(lines):
            return f"{type(block).__name__}: " + " / ".join(inlines(line) for line in lines)
        case Heading(level, number, text):
            return f"{'#' * (level + 1)} {number}{inlines(text)}"
        case Salutation(text):
            return f"@ {inlines(text)}"
        case Paragraph(text):
            return inlines(text)
        case Point(ordinal, lead, rest, priority):
            return f"- {ordinal}〈{inlines(lead)}〉{inlines(rest)}" + (f" !{priority}" if priority else "")
        case TableBlock():
            return _table(block)
        case PageBreak():
            return "---"
        case Masthead(name, number, total, issuer, date):
            return f"Masthead: {name}|{number}|{total}|{issuer}|{date}"
        case Colophon(lines, copies):
            return "Colophon: " + " ".join(f"{key}={value}" for key, value in lines) + f" ({copies})"
        case Chart(kind, title, categories, series, text):
            return f"Chart: {kind} {title} {categories} {series} {text}"
        case Annexed(titles):
            return f"Annexed: {' / '.join(titles)}"
        case Annex(number, title, landscape):
            return f"Annex: {number} {inlines(title)}" + (" landscape" if landscape else "")
    raise AssertionError(block)


def _table(table: TableBlock) -> str:
    def row(cells: Sequence[Any]) -> str:
        return " | ".join(
            inlines(cell.inlines) + (f"<{cell.span}" if cell.span > 1 else "") + (f"^{cell.down}" if cell.down > 1 else "")
            for cell in cells
        )

    lines = [f"+ {inlines(table.caption)}"] if table.caption else []
    lines += [f"H {row(one)}" for one in table.header] + [f"  {row(one)}" for one in table.rows]
    lines += [f"= {row(table.total)}"] if table.total else []
    lines += [f"> {inlines(table.note)}"] if table.note else []
    return "\n".join(lines + ([f"align {','.join(table.align)}"] if table.align else []))

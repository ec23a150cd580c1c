"""What a template author holds in hand: quantities, phrases, words, spans and days. Printing one leaves a mark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, NoReturn

from pipeline.compose.draft import Draft, Fixed, Number, Piece
from pipeline.compose.fault import TemplateFault, nearest
from pipeline.compose.typed import typed_pieces
from pipeline.model.figure import Figure
from pipeline.model.figure import Number as Value
from pipeline.model.period import Period
from pipeline.words.change import Against, Change, cell_text, change_of, in_cell
from pipeline.words.number import decimal, printed
from pipeline.words.part import Phrase
from pipeline.words.spans import date_text, period_text

__all__ = ["Day", "Members", "Quantity", "Said", "Span", "Visible", "Word", "said"]


class Visible:
    """An object that templates may look at: only through the attributes it lists, never through Python's."""

    __slots__ = ()

    attributes: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}

    def look(self, name: str) -> Any:
        """The attribute of that name; a fault that tells the nearest names where there is none."""
        getter = self.attributes.get(name)
        if getter is None:
            raise TemplateFault(f"{self.kind}没有“.{name}”{nearest(name, self.attributes)}")
        return getter(self)

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "这个值"


class Word(Visible):
    """Words from the data or the program: printed as they are, never read as markup or as a loose digit."""

    __slots__ = ("draft", "text")

    def __init__(self, draft: Draft, text: str) -> None:
        self.draft = draft
        self.text = text

    def __str__(self) -> str:
        return self.draft.mark(Fixed(self.text)) if self.text else ""

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, Word) else other)

    def __hash__(self) -> int:
        return hash(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return f"文字“{self.text}”"


class Said(Visible):
    """A wording: words and numbers in a row; with a gap in it where the data do not say."""

    __slots__ = ("draft", "pieces", "why")

    def __init__(self, draft: Draft, pieces: tuple[str | Piece, ...], why: str = "") -> None:
        self.draft = draft
        self.pieces = pieces
        self.why = why

    def __str__(self) -> str:
        if self.why:
            return self.draft.gap(self.why)
        mark, pieces = self.draft.mark, self.pieces
        if len(pieces) == 1 and not isinstance(pieces[0], str):
            return mark(pieces[0])
        return "".join([piece if isinstance(piece, str) else mark(piece) for piece in pieces])

    def __bool__(self) -> bool:
        raise TemplateFault("措辞不能直接当条件用；没有数据时可略去的话，请用“|若有(…)”或 {% optional %}")

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "措辞"


class Members(tuple["Quantity", ...]):  # noqa: SLOT001 (a tuple can have no slots but empty ones)
    """The members of a breakdown; it knows its draft, so that an empty one leaves a gap in a sentence and is no fault."""

    draft: Draft

    @classmethod
    def of(cls, draft: Draft, quantities: Iterable[Quantity]) -> Members:
        """These quantities, for that draft."""
        members = cls(quantities)
        members.draft = draft
        return members


class Quantity(Visible):
    """A figure in a template's hand."""

    __slots__ = ("draft", "figure", "name")

    def __init__(self, draft: Draft, figure: Figure, name: str = "") -> None:
        self.draft = draft
        self.figure = figure
        self.name = name

    def __str__(self) -> str:
        figure, value = self.figure, self.value
        if value is None:
            return self.draft.gap(self.lack())
        return self.draft.mark(Number(printed(value, figure.indicator), figure, "value"))

    @property
    def value(self) -> Value | None:
        """What may be printed: the figure's value, but no zero where reports are missing (a missing report is not a zero)."""
        figure = self.figure
        return figure.value if figure.value or figure.complete else None

    @property
    def label(self) -> str:
        """What lists call it: the name given in the template, the member of a breakdown, else the indicator's label."""
        return self.name or self.figure.member or self.figure.indicator.label or self.figure.indicator.name

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return f"指标“{self.figure.indicator.name}”"

    def lack(self) -> str:
        """Why nothing can be said of it, in Chinese."""
        figure = self.figure
        reason = figure.why_null or ("数据不全：" + "、".join(figure.missing[:5]) if figure.missing else "没有可比的数据")
        return f"{figure.indicator.name}（{figure.period}，{figure.scope}）：{reason}"

    def change(self, against: Against, decimals: int | None = None) -> Change | None:
        """Its change against the year before or the span before, where there is one."""
        return change_of(self.figure, against, self.draft.settings.wording, decimals)

    def _refused(self, *_: object) -> NoReturn:
        name = self.figure.indicator.name
        raise TemplateFault(f"不能在模板里直接比较“{name}”的大小或拿它当条件，请用 {{% claim 下降({name}) %}} 这样的判断")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = _refused
    __hash__ = object.__hash__


def said(quantity: Quantity, phrase: Phrase, why: str = "") -> Said:
    """A phrase of ``words`` made of one figure; an empty one is a gap."""
    if not phrase:
        return Said(quantity.draft, (), why or quantity.lack())
    figure = quantity.figure
    return Said(quantity.draft, tuple(Number(part.text, figure, part.form) if part.form else part.text for part in phrase))


def _stated(form: str, *, bare: bool = False) -> Callable[[Quantity], Said]:
    def stated(quantity: Quantity) -> Said:
        figure = quantity.figure
        value = figure.year_ago if form == "year_ago" else figure.previous
        if value is None:
            return Said(quantity.draft, (), quantity.lack())
        text = _bare_text(value, figure) if bare else printed(value, figure.indicator)
        return Said(quantity.draft, (Number(text, figure, form),))

    return stated


def _change(against: Against) -> Callable[[Quantity], Said]:
    def change(quantity: Quantity) -> Said:
        found = quantity.change(against)
        if found is not None and found.shown:  # most cells of a table: no phrase in between
            return Said(quantity.draft, (Number(cell_text(found), quantity.figure, found.form),))
        return said(quantity, in_cell(found) if found else ())

    return change


def _bare_text(value: Value, figure: Figure) -> str:
    return decimal(value * 100 if figure.indicator.is_rate else value, figure.indicator.decimals)


def _bare(quantity: Quantity) -> Said:
    figure, value = quantity.figure, quantity.value
    if value is None:
        return Said(quantity.draft, (), quantity.lack())
    return Said(quantity.draft, (Number(_bare_text(value, figure), figure, "value"),))


def _part(form: str) -> Callable[[Quantity], Said]:
    def part(quantity: Quantity) -> Said:
        figure = quantity.figure
        value = figure.numerator if form == "numerator" else figure.denominator
        return (
            Said(quantity.draft, (Number(str(value), figure, form),))
            if value is not None
            else Said(quantity.draft, (), quantity.lack())
        )

    return part


def _rank(quantity: Quantity) -> Said:
    figure = quantity.figure
    if figure.rank is None:
        return Said(quantity.draft, (), quantity.lack())
    return Said(quantity.draft, (Number(str(figure.rank), figure, "rank"),))


def _word(get: Callable[[Quantity], str]) -> Callable[[Quantity], Word]:
    return lambda quantity: Word(quantity.draft, get(quantity))


def _definition(quantity: Quantity) -> Said:
    """The definition as indicators.yaml words it; its numbers (15日) are figures whose source is that line."""
    indicator = quantity.figure.indicator
    place = f"{indicator.place.file} 第{indicator.place.line}行" if indicator.place.line else indicator.place.file
    return Said(quantity.draft, tuple(typed_pieces(quantity.draft, indicator.definition, place, f"{indicator.name}.口径")))


def _evidence(quantity: Quantity) -> Said:
    figure = quantity.figure
    return Said(
        quantity.draft, tuple(typed_pieces(quantity.draft, figure.evidence, figure.evidence, f"{figure.indicator.name}.依据"))
    )


Quantity.attributes = {
    "去年同期": _stated("year_ago"),
    "上期": _stated("previous"),
    "去年同期数": _stated("year_ago", bare=True),
    "上期数": _stated("previous", bare=True),
    "同比": _change("year"),
    "环比": _change("previous"),
    "数": _bare,
    "分子": _part("numerator"),
    "分母": _part("denominator"),
    "排名": _rank,
    "名称": _word(lambda quantity: quantity.label),
    "单位": _word(lambda quantity: quantity.figure.indicator.unit),
    "口径": _definition,
    "范围": _word(lambda quantity: quantity.figure.scope),
    "依据": _evidence,
    "缺": _word(lambda quantity: "、".join(quantity.figure.missing)),
    "期间": lambda quantity: Span(quantity.draft, quantity.figure.period),
}


class Day(Visible):
    """A date; printed whole."""

    __slots__ = ("day", "draft")

    def __init__(self, draft: Draft, day: dt.date) -> None:
        self.draft = draft
        self.day = day

    def __str__(self) -> str:
        return self.draft.mark(Fixed(date_text(self.day)))

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "日期"


class Span(Visible):
    """A period; printed in full."""

    __slots__ = ("draft", "period")

    def __init__(self, draft: Draft, period: Period) -> None:
        self.draft = draft
        self.period = period

    def __str__(self) -> str:
        return self.draft.mark(Fixed(period_text(self.period)))

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "期间"


_GRAINS = {
    "day": "日",
    "week": "周",
    "month": "月",
    "quarter": "季度",
    "half": "半年",
    "year": "年",
    "range": "区间",
    "watch": "专项",
}


def _to_date(span: Span) -> Span:
    period = span.period
    year = Period.of("year", period.end, period.starts)
    if year.end == period.end:
        return Span(span.draft, year)
    (first_year, first), (last_year, last) = year.months()[0], period.months()[-1]
    return Span(
        span.draft, Period(year.start, period.end, "range", f"{first_year}-{first:02d}..{last_year}-{last:02d}", year.starts)
    )


def _watch(span: Span) -> Span | None:
    """The watch period that it lies in."""
    named = [one for one in span.draft.settings.calendar.watch.values() if one.contains(span.period)]
    return Span(span.draft, named[0]) if named else None


def _watch_so_far(span: Span) -> Span | None:
    """From the first day of its watch period to its own last day."""
    around = _watch(span)
    if around is None:
        return None
    first, last = around.period.start, span.period.end
    return Span(span.draft, Period(first, last, "range", f"{first}..{last}", span.period.starts))


def _name(span: Span) -> Word:
    """What a watch period is called without its year (国庆); of any other span, the span in full."""
    period = span.period
    return Word(span.draft, period.name.strip("0123456789年") if period.grain == "watch" else period_text(period))


def _parts(span: Span) -> tuple[Span, ...]:
    return tuple(Span(span.draft, month) for month in span.period.spans("month"))


def _year_ago(span: Span) -> Span:
    period = span.draft.settings.calendar.year_ago(span.period)
    if period is None:
        raise TemplateFault(f"“{span.period}”没有可比的去年同期")
    return Span(span.draft, period)


Span.attributes = {
    "去年同期": _year_ago,
    "上期": lambda span: Span(span.draft, span.period.previous()),
    "全年": lambda span: Span(span.draft, Period.of("year", span.period.end, span.period.starts)),
    "年初至今": _to_date,
    "各月": _parts,
    "特护期": _watch,
    "特护期以来": _watch_so_far,
    "名称": _name,
    "始": lambda span: Day(span.draft, span.period.start),
    "止": lambda span: Day(span.draft, span.period.end),
    "类型": lambda span: Word(span.draft, _GRAINS[span.period.grain]),
}

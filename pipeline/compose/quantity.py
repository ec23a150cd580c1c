"""A figure in a template's hand, and what a template may look at of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn

from pipeline.compose.draft import Draft, Number
from pipeline.compose.fault import TemplateFault
from pipeline.compose.moment import Span
from pipeline.compose.typed import typed_pieces
from pipeline.compose.visible import Said, Visible, Word
from pipeline.compose.withheld import WITHHELD
from pipeline.model.dimensions import MONTH
from pipeline.model.figure import Figure
from pipeline.model.figure import Number as Value
from pipeline.words.change import Against, Change, change_of, in_cell
from pipeline.words.number import in_column, printed
from pipeline.words.part import Phrase
from pipeline.words.spans import period_text

__all__ = ["Members", "Quantity", "against", "said"]


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
        if figure.suppressed:
            return self.draft.mark(WITHHELD)
        if value is None:
            return self.draft.gap(self.lack())
        return self.draft.mark(Number(printed(value, figure.indicator), figure, "value"))

    @property
    def value(self) -> Value | None:
        """What may be printed: the figure's value, but no zero where reports are missing (a missing report is not a zero).

        A rate of 0% is one of what is there: it says that of so many none was, as 85% says how many were.
        """
        figure = self.figure
        is_rate = figure.indicator.is_rate and bool(figure.denominator)
        return figure.value if figure.value or figure.complete or is_rate else None

    @property
    def label(self) -> str:
        """What lists call it: the name given in the template, the member of a breakdown, else the indicator's label."""
        figure = self.figure
        member = period_text(figure.period) if figure.dimension in MONTH and figure.member == str(figure.period) else figure.member
        return self.name or member or figure.indicator.label or figure.indicator.name

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


def against(base: str) -> Against:
    """What 对比= names: the same span a year ago, or the span before."""
    if base not in ("同比", "环比"):
        raise TemplateFault(f"对比只能是“同比”或“环比”，现为“{base}”")
    return "year" if base == "同比" else "previous"


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
        text = in_column(value, figure.indicator) if bare else printed(value, figure.indicator)
        return Said(quantity.draft, (Number(text, figure, form),))

    return stated


def _change(against: Against) -> Callable[[Quantity], Said]:
    def change(quantity: Quantity) -> Said:
        draft, figure = quantity.draft, quantity.figure
        part = in_cell(figure, against, draft.settings.wording)
        if part is None:
            return Said(draft, (), quantity.lack())
        return Said(draft, (Number(part.text, figure, part.form) if part.form else part.text,))

    return change


def _bare(quantity: Quantity) -> Said:
    figure, value = quantity.figure, quantity.value
    if figure.suppressed:
        return Said(quantity.draft, (WITHHELD,))
    if value is None:
        return Said(quantity.draft, (), quantity.lack())
    return Said(quantity.draft, (Number(in_column(value, figure.indicator), figure, "value"),))


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
    "基数小": _word(lambda quantity: "*" if quantity.figure.small_base else ""),
    "名称": _word(lambda quantity: quantity.label),
    "单位": _word(lambda quantity: quantity.figure.indicator.unit),
    "口径": _definition,
    "范围": _word(lambda quantity: quantity.figure.scope),
    "依据": _evidence,
    "缺": _word(lambda quantity: "、".join(quantity.figure.missing)),
    "期间": lambda quantity: Span(quantity.draft, quantity.figure.period),
}

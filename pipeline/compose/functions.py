"""The functions and names that a template starts with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from pipeline.compose.corrected import corrected
from pipeline.compose.crossed import crossed
from pipeline.compose.dimensions import adds_up, unknown_dimension
from pipeline.compose.draft import DRAFT, Draft, Fixed
from pipeline.compose.environment import Function
from pipeline.compose.facts import told
from pipeline.compose.fault import TemplateFault, nearest
from pipeline.compose.fitting import fitted
from pipeline.compose.listing import RowOf, listed
from pipeline.compose.moment import Day, Span
from pipeline.compose.office import perspective, recipients
from pipeline.compose.quantity import Members, Quantity
from pipeline.compose.typed import reported
from pipeline.compose.visible import Visible, Word
from pipeline.compose.withheld import WithheldNote
from pipeline.model.period import Period
from pipeline.model.unit import DEPARTMENT, TOWNSHIP, Unit

__all__ = ["FUNCTIONS", "NAMES", "UnitRow", "figure_of", "starting_names"]

_LAST = ("其他", "未填")
_DIMENSIONS = {"月份": "month", "月": "month", "单位": "unit"}


def figure_of(draft: Draft, name: str, period: Period | None = None, scope: str | None = None) -> Quantity:
    """The quantity of an indicator for a period and scope, by default the document's own."""
    if name not in draft.measures.indicators:
        raise TemplateFault(f"没有“{name}”这个指标{nearest(name, draft.measures.indicators)}")
    return Quantity(draft, draft.measures.figure(name, period or draft.occasion.period, scope or draft.occasion.scope))


class UnitRow(Visible):
    """One unit in a loop: its name, and any indicator for its scope."""

    __slots__ = ("asked", "draft", "period", "unit")

    def __init__(self, draft: Draft, unit: Unit, period: Period | None) -> None:
        self.draft = draft
        self.unit = unit
        self.period = period
        self.asked: dict[str, Quantity] = {}

    def look(self, name: str) -> Any:
        """``名称``, ``简称``, ``类别``, or the name of an indicator."""
        if name == "名称":
            return Word(self.draft, self.unit.name)
        if name in self.asked:
            return self.asked[name]
        if name in self.draft.measures.indicators:
            self.asked[name] = figure_of(self.draft, name, self.period, self.unit.name)
            return self.asked[name]
        if name in ("简称", "类别"):
            return Word(self.draft, self.unit.kind if name == "类别" else self.unit.short or self.unit.name)
        raise TemplateFault(f"单位没有“.{name}”{nearest(name, ('名称', '简称', '类别', *self.draft.measures.indicators))}")

    def __str__(self) -> str:
        return self.draft.mark(Fixed(self.unit.name))


def _period(draft: Draft, value: Any) -> Period | None:
    if value is None:
        return None
    if isinstance(value, Span):
        return value.period
    period = draft.settings.calendar.period(value) if isinstance(value, str) else None
    if period is None:
        shown = value.kind if isinstance(value, Visible) else f"“{value}”"
        raise TemplateFault(f'期间{shown}看不懂，可写 期间=期间.上期 或 期间="2025-11"')
    return period


def _scope(draft: Draft, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, UnitRow):
        return value.unit.name
    name = value.text if isinstance(value, Word) else str(value)
    known = ("全县", *(unit.name for kind in (TOWNSHIP, DEPARTMENT) for unit in draft.measures.units(kind)))
    if name not in known:
        raise TemplateFault(f"没有“{name}”这个单位{nearest(name, known)}")
    return name


def indicator(draft: Draft, 名: Any, 期间: Any = None, 范围: Any = None) -> Quantity:
    """``指标("信访总量", 期间=期间.上期, 范围="城关镇")``: any indicator, for any period and unit."""
    name = 名.text if isinstance(名, Word) else 名
    if isinstance(名, Quantity):
        name = 名.figure.indicator.name
    if not isinstance(name, str):
        told = name.kind if isinstance(name, Visible) else f"“{name}”"
        raise TemplateFault(f"“指标”的“名”应为引号括起来的文字，或者一个指标，现为{told}")
    return figure_of(draft, name, _period(draft, 期间), _scope(draft, 范围))


def groups(draft: Draft, 指标: Quantity, 维度: str, 前: int | None = None, 其他: bool = False) -> Members:
    """``分组(信访总量, "问题类别", 前=5, 其他=true)``: the members of a dimension, the greatest first, empty ones left out.

    Units with equal numbers are named in the order of 单位台账. Months and units (``"单位"``, ``"乡镇"``, ``"县直部门"``) stay in
    their own order, empty ones included.
    """
    if not isinstance(指标, Quantity):
        raise TemplateFault('“分组”的第一项应为指标，如 分组(信访总量, "问题类别")')
    figure, dimension = 指标.figure, _DIMENSIONS.get(维度, 维度)
    if wrong := unknown_dimension(维度, figure.indicator, draft.measures.indicators, draft.settings.tables):
        raise TemplateFault(wrong)
    try:
        members = draft.measures.breakdown(figure.indicator.name, dimension, figure.period, figure.scope)
    except KeyError as error:
        raise TemplateFault(f"“{figure.indicator.name}”不能按“{维度}”分组，请检查这个指标的表里有没有这一列") from error
    if dimension in ("month", "unit", TOWNSHIP, DEPARTMENT):
        return Members.of(draft, (Quantity(draft, one) for one in members))
    if 前 is not None and 其他 and not figure.indicator.is_rate:
        if not adds_up(figure.indicator, draft.measures.indicators):
            raise TemplateFault(f"“{figure.indicator.name}”的各项相加得不出总数，分组时没有“其他”可言，请去掉 其他=true")
        top = draft.measures.top(figure.indicator.name, dimension, figure.period, figure.scope, most=前)
        return Members.of(draft, (Quantity(draft, one) for one in top))
    places = _places(draft)
    ordered = sorted(
        (one for one in members if one.value or one.suppressed),
        key=lambda one: (one.member in _LAST, one.suppressed, -(one.value or 0), places.get(one.member or "", len(places))),
    )
    return Members.of(draft, (Quantity(draft, one) for one in ordered[:前]))


def _places(draft: Draft) -> dict[str, int]:
    """Where each unit stands in 单位台账: units with equal numbers are named in its order."""
    units = (unit for kind in (TOWNSHIP, DEPARTMENT) for unit in draft.measures.units(kind))
    return {unit.name: place for place, unit in enumerate(units)}


def townships(draft: Draft, 期间: Any = None) -> tuple[UnitRow, ...]:
    """``各乡镇()``: one row a township, in the order of 单位台账."""
    return tuple(UnitRow(draft, unit, _period(draft, 期间)) for unit in draft.measures.units(TOWNSHIP))


def departments(draft: Draft, 期间: Any = None) -> tuple[UnitRow, ...]:
    """``各部门()``: one row a department, in the order of 单位台账."""
    return tuple(UnitRow(draft, unit, _period(draft, 期间)) for unit in draft.measures.units(DEPARTMENT))


def reporters(draft: Draft, 指标: Quantity, 另报: bool = False) -> tuple[UnitRow, ...]:
    """``报送单位(已报单位日数)``: one row for each unit that owes the reports; 另报=true: for each that filed without owing."""
    if not isinstance(指标, Quantity):
        raise TemplateFault("“报送单位”后面应写数各单位报送的指标，如 报送单位(已报单位日数)")
    indicator, period, measures = 指标.figure.indicator, 指标.figure.period, draft.measures
    filed = indicator.options.get("of")
    if indicator.options.get("each") != "unit" or filed is None:
        raise TemplateFault(f"“{indicator.name}”数的不是各单位的报送，“报送单位”要用 each: unit 的指标，如 已报单位日数")
    owing = measures.owing(indicator.name)
    units = [unit for kind in (TOWNSHIP, DEPARTMENT) for unit in measures.units(kind) if (unit.name in owing) is not 另报]
    shown = (unit for unit in units if not 另报 or measures.figure(filed, period, unit.name).value)
    return tuple(UnitRow(draft, unit, None) for unit in shown)


def watch(draft: Draft, 名: str) -> Span | None:
    """``特护期("国庆")``: the watch period of that name inside the document's period; nothing where the calendar has none."""
    inside = draft.occasion.period
    named = [span for name, span in draft.settings.calendar.watch.items() if name.startswith(名) and inside.contains(span)]
    return Span(draft, named[0]) if named else None


def rows(draft: Draft, 表: str, 期间: Any = None, 范围: Any = None, 晚于: Any = None, **条件: Any) -> tuple[RowOf, ...]:
    """``明细("接访安排表", 类型="接访", 晚于=日期)``: the rows of a plan or a register in the period, by date."""
    if 晚于 is not None and not isinstance(晚于, Day):
        raise TemplateFault("“晚于=”后面要写日期，如 晚于=日期")
    occasion = draft.occasion
    found = listed(draft, 表, _period(draft, 期间) or occasion.period, _scope(draft, 范围) or occasion.scope, 条件)
    return found if 晚于 is None else tuple(row for row in found if row.after(draft.settings.tables[表].date, 晚于.day))


def reference(draft: Draft, 标签: str) -> str:
    """``引用("标签")``: the number of the heading ``## 标题 @标签``; a gap where its section dropped out."""
    return draft.spot(标签)


def _percent_base(draft: Draft) -> Quantity:
    """The least base of a percentage, for the note of a table; a figure that style.yaml sets."""
    least = Fraction(draft.settings.wording.percent_base)
    return Quantity(draft, reported(draft, "百分比基数", least, "", "config/style.yaml"))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "指标": indicator,
    "分组": groups,
    "交叉": crossed,
    "各乡镇": townships,
    "各部门": departments,
    "报送单位": reporters,
    "特护期": watch,
    "明细": rows,
    "引用": reference,
}

_CHECKED = {name: fitted(function, name) for name, function in FUNCTIONS.items()}

NAMES: Mapping[str, Callable[[Draft], Any]] = {
    "期间": lambda draft: Span(draft, draft.occasion.period),
    "日期": lambda draft: Day(draft, draft.occasion.date),
    "截止日": lambda draft: Day(draft, draft.occasion.cutoff),
    "范围": lambda draft: Word(draft, draft.occasion.scope),
    "县名": lambda draft: Word(draft, draft.settings.organization.county),
    "单位": lambda draft: Word(draft, draft.settings.organization.office),
    "署名": lambda draft: Word(draft, draft.settings.organization.speaker),
    "期号": lambda draft: Word(draft, _issue(draft)),
    "总期": lambda draft: Word(draft, _total(draft)),
    "事实": lambda draft: told(draft, draft.occasion.facts, f"config/facts/{draft.occasion.period}.yaml"),
    "指导": lambda draft: told(draft, _guiding(draft.settings.organization.options.get("guiding", ())), "config/organization.yaml"),
    "做法": lambda draft: told(draft, draft.settings.organization.options.get("practices", {}), "config/organization.yaml", "做法"),
    "视角": perspective,
    "百分比基数": _percent_base,
    "更正": corrected,
    "收文": recipients,
    "不公开说明": WithheldNote,
    "选项": lambda draft: told(draft, draft.options.get("options") or {}, "config/documents.yaml"),
}


def starting_names(draft: Draft, wanted: frozenset[str]) -> dict[str, Any]:
    """What a template starts with: of the names and functions, and the indicators, those that it uses."""
    names: dict[str, Any] = {DRAFT: draft}
    measures, occasion = draft.measures, draft.occasion
    for name in wanted:
        if name in NAMES:
            names[name] = NAMES[name](draft)
        elif name in FUNCTIONS:
            names[name] = Function(partial(_CHECKED[name], draft))
        else:
            names[name] = Quantity(draft, measures.figure(name, occasion.period, occasion.scope))
    return names


def _guiding(typed: Any) -> Any:
    """The guiding words as a list, also where the office typed one sentence or none."""
    return (typed,) if isinstance(typed, str) else typed


def _issue(draft: Draft) -> str:
    """``第99期``, ``增刊第3期``; before it is signed the next free one, ``第〔100〕期（稿）``."""
    occasion, supplement = draft.occasion, "增刊" if draft.options.get("supplement") else ""
    if occasion.number is not None:
        return f"{supplement}第{occasion.number}期"
    return f"{supplement}第〔{occasion.next_number}〕期（稿）" if occasion.next_number is not None else ""


def _total(draft: Draft) -> str:
    """``总第899期``; ``总第〔900〕期`` before it is signed; nothing where the office does not count so."""
    total = draft.occasion.total
    if total is None:
        return ""
    return f"总第{total}期" if draft.occasion.number is not None else f"总第〔{total}〕期"

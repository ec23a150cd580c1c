"""Filters for lists: 顿号 分别 均 前几位; and 称, which names an item, and 若有, which leaves out what is not there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.compose.draft import Fixed, Number, Piece
from pipeline.compose.fault import TemplateFault
from pipeline.compose.filters.taking import quantities, text_of
from pipeline.compose.quantity import Members, Quantity, against
from pipeline.compose.visible import Said, Visible, Word
from pipeline.words.change import Change, compared, direction
from pipeline.words.chinese import numeral
from pipeline.words.lists import stop_between
from pipeline.words.number import printed

__all__ = ["all_alike", "called", "enumerated", "if_any", "leading", "respectively", "rises_and_falls"]

_Pieces = list[str | Piece]
_NOT_FILLED = "未填"
_UNNAMED = ("其他", _NOT_FILLED)
"""Members of a breakdown that are none of its values."""


def enumerated(values: Any, 末: str = "", 略零: bool = False) -> Said | Word | str:
    """``征地拆迁12件、劳动社保8件``; of words alone ``城关镇、东关镇``. Items without data are left out; 略零=true: zeros too."""
    if not isinstance(values, (tuple, list)):
        raise TemplateFault('“|顿号”要跟在列表后面，如 {{ 分组(信访总量, "问题类别", 前=3)|顿号 }}')
    shown = [value for value in values if not (略零 and isinstance(value, Quantity) and value.value == 0)]
    items = [item for value in shown if (item := _item(value))]
    draft = next((value.draft for value in (values, *values) if isinstance(value, (Quantity, Word, Said, Members))), None)
    if draft is None:
        return "、".join(text_of(value, "顿号") for value in values)
    if not items:
        return Said(draft, (), "列表里没有数据")
    return Said(draft, tuple(_with_stops(items, 末)))


def _item(value: Any) -> _Pieces:
    if isinstance(value, Quantity):
        figure, known = value.figure, value.value
        if known is None:
            return []
        name = f"未填{figure.dimension}的" if figure.member == _NOT_FILLED else value.label
        return [Fixed(name), Number(printed(known, figure.indicator), figure, "value")]
    if isinstance(value, Said):
        return [] if value.why else list(value.pieces)
    if isinstance(value, Visible):
        return [Fixed(value.look("名称").text if not isinstance(value, Word) else value.text)]
    return [Fixed(text_of(value, "顿号"))]


def _with_stops(items: Sequence[_Pieces], last: str = "") -> _Pieces:
    row: _Pieces = []
    for number, item in enumerate(items):
        if row:
            stop = last if last and number == len(items) - 1 else stop_between(_text(row[-1]), _text(item[0]))
            row.append(stop)
        row.extend(item)
    return row


def _text(piece: str | Piece) -> str:
    return piece if isinstance(piece, str) else getattr(piece, "text", "")


def respectively(values: Any, 对比: str = "") -> Said:
    """``来信、来访分别为3件、5批``; with 对比="同比": ``来信、来访同比分别下降22%、18%``. As many numbers as names, in order."""
    given = _known(quantities(values, "分别"), 对比)
    if isinstance(given, Said):
        return given
    if not 对比:
        return _said_of(given, "分别为", [_value(one) for one in given])
    return _changes(given, 对比)


def all_alike(values: Any, 对比: str = "同比") -> Said:
    """``来信、来访同比均下降22%`` only when every listed change shows the same; else 分别."""
    given = _known(quantities(values, "均"), 对比)
    if isinstance(given, Said):
        return given
    return _changes(given, 对比)


def _known(given: tuple[Quantity, ...], base: str) -> tuple[Quantity, ...] | Said:
    """The quantities, if something can be said of every one of them; else a gap."""
    basis = against(base) if base else None
    if len(given) < 2:
        raise TemplateFault("“分别”“均”至少要有两个指标")
    for one in given:
        if one.value is None or (basis and one.change(basis) is None):
            return Said(one.draft, (), one.lack())
    return given


def _value(quantity: Quantity) -> Piece:
    figure = quantity.figure
    return Number(printed(figure.value or 0, figure.indicator), figure, "value")


def _said_of(given: Sequence[Quantity], verb: str, numbers: Sequence[Piece]) -> Said:
    names = _with_stops([[Fixed(one.label)] for one in given])
    if all(_text(number) == _text(numbers[0]) for number in numbers[1:]):
        return Said(given[0].draft, (*names, verb.replace("分别", "均"), _for_all(given, numbers[0])))
    return Said(given[0].draft, (*names, verb, *_with_stops([[number] for number in numbers])))


def _for_all(given: Sequence[Quantity], number: Piece) -> Piece:
    """The one number that is printed for all of them, with every figure it speaks for."""
    if not isinstance(number, Number):
        return number
    return Number(number.text, number.figure, number.form, tuple(one.figure for one in given[1:]))


def _changes(given: Sequence[Quantity], name: str) -> Said:
    changes = [change for one in given if (change := one.change(against(name)))]
    words = {direction(change) for change in changes}
    plain = all(change.shown is not None and change.value and not change.flat and not change.small for change in changes)
    if len(words) == 1 and (plain or (words == {"持平"} and all(change.base for change in changes))):
        return _together(given, changes, name + "分别" + words.pop())
    pieces: _Pieces = []
    for one, change in zip(given, changes, strict=True):
        if pieces:
            pieces.append("，")
        pieces.append(Fixed(one.label))
        pieces += [Number(part.text, one.figure, part.form) if part.form else part.text for part in compared(change)]
    return Said(given[0].draft, tuple(pieces))


def _together(given: Sequence[Quantity], changes: Sequence[Change], verb: str) -> Said:
    numbers: list[Piece] = []
    for one, change in zip(given, changes, strict=True):
        numbers += [Number(part.text, one.figure, part.form) for part in compared(change) if part.form]
    if not numbers:
        names = _with_stops([[Fixed(one.label)] for one in given])
        return Said(given[0].draft, (*names, verb.replace("分别", "均")))
    return _said_of(given, verb, numbers)


def leading(values: Any, 位: int = 3, 前: str = "", 独: str = "") -> Said:
    """``居前三位的是征地拆迁12件、劳动社保8件、环境保护5件``: as many items as the number says.

    With a tie at the end, all that are tied and no number; where that makes a long list, only those before the tie. 1 leads
    nothing where others have more. Where every item is listed, none leads: ``有土地征用12件、环境保护8件``; equals share a
    number: ``土地征用、环境保护、劳动保障各1件``; what has no name comes last: ``，其他2件``. Before these stands 前.
    The only one there is has its own wording, 独, with ～ for its name: ``反映的是土地征用问题``.
    Of a span that is covered in part nobody knows who leads: nothing is said (tables.md); nor where whole months stand beside
    one that is not over.
    """
    every = quantities(values, "前几位")
    given = sorted(
        (one for one in every if one.figure.value and one.figure.member not in _UNNAMED),
        key=lambda one: one.figure.value or 0,
        reverse=True,
    )
    draft = next((one.draft for one in (values, *values) if isinstance(one, (Quantity, Members))), None)
    if draft is None:
        raise TemplateFault("“|前几位”前面的列表是空的")
    if not given:
        return Said(draft, (), "没有可以列出的项")
    if not all(one.figure.complete for one in every):
        return Said(draft, (), "数不全，分不出先后")
    if len({one.figure.period for one in every}) > 1 and not all(one.figure.year_over for one in every):
        return Said(draft, (), "最后一期没有过完，不能与整期排先后")
    rest = [one for one in every if one.value != 0 and not any(one is other for other in given)]
    if len(given) == 1 and not rest:
        return _only(given[0], 前, 独)
    shown = _foremost(given, 位)
    if len(shown) == len(given) and not _ahead(shown, rest):
        return Said(draft, (前, *_all_listed(shown), *(piece for one in rest if one.value for piece in ("，", *_item(one)))))
    return Said(draft, (前, _head(shown, 位), *_with_stops([_item(one) for one in shown])))


def _ahead(shown: Sequence[Quantity], rest: Sequence[Quantity]) -> bool:
    """Whether these lead what is left, which has no name (其他): none of them is as small, nor are they all equal."""
    sizes = {one.figure.value or 0 for one in shown}
    return bool(rest) and len(sizes) > 1 and all((one.figure.value or 0) < min(sizes) for one in rest)


def _only(one: Quantity, before: str, wording: str) -> Said:
    """``反映的是土地征用问题``; a name that ends as the wording goes on (其他问题) does not say it twice."""
    if not wording:
        return Said(one.draft, (before, "均为" if one.value != 1 else "为", Fixed(one.label)))
    start, place, end = wording.partition("～")
    if not place:
        raise TemplateFault('“|前几位”的 独= 里要用“～”代表名称，如 独="反映的是～问题"')
    return Said(one.draft, (start, Fixed(one.label), "" if end and one.label.endswith(end) else end))


def _all_listed(shown: Sequence[Quantity]) -> _Pieces:
    """``有甲5件、乙3件``, ``有甲2件，乙、丙各1件``; equals throughout need no 有: ``甲、乙、丙各1件``."""
    ones = [one for one in shown if one.value == 1]
    last = ones if len(ones) > 1 else shown if len({one.value for one in shown}) == 1 and len(shown) > 1 else []
    first = [one for one in shown if not any(one is other for other in last)]
    row: _Pieces = ["有", *_with_stops([_item(one) for one in first])] if first else []
    if last:
        names = _with_stops([[Fixed(one.label)] for one in last])
        row += ["，" if first else "", *names, "各", _for_all(last, _value(last[0]))]
    return row


_MORE = 2
"""How many a tie at the end may add to a list of leaders."""


def _foremost(given: Sequence[Quantity], most: int) -> Sequence[Quantity]:
    """The first so many, with those tied with the last; where these are too many or 1 each, those before the tie, if any."""
    last = given[:most][-1].figure.value or 0
    tied = [one for one in given if (one.figure.value or 0) >= last]
    before = [one for one in given if (one.figure.value or 0) > last]
    few = len(tied) <= most + _MORE and (last > 1 or len(tied) == len(given))
    return tied if few or not before else before


def _head(shown: Sequence[Quantity], most: int) -> str:
    """``居前三位的是``; without a number where a tie makes them more than were asked for."""
    if len(shown) > most:
        return "居前的是"
    return "居首位的是" if len(shown) == 1 else f"居前{_places(len(shown))}位的是"


def _places(count: int) -> str:
    return "两" if count == 2 else numeral(count)


def rises_and_falls(values: Any, 对比: str = "同比") -> Said:
    """``三升一降``: as many as rose and fell; ``均下降`` when all went one way."""
    given = _known(quantities(values, "几升几降"), 对比)
    if isinstance(given, Said):
        return given
    words = [direction(change) for one in given if (change := one.change(against(对比)))]
    if len(set(words)) == 1:
        return Said(given[0].draft, ("均" + words[0],))
    counts = ((words.count("上升"), "升"), (words.count("持平"), "平"), (words.count("下降"), "降"))
    return Said(given[0].draft, ("".join(_places(count) + word for count, word in counts if count),))


def called(value: Any, 名: str) -> Quantity:
    """The same figure under another name in lists: ``信访总量|称("信访量")``."""
    given = quantities([value], "称")[0]
    return Quantity(given.draft, given.figure, text_of(名, "称"))


def if_any(value: Any, 前: str = "", 后: str = "") -> Said | str:
    """The wording with words before and after it; nothing at all where the data do not say."""
    if isinstance(value, Said):
        return "" if value.why else Said(value.draft, (前, *value.pieces, 后))
    given = quantities([value], "若有")[0]
    return "" if given.value is None else Said(given.draft, (前, _value(given), 后))

"""indicators.yaml: what is counted. Validated and frozen; every mistake with file, line and the nearest right name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pipeline.model.indicator import Indicator, Polarity
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.tables import TableSpec
from pipeline.settings.conditions import Reader
from pipeline.settings.shape import complain, fitting
from pipeline.settings.yaml import Listed, Mapped, place_of
from pipeline.words.nearest import nearest

__all__ = ["MEASURES", "TYPES", "parse"]

_FILE = Place("config/indicators.yaml")
MEASURES = ("count", "sum", "mean", "median", "min", "max", "count_distinct")
_NUMERIC = ("sum", "mean", "median", "min", "max")
_Shape = dict[str, type | tuple[type, ...]]
_COMMON: _Shape = {
    "type": str, "label": str, "unit": str, "decimals": int, "polarity": str, "definition": str, "small_base": int, "ranked": bool,
    "parts": list, "also_parts": list, "not_above": str, "reported_by": str,
}  # fmt: skip
# what each type may say beyond that, and what it must say
TYPES: dict[str, tuple[_Shape, tuple[str, ...]]] = {
    "simple": (
        {
            "table": str,
            "measure": str,
            "column": str,
            "where": (dict, list, str, int, float, bool),
            "cohort": (str, dict),
            "lead_days": int,
        },
        ("table",),
    ),
    "ratio": ({"numerator": str, "denominator": str}, ("numerator", "denominator")),
    "derived": ({"plus": list, "minus": list}, ("plus",)),
    "cumulative": ({"of": str}, ("of",)),
    "coverage": (
        {"of": str, "each": str, "every": str, "at_least": int, "count": str, "roster": dict, "kinds": list, "table": str},
        ("each",),
    ),
    "reported": ({"value": (int, float), "source": str}, ()),
}
_LIKE_PERCENT, _NO_PERCENT = ("％", "﹪"), ("‰", "百分之", "百分点", "个百分点")
_ROSTER = ("table", "name", "begun", "ended")
_EACH = ("workday", "day", "unit", "filing")
_EVERY = ("period", "month", "year", "watch_day")
_COUNT = ("met", "due", "share")
_NAMED = ("of", "not_above", "reported_by")
_HELD_AGAINST = ("parts", "also_parts", "not_above", "reported_by")
_NAMING = ("plus", "minus", "parts", "also_parts")


def parse(mapped: Mapped, tables: Mapping[str, TableSpec]) -> tuple[dict[str, Indicator], tuple[Problem, ...]]:
    """Each indicator, in the file's order, and every mistake."""
    found: dict[str, Indicator] = {}
    problems: list[Problem] = []
    for name, entry in mapped.items():
        indicator, wrong = _indicator(name, entry, tables, place_of(mapped, name, _FILE))
        problems += wrong
        found[name] = indicator
    problems += _unknown_references(found)
    problems += _rates_added(found)
    problems += _unknown_each(found, tables)
    problems += _unknown_rosters(found, tables)
    problems += _circles(found)
    return found, tuple(problems)


def _indicator(name: str, entry: Any, tables: Mapping[str, TableSpec], place: Place) -> tuple[Indicator, list[Problem]]:
    what = f"指标“{name}”"
    problems: list[Problem] = []
    if not name.isidentifier():
        problems.append(complain(place, f"{what}：名称只能用汉字、字母、数字和下划线，不能以数字开头，不能有空格或括号"))
    kind = entry.get("type", "simple") if isinstance(entry, Mapped) else "simple"
    if not isinstance(kind, str) or kind not in TYPES:
        at = place_of(entry, "type", place)
        return Indicator(name, place=place), [
            *problems, complain(at, f"{what}的类型“{kind}”不认识{nearest(str(kind), TYPES) or '。'}可用：{'、'.join(TYPES)}")
        ]  # fmt: skip
    shape, needed = TYPES[kind]
    good, wrong = fitting(entry, _COMMON | shape, what, place)
    problems += wrong
    absent = [key for key in needed if isinstance(entry, Mapped) and entry.get(key) is None]
    problems += [complain(place, f"{what}（{kind}）缺少“{key}”") for key in absent]
    problems += _wrong_words(what, good, entry, place)
    problems += _wrong_unit(what, kind, good, place_of(entry, "unit", place) if isinstance(entry, Mapped) else place)
    reading = _reading(what, good, entry, tables, place, problems)
    plain = {key: good[key] for key in ("unit", "decimals", "definition", "numerator", "denominator") if key in good}
    if good.get("unit") == "%" or kind in ("ratio", "reported"):
        plain.setdefault("decimals", 2)
    taken = {"type", "label", "polarity", "table", "measure", "column", "where", "cohort", *plain}
    options = {key: _frozen(value) for key, value in good.items() if key not in taken}
    polarity = good.get("polarity", "neutral")
    indicator = Indicator(name, kind, good.get("label", name), polarity=polarity, options=options, place=place, **reading, **plain)
    return indicator, problems


def _wrong_words(what: str, good: Mapping[str, Any], entry: Any, place: Place) -> Iterator[Problem]:
    """Words that must be of a closed list."""
    closed = {"measure": MEASURES, "polarity": get_args(Polarity), "every": _EVERY, "count": _COUNT}
    for key, allowed in closed.items():
        if key in good and good[key] not in allowed:
            at = place_of(entry, key, place)
            yield complain(at, f"{what}的 {key}“{good[key]}”不认识{nearest(good[key], allowed) or '。'}可用：{'、'.join(allowed)}")


def _wrong_unit(what: str, kind: str, good: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    """A share is a fraction of 1: with any sign but % it would print as 0 or 1."""
    unit = good.get("unit", "")
    if unit in _LIKE_PERCENT or (unit in _NO_PERCENT and kind != "reported"):
        yield complain(place, f"{what}的单位“{unit}”不能用，率的单位写半角的 '%'；两率之差在模板里用“|百分点”")
    elif kind == "coverage" and good.get("count") == "share" and unit != "%":
        yield complain(place, f"{what}（count: share）是率，单位应写 unit: '%'")


def _reading(
    what: str, good: Mapping[str, Any], entry: Any, tables: Mapping[str, TableSpec], place: Place, problems: list[Problem]
) -> dict[str, Any]:
    """Table, measure, column, where and cohort of a simple indicator; only what stands the test."""
    if "table" not in good:
        return {}
    spec = tables.get(good["table"])
    if spec is None:
        at = place_of(entry, "table", place)
        problems.append(complain(at, f"{what}：没有表“{good['table']}”{nearest(good['table'], tables)}"))
        return {"table": good["table"]}
    reader = Reader(spec, what, problems)
    result: dict[str, Any] = {"table": spec.name, "measure": good.get("measure", "count"), "column": good.get("column")}
    _measured(reader, good, entry, place)
    if "where" in good:
        result["where"] = reader.where(good["where"], place_of(entry, "where", place))
    if "cohort" in good:
        result["cohort"] = reader.date(good["cohort"], place_of(entry, "cohort", place))
    return result


def _measured(reader: Reader, good: Mapping[str, Any], entry: Any, place: Place) -> None:
    measure = good.get("measure", "count")
    if measure not in MEASURES:
        return
    if "column" not in good:
        if measure != "count":
            reader.problems.append(complain(place, f"{reader.what}（{measure}）缺少“column”：要算哪一列"))
        return
    at = place_of(entry, "column", place)
    column = reader.column(good["column"], at)
    if column is not None and measure in _NUMERIC and column.type not in ("integer", "number"):
        numbers = [c.name for c in reader.spec.columns if c.type in ("integer", "number")]
        reader.problems.append(
            complain(at, f"{reader.what}：列“{column.name}”不是数，不能求 {measure}。数字列：{'、'.join(numbers) or '没有'}")
        )


def _frozen(value: Any) -> Any:
    if isinstance(value, Listed):
        return tuple(value)
    return dict(value) if isinstance(value, Mapped) else value


def _references(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """(key, name) of every indicator that this one is made of or held against."""
    yield from ((key, name) for key in ("numerator", "denominator") if (name := getattr(indicator, key)) is not None)
    yield from ((key, indicator.options[key]) for key in _NAMED if key in indicator.options)
    yield from ((key, str(name)) for key in _NAMING for name in indicator.options.get(key, ()))


def _unknown_references(found: Mapping[str, Indicator]) -> Iterator[Problem]:
    for indicator in found.values():
        for key, name in _references(indicator):
            if name not in found:
                yield complain(indicator.place, f"指标“{indicator.name}”的 {key} 里的“{name}”不是指标{nearest(str(name), found)}")


def _rates_added(found: Mapping[str, Indicator]) -> Iterator[Problem]:
    """Rates have no sum, and their difference is in percentage points."""
    for indicator in found.values():
        parts = (part for key, part in _references(indicator) if key in ("plus", "minus") and part in found)
        rates = [part for part in parts if found[part].unit == "%"] if indicator.type == "derived" else []
        if rates:
            told = "率不能相加减：两率之差在模板里用“|百分点”，合起来的率请写 ratio（numerator、denominator）"
            yield complain(indicator.place, f"指标“{indicator.name}”里的“{rates[0]}”是率，{told}")


def _unknown_each(found: Mapping[str, Indicator], tables: Mapping[str, TableSpec]) -> Iterator[Problem]:
    """What a coverage indicator goes by: working days, days, units, filings, or a column of the table that it looks at."""
    for indicator in found.values():
        each, of = indicator.options.get("each"), indicator.options.get("of", "")
        if indicator.type != "coverage" or each is None or each == "filing":
            continue
        if not of:
            yield complain(indicator.place, f"指标“{indicator.name}”缺少“of”：数哪个指标")
        spec = tables.get(found[of].table or "") if of in found else None
        known = [*_EACH, *(column.name for column in spec.columns if not column.private)] if spec else [each]
        if spec and each not in known:
            yield complain(indicator.place, f"指标“{indicator.name}”的 each“{each}”不是表“{spec.name}”的列{nearest(each, known)}")


def _unknown_rosters(found: Mapping[str, Indicator], tables: Mapping[str, TableSpec]) -> Iterator[Problem]:
    """A roster is a table, its column of names, and, if it has them, the days on which somebody's office began and ended."""
    for indicator in found.values():
        roster = indicator.options.get("roster", {})
        spec = tables.get(str(roster.get("table")))
        columns = {column.name: column.type for column in spec.columns if not column.private} if spec else {}
        wrong = [key for key in roster if key not in _ROSTER]
        wrong += [key for key in ("begun", "ended") if key in roster and columns.get(str(roster[key])) != "date"]
        if roster and (wrong or str(roster.get("name")) not in columns):
            told = "应写 {table: 名册的表, name: 姓名的列, begun: 开始日期的列, ended: 结束日期的列}"
            yield complain(indicator.place, f"指标“{indicator.name}”的 roster {told}，现为“{', '.join(map(str, roster.values()))}”")


def _circles(found: Mapping[str, Indicator]) -> Iterator[Problem]:
    """Indicators that are made of themselves; each circle is told once, at its first member."""
    made_of = {
        name: [
            part for key, part in _references(i) if key not in ("parts", "also_parts", "not_above", "reported_by") and part in found
        ]
        for name, i in found.items()
    }
    told: set[str] = set()
    for name in found:
        circle = _circle(name, made_of)
        if circle and not told & set(circle):
            told |= set(circle)
            yield complain(found[name].place, f"指标“{name}”绕成了圈：{' → '.join((*circle, circle[0]))}，请改掉其中一处")


def _circle(start: str, made_of: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The shortest way from a name back to itself."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop(0)
        for part in made_of[way[-1]]:
            if part == start:
                return way
            if part not in seen:
                seen.add(part)
                ways.append((*way, part))
    return ()

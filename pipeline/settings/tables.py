"""tables.yaml: what each table is. Columns are declared once for all tables; a table says which it has and how strictly."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, get_args

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.reading import Limits, Reading, Words
from pipeline.model.tables import Column, ColumnType, TableSpec
from pipeline.settings.shape import complain, fitting, strings
from pipeline.settings.yaml import Mapped, place_of
from pipeline.words.nearest import nearest

__all__ = ["parse", "parse_reading"]

_FILE = Place("config/tables.yaml")
_TOP: dict[str, type | tuple[type, ...]] = {"words": dict, "limits": dict, "columns": dict, "tables": dict}
_COLUMN: dict[str, type | tuple[type, ...]] = {
    "also": list,
    "type": str,
    "values": dict,
    "open": bool,
    "minimum": int,
    "blank": (str, int),
    "summed": bool,
    "otherwise": str,
    "kinds": list,
    "required": bool,
}
_TABLE: dict[str, type | tuple[type, ...]] = {
    "names": list,
    "key": list,
    "key_year": bool,
    "date": str,
    "scopes": list,
    "columns": dict,
    "private": list,
    "orders": list,
    "on_repeat": str,
    "filed_by": (str, list),
    "every": str,
    "plan": bool,
    "zeros": bool,
    "register": str,
    "units": dict,
    "warnings": list,
}
_RULES = {
    "needs": ("column", "value", "other"),
    "forbids": ("column", "value", "other"),
    "not_more": ("column", "other"),
    "not_after": ("column", "other"),
    "sequence": ("column", "by"),
    "jump": ("times", "least"),
}
_ONE_OF = {"on_repeat": ("replace", "error"), "every": ("month",)}


def parse(mapped: Mapped) -> tuple[dict[str, TableSpec], tuple[Problem, ...]]:
    """Each table as a ``TableSpec``, in the file's order, and every mistake."""
    strays = mapped.keys() - _TOP.keys()
    homeless = {key: home for key in mapped for home in ("tables", "columns") if key in strays and key in (mapped.get(home) or ())}
    top, wrong = fitting(mapped, _TOP | dict.fromkeys(homeless, object), "tables.yaml", _FILE)
    problems = [*wrong, *(_homeless(key, home, place_of(mapped, key, _FILE)) for key, home in homeless.items())]
    mistakes: list[Problem]
    shared = top.get("columns", Mapped())
    tables = top.get("tables", Mapped())
    specs: dict[str, TableSpec] = {}
    for name, entry in tables.items():
        place = place_of(tables, name, _FILE)
        spec, mistakes = _table(name, entry, shared, place)
        specs[name] = spec
        problems += mistakes
        problems += _faults(spec)
    return specs, tuple(problems)


def _homeless(name: str, home: str, place: Place) -> Problem:
    """A table or column that stands at the edge of the file, not below tables: or columns:."""
    return complain(place, f"“{name}”要写在 {home}: 下面：在它上面加一行“{home}:”，它和它下面的各行前面都多空两格")


def parse_reading(mapped: Mapped) -> tuple[Reading, tuple[Problem, ...]]:
    """The words and limits of tables.yaml, and every mistake."""
    words, wrong = fitting(mapped.get("words", Mapped()), {f.name: list for f in dataclasses.fields(Words)}, "words", _FILE)
    limits, mistaken = fitting(mapped.get("limits", Mapped()), _limit_types(), "limits", _FILE)
    problems = list(wrong + mistaken)
    for name in ("earliest", "latest"):
        try:
            limits[name] = dt.date.fromisoformat(limits.get(name, str(getattr(Limits(), name))))
        except ValueError:
            place = place_of(mapped["limits"], name, _FILE)
            problems.append(complain(place, f"limits 的“{name}”应为 2025-01-31 这样的日期，现为“{limits.pop(name)}”"))
    return Reading(Words(**{key: strings(value) for key, value in words.items()}), Limits(**limits)), tuple(problems)


def _limit_types() -> dict[str, type]:
    return {f.name: str if f.name in ("earliest", "latest") else int for f in dataclasses.fields(Limits)}


def _table(name: str, entry: Any, shared: Mapping[str, Any], place: Place) -> tuple[TableSpec, list[Problem]]:
    good, wrong = fitting(entry, _TABLE, f"表“{name}”", place)
    problems = list(wrong)
    declared = good.get("columns", Mapped())
    columns = []
    for label in declared:
        column, mistakes = _column(label, shared.get(label), declared[label], place_of(declared, label, place), name)
        columns.append(column)
        problems += mistakes
    columns += [Column(str(label), private=True) for label in good.get("private", ())]
    plain = {
        key: good[key] for key in ("date", "key_year", "on_repeat", "every", "plan", "zeros", "register", "units") if key in good
    }
    spec = TableSpec(
        name=name,
        columns=tuple(columns),
        key=strings(good.get("key")),
        scopes=strings(good.get("scopes")),
        names=strings(good.get("names")),
        orders=tuple(pair for chain in good.get("orders", ()) for pair in combinations(strings(chain), 2)),
        filed_by=strings(good.get("filed_by")),
        warnings=tuple(rule for rule in good.get("warnings", ()) if isinstance(rule, dict)),
        place=place,
        **plain,
    )
    return spec, problems


def _column(label: str, base: Any, own: Any, place: Place, table: str) -> tuple[Column, list[Problem]]:
    what = f"表“{table}”的列“{label}”"
    general, wrong = fitting(base if base is not None else Mapped(), _COLUMN, f"columns 的列“{label}”", place)
    special, mistaken = fitting(own if own is not None else Mapped(), _COLUMN, what, place)
    entry = general | special
    problems = list(wrong + mistaken)
    kind = entry.get("type", "text")
    if kind not in get_args(ColumnType):
        problems.append(complain(place, f"{what}的类型“{kind}”不认识，可用：{'、'.join(get_args(ColumnType))}"))
        kind = "text"
    values = {str(value): strings(spellings) for value, spellings in entry.get("values", {}).items()}
    if kind == "category" and not values and not entry.get("open"):
        problems.append(complain(place, f"{what}是类别（category），应列出可填的值（values），或写 open: true"))
    rest = {key: entry[key] for key in ("required", "blank", "open", "minimum", "summed", "otherwise") if key in entry}
    if "blank" in rest and kind in ("date", "integer", "number"):
        if kind == "date" or not isinstance(rest["blank"], int):
            told = "在日期列不能写" if kind == "date" else f"应为整数，现为“{rest['blank']}”"
            problems.append(complain(place, f"{what}的 blank {told}"))
            del rest["blank"]
    elif "blank" in rest:
        rest["blank"] = str(rest["blank"])
    kinds = strings(entry.get("kinds"))
    return Column(label, kind, aliases=strings(entry.get("also")), values=values, kinds=kinds, **rest), problems


def _faults(spec: TableSpec) -> Iterator[Problem]:
    """What a table names must be its columns, of the type that is needed there."""
    what = f"表“{spec.name}”"
    kinds = {column.name: column.type for column in spec.columns if not column.private}
    named: list[tuple[str, str, str | None]] = []
    named += [("key", name, None) for name in spec.key]
    named += [("scopes", name, None) for name in spec.scopes]
    named += [("date", spec.date, "date")] if spec.date else []
    named += [("units", str(name), None) for name in spec.units.values()]
    named += [("orders", name, "date") for pair in spec.orders for name in pair]
    for where, name, kind in named:
        if name not in kinds:
            yield complain(spec.place, f"{what}的 {where} 里的“{name}”不是它的列{nearest(name, kinds)}")
        elif kind and kinds[name] != kind:
            yield complain(spec.place, f"{what}的 {where} 里的“{name}”应为日期列（type: date）")
    for key, allowed in _ONE_OF.items():
        if (value := getattr(spec, key)) is not None and value not in allowed:
            yield complain(spec.place, f"{what}的 {key} 应为{'或'.join(allowed)}，现为“{value}”")
    if spec.key_year and not spec.date:
        yield complain(spec.place, f"{what}写了 key_year，却没有写 date")
    for rule in spec.warnings:
        yield from _rule_faults(rule, what, kinds, spec.place)


def _rule_faults(rule: Mapping[str, Any], what: str, kinds: Mapping[str, str], place: Place) -> Iterator[Problem]:
    at = place_of(rule, "rule", place)
    wanted = _RULES.get(str(rule.get("rule")))
    if wanted is None:
        yield complain(at, f"{what}的提醒规则“{rule.get('rule')}”不认识{nearest(str(rule.get('rule')), _RULES)}")
        return
    for key in wanted:
        if key not in rule:
            yield complain(at, f"{what}的提醒规则“{rule['rule']}”缺少“{key}”")
        elif key in ("column", "other", "by") and str(rule[key]) not in kinds:
            yield complain(at, f"{what}的提醒规则“{rule['rule']}”里的“{rule[key]}”不是它的列{nearest(str(rule[key]), kinds)}")

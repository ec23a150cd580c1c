"""documents.yaml: which documents the office writes, from which template, for which spans and units."""

from __future__ import annotations

from typing import Any, get_args

from pipeline.model.period import Grain
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import DocumentSpec
from pipeline.model.tables import TableSpec
from pipeline.settings.shape import complain, fitting, nearest, strings
from pipeline.settings.yaml import Mapped, place_of

__all__ = ["parse"]

_FILE = Place("config/documents.yaml")
_SHAPE: dict[str, type | tuple[type, ...]] = {
    "template": str,
    "profile": str,
    "grain": str,
    "for_each": str,
    "needs": (list, str),
    "audience": str,
    "date": str,
    "periods": (list, str, int),
    "target_minutes": int,
    "structure": str,
    "subject": str,
    "perspective": str,
    "recipients": dict,
    "options": dict,
}
_FOR_EACH = ("乡镇", "县直部门")


def parse(mapped: Mapped, tables: dict[str, TableSpec]) -> tuple[dict[str, DocumentSpec], tuple[Problem, ...]]:
    """Each entry as a ``DocumentSpec``, and every mistake."""
    specs: dict[str, DocumentSpec] = {}
    problems: list[Problem] = []
    for name in mapped:
        place = place_of(mapped, name, _FILE)
        entry, wrong = fitting(mapped[name], _SHAPE, f"文稿“{name}”", place)
        problems += wrong
        problems += _faults(name, entry, tables, place)
        specs[name] = _spec(name, entry, place)
    return specs, tuple(problems)


def _spec(name: str, entry: dict[str, Any], place: Place) -> DocumentSpec:
    rest = {k: v for k, v in entry.items() if k not in ("template", "profile", "grain", "for_each", "needs")}
    return DocumentSpec(
        name=name,
        template=entry.get("template", ""),
        profile=entry.get("profile", "公文"),
        grain=entry.get("grain", "month"),
        for_each=entry.get("for_each"),
        needs=strings(entry.get("needs")),
        options=rest,
        place=place,
    )


def _faults(name: str, entry: dict[str, Any], tables: dict[str, TableSpec], place: Place) -> list[Problem]:
    found = []
    if "template" not in entry:
        found.append(complain(place, f"文稿“{name}”没有写模板（template: 讲话/….txt.j2）"))
    grain = entry.get("grain", "month")
    if grain not in get_args(Grain):
        found.append(complain(place, f"文稿“{name}”的期间单位“{grain}”不认识，可用：{'、'.join(get_args(Grain))}"))
    if entry.get("for_each") not in (None, *_FOR_EACH):
        found.append(complain(place, f"文稿“{name}”的 for_each“{entry['for_each']}”不认识，可用：{'、'.join(_FOR_EACH)}"))
    unknown = [table for table in strings(entry.get("needs")) if table not in tables]
    return found + [complain(place, f"文稿“{name}”需要的表“{table}”没有定义{nearest(table, tables)}") for table in unknown]

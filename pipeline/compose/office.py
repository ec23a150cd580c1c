"""What an office sets about its papers: whom they go to, and from where they speak; a document's own setting wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.compose.draft import Draft
from pipeline.compose.facts import told
from pipeline.compose.visible import Word
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Organization

__all__ = ["RECIPIENTS", "nameless", "perspective", "recipients"]

RECIPIENTS = ("主送", "报", "送", "发", "抄送", "印发", "印数")


def recipients(draft: Draft) -> dict[str, Any]:
    """``收文.报``, ``收文.主送`` …: those that nobody has set are gaps, so that their lines drop out."""
    office = draft.settings.organization.options.get("recipients") or {}
    own = draft.options.get("recipients") or {}
    typed: dict[str, Any] = dict.fromkeys(RECIPIENTS)
    for source, given in (("config/organization.yaml", office), ("config/documents.yaml", own)):
        if isinstance(given, Mapping):
            typed |= told(draft, given, source, "收文")
    if draft.occasion.copies is not None:
        typed["印数"] = told(draft, draft.occasion.copies, "config/documents.yaml", "收文.印数")
    return typed


def perspective(draft: Draft) -> Word:
    """``视角``: 我县 where the paper speaks upwards, 全县 where it speaks to the county; of a unit, the unit's own name."""
    typed = draft.options.get("perspective") or draft.settings.organization.options.get("perspective") or draft.occasion.scope
    return Word(draft, str(typed))


def nameless(office: Organization, printed: Iterable[str]) -> Iterator[Problem]:
    """News that the county's name is still to be written, where a document prints what stands in its place."""
    if office.nameless and any(office.county in text for text in printed):
        told = f"没有写县名，文稿里印的是“{office.county}”。请在这个文件里写一行 county: 县名（没有这个文件就新建）"
        yield Problem("county-name", "info", Place("config/organization.yaml"), told)

"""What 率先, 首次 and 第一 share: a document named in organization.yaml: evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.compose.draft import Draft
from pipeline.compose.fault import TemplateFault
from pipeline.compose.predicates.answer import Answer, no, yes

__all__ = ["by_evidence"]


def by_evidence(word: str, matter: Any, draft: Draft) -> Answer:
    """Whether the office named a document for it, under the matter itself or under word and matter (``率先县领导下访``)."""
    if not isinstance(matter, str):
        raise TemplateFault(f'判断“{word}”的括号里应写事项，如 {word}("县领导下访")')
    evidence = draft.settings.organization.options.get("evidence")
    found = (evidence.get(word + matter) or evidence.get(matter)) if isinstance(evidence, Mapping) else None
    return yes(str(found)) if found else no(f"organization.yaml 的 evidence 里没有“{matter}”的依据")

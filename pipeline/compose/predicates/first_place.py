"""第一(事项): cannot follow from the office's own data; needs evidence, a document, in organization.yaml.

``evidence:`` maps the matter to the document that bears the word out. Without it the answer is no, and the weaker wording prints.

    {% claim 第一("县领导下访") %}第一组织开展县领导下访{% otherwise %}组织开展县领导下访{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.draft import Draft
from pipeline.compose.predicates.answer import Answer
from pipeline.compose.predicates.by_evidence import by_evidence

__all__ = ["answer"]


def answer(事项: Any, *, draft: Draft) -> Answer:
    """Whether there is evidence for it."""
    return by_evidence("第一", 事项, draft)

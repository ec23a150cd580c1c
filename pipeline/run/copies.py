"""How many copies of a paper are printed: as ordered, else as the config says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipeline.model.document import Colophon
from pipeline.run.audience import as_read_by
from pipeline.run.plan import Job

if TYPE_CHECKING:
    from pipeline.run.workshop import Workshop

__all__ = ["copies_of"]


def copies_of(job: Job, shop: Workshop, ordered: int | None) -> int | None:
    """``--copies``, ``copies:`` of documents.yaml, or the 印数 of its recipients or the office's where the page prints that."""
    if ordered is not None or job.spec.copies is not None:
        return job.spec.copies if ordered is None else ordered
    own, office = _set(job.spec.options), _set(shop.settings.organization.options)
    found = office if own is None else own
    return found if found is not None and _prints(job, shop) else None


def _set(options: Mapping[str, Any]) -> int | None:
    recipients = options.get("recipients")
    value = recipients.get("印数") if isinstance(recipients, Mapping) else None
    text = str(value).strip()
    return int(text) if text.isdecimal() and int(text) > 0 else None


def _prints(job: Job, shop: Workshop) -> bool:
    """Whether its colophon says a number of copies; a paper that says none is signed with what somebody orders."""
    measures = as_read_by(job.spec, shop.measures, shop.settings)
    document, _ = shop.composer.compose(job.spec, shop.occasion(job), measures)
    return document is not None and any(isinstance(block, Colophon) and block.copies for block in document.blocks)

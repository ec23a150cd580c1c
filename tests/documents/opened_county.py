"""A project folder, opened: any of its documents composed as a build would."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.model.document import Document
from pipeline.model.problem import Problem
from pipeline.run.inputs import gather
from pipeline.run.order import Order
from pipeline.run.plan import plan
from pipeline.run.register import issues_in
from pipeline.run.workshop import Workshop, open_workshop
from pipeline.settings.loading import load


@dataclass
class County:
    """A project folder, opened; ``compose`` gives one document and what is wrong with it."""

    folder: Path
    shop: Workshop

    def compose(self, name: str, period: str, scope: str | None = None, **order) -> tuple[Document, tuple[Problem, ...]]:
        shop = self.shop
        shop.order = Order((name,), period, scope, **order)
        days = [
            row[shop.settings.tables["接访安排表"].date]
            for row in shop.measures.entries("接访安排表", shop.settings.calendar.period("2020..2030"))
        ]
        (job,) = plan(shop.order, shop.settings, shop.inputs, lambda _: days)
        document, problems = shop.composer.compose(job.spec, shop.occasion(job), shop.measures)
        assert document is not None, problems
        return document, problems


def opened(folder: Path) -> County:
    settings = load(folder)
    inputs = gather(settings)
    shop = open_workshop(settings, inputs, Order(), ())
    shop.issues = issues_in(shop.measures, inputs, settings)
    return County(folder, shop)

"""Rows found by their place are the rows that a look at the whole table finds."""

import pytest
from small_county import declared, specs

from pipeline.measure.ground import lay
from pipeline.measure.indexed import quickly
from pipeline.measure.selection import select
from pipeline.measure.slices import Slice
from pipeline.model.period import Period
from pipeline.model.settings import Settings
from pipeline.run.figures import open_desk
from pipeline.sample import generate

SPANS = [Period.parse(text) for text in ("2025", "2024", "2025-02", "2025Q3", "2025-11-03", "2023-01")]


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    generate(folder, rows=400, townships=5)
    desk = open_desk(folder)
    assert isinstance(desk.settings, Settings)
    return lay(desk.inputs, desk.settings)


def test_every_simple_indicator_in_every_scope_and_span(ground):
    assert declared().keys() <= ground.indicators.keys()
    scopes = ["全县", *(unit.name for unit in ground.places.units)]
    compared = found = 0
    for indicator in ground.indicators.values():
        if indicator.type != "simple" or indicator.table not in specs() or indicator.table not in ground.rows:
            continue
        for scope in scopes:
            for span in SPANS:
                cut = Slice(scope)
                quick = quickly(ground, indicator, span, cut)
                if quick is not None:
                    assert sorted(quick.tolist()) == select(ground, indicator, span, cut).tolist(), (indicator.name, scope, span)
                    compared += 1
                    found += len(quick)
    assert compared > 1000
    assert found > 5000

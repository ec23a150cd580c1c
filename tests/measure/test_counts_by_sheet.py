"""Counts by sheet out of cubes are those of the rows themselves."""

from collections import Counter

import pytest
from small_county import county, items

import pipeline.measure.ground
from pipeline.measure.trace import sources_of
from pipeline.model.period import Period
from pipeline.run.figures import open_desk
from pipeline.sample import generate

SPANS = [Period.parse(text) for text in ("2025", "2024", "2025-02", "2024-01", "2025Q3", "2025-11-03")]


@pytest.fixture(scope="module", params=["by day", "by month"])
def measures(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    generate(folder, rows=400, townships=5)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "by month":
            patch.setattr(pipeline.measure.ground, "is_large", lambda *_: True)
        yield open_desk(folder).measures


def test_every_indicator_of_every_unit_and_the_county(measures):
    """Going through the rows is asked directly."""
    compared = counted = 0
    kinds = {unit.name: unit.kind for unit in measures.units("unit")} | {"全县": ""}
    for unit, kind in kinds.items():
        for name in measures.indicators:
            for span in SPANS:
                figure = measures.figure(name, span, unit)
                found = measures.sources(figure)
                assert tuple(found) == sources_of(measures.evaluator, figure), (name, unit, span)
                asked = measures.sheets._known.get((name, span, kind))
                compared += asked is not None
                counted += sum(sheet.rows for sheet in found) if asked else 0
    assert compared > 1000
    assert counted > 3000


def test_a_row_of_both_parts_counts_once():
    """Three rated rows in two files, two of them content; one unrated."""
    content = {"属地": "西乡", "登记日期": "2025-02-03", "办结日期": "2025-02-20", "满意度": "满意"}
    rows = items(content, content | {"_source": 1}, content | {"满意度": "不满意", "_source": 1}, content | {"满意度": None})
    measures = county({"信访事项登记表": rows})
    figure = measures.figure("满意率", Period.parse("2025-02"), "西乡")
    found = {sheet.file: sheet.rows for sheet in measures.sources(figure)}
    assert found == Counter({"信访事项登记表0.xlsx": 1, "信访事项登记表1.xlsx": 2})
    assert measures.sources(measures.figure("满意率", Period.parse("2025-02"), "城关镇")) == ()

"""Every truth table and every example of docs/templates.md holds."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.compose.filters import FILTERS
from pipeline.compose.functions import FUNCTIONS, NAMES
from pipeline.compose.predicates import PREDICATES
from pipeline.model.document import Paragraph
from pipeline.model.figure import Figure
from tests.compose.county import YEAR, County, compose, count, inlines, outline
from tests.compose.manual import PAGE, examples, figures, rows


@pytest.mark.parametrize(("line", "data", "template", "printed"), rows())
def test_truth_table(tmp_path, line, data, template, printed):
    given, period = figures(data)
    document, problems = compose(
        tmp_path, template + "\n", *given, period=period, options={"evidence": {"率先有据的事": "×信〔2025〕3号"}}
    )
    assert not problems
    text = "".join(inlines(block.inlines) for block in document.blocks if isinstance(block, Paragraph))
    assert text.replace("【", "").replace("】", "") == ("" if printed == "（略）" else printed)


def county() -> County:
    total = count("信访总量", 307, 394)
    towns = {
        ("信访总量", "2025", "城关镇"): dataclasses.replace(total, scope="城关镇", value=200, year_ago=250),
        ("信访总量", "2025", "东关镇"): dataclasses.replace(total, scope="东关镇", value=107, year_ago=None),
    }
    kinds = [("劳动社保", 100), ("征地拆迁", 120), ("环境保护", 87), ("交通", 0)]
    groups = {("信访总量", "问题类别"): [Figure(total.indicator, YEAR, value=n, member=m, dimension="问题类别") for m, n in kinds]}
    own = {one.indicator.name: one for one in (total, count("接访批次", 300, unit="批"), count("来信件次", 60, 80))}
    return County({**own, **towns}, groups)


@pytest.mark.parametrize(("template", "wanted"), examples())
def test_example(tmp_path, template, wanted):
    document, problems = compose(tmp_path, template, measures=county())
    assert not problems
    assert outline(document) == wanted.strip()


def test_the_manual_names_everything_there_is():
    text = PAGE.read_text("utf-8")
    for name in (*FILTERS, *FUNCTIONS, *NAMES, *PREDICATES):
        assert name in text, name

"""Any county: the speech claims what is true of its rows, and only that; every plain figure is what its rows say."""

import re

import counted
import finished_docx
import pytest
from built_county import SPEECH, Built

from pipeline.run.build import build
from pipeline.run.init import start
from pipeline.run.plan import Order
from pipeline.sample import records


@pytest.fixture(scope="module", params=["sample", "seed_7", 3, 15], ids=str)
def county(request, tmp_path_factory):
    if isinstance(request.param, str):
        return request.getfixturevalue(request.param)
    folder = tmp_path_factory.mktemp(f"county{request.param}")
    start(folder, sample=True, seed=request.param)
    return Built(folder, build(folder, Order((SPEECH,)), lambda _: None), records(seed=request.param))


def test_each_claim_is_answered_as_its_rows_say(county):
    true = counted.claims(county.records)
    told = {(claim["predicate"], claim["arguments"][0]): claim for claim in county.figures(SPEECH, "2025")["claims"]}
    assert {key: told[key]["holds"] for key in true if key in told} == {key: value for key, value in true.items() if key in told}
    assert len(set(true) & set(told)) >= 11


def test_each_claim_prints_what_was_answered(county):
    for claim in county.figures(SPEECH, "2025")["claims"]:
        assert (claim["printed"] == "then") == (claim["holds"] is True), claim


def test_each_plain_figure_is_what_its_rows_say(county):
    entries = {figure["id"]: figure for figure in county.figures(SPEECH, "2025")["figures"]}
    known = counted.indicators(county.records)
    wrong = []
    for tag, text in finished_docx.read(county.path(SPEECH, "2025")).controls:
        figure = entries[tag]
        plain = figure["form"] == "value" and figure["scope"] == "全县" and figure["period"] == "2025" and "member" not in figure
        number = re.fullmatch(r"(\d+)[^\d多]*", text)
        if plain and number and figure["indicator"] in known and int(number[1]) != known[figure["indicator"]]:
            wrong.append((figure["indicator"], text, known[figure["indicator"]]))
    assert wrong == []

"""One document of every kind that the sample county makes, on paper: the measuring tool finds nothing."""

import pytest
import yaml
from test_layout_grid import ROOT

from pipeline.run.build import build
from pipeline.run.init import start
from pipeline.run.order import Order
from pipeline.settings.looks import parse
from pipeline.settings.yaml import load

KINDS = list(yaml.safe_load((ROOT / "config" / "documents.yaml").read_text("utf-8")))


@pytest.fixture(scope="session")
def papers(render, tmp_path_factory):
    """The last document of each kind, rendered with the fonts of style.yaml."""
    folder = tmp_path_factory.mktemp("county")
    start(folder, sample=True)
    build(folder, Order(()), lambda _: None)
    found = {kind: sorted((folder / "outputs" / kind).glob("*.docx")) for kind in KINDS}
    spec = parse(load(ROOT / "config" / "style.yaml", "config/style.yaml")[0])[0]
    return render(spec, {kind: made[-1].read_bytes() for kind, made in found.items()})


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_of_the_kind_is_laid_out_as_it_should_be(kind, papers, monkeypatch):
    measured, faults = papers[kind].measured(monkeypatch)
    assert faults == [], measured

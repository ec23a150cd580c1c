"""docs/indicators.md lists the delivered indicators as they are, and its examples are read without a mistake."""

import re
from pathlib import Path

import pytest
import yaml

from pipeline.settings import indicators, tables
from pipeline.settings.yaml import load
from tests.tools.indicator_list import TITLE, listing

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "indicators.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def specs():
    return tables.parse(load(ROOT / "config" / "tables.yaml", "config/tables.yaml")[0])[0]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_without_a_mistake(example, specs, tmp_path):
    (tmp_path / "indicators.yaml").write_text(example, "utf-8")
    mapped, wrong = load(tmp_path / "indicators.yaml", "config/indicators.yaml")
    found, mistakes = indicators.parse(mapped, specs)
    assert [problem.message for problem in (*wrong, *mistakes)] == []
    assert list(found) == list(yaml.safe_load(example))


def test_every_type_has_an_example(specs):
    shown = {entry.get("type", "simple") for example in EXAMPLES for entry in yaml.safe_load(example).values()}
    assert shown == set(indicators.TYPES)


def test_the_delivered_indicators_are_listed_as_they_are():
    """Where this fails: ``python tests/tools/indicator_list.py``."""
    source = (ROOT / "config" / "indicators.yaml").read_text("utf-8")
    told = PAGE.partition(TITLE)[2]
    assert told == listing(source)
    assert re.findall(r"^\| `(.*?)`", told, re.MULTILINE) == list(yaml.safe_load(source))

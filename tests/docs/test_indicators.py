"""docs/indicators.md lists the delivered indicators as they are, and its examples are read without a mistake."""

import re
from pathlib import Path

import pytest
import yaml

from pipeline.settings import indicators, tables
from pipeline.settings.yaml import load

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
    config = yaml.safe_load((ROOT / "config" / "indicators.yaml").read_text("utf-8"))
    wanted = [f"| `{name}` | {entry.get('unit', '')} | {entry['definition']} |" for name, entry in config.items()]
    assert re.findall(r"^\| `.*\|$", PAGE.partition("## The delivered ones")[2], re.MULTILINE) == wanted

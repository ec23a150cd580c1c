"""Whatever stands in a config file, it is read or told in plain words: never a traceback. ``make fuzz`` tries more."""

import copy
import os
import random

import pytest
import yaml

from pipeline.model.problem import Mistake
from pipeline.settings.loading import defaults, load

SEEDS = max(200, int(os.environ.get("FUZZ_SEEDS", "0")))
FILES = sorted((defaults() / "config").glob("*.yaml"))
READ = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in FILES}
ODD = (
    *(None, True, False, 0, -1, 10**30, 1.5, float("inf"), "", "x", "无", " 甲 ", "😀", "2025-13"),
    *("{{ 1 }}", "<a&b>", "../x", "甲/乙", [], {}, ["甲"], [None], [["甲"]], {"甲": "乙"}, {"甲": None}, [{}], [{"甲": "乙"}]),
)
KEYS = ("x", "甲", "type", "where", "blank", "periods", "date", "for_each", "units", "columns", "any")


def places(value, at=()):
    """Every place in a value below its top, as keys and indices."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*at, key)
        yield from places(one, (*at, key))


def spoiled(value, dice):
    """The same with one place of it another one, or gone, or under another name."""
    value = copy.deepcopy(value)
    *way, last = dice.choice(list(places(value)))
    holder = value
    for key in way:
        holder = holder[key]
    how = dice.random()
    if how < 0.8:
        holder[last] = copy.deepcopy(dice.choice(ODD))
    elif how < 0.9 or isinstance(holder, list):
        del holder[last]
    else:
        holder[dice.choice(KEYS)] = holder.pop(last)
    return value


def told(project):
    try:
        load(project)
    except Mistake as mistake:
        return mistake.problems
    return ()


@pytest.mark.parametrize("first", range(0, SEEDS, 50))
def test_any_config(tmp_path, first):
    for seed in range(first, min(first + 50, SEEDS)):
        dice = random.Random(seed)
        name = dice.choice(sorted(READ))
        path = tmp_path / str(seed) / "config" / name
        path.parent.mkdir(parents=True)
        path.write_text(yaml.safe_dump(spoiled(READ[name], dice), allow_unicode=True, width=200), "utf-8")
        # what another file says of a place that is gone is told there
        assert all(problem.place.file.startswith("config/") and problem.message for problem in told(tmp_path / str(seed))), seed

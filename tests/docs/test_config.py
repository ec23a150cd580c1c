"""docs/config.md speaks of every key that a config file may hold."""

import dataclasses
import re
from pathlib import Path
from typing import get_args

import pytest

from pipeline.model.condition import Operator, Order
from pipeline.model.indicator import Polarity
from pipeline.model.looks import FontRole, MastheadKind, PageNumbers
from pipeline.model.period import Grain
from pipeline.model.reading import Limits, Words
from pipeline.model.tables import ColumnType
from pipeline.model.wording import Degrees
from pipeline.settings import documents, indicators, loading, looks, organization, tables, wording

PAGE = (Path(__file__).parents[2] / "docs" / "config.md").read_text("utf-8")
CALENDAR = ("data_until", "month_starts", "workdays", "holidays", "watch")
# a range is what periods: make of spans, never a grain of its own; 三段式 and other values are Chinese and speak for themselves
GRAINS = [grain for grain in get_args(Grain) if grain != "range"]


def names(shape):
    return [field.name for field in dataclasses.fields(shape)]


def of_indicators():
    yield from indicators._COMMON
    for kind, (shape, _) in indicators.TYPES.items():
        yield from (kind, *shape)
    yield from (*indicators.MEASURES, *get_args(Polarity), *indicators._EACH, *indicators._EVERY, *indicators._COUNT)
    yield from (*get_args(Operator), *get_args(Order), "blank", "not", "setting", "all", "any")


def of_tables():
    yield from (*tables._TOP, *tables._COLUMN, *tables._TABLE, *tables._RULES, *names(Words), *names(Limits), *get_args(ColumnType))
    yield from (key for keys in tables._RULES.values() for key in keys)


def of_style():
    yield from ("looks", "wording", *looks._PARTS, *looks._PROFILE, *get_args(FontRole))
    yield from (*get_args(MastheadKind), *get_args(PageNumbers))
    yield from (*wording._SHAPE, *names(Degrees), "predicates", "phrases")


FILES = {
    "organization.yaml": organization._SHAPE,
    "calendar.yaml": CALENDAR,
    "documents.yaml": [*documents._SHAPE, *GRAINS],
    "indicators.yaml": of_indicators(),
    "tables.yaml": of_tables(),
    "style.yaml": of_style(),
}


def section(title):
    found = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("file", FILES)
def test_every_key_is_explained(file):
    told = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`([^`]+)`", section(file)))))
    assert [key for key in dict.fromkeys(FILES[file]) if key not in told] == []


def test_every_file_that_is_read_has_a_section():
    assert [name for name, _, _ in loading._FILES if not section(name)] == []


def test_the_calendar_takes_these_keys_and_no_other():
    from pipeline.settings.calendar import parse
    from pipeline.settings.yaml import Mapped

    mapped = Mapped()
    mapped.update(dict.fromkeys([*CALENDAR, "else"]))
    _, problems = parse(mapped)
    assert len(problems) == 1
    assert "else" in problems[0].message

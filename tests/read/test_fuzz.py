"""Spoiled files of every format: never a traceback, never a hang, always either rows or one clear problem.

``FUZZ_SEEDS`` says how many (200 in the suite, 2,000 in ``make fuzz``).
"""

import datetime as dt
import os
import random
import time
import zipfile
from io import BytesIO

import pytest
from making import ITEMS, item, write

from pipeline.check.file import check_file
from pipeline.check.scene import Scene, UnitNames
from pipeline.model.reading import Limits
from pipeline.read.file import Opened, read_file
from pipeline.read.tree import Found
from pipeline.settings import tables
from pipeline.settings.loading import defaults
from pipeline.settings.yaml import load

SEEDS = int(os.environ.get("FUZZ_SEEDS", "200"))
BATCH = 50
GRID = [
    ["某县信访事项登记表"],
    ITEMS,
    *(item(f"XF{n}", dt.date(2025, 3, 5), people=n + 1) for n in range(12)),
    ["合计", "", "", 78],
]
LIMITS = Limits(seconds=20, memory_mb=1024)


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    return {
        name: write(folder / name, GRID, merges=["A1:F1"] if "x" in name else ()).read_bytes()
        for name in ("a.xlsx", "a.xls", "a.ods", "a.csv")
    }


@pytest.fixture(scope="module")
def known():
    mapped, _ = load(defaults() / "config" / "tables.yaml", "config/tables.yaml")
    reading, _ = tables.parse_reading(mapped)
    return tables.parse(mapped)[0], Scene.of(reading, UnitNames())


def flipped(content, rng):
    spoiled = bytearray(content)
    for _ in range(rng.choice((1, 3, 30, 300))):
        spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    return bytes(spoiled)


def truncated(content, rng):
    return content[: rng.randrange(len(content))]


def doubled(content, rng):
    at, end = sorted(rng.randrange(len(content)) for _ in range(2))
    return content[:end] + content[at:]


def members(content, rng):
    """Zip parts dropped, swapped, or their own bytes spoiled."""
    if not content.startswith(b"PK"):
        return flipped(content, rng)
    with zipfile.ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    names = list(parts)
    one, other = rng.choice(names), rng.choice(names)
    change = rng.randrange(3)
    if change == 0:
        del parts[one]
    elif change == 1:
        parts[one], parts[other] = parts[other], parts[one]
    elif parts[one]:
        parts[one] = rng.choice((flipped, truncated))(parts[one], rng)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("batch", range((SEEDS + BATCH - 1) // BATCH))
def test_fuzz(batch, originals, known, tmp_path):
    specs, scene = known
    for seed in range(batch * BATCH, min(SEEDS, (batch + 1) * BATCH)):
        rng = random.Random(seed)
        name = rng.choice(sorted(originals))
        content = rng.choice((flipped, truncated, doubled, members, members))(originals[name], rng)
        began = time.monotonic()
        raw = read_file(Opened(Found(tmp_path / name, name, 0), content, "x"), LIMITS)
        checked = check_file(raw, specs, scene)
        assert time.monotonic() - began < 30, seed
        assert raw.sheets or raw.problems, seed
        assert all(problem.message and problem.place.file == name for problem in checked.problems), seed

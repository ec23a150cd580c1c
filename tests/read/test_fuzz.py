"""Spoiled files of every format: never a traceback, never a hang, always either rows or one clear problem.

``FUZZ_SEEDS`` says how many (200 in the suite, 2,000 in ``make fuzz``).
"""

import datetime as dt
import os
import random
import re
import time
import zipfile
from io import BytesIO
from xml.parsers import expat

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
from pipeline.write.marking import Note, mark_workbook

SEEDS = int(os.environ.get("FUZZ_SEEDS", "200"))
BATCH = 50
GRID = [
    ["某县信访事项登记表"],
    ITEMS,
    *(item(f"XF{n}", dt.date(2025, 3, 5), people=n + 1) for n in range(11)),
    item("XF11", people="#DIV/0!"),
    ["合计", "", "", 78],
]
LIMITS = Limits(seconds=20, memory_mb=1024)


FORMATS = {
    "a.xlsx": {"merges": ["A1:F1"], "hidden_rows": [4]},
    "b.xlsm": {"merges": ["A1:F1"]},
    "a.xls": {"hidden_rows": [4]},
    "a.ods": {"merges": ["A1:F1"], "hidden_rows": [4]},
    "a.csv": {},
    "b.csv": {"encoding": "gb18030", "delimiter": ";"},
}


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    made = {name: write(folder / name, GRID, **how).read_bytes() for name, how in FORMATS.items()}
    return made | {"b.xlsm": shared(made["b.xlsm"])}


def shared(content):
    """The workbook with its texts shared, as spreadsheet programs write them."""
    with zipfile.ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    texts = []

    def share(found):
        texts.append(found[2])
        return b'%s t="s"><v>%d</v></c>' % (found[1], len(texts) - 1)

    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb'(<c r="\w+"(?: s="\d+")?) t="inlineStr"><is><t>([^<]*)</t></is></c>', share, parts[sheet])
    assert len(texts) > 40
    items = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' % items
    return zipped(parts)


def zipped(parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


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
    return zipped(parts)


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


@pytest.mark.parametrize("batch", range((SEEDS // 4 + BATCH - 1) // BATCH))
def test_fuzz_of_marked_copies(batch, originals):
    """A spoiled workbook is marked, as a whole package of well-formed parts, or it is not."""
    made = 0
    notes = [Note(row, column, "FFFF9999", "错误") for row, column in ((2, 1), (3, 3), (20, 0))]
    for seed in range(batch * BATCH, batch * BATCH + BATCH):
        rng = random.Random(seed)
        content = rng.choice((members, members, flipped))(originals[rng.choice(("a.xlsx", "b.xlsm"))], rng)
        marked = mark_workbook(content, {"xl/worksheets/sheet1.xml": notes})
        if marked is not None:
            made += 1
            with zipfile.ZipFile(BytesIO(marked)) as archive:
                assert archive.testzip() is None, seed
                for name in ("xl/styles.xml", "xl/worksheets/sheet1.xml"):
                    expat.ParserCreate().Parse(archive.read(name), True)
    assert made

"""Measuring: this room from the file that the reader keeps against polars' streaming engine from Arrow, results asserted equal.

``python -m bench.measure [ROWS] [ROUNDS]``: all item indicators for 2025 with their year-ago values; the same with counts per
file and sheet; 200 townships × 12 months with their year-ago values, beside the county's year alone. The twelve sheets are those
of one workbook; memory is that of this room alone, in a process of its own.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from bench.kept import Kept
from pipeline.check.file import Checked
from pipeline.check.part import Part
from pipeline.check.store import save
from pipeline.check.values import Rows, named
from pipeline.measure import open_measures
from pipeline.measure.ground import simple_parts
from pipeline.measure.places import Dimension
from pipeline.measure.rows import day_number
from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.settings import Settings
from pipeline.model.unit import Unit
from pipeline.model.values import Values
from pipeline.settings import indicators, tables
from pipeline.settings.yaml import load

ROOT = Path(__file__).resolve().parents[1]
TABLE = "信访事项登记表"
TOWNS = 200
SHEETS = 12
UNITS = tuple(Unit(f"第{n:03d}镇", "乡镇") for n in range(TOWNS))
NAMES = (
    "信访总量", "来信件次", "来访批次", "来访人次", "网信件次", "来电件次", "集体访批次", "集体访人次",
    "初次信访件次", "重复信访件次", "重复信访率", "去市集体访批次", "赴省集体访批次", "赴省访批次",
    "进京访批次", "办结件次", "及时受理率", "按期办结率", "满意率", "参评率",
)  # fmt: skip
COLUMNS = (
    "登记日期", "信访形式", "人数", "初重信访", "到访层级", "受理日期", "办结日期", "办结时限",
    "满意度",
)  # fmt: skip
YEAR = Period.parse("2025")


def category(dice, values, count, chance=None, blank=0.0):
    codes = dice.choice(len(values), count, p=chance).astype(np.int32)
    if blank:
        codes[dice.random(count) < blank] = -1
    return named(codes, list(values))


def dates(days):
    missing = np.isnat(days)
    return Values("date", np.where(missing, 0, days.astype("datetime64[D]").astype(np.int64)).astype(np.int32), missing)


def sheets(spec, count):
    """Twelve sheets of one workbook; a sheet holds no more than a million rows."""
    length = -(-count // SHEETS)
    return tuple(made(spec, min(length, count - first), f"表{at + 1}", at) for at, first in enumerate(range(0, count, length)))


def made(spec, count, sheet, seed):
    """Rows of two years, as checking leaves them."""
    dice = np.random.default_rng(seed)
    registered = np.datetime64("2024-01-01") + dice.integers(0, 731, count).astype("timedelta64[D]")
    accepted = registered + dice.integers(0, 20, count).astype("timedelta64[D]")
    accepted[dice.random(count) < 0.05] = np.datetime64("NaT")
    closed = accepted + dice.integers(1, 90, count).astype("timedelta64[D]")
    closed[dice.random(count) < 0.15] = np.datetime64("NaT")
    until = accepted + np.timedelta64(90, "D")
    until[dice.random(count) < 0.9] = np.datetime64("NaT")
    columns = {
        "登记日期": dates(registered),
        "信访形式": category(dice, ["来信", "来访", "网上信访", "来电"], count),
        "人数": Values("integer", dice.integers(1, 12, count), np.zeros(count, dtype=bool)),
        "初重信访": category(dice, ["初次", "重复"], count, [0.8, 0.2], 0.1),
        "属地": category(dice, [unit.name for unit in UNITS], count),
        "问题类别": category(dice, [f"类{n}" for n in range(20)], count),
        "到访层级": category(dice, ["县", "市", "省", "京"], count, [0.9, 0.06, 0.03, 0.01]),
        "受理日期": dates(accepted),
        "办结日期": dates(closed),
        "办结时限": dates(until),
        "办理状态": category(dice, ["已办结", "办理中"], count),
        "满意度": category(dice, ["满意", "基本满意", "不满意", "未评价"], count),
    }
    rows = Rows(columns, np.arange(count, dtype=np.int32), np.zeros(count, dtype=bool))
    return Part(spec, "2025/信访事项登记表.xlsx", sheet, 0, rows, {})


def ours(path, settings, *, traces=False, grid=False):
    # the register speaks for 2023 too, so that closings of 2024 may be held against
    months = frozenset((year, month) for year in (2023, 2024, 2025) for month in range(1, 13))
    rows = Kept(path, TABLE, months)
    measures = open_measures(Inputs({TABLE: rows.table}, UNITS, cutoff=YEAR.end), settings)
    measures.ground.rows[TABLE] = rows
    if grid:
        return numbers(measures)
    found = {name: measures.figure(name, YEAR) for name in NAMES}
    if traces:
        return {name: (figure, measures.sources(figure)) for name, figure in found.items()}
    return {
        name: (figure.numerator, figure.denominator) if figure.indicator.is_rate else figure.value for name, figure in found.items()
    } | {f"{name}/去年": figure.year_ago for name, figure in found.items()}


def numbers(measures):
    """Every count behind the indicators, for each township, month and the month a year before: 200 × 24 of each."""
    ground, kind = measures.ground, (Dimension("kind", "乡镇"),)
    months = [month for year in ("2024", "2025") for month in Period.parse(year).spans("month")]
    parts = {part.name: part for name in NAMES for part in simple_parts(ground.indicators, measures.indicators[name])}
    cubes = {name: ground.cubes(part, kind, YEAR)[0] for name, part in parts.items()}
    edges = [day_number(month.start) for month in months] + [day_number(YEAR.end) + 1]
    return {name: np.diff(cube.totals[:, np.searchsorted(cube.starts, edges)], axis=1) for name, cube in cubes.items()}


def theirs(path):
    """The same counts as one lazy query."""
    c = {name: pl.col(name) for name in COLUMNS}
    visit, form = c["信访形式"] == "来访", c["信访形式"]
    many, level = visit & (c["人数"] >= 5), c["到访层级"]
    accept, deadline = c["登记日期"] + pl.duration(days=15), pl.coalesce(c["办结时限"], c["受理日期"] + pl.duration(days=60))
    wanted = []
    for year in (2025, 2024):
        first, last = pl.date(year, 1, 1), pl.date(year, 12, 31)
        inside, closed = c["登记日期"].is_between(first, last), c["办结日期"].is_between(first, last)
        due, late = accept.is_between(first, last), deadline.is_between(first, last) & c["受理日期"].is_not_null()
        rated = closed & c["满意度"].is_in(["满意", "基本满意", "不满意"])
        counts = {
            "信访总量": inside,
            "来信件次": inside & (form == "来信"),
            "来访批次": inside & visit,
            "网信件次": inside & (form == "网上信访"),
            "来电件次": inside & (form == "来电"),
            "集体访批次": inside & many,
            "重复信访件次": inside & (c["初重信访"] == "重复").fill_null(value=False),
            "去市集体访批次": inside & many & (level == "市"),
            "赴省集体访批次": inside & many & (level == "省"),
            "赴省访批次": inside & visit & (level == "省"),
            "进京访批次": inside & visit & (level == "京"),
            "办结件次": closed,
            "应受理": due,
            "及时受理": due & (c["受理日期"] <= accept),
            "到期": late,
            "按期": late & (c["办结日期"] <= deadline),
            "评价": rated,
            "满意": rated & (c["满意度"] != "不满意"),
        }
        wanted += [mask.sum().alias(f"{name}/{year}") for name, mask in counts.items()]
        wanted += [
            c["人数"].filter(inside & visit).sum().alias(f"来访人次/{year}"),
            c["人数"].filter(inside & many).sum().alias(f"集体访人次/{year}"),
        ]
    return pl.scan_ipc(path).select(wanted).collect(engine="streaming").row(0, named=True)


def same(mine, other):
    for name in NAMES:
        if f"{name}/2025" in other:
            assert mine[name] == other[f"{name}/2025"], (name, mine[name], other[f"{name}/2025"])
            assert mine[f"{name}/去年"] == other[f"{name}/2024"], name
    for rate, above, below in (
        ("及时受理率", "及时受理", "应受理"),
        ("按期办结率", "按期", "到期"),
        ("满意率", "满意", "评价"),
        ("参评率", "评价", "办结件次"),
    ):
        assert mine[rate] == (other[f"{above}/2025"], other[f"{below}/2025"]), (rate, mine[rate])


def same_sheets(path, traced):
    """The rows that figures are traced to, sheet by sheet."""
    rows = pl.scan_ipc(path).with_row_index("at").collect(engine="streaming")
    length = -(-len(rows) // SHEETS)
    closed = pl.col("办结日期").is_between(pl.date(2025, 1, 1), pl.date(2025, 12, 31))
    inside = pl.col("登记日期").is_between(pl.date(2025, 1, 1), pl.date(2025, 12, 31))
    rated = pl.col("满意度").is_in(["满意", "基本满意", "不满意"])
    visit = pl.col("信访形式") == "来访"
    for name, mask in {"信访总量": inside, "来访人次": inside & visit, "满意率": closed & rated, "参评率": closed}.items():
        counts = rows.filter(mask).group_by(pl.col("at") // length).len().sort("at")["len"].to_list()
        assert [source.rows for source in traced[name][1]] == counts, name


def timed(call):
    start = time.perf_counter()
    found = call()
    return time.perf_counter() - start, found


def as_arrow(path, parts):
    """The same rows for polars: Arrow, a batch a sheet, texts as codes."""
    tables = [pa.table({name: arrow_of(values) for name, values in part.rows.columns.items()}) for part in parts]
    with pa.ipc.new_file(str(path), tables[0].schema, options=pa.ipc.IpcWriteOptions(unify_dictionaries=True)) as writer:
        writer.write_table(pa.concat_tables(tables).combine_chunks(), max_chunksize=250_000)


def arrow_of(values):
    if values.kind == "coded":
        codes = np.where(values.missing, 0, values.data).astype(np.int32)  # 0 below a null: polars looks there
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=values.missing), list(values.names))
    return pa.array(values.data, mask=values.missing).cast(pa.date32() if values.kind == "date" else pa.int64())


def settings_here():
    """The project's own tables and indicators."""
    specs = tables.parse(load(ROOT / "config/tables.yaml", "config/tables.yaml")[0])[0]
    measured = indicators.parse(load(ROOT / "config/indicators.yaml", "config/indicators.yaml")[0], specs)[0]
    return Settings(ROOT, (), specs, measured, {})


def main(count=1_000_000, rounds=5):
    settings = settings_here()
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "kept.columns", Path(folder) / "rows.arrow"
        parts = sheets(settings.tables[TABLE], count)
        save(path, {"bench": Checked(parts, ())})
        as_arrow(other, parts)
        print(f"{count:,} rows, {path.stat().st_size / 1e6:.0f} MB kept, {other.stat().st_size / 1e6:.0f} MB of Arrow")
        counted = ours(path, settings)
        same(counted, theirs(other))
        same_sheets(other, ours(path, settings, traces=True))
        whole = ours(path, settings, grid=True)
        assert all(whole[name][:, 12:].sum() == counted[name] for name in NAMES if name in whole)
        ratios = {"county": [], "with sources": [], "grid / county": []}
        for _ in range(rounds):
            base, _ = timed(lambda: theirs(other))
            own, _ = timed(lambda: ours(path, settings))
            traced, _ = timed(lambda: ours(path, settings, traces=True))
            grid, _ = timed(lambda: ours(path, settings, grid=True))
            ratios["county"].append(own / base)
            ratios["with sources"].append(traced / base)
            ratios["grid / county"].append(grid / own)
            print(f"polars {base:.3f} s, ours {own:.3f}, with sources {traced:.3f}, grid {grid:.3f}")
        alone = subprocess.run(
            [sys.executable, "-m", "bench.measure", "--peak", str(path)], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout.strip()
        for name, values in ratios.items():
            print(f"{name}: {statistics.median(values):.2f} × ({min(values):.2f}–{max(values):.2f})")
        print(f"peak {alone} MB (imports, county, sheets and grid, in a process of its own)")


def peak(path):
    """The memory that this room needs for all of it, in a process of its own."""
    settings = settings_here()
    for more in ({}, {"traces": True}, {"grid": True}):
        ours(Path(path), settings, **more)
    # not getrusage: what a process is started with counts there, and that is its parent's memory
    told = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(f"{int(told.split()[1]) / 1e3:.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        peak(sys.argv[2])
    else:
        main(*(int(text.replace("_", "")) for text in sys.argv[1:]))

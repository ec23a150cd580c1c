"""Reading: files → typed, checked, cached rows against fastexcel handing over raw cells. ``python -m bench.read [ROWS]``.

Each measurement is a process of its own (CPU seconds with its children, wall seconds, peak memory). What reading by columns
gives is asserted equal to reading cell by cell, and what comes from the cache to both. Ratios are the thing; times are this
machine's.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 2
HEADERS = [
    *("信访编号", "登记日期", "信访形式", "人数", "涉及人数", "初重信访", "属地", "问题类别", "到访层级", "责任单位"),
    *("受理日期", "办结日期", "办理状态", "满意度", "办结时限", "信访人", "联系电话", "住址", "信访内容", "备注"),
]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def cells(number: int, rng: random.Random, dirty: float) -> list:
    """One row: a tuple (kind, value) for each cell, kind s (text), d (date serial) or n (number)."""
    day = 45292 + rng.randrange(700)
    accepted = day + rng.randrange(15)
    closed = accepted + rng.randrange(60) if rng.random() < 0.8 else None
    row: list = [
        ("s", f"XF{number:08d}"),
        ("d", day),
        ("s", rng.choice(["来信", "来访", "网上信访", "来电"])),
        ("n", rng.choice([1, 1, 2, 3, 8])),
        ("n", rng.randrange(20)),
        ("s", rng.choice(["初次", "重复"])),
        ("s", f"{rng.choice('城河石柳青白东南')}镇"),
        ("s", rng.choice(["土地征用", "劳动报酬", "环境污染"])),
        ("s", rng.choice("县市省")),
        ("s", f"县{rng.choice('水林农')}局"),
        ("d", accepted),
        ("d", closed) if closed else None,
        ("s", "已办结" if closed else "办理中"),
        ("s", rng.choice(["满意", "不满意"])),
        ("d", accepted + 60),
        ("s", "王某某"),
        ("s", f"139{rng.randrange(10**8):08d}"),
        ("s", f"建设路{rng.randrange(500)}号"),
        ("s", f"反映问题{rng.randrange(2000)}"),
        None,
    ]
    for at, odd in ((1, ["2025.3.5", "2024年5月1日", "无此日"]), (2, ["信", "走访", "传真"]), (3, ["5人", "约50", "３"])):
        if rng.random() < dirty:
            row[at] = ("s", rng.choice(odd))
    return row


def workbook(path: Path, rows: int, dirty: float = 0.0, seed: int = 1) -> Path:
    """An .xlsx as a spreadsheet program writes it (shared strings, styled dates), far faster than any library."""
    rng = random.Random(seed)
    shared: dict[str, int] = {}
    path.parent.mkdir(parents=True, exist_ok=True)

    def text(at: int, row: int, cell: tuple) -> str:
        kind, value = cell
        where = f"{chr(65 + at)}{row}"
        if kind == "s":
            return f'<c r="{where}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'
        return f'<c r="{where}"{" s=" + chr(34) + "1" + chr(34) if kind == "d" else ""}><v>{value}</v></c>'

    def line(row: int, values: list) -> str:
        return f'<row r="{row}">' + "".join(text(at, row, cell) for at, cell in enumerate(values) if cell) + "</row>"

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{MAIN}"><dimension ref="A1:T{rows + 1}"/><sheetData>'.encode())
            part.write(line(1, [("s", header) for header in HEADERS]).encode())
            for first in range(0, rows, 5000):
                block = (line(n + 2, cells(seed * 10_000_000 + n, rng, dirty)) for n in range(first, min(rows, first + 5000)))
                part.write("".join(block).encode())
            part.write(b"</sheetData></worksheet>")
        strings = "".join(f"<si><t>{value}</t></si>" for value in shared)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        for name, content in _frame().items():
            archive.writestr(name, content)
    return path


def sparse(path: Path, rows: int = 65_000, filled: int = 500) -> Path:
    """A workbook somebody drew borders in: ``rows`` rows of styled cells, of which the first ``filled`` hold anything."""
    workbook(path, filled)
    blank = "".join(f'<c r="{chr(65 + at)}@" s="1"/>' for at in range(20))
    blanks = "".join(f'<row r="{n}">{blank.replace("@", str(n))}</row>' for n in range(filled + 2, rows + 2))
    return _changed(path, f"{blanks}</sheetData>")


def far(path: Path) -> Path:
    """A workbook with a slip of the hand in its last cell."""
    workbook(path, 500)
    return _changed(path, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def _changed(path: Path, end: str) -> Path:
    """With another end of its rows."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b"</sheetData>", end.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _frame() -> dict[str, str]:
    """The parts that are the same in every workbook."""
    styles = (
        '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")], 1
        )
    )
    sheet = '<sheets><sheet name="信访事项登记表" sheetId="1" r:id="r1"/></sheets>'
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{KIND}{kind}+xml"/>'
        for part, kind in [
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        ]
    )
    defaults = '<Default Extension="xml" ContentType="application/xml"/>'
    defaults += '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    top = f'<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{sheet}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">{links}</Relationships>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships">{top}</Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types">{defaults}{types}</Types>',
    }


def gathered(project: Path):
    """What the program makes of a project."""
    from pipeline.run.inputs import gather

    return gather(_settings(project))


@cache
def _settings(project: Path):
    from pipeline.settings.loading import load

    return load(project)


def _baseline(project: Path) -> None:
    import fastexcel

    for path in sorted((project / "inputs").iterdir()):
        fastexcel.read_excel(str(path)).load_sheet(0).to_pandas()


def _calamine(project: Path) -> None:
    from python_calamine import CalamineWorkbook

    for path in sorted((project / "inputs").iterdir()):
        CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def _openpyxl(project: Path) -> None:
    import openpyxl

    for path in sorted((project / "inputs").iterdir()):
        for _ in openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True):
            pass


WAYS = {"baseline": _baseline, "calamine": _calamine, "openpyxl": _openpyxl, "ours": gathered}


def child(way: str, project: str, warm: str) -> None:
    """One measurement, told as JSON; heavy imports are not counted, nor, where ``warm`` names a project, a first run."""
    import resource

    import fastexcel  # noqa: F401
    import pandas as pd  # noqa: F401
    import pyarrow as pa  # noqa: F401
    import python_calamine  # noqa: F401

    _settings(Path(project))
    if warm:
        WAYS[way](Path(warm))
    from pipeline.check import file, store  # noqa: F401
    from pipeline.read import parser, wide  # noqa: F401
    from pipeline.run import files, whole  # noqa: F401

    parser.stop()
    before = sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime for who in _BOTH)
    began = time.perf_counter()
    WAYS[way](Path(project))
    wall = time.perf_counter() - began
    parser.stop()
    usage = [resource.getrusage(who) for who in _BOTH]
    cpu = sum(each.ru_utime + each.ru_stime for each in usage) - before
    print(json.dumps({"cpu": cpu, "wall": wall, "mb": peak()}))


def peak() -> float:
    """The most memory that this process has held, in MB (``ru_maxrss`` also counts what the process it was forked from held)."""
    import resource

    status = Path("/proc/self/status")
    if status.is_file():
        return int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_BOTH = (0, -1)


def measured(way: str, project: Path, warm: Path | None = None) -> dict[str, float]:
    """The best of a few processes."""
    runs = []
    for _ in range(ROUNDS):
        command = [sys.executable, "-W", "ignore", "-m", "bench.read", "child", way, str(project), str(warm or "")]
        out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        runs.append(json.loads(out.splitlines()[-1]))
    return min(runs, key=lambda run: run["cpu"])


def cold(project: Path, warm: Path | None = None) -> dict[str, float]:
    """Ours without a cache."""
    runs = []
    for _ in range(ROUNDS):
        forget(project)
        command = [sys.executable, "-W", "ignore", "-m", "bench.read", "child", "ours", str(project), str(warm or "")]
        out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        runs.append(json.loads(out.splitlines()[-1]))
    return min(runs, key=lambda run: run["cpu"])


def assert_equal(folder: Path) -> None:
    """By columns as by cells, on a dirty workbook, and from the cache as either."""
    from pipeline.read import wide

    project = folder / "equal"
    workbook(project / "inputs" / "信访事项登记表.xlsx", 3000, 0.05)
    by_columns = gathered(project)
    assert_same(by_columns, gathered(project))
    forget(project)
    plainly, wide.wide_sheets = wide.wide_sheets, lambda *_: None  # calamine, cell by cell
    by_cells = gathered(project)
    wide.wide_sheets = plainly
    assert by_cells.problems
    assert_same(by_columns, by_cells)


def assert_same(one, other) -> None:
    """The same rows, problems and counts."""
    import pandas as pd

    assert (one.problems, one.files, one.cutoff) == (other.problems, other.files, other.cutoff)
    assert one.tables.keys() == other.tables.keys()
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table.frame, other.tables[name].frame)


def assert_cached(project: Path) -> None:
    """What the cache of a measured project holds is what reading it anew gives."""
    cached = gathered(project)
    forget(project)
    assert_same(cached, gathered(project))


def forget(project: Path) -> None:
    """Without its cache."""
    import shutil

    shutil.rmtree(project / ".briefing", ignore_errors=True)


def told(name: str, ours: dict[str, float], theirs: dict[str, float], against: str) -> None:
    """One line; more than 1: slower than the peer."""
    ratio = ours["cpu"] / theirs["cpu"]
    print(
        f"{name}: {ours['cpu']:.2f} s CPU, {ours['wall']:.2f} s wall, {ours['mb']:.0f} MB; "
        f"{against} {theirs['cpu']:.2f} s CPU, {theirs['wall']:.2f} s wall, {theirs['mb']:.0f} MB; CPU ratio {ratio:.3g}",
        flush=True,
    )


def main(rows: int = 100_000) -> None:
    """All measurements."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        assert_equal(folder)
        large(folder, rows)
        small(folder)
        strange(folder)
        slipped(folder)


def large(folder: Path, rows: int) -> None:
    """One file of many rows, clean and dirty, and the clean one from the cache."""
    clean, dirty = folder / "clean", folder / "dirty"
    workbook(clean / "inputs" / "信访事项登记表.xlsx", rows)
    workbook(dirty / "inputs" / "信访事项登记表.xlsx", rows, 0.01)
    base, first = measured("baseline", clean), cold(clean)
    told(f"{rows} × 20, clean, cold", first, base, "fastexcel → pandas")
    told(f"{rows} × 20, from the cache", measured("ours", clean), first, "cold")
    told(f"{rows} × 20, 1 % dirty in three columns, cold", cold(dirty), base, "fastexcel → pandas")
    if rows <= 100_000:
        told(f"{rows} × 20, clean, cold", first, measured("openpyxl", clean), "openpyxl read-only")
    assert_cached(clean)
    assert_cached(dirty)


def small(folder: Path) -> None:
    """Ten small files in a warm process."""
    ten, other = folder / "small", folder / "other"
    for n in range(10):
        workbook(ten / "inputs" / f"信访事项登记表{n}.xlsx", 500, seed=n + 1)
        workbook(other / "inputs" / f"信访事项登记表{n}.xlsx", 501, seed=n + 1)
    plain = measured("calamine", ten, other)
    told("ten files of 500 rows, cold cache, warm process", cold(ten, other), plain, "calamine alone")
    told("ten files of 500 rows, from the cache, warm process", measured("ours", ten, other), plain, "calamine alone")
    assert_cached(ten)


def strange(folder: Path) -> None:
    """A used range of 65,000 rows of which 500 are filled."""
    drawn = folder / "drawn"
    sparse(drawn / "inputs" / "信访事项登记表.xlsx")
    told("65000 rows used, 500 filled, cold", cold(drawn), measured("calamine", drawn), "calamine alone")
    assert gathered(drawn).files[0].rows == 500


def slipped(folder: Path) -> None:
    """A cell in XFD1048576, which ends the libraries' process."""
    slip = folder / "slip"
    problem = slip_told(slip)
    ours = cold(slip)
    print(
        f"a cell in XFD1048576: {ours['cpu']:.2f} s CPU, {ours['wall']:.2f} s wall, {ours['mb']:.0f} MB; {problem.told}", flush=True
    )


def slip_told(project: Path):
    """The one error that says so."""
    far(project / "inputs" / "信访事项登记表.xlsx")
    (problem,) = [each for each in gathered(project).problems if each.level == "error"]
    return problem


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(*sys.argv[2:5])
    else:
        main(*map(int, sys.argv[1:2]))

"""A batch: 200 townships × 12 months of bulletins with a table of 20 rows each, end to end, against docxtpl's rendering alone.

``python -m bench.batch [TOWNSHIPS] [ROWS] [ROUNDS]``: the full build in fresh processes on tmpfs (where there is one) and on disk;
the same with nothing changed; the same with one township's file changed; how fast the disk takes the same files from two processes
that only write and rename. A full build is taken from checked tables (``.briefing/`` there, ``outputs/`` empty) and from nothing
(the tables read and checked too); ratios are printed against both. docxtpl renders bulletins of the same words and figures in one
process on tmpfs, before and after ours in each round. On disk both write into fresh folders, where nothing was deleted just before
(ext4 is slow there), each first in turn. Read the ratios, not the seconds.

``python -m bench.batch many``: 20,016 bulletins of townships (556 × 12 months × three documents) beside 2,400: seconds a thousand,
and the most memory that all processes hold together (shared pages counted once).
"""

from __future__ import annotations

import csv
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from pipeline.sample import records

ROOT = Path(__file__).resolve().parents[1]
# our modules compiled beforehand, as an installation leaves them and as the peers' are
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
NAMES = (
    "信访总量", "来信件次", "来访批次", "来访人次", "网信件次", "来电件次", "集体访批次",
    "集体访人次", "初次信访件次", "重复信访件次", "重复信访率", "去市集体访批次", "赴省集体访批次", "赴省访批次",
    "进京访批次", "办结件次", "及时受理率", "按期办结率", "满意率", "参评率",
)  # fmt: skip
TEMPLATE = f"""# {{{{ 范围 }}}}{{{{ 期间 }}}}信访情况

{{{{ 期间 }}}}，{{{{ 范围 }}}}信访总量{{{{ 信访总量 }}}}，来信{{{{ 来信件次 }}}}，来访{{{{ 来访批次 }}}}、{{{{ 来访人次 }}}}。

|+ 主要指标
| 指标 | 本期 | 去年同期 | 同比 | 上期 | 环比 |
|:--|--:|--:|--:|--:|--:|
{{% for 项 in [{", ".join(NAMES)}] %}}
| {{{{ 项.名称 }}}} | {{{{ 项 }}}} | {{{{ 项.去年同期 }}}} | {{{{ 项.同比 }}}} | {{{{ 项.上期 }}}} | {{{{ 项.环比 }}}} |
{{% endfor %}}
"""
ITEMS = "信访事项登记表"


def lay(folder: Path, townships: int, rows: int, names: tuple[str, ...] = ("乡镇通报",)) -> None:
    """A project in which every township files its own register, for both years."""
    found = records(rows=rows, townships=townships)
    columns = [name for name in found[ITEMS][0] if name not in ("信访人", "身份证号", "联系电话", "住址", "代理人", "信访内容")]
    mine: dict[str, list[list[object]]] = {}
    for row in found[ITEMS]:
        mine.setdefault(str(row["属地"]), []).append([row[name] for name in columns])
    for town, lines in mine.items():
        put(folder / "inputs" / f"{ITEMS}{town}.csv", [columns, *lines])
    units = found["单位台账"]
    put(folder / "inputs" / "单位台账.csv", [list(units[0]), *([row[name] for name in units[0]] for row in units)])
    for name, text in (("config/documents.yaml", documents(names)), ("templates/镇.txt.j2", TEMPLATE)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def documents(names: tuple[str, ...]) -> str:
    """Only the bulletins are due: what the packaged config lists is told to wait for a period without data."""
    from pipeline.settings.folders import defaults
    from pipeline.settings.yaml import load

    packaged, _ = load(defaults() / "config" / "documents.yaml", "documents.yaml")
    others = "".join(f'{name}: {{template: 镇.txt.j2, periods: ["1999"], needs: [领导下访登记表]}}\n' for name in packaged)
    county = "全县通报: {template: 镇.txt.j2, profile: 通报, grain: month}\n"
    towns = "".join(f"{name}: {{template: 镇.txt.j2, profile: 通报, grain: month, for_each: 乡镇}}\n" for name in names)
    return others + county + towns


def put(path: Path, lines: list) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(["" if cell is None else cell for cell in line] for line in lines)


def build(folder: Path, *options: str) -> tuple[float, dict]:
    """The whole process, from its start to its end; what it made."""
    command = [sys.executable, "-m", "pipeline", "build", "--project", str(folder), "--format", "json", *options]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=COMPILED, check=False)
    seconds = time.perf_counter() - start
    outcome = json.loads(done.stdout)
    assert done.returncode == 0, outcome.get("problems", [])[:3]
    return seconds, outcome


def together(root: int) -> int:
    """Kilobytes that a process and all its children hold now, shared pages counted once; 0 where the system does not tell."""
    found, todo = 0, [root]
    while todo:
        pid = todo.pop()
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            found += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            todo += [
                int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
            ]
        except (OSError, StopIteration):
            continue
    return found


def watched(folder: Path) -> tuple[float, float, int]:
    """A full build: seconds, megabytes at most, documents made."""
    command = [sys.executable, "-m", "pipeline", "build", "--project", str(folder), "--format", "json"]
    most, start = 0, time.perf_counter()
    quiet = subprocess.DEVNULL
    with tempfile.TemporaryFile() as told, subprocess.Popen(command, stdout=told, stderr=quiet, cwd=ROOT, env=COMPILED) as building:
        while building.poll() is None:
            most = max(most, together(building.pid))
            time.sleep(0.1)
        seconds = time.perf_counter() - start
        told.seek(0)
        outcome = json.load(told)
    assert building.returncode == 0, outcome.get("problems", [])[:3]
    return seconds, most / 1e3, counted(outcome)["made"]


def many() -> None:
    """2,400 and 20,016 bulletins in turn."""
    sizes = ((200, 40_000, ("乡镇通报",)), (556, 111_200, ("乡镇通报", "乡镇简报", "乡镇月报")))
    with tempfile.TemporaryDirectory(dir=speedily()) as fast:
        projects = [Path(fast) / str(townships) for townships, *_ in sizes]
        for project, (townships, rows, names) in zip(projects, sizes, strict=True):
            lay(project, townships, rows, names)
            build(project)
        for _ in range(2):
            for project in projects:
                clear(project)
                seconds, most, made = watched(project)
                print(
                    f"{made} bulletins: {seconds:.1f} s = {seconds / made * 1e3:.2f} s a thousand, {most:.0f} MB in all processes"
                )


def counted(outcome: dict) -> dict[str, int]:
    statuses: dict[str, int] = {}
    for document in outcome["documents"]:
        statuses[document["status"]] = statuses.get(document["status"], 0) + 1
    return statuses


def docxtpl_rate(figures: Path, count: int, folder: Path) -> float:
    """Bulletins a second: the same table of 20 rows × 6 columns, template opened for each as its manual says."""
    from docx import Document
    from docxtpl import DocxTemplate

    path = folder / "template.docx"
    page = Document()
    page.add_paragraph("{{ title }}")
    page.add_paragraph("{{ text }}")
    table = page.add_table(rows=4, cols=6)
    table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for row in rows %}", "{%tr endfor %}"
    for at in range(6):
        table.cell(2, at).text = f"{{{{ row[{at}] }}}}"
    page.save(path)
    record = json.loads(figures.read_text("utf-8"))
    texts = [entry["text"] for entry in record["figures"]]
    context = {"title": record["title"], "text": "，".join(texts[:4]), "rows": [[name, *texts[4:9]] for name in NAMES]}
    start = time.perf_counter()
    for number in range(count):
        one = DocxTemplate(path)
        one.render(context)
        one.save(folder / f"{number}.docx")
    seconds = time.perf_counter() - start
    with zipfile.ZipFile(folder / "0.docx") as package:
        text = package.read("word/document.xml").decode()
    assert all(name in text for name in NAMES)
    return count / seconds


def bare(work: list[tuple[str, bytes]]) -> None:
    for name, data in work:
        Path(f"{name}.tmp").write_bytes(data)
        Path(f"{name}.tmp").replace(name)


def bare_rate(outputs: Path, folder: Path) -> float:
    """Documents a second where two processes only write and rename the same files."""
    files = [
        (str(folder / f"{number}{path.suffix}"), path.read_bytes()) for number, path in enumerate(sorted(outputs.rglob("*.*")))
    ]
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        list(pool.map(len, [[], []]))
        start = time.perf_counter()
        list(pool.map(bare, [files[::2], files[1::2]]))
        return len(files) / 2 / (time.perf_counter() - start)


def same_figures(folder: Path, rows: int, townships: int) -> None:
    """The first bulletins' totals against a plain count of the generator's records."""
    found = records(rows=rows, townships=townships)[ITEMS]
    for record in sorted((folder / "outputs").rglob("2025-0[13]-*.figures.json"))[:40]:
        head = json.loads(record.read_text("utf-8"))
        mine = [r for r in found if r["属地"] == head["scope"] and r["登记日期"].isoformat()[:7] == head["period"]]
        figures = {entry["indicator"]: entry["value"] for entry in head["figures"] if entry["period"] == head["period"]}
        assert figures["信访总量"] == len(mine), record
        assert figures["来信件次"] == sum(row["信访形式"] == "来信" for row in mine)


def clear(folder: Path) -> None:
    shutil.rmtree(folder / "outputs", ignore_errors=True)
    for name in ("last.json", "answers.json"):
        (folder / ".briefing" / name).unlink(missing_ok=True)


def touch_one(folder: Path) -> str:
    """One row of one township changed."""
    path = max((folder / "inputs").glob(f"{ITEMS}*[镇乡].csv"))
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace(",来信,", ",来电,", 1) if ",来信," in text else text.replace(",来电,", ",来信,", 1), "utf-8-sig")
    return path.stem.removeprefix(ITEMS)


def one_changed(folder: Path) -> float:
    """Seconds of a build after one township's file changed; its documents and the county's, and no others, are made."""
    town = touch_one(folder)
    seconds, outcome = build(folder)
    rebuilt = {document["scope"] for document in outcome["documents"] if document["status"] == "made"}
    assert rebuilt == {town, "全县"}, rebuilt
    assert counted(outcome)["made"] == 24
    return seconds


def speedily() -> Path | None:
    shm = Path("/dev/shm")
    return shm if shm.is_dir() and os.access(shm, os.W_OK) else None


def peer_rate(project: Path) -> float:
    """What docxtpl does a second, with the figures of the project's first bulletin."""
    first = min((project / "outputs").rglob("*.figures.json"))
    with tempfile.TemporaryDirectory(dir=speedily()) as folder:
        return docxtpl_rate(first, 100, Path(folder))


def one_round(project: Path) -> dict[str, float]:
    """A name and a ratio for each target; prints the seconds they come from."""
    before = peer_rate(project)
    shutil.rmtree(project / ".briefing")
    clear(project)
    nothing, outcome = build(project)
    made = counted(outcome)["made"]
    clear(project)
    full, _ = build(project)
    idle, outcome = build(project)
    assert counted(outcome).keys() <= {"current", "skipped"}
    one = one_changed(project)
    peer = (before + peer_rate(project)) / 2
    print(
        f"docxtpl {peer:.0f}/s, full {full:.1f} s = {made / full:.0f}/s, from nothing {nothing:.1f} s, "
        f"nothing changed {idle:.2f} s, one file changed {one:.2f} s"
    )
    return {
        "full from checked tables: × docxtpl": made / full / peer,
        "full from nothing: × docxtpl": made / nothing / peer,
        "nothing changed: of a full build from checked tables": idle / full,
        "nothing changed: of a full build from nothing": idle / nothing,
        "one file changed: of a full build from checked tables": one / full,
        "one file changed: of a full build from nothing": one / nothing,
    }


def on_disk(project: Path, folder: Path, number: int) -> None:
    """A full build in a fresh folder beside bare writing of its files into another, each first in turn."""
    mine, theirs = folder / f"project{number}", folder / f"bare{number}"
    shutil.copytree(project, mine, ignore=shutil.ignore_patterns("outputs", "last.json", "answers.json"))
    theirs.mkdir()
    if number % 2:
        most = bare_rate(project / "outputs", theirs)
    full, outcome = build(mine)
    if not number % 2:
        most = bare_rate(project / "outputs", theirs)
    rate = counted(outcome)["made"] / full
    print(f"disk: full {rate:.0f}/s, bare writing by two processes {most:.0f}/s: {rate / most:.2f} of it")


def main(townships: int = 200, rows: int = 40_000, rounds: int = 3) -> None:
    with tempfile.TemporaryDirectory(dir=speedily()) as fast, tempfile.TemporaryDirectory(dir=ROOT / "outputs") as slow:
        project = Path(fast) / "project"
        lay(project, townships, rows)
        cold, outcome = build(project)
        same_figures(project, rows, townships)
        size = sum(path.stat().st_size for path in (project / "outputs").rglob("*.*")) / 1e6
        made = counted(outcome)["made"]
        print(f"{made} bulletins, {rows} rows in {townships} files, {size:.0f} MB; tables read for the first time: {cold:.1f} s")
        found = [one_round(project) for _ in range(rounds)]
        for name in found[0]:
            values = [ratios[name] for ratios in found]
            print(f"{name}: {statistics.median(values):.3f} ({min(values):.3f}–{max(values):.3f})")
        for number in range(rounds):
            on_disk(project, Path(slow), number)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    print(f"largest process {peak:.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:] == ["many"]:
        many()
    else:
        main(*(int(text.replace("_", "")) for text in sys.argv[1:]))

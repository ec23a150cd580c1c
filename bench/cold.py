"""One speech from ten 500-row files, whole process from a cold start, against the bare rendering process of docxtpl.

``python -m bench.cold [ROUNDS]``: ``briefing build 工作会议讲话`` on a folder of ten workbooks, three times a round: with nothing
kept from before, with what ``.briefing/`` keeps and the document gone, and with nothing to do. The peer's process imports
docxtpl, opens a template made from our own document, puts the same figures in and saves; it reads no table. The texts are asserted
equal. Processor time of the whole process (its children with it), which a busy machine disturbs least; read the ratios. Modules
are compiled beforehand on both sides, as an installation leaves them.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from bench.batch import COMPILED
from bench.peers import DocxTpl
from pipeline.sample import records
from pipeline.write import figures_in, text_of

ROOT = Path(__file__).resolve().parents[1]
NAME = "工作会议讲话"
ROWS, ITEMS, RECEPTIONS = 500, "信访事项登记表", "领导接访登记表"
PEER = """
import json, sys
from docxtpl import DocxTemplate
template, values, target = sys.argv[1:]
with open(values, encoding="utf-8") as file:
    context = json.load(file)
document = DocxTemplate(template)
document.render(context, autoescape=True)
document.save(target)
"""


def lay(folder: Path) -> None:
    """Ten workbooks of 500 rows: nine of the register of both years, one of this year's receptions."""
    found = records(rows=9 * ROWS)
    received = [row for row in found[RECEPTIONS] if str(row["接访日期"]).startswith("2025")]
    for number in range(9):
        _workbook(folder / "inputs" / f"{ITEMS}{number + 1}.xlsx", found[ITEMS][number * ROWS : (number + 1) * ROWS])
    _workbook(folder / "inputs" / f"{RECEPTIONS}.xlsx", received[:ROWS])


def _workbook(path: Path, rows: Sequence[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("登记表")
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)


def spent(command: Sequence[str], codes: Iterable[int] = (0,)) -> float:
    """Seconds of processor time of a process and its children, from its start to its end."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=COMPILED)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in codes, (command, child.returncode)
    return usage.ru_utime + usage.ru_stime


def build(folder: Path) -> float:
    return spent([sys.executable, "-m", "pipeline", "build", NAME, "--project", str(folder)], codes=(0, 1))


def peer(folder: Path, docx: Path) -> Callable[[], float]:
    """The peer's process over a template made from our document; its text is asserted to be ours."""
    ours = docx.read_bytes()
    figures = figures_in(ours)
    (folder / "template.docx").write_bytes(DocxTpl(ours, (), 0).template)
    (folder / "values.json").write_text(json.dumps(figures, ensure_ascii=False), "utf-8")
    paths = [str(folder / name) for name in ("template.docx", "values.json", "theirs.docx")]
    command = [sys.executable, "-c", PEER, *paths]
    spent(command)
    assert text_of(Path(paths[2]).read_bytes()) == text_of(ours)
    print(f"cold: {len(figures)} figures, {len(text_of(ours))} characters in the speech")
    return lambda: spent(command)


def main(rounds: int = 7) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        lay(project)
        build(project)
        docx = project / "outputs" / NAME / "2025.docx"
        first = docx.read_bytes()
        render = peer(Path(folder), docx)
        times: dict[str, list[float]] = {"docxtpl": [], "cold": [], "from the cache": [], "nothing to do": []}
        for _ in range(rounds):
            times["docxtpl"].append(render())
            shutil.rmtree(project / ".briefing")
            shutil.rmtree(project / "outputs")
            times["cold"].append(build(project))
            assert docx.read_bytes() == first
            shutil.rmtree(project / "outputs")
            times["from the cache"].append(build(project))
            assert docx.read_bytes() == first
            times["nothing to do"].append(build(project))
        theirs = times.pop("docxtpl")
        print(f"docxtpl, bare rendering process: {1000 * statistics.median(theirs):.0f} ms")
        for name, own in times.items():
            ratios = sorted(mine / other for mine, other in zip(own, theirs, strict=True))
            print(
                f"{name}: {1000 * statistics.median(own):.0f} ms, {statistics.median(ratios):.2f} × docxtpl "
                f"({ratios[0]:.2f}–{ratios[-1]:.2f})",
                flush=True,
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

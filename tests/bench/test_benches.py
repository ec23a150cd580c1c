"""The benches run by hand and at night only: that they still find what they measure is held here, without their peers."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import batch, read

ROOT = Path(__file__).resolve().parents[2]
TOWNSHIPS, ROWS = 4, 400


def _taken() -> Iterator[tuple[str, str, str]]:
    """What the benches import from the program: bench, module, name."""
    for path in sorted((ROOT / "bench").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
                yield from ((path.name, str(node.module), alias.name) for alias in node.names)


@pytest.mark.parametrize(("bench", "module", "name"), list(_taken()))
def test_what_a_bench_takes_from_the_program_is_there(bench: str, module: str, name: str) -> None:
    found = hasattr(importlib.import_module(module), name) or importlib.import_module(f"{module}.{name}")
    assert found, f"{bench}: {module}.{name}"


def test_a_batch_is_built_held_against_the_records_and_taken_up_again(tmp_path: Path) -> None:
    project = tmp_path / "project"
    batch.lay(project, TOWNSHIPS, ROWS)
    _, outcome = batch.build(project)
    assert batch.counted(outcome)["made"] == 12 * (TOWNSHIPS + 1)
    batch.same_figures(project, ROWS, TOWNSHIPS)

    batch.one_changed(project)
    _, outcome = batch.build(project)
    assert batch.counted(outcome).keys() <= {"current", "skipped"}

    batch.clear(project)
    _, outcome = batch.build(project)
    assert batch.counted(outcome)["made"] == 12 * (TOWNSHIPS + 1)


def test_bare_writing_writes_every_file(tmp_path: Path) -> None:
    outputs, folder = tmp_path / "outputs", tmp_path / "bare"
    outputs.mkdir()
    folder.mkdir()
    for number in range(6):
        (outputs / f"{number}.docx").write_bytes(bytes([number]))
    assert batch.bare_rate(outputs, folder) > 0
    assert sorted(path.read_bytes() for path in folder.iterdir()) == [bytes([number]) for number in range(6)]


def test_a_workbook_that_ends_the_libraries_is_told_once(tmp_path: Path) -> None:
    assert read.slip_told(tmp_path).place.file == "信访事项登记表.xlsx"

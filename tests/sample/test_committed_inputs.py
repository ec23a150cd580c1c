"""The repository's own inputs/ are the default county, cell by cell."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pipeline.sample import generate

COMMITTED = Path(__file__).parents[2] / "inputs"


def cells(path):
    """Every cell of a file, as calamine shows it; csv as text."""
    if path.suffix == ".csv":
        return [line.split(",") for line in path.read_text(encoding="gbk").splitlines()]
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def tables_in(folder):
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")


@pytest.fixture(scope="module")
def remade(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    generate(folder)
    return folder / "inputs"


def test_the_same_files(remade):
    assert tables_in(COMMITTED) == tables_in(remade)


@pytest.mark.parametrize("name", tables_in(COMMITTED), ids=str)
def test_the_same_cells(remade, name):
    assert cells(COMMITTED / name) == cells(remade / name)


def test_the_repository_stays_small():
    assert sum(path.stat().st_size for path in COMMITTED.rglob("*") if path.is_file()) < 2_000_000

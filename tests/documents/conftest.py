"""The sample county and that of seed 7, read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened_county import County, opened

from pipeline.run.init import start
from pipeline.sample import DEFAULT_SEED


def county(folder: Path, seed: int) -> County:
    start(folder, sample=True, seed=seed)
    return opened(folder)


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> County:
    return county(tmp_path_factory.mktemp("documents"), DEFAULT_SEED)


@pytest.fixture(scope="session")
def seed_7(tmp_path_factory) -> County:
    return county(tmp_path_factory.mktemp("documents7"), 7)

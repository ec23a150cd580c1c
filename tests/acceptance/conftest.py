"""Counties built once for all acceptance tests: the default one and that of seed 7."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_county import Built

from pipeline.run.build import build
from pipeline.run.init import start
from pipeline.run.plan import Order
from pipeline.sample import DEFAULT_SEED, records


def county(folder: Path, seed: int) -> Built:
    start(folder, sample=True, seed=seed)
    return Built(folder, build(folder, Order(), lambda _: None), records(seed=seed))


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Built:
    return county(tmp_path_factory.mktemp("default"), DEFAULT_SEED)


@pytest.fixture(scope="session")
def seed_7(tmp_path_factory) -> Built:
    return county(tmp_path_factory.mktemp("seed7"), 7)

"""A project folder with the units of a small county."""

import pytest
from making import Office


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)

"""The makers of little spreadsheets live beside the reader's tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "read"))

from making import Office


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)

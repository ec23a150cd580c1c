"""A file of columns gives back what was put in, or says that it is none."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.columnfile import open_columns, write
from pipeline.model.texts import arrow_of
from pipeline.model.values import Values, listed

KINDS = {
    "date": ("int32", st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(lambda day: (day - dt.date(1970, 1, 1)).days)),
    "integer": ("int64", st.integers(-(2**62), 2**62)),
    "number": ("float64", st.floats(allow_nan=False)),
}


@st.composite
def columns(draw):
    kind = draw(st.sampled_from(["coded", *KINDS]))
    if kind == "coded":
        names = draw(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), unique=True, max_size=9))
        codes = np.array(draw(st.lists(st.integers(-1, len(names) - 1), max_size=40)), dtype=np.int32)
        return Values("coded", codes, codes < 0, names)
    dtype, cells = KINDS[kind]
    told = draw(st.lists(st.none() | cells, max_size=40))
    missing = np.array([cell is None for cell in told], dtype=bool)
    return Values(kind, np.array([cell or 0 for cell in told], dtype=dtype), missing)


def told(values):
    """Everything that a column says."""
    return values.kind, values.data.dtype, values.data.tolist(), values.missing.tolist(), listed(values.names), values.ordered


@given(st.lists(columns(), max_size=4))
def test_columns_come_back_as_they_were(tmp_path_factory, these):
    path = tmp_path_factory.mktemp("columns") / "kept.columns"
    write(path, {str(at): values for at, values in enumerate(these)}, {"说明": ["甲", 1]})
    file = open_columns(path)
    assert file.told == {"说明": ["甲", 1]}
    for at, values in enumerate(these):
        assert told(file.values(str(at))) == told(values)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@given(st.lists(st.booleans(), max_size=40), st.lists(st.integers(-(2**62), 2**62), max_size=9))
def test_yes_and_no_and_numbers(tmp_path_factory, flags, numbers):
    path = tmp_path_factory.mktemp("columns") / "kept.columns"
    write(path, {"是否": np.array(flags, dtype=bool), "数": np.array(numbers, dtype=np.int64)}, None)
    file = open_columns(path)
    assert file.array("是否").dtype == bool
    assert file.array("是否").tolist() == flags
    assert file.array("数").tolist() == numbers


@pytest.mark.parametrize("blanks", [0, 700])
@pytest.mark.parametrize("many", [list, arrow_of])
def test_arrow_of_which_each_row_has_its_own_need_no_codes(tmp_path, blanks, many):
    missing = np.arange(3_000) % 4 < (blanks > 0)
    codes = np.where(missing, -1, np.cumsum(~missing) - 1).astype(np.int32)
    texts = [f"甲\0{at}" for at in range(int((~missing).sum()))]
    values = Values("coded", codes, missing, many(texts), ordered=True)
    write(tmp_path / "kept", {"编号": values, "又": Values("coded", codes, missing, many(texts))}, None)
    file = open_columns(tmp_path / "kept")
    assert "data" not in file.columns["编号"]
    assert told(file.values("编号")) == told(values)
    assert file.values("又").data.tolist() == codes.tolist()


@pytest.mark.parametrize("sort", sorted(KINDS))
def test_a_number_takes_no_more_bytes_than_it_needs(tmp_path, sort):
    data = np.zeros(4_000, dtype=KINDS[sort][0])
    write(tmp_path / "kept", {"列": Values(sort, data, np.zeros(4_000, dtype=bool))}, None)
    assert (tmp_path / "kept").stat().st_size < 4_000 * (8 if sort == "number" else 1) + 300


def spoiled(data):
    """Each way in which bytes may be others than were written, at each place."""
    yield from (data[:at] for at in range(0, len(data), 7))
    yield from (data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :] for at in range(len(data)))


def test_whatever_is_spoiled_is_told_or_was_only_filling(tmp_path):
    path, told_of = tmp_path / "kept", 0
    write(path, {"列": Values("coded", np.array([0, 1, 0], np.int32), np.zeros(3, bool), ["甲", "乙"])}, {"说明": "一"})
    whole = path.read_bytes()
    cases = [*spoiled(whole)]
    for data in cases:
        path.write_bytes(data)
        try:
            values = open_columns(path).values("列")
        except (OSError, ValueError):
            told_of += 1
        else:
            assert [values.at(row) for row in range(3)] == ["甲", "乙", "甲"]
    assert told_of > len(cases) - 2 * 64

"""Packed quickly or by the standard library: the same parts, and a long one is not whole in memory before it is packed."""

import io
import zipfile
import zlib

import pytest
from isal import isal_zlib
from written_samples import bulletin, everything, looks, speech

from pipeline.write import package, write


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("make", [speech, bulletin, everything])
def test_without_the_quick_way_the_parts_are_the_same(make, monkeypatch):
    assert package.quick is isal_zlib
    quickly = write(make(), looks(), {"run": "1"})
    monkeypatch.setattr(package, "quick", zlib)
    slowly = write(make(), looks(), {"run": "1"})
    assert parts(quickly) == parts(slowly)


def test_a_part_is_packed_piece_by_piece_as_it_comes():
    text = ["一件信访事项。".encode() * n for n in (1, 500, 20_000, 3)]
    taken = []

    def pieces():
        for piece in text:
            taken.append(len(piece))
            yield piece

    made = package.entry_of(pieces(), "word/document.xml")
    assert taken == [len(piece) for piece in text]
    assert zlib.decompress(made.record[-made.packed :], -15) == b"".join(text)
    assert (made.size, made.crc) == (sum(taken), zlib.crc32(b"".join(text)))

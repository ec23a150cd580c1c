"""A word for each text, the same in every run and on every machine.

SipHash-2-4 with a fixed key, many texts at a time, as ``pandas.util.hash_array`` makes it: figures files hold digests made of it,
and pandas is not imported for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["spread", "text_words"]

Words = npt.NDArray[np.uint64]

# as many as the processor keeps at hand
_BLOCK = 1 << 14
_WASTE = 4
_KEY = np.frombuffer(b"0123456789123456", "<u8").astype(np.uint64)
_START = np.array([0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573], dtype=np.uint64)
_END = np.uint64(0xFF)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def text_words(texts: Sequence[str]) -> Words:
    """A word for each text."""
    return np.concatenate([np.empty(0, np.uint64), *(_words(texts[at : at + _BLOCK]) for at in range(0, len(texts), _BLOCK))])


def _words(texts: Sequence[str]) -> Words:
    written = [text.encode() for text in texts]
    lengths = np.fromiter(map(len, written), np.int64, len(written))
    counts = lengths // 8 + 1
    # each text takes whole words, in the last of which its length stands
    blocks, first = _blocks(written, counts)
    blocks[first + counts - 1] |= lengths.astype(np.uint64) << np.uint64(56)
    # the longest first: those that have a word at some place are the first so many
    order = np.argsort(-counts, kind="stable")
    first = first[order]
    state = np.repeat((_START ^ np.tile(_KEY, 2))[:, None], len(written), axis=1)
    having = np.searchsorted(-counts[order], -np.arange(int(counts.max(initial=0))), side="left")
    for at, some in enumerate(having.tolist()):
        word = blocks[first[:some] + at]
        part = state[:, :some]
        part[3] ^= word
        _rounds(part, 2)
        part[0] ^= word
    state[2] ^= _END
    _rounds(state, 4)
    words = np.empty(len(written), dtype=np.uint64)
    words[order] = spread(state[0] ^ state[1] ^ state[2] ^ state[3])
    return words


def _blocks(written: Sequence[bytes], counts: npt.NDArray[np.int64]) -> tuple[Words, npt.NDArray[np.int64]]:
    """The words of all texts, and where those of each begin: as many for each where that wastes little."""
    most = int(counts.max(initial=0))
    if most * len(written) <= _WASTE * counts.sum():
        return np.array(written, f"S{most * 8}").view("<u8").astype(np.uint64), np.arange(len(written)) * most
    whole = b"".join(text.ljust(len(text) // 8 * 8 + 8, b"\0") for text in written)
    return np.frombuffer(whole, "<u8").astype(np.uint64), np.cumsum(counts) - counts


def _rounds(state: npt.NDArray[Any], times: int) -> None:
    """SipRound, in place."""
    one, two, three, four = state
    for _ in range(times):
        one += two
        three += four
        _turn(two, 13)
        _turn(four, 16)
        two ^= one
        four ^= three
        _turn(one, 32)
        three += two
        one += four
        _turn(two, 17)
        _turn(four, 21)
        two ^= three
        four ^= one
        _turn(three, 32)


def _turn(words: Words, bits: int) -> None:
    words[:] = words << np.uint64(bits) | words >> np.uint64(64 - bits)


def spread(words: Words) -> Words:
    """Words whose bits all hang on all of theirs: as pandas spreads what it has hashed."""
    words = (words ^ words >> np.uint64(30)) * _MIX[0]
    words = (words ^ words >> np.uint64(27)) * _MIX[1]
    mixed: Words = words ^ words >> np.uint64(31)
    return mixed

"""A piece of XML as arrays: where its tags begin, and what stands anywhere in it, eight bytes at a time.

What a spreadsheet program writes is so regular that whole columns of cells can be told apart by comparing numbers. Whatever
is not so regular is ``Odd`` and left to a parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["Odd", "Tags", "digits", "length_until", "low_bytes", "word"]

_ONES = 0x0101010101010101
_HIGH = 0x8080808080808080
_SMALL, _MOST = 8 << 20, 48_000_000


class Odd(Exception):
    """A part is not written as spreadsheet programs write it; it is left to a parser that takes everything."""


class Tags:
    """``at`` is where each tag begins, ``names`` the byte after its ``<``, ``words[p]`` the eight bytes from ``p`` on."""

    __slots__ = ("at", "content", "names", "words")

    def __init__(self, content: bytes) -> None:
        import numpy as np

        if b"<!" in content:
            raise Odd("a comment, or text that is no text")
        if len(content) > _SMALL and content.count(b"<") > min(len(content) // 3, _MOST):
            raise Odd("more tags than memory should hold")
        padded = content + bytes(32)
        self.content = content
        letters = np.frombuffer(padded, np.uint8)
        self.words = np.ndarray((len(padded) - 7,), "<u8", padded, 0, (1,))
        self.at = np.flatnonzero(letters == ord("<"))
        self.names = np.zeros(len(self.at) + 4, np.uint8)
        self.names[: len(self.at)] = letters[self.at + 1]

    def named(self, letter: str) -> Numbers:
        """The indices of the tags whose name begins with a letter."""
        import numpy as np

        return np.flatnonzero(self.names == ord(letter))


def word(text: bytes) -> int:
    """Up to eight bytes as the number that ``words`` holds for them."""
    return int.from_bytes(text, "little")


def low_bytes(words: Numbers, count: int | Numbers) -> Numbers:
    """Only the first ``count`` bytes of each word, 0 to 8."""
    import numpy as np

    kept: Numbers = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)[count]
    return words & kept


def length_until(words: Numbers, mark: str) -> Numbers:
    """How many bytes stand before a mark in each word; 8 where it is not among the eight."""
    import numpy as np

    one, high = np.uint64(_ONES), np.uint64(_HIGH)
    apart = words ^ np.uint64(ord(mark) * _ONES)
    found = (apart - one) & ~apart & high
    lowest = found & (~found + np.uint64(1))
    return np.where(found == 0, 8, np.bitwise_count(lowest - np.uint64(1)) >> 3).astype(np.intp)


def digits(words: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """The whole number that the first ``lengths`` (1 to 8) bytes of each word say, and where they are digits indeed."""
    import numpy as np

    kept = low_bytes(words, lengths)
    zeros = low_bytes(np.full(1, 0x30 * _ONES, np.uint64), lengths)
    high = np.uint64(0xF0 * _ONES)
    sixes = low_bytes(np.full(1, 0x06 * _ONES, np.uint64), lengths)
    told = ((kept & high) == zeros) & (((kept + sixes) & high) == zeros)
    value = (kept & np.uint64(0x0F * _ONES)) << ((8 - lengths) * 8).astype(np.uint64)
    value = (value * np.uint64(10) + (value >> np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)
    value = (value * np.uint64(100) + (value >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
    value = (value * np.uint64(10000) + (value >> np.uint64(32))) & np.uint64(0xFFFFFFFF)
    return value.astype(np.int64), told

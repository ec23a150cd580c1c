"""What is said of a signed paper that prints other numbers than the data now give: of one of them, or of how many."""

from __future__ import annotations

__all__ = ["differing", "of_many"]

_AMONG = "其中"


def differing(number: int, name: str, printed: str, now: str) -> str:
    """Of one figure; ``now`` is empty where the data do not give it any more."""
    today = f"现在的数据是 {now}" if now else "现在的数据没有这个数"
    return f"已签发（第{number}期），不再改动；{_AMONG}“{name}”印的是 {printed}，{today}。如需更正，请另行发文"


def of_many(first: str, count: int) -> str:
    """Of a paper's several figures, of which the first is told."""
    return first.replace(_AMONG, f"与现在的数据有 {count} 处不同，{_AMONG}", 1) if count > 1 else first

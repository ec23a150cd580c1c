"""What says 稿 on paper: a document made although rows of its tables are set aside must not pass for a finished one."""

from __future__ import annotations

from typing import Final

from pipeline.model.document import Block, Document, Masthead, Text, Title

__all__ = ["blocks_of"]

_SIGN: Final = (Text("（稿）"),)


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The document's blocks; a draft has （稿） as the last line of its title, where 征求意见稿 too is written by custom."""
    blocks = document.blocks
    if not document.draft:
        return blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Title):
            return (*blocks[:at], Title((*block.lines, _SIGN)), *blocks[at + 1 :])
    head = 1 if blocks and isinstance(blocks[0], Masthead) else 0
    return (*blocks[:head], Title((_SIGN,)), *blocks[head:])

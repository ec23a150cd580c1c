"""The rule of a work-meeting speech (``structure: 三段式``): three parts, two or more points each, figures where it looks back.

    good:  ## … - … - …   ## … - … - …   ## … - … - …      figures in parts one and two, none in part three
    bad:   a fourth part; a part with one point; part two without a figure; a statistic among the tasks of part three

The closing paragraphs after the last point stand outside: there a speech names what is not good, with figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.model.document import Block, Document, Heading, Paragraph, Point, Stated
from pipeline.model.shape import shape
from pipeline.words.chinese import numeral

__all__ = ["STRUCTURES", "broken"]

PARTS = 3
POINTS = 2


@shape
class _Part:
    """A heading of the first level and what follows it, up to its last point."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def points(self) -> int:
        return sum(isinstance(block, Point) for block in self.blocks)

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(one.text for block in self.blocks for one in _inlines(block) if isinstance(one, Stated))


def _inlines(block: Block) -> Sequence[object]:
    if isinstance(block, Point):
        return (*block.lead, *block.rest)
    return block.inlines if isinstance(block, Heading | Paragraph) else ()


def broken(structure: str, document: Document) -> tuple[str, ...]:
    """What in the document breaks a rule of structure; nothing for a rule that nobody has set."""
    rule = STRUCTURES.get(structure)
    return tuple(rule(_parts(document.blocks))) if rule else ()


def _parts(blocks: Sequence[Block]) -> list[_Part]:
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        body = blocks[start:end]
        last = max((at for at, block in enumerate(body) if isinstance(block, Point)), default=len(body) - 1)
        heading = body[0]
        title = "".join(one.text for one in heading.inlines) if isinstance(heading, Heading) else ""
        parts.append(_Part(title, tuple(body[: last + 1])))
    return parts


def three_parts(parts: Sequence[_Part]) -> Iterator[str]:
    """Three parts; each with two points or more; the first two look back with figures, the third ahead without."""
    if len(parts) != PARTS:
        yield f"应有{numeral(PARTS)}个部分（## 标题），现有{len(parts)}个"
        return
    for number, part in enumerate(parts, 1):
        name = f"第{numeral(number)}部分“{part.name}”"
        if part.points < POINTS:
            yield f"{name}只有{part.points}个要点（- 开头），应有两个以上"
        if number < PARTS and not part.figures:
            yield f"{name}里没有数字：前两部分是回顾工作，要用数字说话"
        if number == PARTS and part.figures:
            yield f"{name}里有统计数“{part.figures[0]}”：这一部分是安排工作，不用统计数"


STRUCTURES: Mapping[str, Callable[[Sequence[_Part]], Iterator[str]]] = {"三段式": three_parts}

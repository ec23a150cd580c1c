"""Old terms and wrong words that reached a document with the data: names of categories, units, posts, what the office typed.

The templates are linted before they run; what comes from tables and facts files is seen only here. The word is printed as it stands
in the data, for a document says what its tables say, and the office is told where it stands.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.wrong_words import wrong_words
from pipeline.model.document import Annex, Block, Heading, TableBlock
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.wording import Wording

__all__ = ["OldTerms"]

_MOST_KEPT = 20_000


class OldTerms:
    """Finds the words of ``style.yaml: wording.wrong``; a text that was seen clean is not looked at again."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._clean: set[str] = set()

    def found(self, texts: Iterable[str], blocks: Sequence[Block], document: str) -> tuple[Problem, ...]:
        """A warning for each word of the texts and each place of the document where it is printed; ``document`` names it."""
        findings = {one.found: one for text in texts if text not in self._clean for one in self._in(text)}
        told = (_told(finding, where, document) for finding in findings.values() for where in _places(finding.found, blocks))
        return tuple(dict.fromkeys(told))

    def _in(self, text: str) -> list[Finding]:
        hits = list(wrong_words(text, self.wording))
        if not hits and len(self._clean) < _MOST_KEPT:
            self._clean.add(text)
        return hits


def _told(finding: Finding, where: str, document: str) -> Problem:
    message = f"{document}{where}：{finding.message}。这个词来自数据、事实文件或配置，照原样印出，请在来源处改正后重做"
    return Problem("wrong-word", "warning", Place(""), message, found=finding.found)


def _places(word: str, blocks: Sequence[Block]) -> Iterator[str]:
    """Where a word is printed: under which heading, or in which annex, and in what."""
    section = ""
    for block in blocks:
        if isinstance(block, Heading):
            section = f"“{block.number}{_words(block.inlines)}”"
        elif isinstance(block, Annex):
            section = block.number
        if word in _words(block):
            yield f"{section or '开头'}{'的表格' if isinstance(block, TableBlock) else ''}里"


def _words(value: Any) -> str:
    """Every text of a block, in the order of its fields."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "".join(map(_words, value))
    if hasattr(value, "text"):
        return str(value.text)
    if not dataclasses.is_dataclass(value):
        return ""
    return "".join(_words(getattr(value, field.name)) for field in dataclasses.fields(value))

"""Sentences: where they end, and dropping those that hold a number the data do not give."""

from __future__ import annotations

import re

from pipeline.compose.draft import GAP

__all__ = ["SENTENCE_END", "first_sentence", "sentences", "without_gaps"]

SENTENCE_END = re.compile(r"([。！？]+[”’）」』》]*)")
_SENTENCE = re.compile(r"[^。！？]*(?:[。！？]+[”’）」』》*]*|$)")


def without_gaps(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the sentences that hold a gap, and those sentences. A sentence ends with 。！？ and closing quotes."""
    if GAP not in text:
        return text, ()
    kept: list[str] = []
    dropped: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if GAP not in sentence:
            kept.append(sentence)
            continue
        dropped.append(sentence)
        if sentence.count("**") % 2:  # bold that began or ended in it goes on without it
            kept.append("**")
    return "".join(kept).replace("****", ""), tuple(dropped)


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its end."""
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence and the rest."""
    found = _SENTENCE.match(text)
    end = found.end() if found else len(text)
    return text[:end], text[end:]

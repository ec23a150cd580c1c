"""Words that claim something of the data stand only in a claim whose predicate carries them (style.yaml: wording.claims).

bad:   {{ 积案总数 }}信访积案全部化解。
good:  {% claim 全部(积案化解数, 积案总数) %}{{ 积案总数 }}信访积案全部化解。{% endclaim %}
good:  力争全部化解。           a clause of intent
good:  实行零报告制度。         a phrase listed with a reason
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import BREAK, Script
from pipeline.model.wording import ClaimWord, Wording

__all__ = ["check"]

_SEEMING = re.compile("[主重次首纪摘概]要|(?:实现|做到|推动|完成)了|进一步$")
"""What holds a word of intent and is none: 主要, what has been done (实现了), and 进一步 of the claim itself (进一步下降)."""


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """Every claim word outside its predicates, its phrases and clauses of intent."""
    for word in wording.claims:
        at = script.text.find(word.word)
        while at >= 0:
            if not _allowed(script, at, word, wording):
                yield Finding(at, word.word, _message(word))
            at = script.text.find(word.word, at + 1)


def _allowed(script: Script, at: int, word: ClaimWord, wording: Wording) -> bool:
    carried = any(one.name == "then" and one.predicate in word.predicates for one in script.stretch(at).claims)
    return carried or _in_phrase(script.text, at, word, wording) or _intended(script, at, wording)


def _in_phrase(text: str, at: int, word: ClaimWord, wording: Wording) -> bool:
    """Whether the word is part of one of its phrases, or of a longer claim word that is looked at by itself."""
    longer = [one.word for one in wording.claims if word.word in one.word and one.word != word.word]
    for phrase in (*word.phrases, *longer):
        offset = phrase.find(word.word)
        while offset >= 0:
            if text.startswith(phrase, at - offset) and at >= offset:
                return True
            offset = phrase.find(word.word, offset + 1)
    return False


def _intended(script: Script, at: int, wording: Wording) -> bool:
    start, _ = script.clause(at, "。！？\n" + BREAK)
    before = _SEEMING.sub("", script.text[start:at])
    return any(intent in before for intent in wording.intents)


def _message(word: ClaimWord) -> str:
    predicates = "、".join(word.predicates)
    how = f"请放进 {{% claim {word.predicates[0]}(…) %}}（可用的判断：{predicates}）" if predicates else "请换一种说法"
    return f"“{word.word}”要有数据支撑才能写：{how}；表示打算的句子要有“力争”“确保”一类的词"

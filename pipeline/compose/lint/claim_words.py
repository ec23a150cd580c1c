"""Words that claim something of the data stand only in a claim whose predicate carries them (style.yaml: wording.claims).

bad:   {{ 积案总数 }}信访积案全部化解。
good:  {% claim 全部(积案化解数, 积案总数) %}{{ 积案总数 }}信访积案全部化解。{% endclaim %}
bad:   确保事项办结，群众满意率大幅上升。
good:  力争全部化解。           a clause of intent
good:  确保逐件办结，全部答复。     what goes on with it
good:  实行零报告制度。         a phrase listed with a reason
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import BREAK, VALUE, Script
from pipeline.model.wording import ClaimWord, Wording

__all__ = ["check"]

_SEEMING = re.compile("[主重次首纪摘概]要|(?:实现|做到|推动|完成)了|进一步$")
"""What holds a word of intent and is none: 主要, what has been done (实现了), and 进一步 of the claim itself (进一步下降)."""

_MEASURED = re.compile(f"{VALUE}|率|总量|信访量|满意度|件次|人次|批次|已$")
"""What tells in a clause without a word of intent that it does not go on with the one before: a subject that is measured, 已."""


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
    """Whether a word of intent stands before it in its clause, or in one before it that it goes on with.

    确保逐件办结，全部答复 is one intent; 确保逐件办结，满意率大幅上升 tells what has come of it.
    """
    start, _ = script.clause(at, "。！？\n" + BREAK)
    for clause in reversed(re.split("[，；]", script.text[start:at])):
        if any(intent in _SEEMING.sub("", clause) for intent in wording.intents):
            return True
        if _MEASURED.search(clause):
            return False
    return False


def _message(word: ClaimWord) -> str:
    predicates = "、".join(word.predicates)
    how = f"请放进 {{% claim {word.predicates[0]}(…) %}}（可用的判断：{predicates}）" if predicates else "请换一种说法"
    return f"“{word.word}”要有数据支撑才能写：{how}；表示打算的分句里要有“力争”“确保”一类的词"

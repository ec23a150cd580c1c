r"""Signs that a line begins with, typed full-width or without the space behind them: printed as they stand, for they are none.

bad:   ##基本情况
bad:   ＃＃ 基本情况
bad:   -依法办理。
bad:   － 依法办理。
bad:   ｜ 渠道 ｜ 件次 ｜
bad:   ＊＊重点＊＊
good:  ## 基本情况
good:  - 依法办理。
good:  -3 依法办理。            a point with a priority
good:  ——在全县信访工作会议上的讲话
good:  \##基本情况            printed as it stands
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import BREAK, VALUE, Script
from pipeline.model.wording import Wording

__all__ = ["check"]

_HALF = str.maketrans("＃｜＝～＠！＞＋－﹣−–—１２３４５６７８９", "#|=~@!>+-----123456789")
_STARS = re.compile(r"＊＊|＊\*|\*＊")

# a line begins at the start, after a line break, and where a branch begins on a line of its own
_START = re.compile(rf"(?:\A|\n)[{BREAK} \t\u3000]*(?=[^{BREAK}\s])")
_GAP, _WORD = r"[ \t\u3000]+(?=\S)", rf"(?=[\u4e00-\u9fff“‘《〈（【{VALUE}*])"
_SIGNS = (
    (re.compile(r"([#＃]+)[ \t\u3000]*"), "标题"),
    (re.compile(rf"([-－﹣−–])(?:{_GAP}|{_WORD})|([-－﹣−–][1-9１-９]){_GAP}|(—)(?!—)(?:{_GAP}|{_WORD})"), "要点"),
    (re.compile(rf"([+＋]{{1,2}})(?:{_GAP}|{_WORD})"), "附件"),
    (re.compile(rf"([@＠])(?:{_GAP}|{_WORD})"), "称呼"),
    (re.compile(rf"([=＝])(?:{_GAP}|{_WORD})"), "署名"),
    (re.compile(rf"([!！])(?:{_GAP}|{_WORD})"), "刊头"),
    (re.compile(rf"([>＞])(?:{_GAP}|{_WORD})"), "版记"),
    (re.compile(rf"([~～])(?:{_GAP}|{_WORD})"), "图表"),
)
"""What the line would begin, had its sign been typed right. A minus before digits is none: -3件."""
_MEANT = "—−–"
_BEFORE_NUMBERS = "-－﹣+＋>＞~～"

_PAGE = re.compile(rf"(?:[-－]{{2,}}|—{{3,}})[ \t\u3000]*(?=[\n{BREAK}]|\Z)")
_BAR = re.compile(r"｜|\|[＋＝＞]")
_WITHIN = re.compile(r"\|[^\n｜]*｜")
_LITERAL = "要照原样印，请在行首加“\\”"
_DEEPEST = 5


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """Full-width stars anywhere, the other signs where a line begins."""
    del wording
    for found in _STARS.finditer(script.text):
        yield Finding(found.start(), found[0], f"“{found[0]}”用了全角的星号，会照原样印出，请改为半角“**”")
    for start in _START.finditer(script.text):
        at = start.end()
        yield from _page(page) if (page := _PAGE.match(script.text, at)) else _line(script.text, at)


def _page(found: re.Match[str]) -> Iterator[Finding]:
    sign = found[0].rstrip()
    if sign != "---":
        yield Finding(found.start(), sign, f"“{sign}”会照原样印出：另起一页请写三个半角的“---”；{_LITERAL}")


def _line(text: str, at: int) -> Iterator[Finding]:
    if bar := _BAR.match(text, at):
        message = (
            f"行首的“{bar[0]}”不是半角，这一行成不了表格，请写成“{bar[0].translate(_HALF)}”，各格之间也用半角的“|”；{_LITERAL}"
        )
        yield Finding(at, bar[0], message)
    elif within := _WITHIN.match(text, at):
        yield Finding(within.end() - 1, "｜", "表格的这一行里有全角的“｜”，它分不开两格，请改为半角的“|”", "warning")
    for sign, what in _SIGNS:
        if found := sign.match(text, at):
            yield from _sign(found, what)


def _sign(found: re.Match[str], what: str) -> Iterator[Finding]:
    sign = next(group for group in found.groups() if group)
    right = sign.translate(_HALF)
    rest = _rest(found)
    if len(sign) > _DEEPEST:
        message = f"标题最多四级，行首的“#”最多五个，“{sign}”会照原样印出；{_LITERAL}"
    elif sign != right:
        message = f"行首的“{sign}”不是半角的“{right}”，成不了{what}，会照原样印出，请写成“{right} {rest}”；{_LITERAL}"
    elif not rest or not found[0].startswith(f"{sign} "):
        message = f"行首的“{sign}”后面要空一格（半角）再写文字，才成{what}，请写成“{right} {rest or '文字'}”；{_LITERAL}"
    else:
        return
    meant = sign in _MEANT or (sign in _BEFORE_NUMBERS and found.string.startswith(VALUE, found.end()))
    yield Finding(found.start(), sign, message, "warning" if meant else "error")


def _rest(found: re.Match[str]) -> str:
    """The first words behind the sign, as a person finds them in the template."""
    line = re.split(f"[\n{BREAK}]", found.string[found.end() : found.end() + 40], maxsplit=1)[0].strip()
    words = line if len(line) <= 12 else f"{line[:11]}…"
    return words.replace(VALUE, "{{ … }}")

"""Raw blocks → the blocks of a document: what the data do not give drops out, the rest is numbered, figures get their ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.compose.draft import GAP, Draft
from pipeline.compose.markup.counted import miscounted
from pipeline.compose.markup.inline import Setter
from pipeline.compose.markup.lines import Raw
from pipeline.compose.markup.sentences import first_sentence, without_gaps
from pipeline.compose.markup.shorten import shortened
from pipeline.compose.markup.tables import chart, table
from pipeline.model.document import (
    Annex,
    Block,
    Byline,
    Colophon,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    Point,
    Remark,
    Salutation,
    Signature,
    Title,
)
from pipeline.words.chinese import heading_number, ordinal

__all__ = ["Assembled", "assemble"]

_ANCHOR = re.compile(r"\s+@(\w+)$")
_TYPED_NUMBER = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．、]|（[0-9]+）")
_TYPED_ORDINAL = re.compile(r"[一二三四五六七八九十]是")
_MASTHEAD = {"刊名": "name", "期号": "number", "总期": "total", "单位": "issuer", "日期": "date"}
_REMARK = "按语"
_SECTIONS = ("heading", "annex")
_FURNITURE = ("signature", "colophon", "masthead")


@dataclass(slots=True)
class Assembled:
    """The blocks with their figures, what was left out, what is wrong (text near it, message), the points cut for time.

    ``miscounted`` are lead-ins that count their points wrongly; ``kept`` is the text that stayed, where something dropped out.
    """

    blocks: list[Block] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    shortened: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    miscounted: list[tuple[str, str]] = field(default_factory=list)
    kept: str | None = None


def assemble(raws: Sequence[Raw], draft: Draft, setter: Setter) -> Assembled:
    """Everything from raw blocks to a finished body."""
    done = Assembled()
    raws = _with_anchors(_with_charts(raws))
    kept = _without_empty_sections(_without_gaps(raws, setter, done) if draft.gaps else raws)
    if draft.occasion.minutes:
        kept, done.shortened = shortened(kept, draft.occasion.minutes, setter)
    if draft.spots:
        kept = _without_lost_references(kept, draft.spots, setter, done)
    done.miscounted = list(miscounted(kept))
    if draft.gaps or draft.spots or done.shortened:
        done.kept = "\n".join([raw.text or "\n".join(raw.lines) for raw in kept])
    _numbered(kept, setter, done)
    return done


def _with_charts(raws: Sequence[Raw]) -> list[Raw]:
    """A chart takes the table that follows it as its own."""
    result: list[Raw] = []
    for raw in raws:
        if raw.kind == "table" and result and result[-1].kind == "chart" and not result[-1].lines:
            result[-1].lines = raw.lines
        else:
            result.append(raw)
    return result


def _with_anchors(raws: list[Raw]) -> list[Raw]:
    for raw in raws:
        if raw.kind in _SECTIONS and " @" in raw.text and (found := _ANCHOR.search(raw.text)):
            raw.text, raw.lines = raw.text[: found.start()], [found[1]]
    return raws


def _without_gaps(raws: Sequence[Raw], setter: Setter, done: Assembled) -> list[Raw]:
    kept: list[Raw] = []
    closed = 0
    for raw in raws:
        if closed and not (raw.kind in _FURNITURE or (raw.kind in _SECTIONS and _depth(raw) <= closed)):
            continue
        closed = 0
        if GAP in raw.text and raw.kind in _SECTIONS:
            closed = _depth(raw)
            done.left_out.append(setter.plain(raw.text))
            continue
        if GAP in raw.text and not _mend(raw, setter, done):
            continue
        if raw.lines and raw.kind not in ("table", "chart"):
            raw.lines = [line for line in raw.lines if GAP not in line]
        kept.append(raw)
    return kept


def _depth(raw: Raw) -> int:
    return raw.level if raw.kind == "heading" else 1


def _mend(raw: Raw, setter: Setter, done: Assembled) -> bool:
    """Drop the sentences with gaps; false when nothing is left, and for a point whose topic sentence goes."""
    lead = first_sentence(raw.text)[0]
    raw.text, dropped = without_gaps(raw.text)
    done.left_out += [setter.plain(sentence).strip() for sentence in dropped]
    lost_topic = raw.kind == "point" and GAP in lead
    if lost_topic and raw.text:
        done.left_out.append(setter.plain(raw.text).strip())
    return bool(raw.text.strip()) and not lost_topic


def _without_empty_sections(raws: Sequence[Raw]) -> list[Raw]:
    """Without headings that have nothing under them."""
    kept: list[Raw] = []
    filled = 99
    for raw in reversed(raws):
        if raw.kind == "heading":
            if filled <= raw.level:
                continue
            filled = raw.level
        elif raw.kind not in (*_FURNITURE, "annex", "break", "title"):
            filled = 99
        elif raw.kind == "annex":
            filled = 0
        kept.append(raw)
    return kept[::-1]


def _without_lost_references(raws: list[Raw], spots: dict[str, str], setter: Setter, done: Assembled) -> list[Raw]:
    """References get the numbers of their headings; sentences that refer to a section that dropped out go too."""
    labels = _labels(raws)
    lost = [char for char, label in spots.items() if label not in labels]
    for raw in raws:
        for char in lost:
            raw.text = raw.text.replace(char, GAP)
    kept = _without_empty_sections(_without_gaps(raws, setter, done)) if lost else raws
    setter.spots.update(_labels(kept))
    return kept


def _labels(raws: Sequence[Raw]) -> dict[str, str]:
    counts = [0] * 5
    labels: dict[str, str] = {}
    for raw in raws:
        if raw.kind == "heading":
            counts[raw.level] += 1
            counts[raw.level + 1 :] = [0] * (4 - raw.level)
            if raw.lines:
                labels[raw.lines[0]] = heading_number(raw.level, counts[raw.level]).strip("、.（）")
    return labels


def _numbered(raws: Sequence[Raw], setter: Setter, done: Assembled) -> None:
    counts = [0] * 6
    annexes = sum(raw.kind == "annex" for raw in raws)
    seen = points = annex = 0
    text_began = False
    for index, raw in enumerate(raws):
        if raw.kind not in ("masthead", "title"):  # 按语 stands under the title, before the text
            done.blocks += [Remark(setter.inlines(remark)) for remark in done.remarks]
            done.remarks.clear()
        if raw.kind == "heading":
            counts[raw.level] += 1
            counts[raw.level + 1 :] = [0] * (5 - raw.level)
            if _TYPED_NUMBER.match(raw.text):
                done.wrong.append((raw.text, "标题的序号由程序编写，请删去手写的序号"))
            done.blocks.append(Heading(raw.level, heading_number(raw.level, counts[raw.level]), setter.inlines(raw.text)))
        elif raw.kind == "point":
            points = points + 1 if seen else 1
            done.blocks.append(_point(raw, points, alone=points == 1 and not _more_points(raws, index), setter=setter, done=done))
        elif raw.kind == "paragraph":
            done.blocks.append(Paragraph(setter.inlines(raw.text)))
        elif raw.kind == "annex":
            annex += 1
            number = f"附件{annex}" if annexes > 1 else "附件"
            done.blocks.append(Annex(number, setter.inlines(raw.text), landscape=raw.level == 1))
        else:
            _furniture(raw, setter, done, text_began=text_began)
        text_began = text_began or raw.kind in ("paragraph", "heading", "point", "table", "salutation")
        seen = raw.kind == "point" or (seen and raw.kind in ("table", "chart", "break"))


def _more_points(raws: Sequence[Raw], index: int) -> bool:
    for raw in raws[index + 1 :]:
        if raw.kind == "point":
            return True
        if raw.kind not in ("table", "chart", "break"):
            return False
    return False


def _point(raw: Raw, number: int, *, alone: bool, setter: Setter, done: Assembled) -> Point:
    if _TYPED_ORDINAL.match(raw.text):
        done.wrong.append((raw.text, "“一是”“二是”由程序编写，请删去"))
    lead, rest = first_sentence(raw.text)
    if lead.count("**") % 2:  # bold that goes on beyond the topic sentence
        lead, rest = lead + "**", ("**" + rest).replace("****", "")
    return Point("" if alone else ordinal(number), setter.inlines(lead), setter.inlines(rest), raw.level)


def _furniture(raw: Raw, setter: Setter, done: Assembled, *, text_began: bool) -> None:
    if raw.kind == "title":
        under_masthead = len(done.blocks) == 1 and isinstance(done.blocks[0], Masthead)  # its name stands in only where no title does
        if under_masthead or not done.title:
            done.title = "".join(setter.plain(line) for line in raw.lines)
        done.blocks.append(Title(tuple(setter.inlines(line) for line in raw.lines)))
    elif raw.kind == "salutation":
        done.blocks.append(Salutation(setter.inlines(raw.text)))
    elif raw.kind == "signature":
        lines = tuple(setter.inlines(line) for line in raw.lines if line)
        if lines:
            done.blocks.append(Signature(lines) if text_began else Byline(lines))
    elif raw.kind == "break":
        done.blocks.append(PageBreak())
    elif raw.kind in ("table", "chart"):
        block, wrong = table(raw.lines, setter) if raw.kind == "table" else chart(raw.text, raw.lines, setter)
        done.wrong += [(raw.lines[0] if raw.lines else raw.text, message) for message in wrong]
        if block is not None:
            done.blocks.append(block)
        elif not wrong:
            done.left_out.append(setter.plain(raw.lines[0]))
    elif raw.kind == "masthead":
        _masthead(raw, setter, done)
    else:
        _colophon(raw, setter, done)


def _masthead(raw: Raw, setter: Setter, done: Assembled) -> None:
    values: dict[str, str] = {}
    remarks: list[str] = []
    for line in raw.lines:
        key, _, value = line.partition("：")
        if key == _REMARK:
            remarks.append(value.strip())
        elif key not in _MASTHEAD:
            done.wrong.append((line, f"刊头没有“{key}”这一项，可写：{'、'.join((*_MASTHEAD, _REMARK))}"))
        else:
            values[_MASTHEAD[key]] = setter.plain(value.strip())
    if "name" in values:
        done.blocks.append(Masthead(**values))
        done.title = done.title or values["name"]
    elif values:
        done.wrong.append((raw.lines[0], "刊头缺少“刊名”，请加一行 ! 刊名：…"))
    done.remarks += [remark for remark in remarks if remark]


def _colophon(raw: Raw, setter: Setter, done: Assembled) -> None:
    lines: list[tuple[str, str]] = []
    copies = ""
    for line in raw.lines:
        key, _, value = line.partition("：")
        if key == "印数":
            copies = setter.plain(value.strip())
        elif key in ("报", "送", "发", "抄送", "印发"):
            lines.append((key, setter.plain(value.strip())))
        else:
            done.wrong.append((line, f"版记没有“{key}”这一项，可写：报、送、发、抄送、印发、印数"))
    done.blocks.append(Colophon(tuple(lines), copies))

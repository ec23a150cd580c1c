"""Signing a document that a person edited: what she wrote is what is signed; only number, date and copies are put in.

The lines that signing changes are those in which the draft as the program composes it and the signed paper differ. They are looked
for in the edited text. Her numbers are kept too, but not those that the data gave when the draft was made and give no more.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from pipeline.model.document import Document
from pipeline.model.occasion import Occasion
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.record.figures import body_of, digest, figures_of, fingerprint, whole_file
from pipeline.record.outputs import figures_path
from pipeline.run.audience import as_read_by
from pipeline.run.make import Composed, with_copies
from pipeline.run.plan import Job
from pipeline.run.signed import called, entry_key
from pipeline.run.stale import Entry, by_key, first_of, stale
from pipeline.run.standing import UNOPENED, bytes_hash, standing
from pipeline.run.workshop import Workshop

__all__ = ["as_drafted", "as_edited", "changed", "document_of", "lines_of"]

_LONG = 30
_DAMAGED = f"文稿{UNOPENED}，不能签发。请从备份找回；不要了的，请删去它，重新生成后再签发"
_UNKNOWN = "这份文稿看不出是从哪份草稿改来的（旁边的 .figures.json 不在或对不上），不能签发。请先把它移到别处，重新生成后再改"


def as_edited(job: Job, mark: Mapping[str, Any], shop: Workshop) -> tuple[Composed | None, tuple[Problem, ...], str]:
    """The edited document with number, date and copies in it and its figures file; what to tell; or why it cannot be signed."""
    from pipeline.write import figures_in, open_changes, read_properties, relabelled, text_of

    data, own = job.path.read_bytes(), standing(job.path, shop.stamps)
    head = own.head
    if head is None:
        return None, (), _DAMAGED if own.damaged else _UNKNOWN
    if why := _unsettled(*open_changes(data)):
        return None, (), why
    occasion = shop.occasion(job, {"issued": mark})
    draft = document_of(job, as_drafted(shop.occasion(job), head), job.spec.copies, shop)
    paper = document_of(job, occasion, mark["copies"], shop)
    if draft is None or paper is None:
        return None, (), "模板有误，不能签发。请先运行 briefing lint"
    was, now = lines_of(draft, shop), lines_of(paper, shop)
    lines = list(changed(was, now))
    properties = {**read_properties(data), "issued": f"{mark['date']} 第{mark['number']}期"}
    marked, missing = relabelled(data, lines, properties)
    if missing:
        return None, (), _not_found(missing, now, {new: old for old, new in lines})
    printed, text = figures_in(marked), text_of(marked)
    built, today = json.loads(figures_path(job.path).read_bytes()), figures_of(shop.lines.body(paper))
    if found := stale(built, today, printed, text):
        return None, (), f"数据在改稿以后变了：{first_of(found)}。请照着旁边的新稿改好，保存后再签发"
    figures = list(_entries(built["figures"], today["figures"], printed))
    claims = [claim for claim in today["claims"] if claim["text"] in text]
    body, run = body_of(figures, claims), _run_of(job, mark, text)
    signed, _ = relabelled(data, lines, {**properties, "run": run, "figures": digest(body)})
    title = _title(was, text.split("\n"), draft.title)
    told = {
        "document": job.spec.name, "period": job.period.name, "scope": job.scope, "title": title,
        "counts": {"figures": len(figures), "claims": len(claims)},
        **shop.origin(job, occasion, head["indicators"], head["rows"]),
        "issued": dict(mark), "edited": True,
        "run": run, "body": digest(body), "docx": bytes_hash(signed),
    }  # fmt: skip
    document = dataclasses.replace(paper, title=title)
    return Composed(document, signed, whole_file(told, body)), tuple(_typed(figures, shop.settings.shown(job.path))), ""


def _run_of(job: Job, mark: Mapping[str, Any], text: str) -> str:
    """The run that a signed paper of a person's words came from: these words, signed so."""
    paper = {"document": job.spec.name, "period": job.period.name, "scope": job.scope}
    return fingerprint({**paper, "issued": dict(mark), "edited": bytes_hash(text.encode())})


def _unsettled(revisions: int, comments: int) -> str:
    """A paper is signed clean."""
    found = [f"{count} 处{what}" for count, what in ((revisions, "没有接受或拒绝的修订"), (comments, "批注")) if count]
    return f"文稿里还有{'、'.join(found)}。请在 Word 里处理完，保存后再签发" if found else ""


def _not_found(missing: Iterable[tuple[str, str]], paper: Sequence[str], drafted: Mapping[str, str]) -> str:
    """What signing would have put in, where the edited text has no place for it; ``drafted``: what a line of the paper was before.

    A line more, or a tab, is not put into a text that a person edited: she is told what to type, and where.
    """
    told, typed = [], []
    for old, new in missing:
        if not new:
            told.append(f"去掉“{old}”")
        elif not old:
            above = paper[max(paper.index(new) - 1, 0)]
            typed.append(f"在“{_cut(drafted.get(above, above))}”下面另起一行，写上“{new}”")
        elif new.startswith(f"{old}\t"):
            typed.append(f"在“{_cut(old)}”这一行的末尾按一下 Tab 键，写上“{new.removeprefix(old).strip()}”")
        else:
            told.append(f"“{new}”（草稿里是“{old}”）")
    lost = f"改过的文稿里找不到要换期号、日期、份数的这几行，应为{'、'.join(told)}。" if told else ""
    more = f"草稿里没有的要您自己写：请{'；'.join(typed)}。" if typed else ""
    return f"{lost}{more}请在文稿里照这样写好，保存后再签发"


def _cut(line: str) -> str:
    return line if len(line) <= _LONG else f"{line[:_LONG]}……"


def as_drafted(occasion: Occasion, head: Mapping[str, Any]) -> Occasion:
    """The occasion with what the draft on the disk printed as number and date."""
    date = dt.date.fromisoformat(head["date"])
    printed = {"next_number": head["number"], "total": head.get("total"), "draft": head["draft"], "minutes": head.get("minutes")}
    return dataclasses.replace(occasion, date=date, **printed)


def document_of(job: Job, occasion: Occasion, copies: int | None, shop: Workshop) -> Document | None:
    """What is composed for an occasion, as those may read it whom it is for."""
    measures = as_read_by(job.spec, shop.measures, shop.settings)
    return shop.composer.compose(with_copies(job.spec, copies), occasion, measures)[0]


def lines_of(document: Document, shop: Workshop) -> list[str]:
    """Its text, line by line."""
    from pipeline.write import text_of, write

    return text_of(write(document, shop.looks, {})).split("\n")


def changed(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line that signing changes, with what becomes of it."""
    for kind, start, end, a, b in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from zip_longest(was[start:end], now[a:b], fillvalue="")


def _entries(built: Iterable[Entry], today: Iterable[Entry], printed: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The figures that still stand in the text, with what is printed of them; ``measured`` where that is not what was measured."""
    now, seen = by_key(today), Counter[Any]()
    for entry in built:
        key = entry_key(entry)
        known = now.get(key) or [entry]
        same = known[min(seen[key], len(known) - 1)]
        seen[key] += 1
        if entry["id"] in printed:
            text = printed[entry["id"]]
            same = next((one for one in known if one["text"] == text), same)
            yield {**same, "id": entry["id"], "text": text, **({"measured": same["text"]} if text != same["text"] else {})}


def _typed(figures: Iterable[Entry], shown: str) -> Iterator[Problem]:
    """Figures that a person changed by hand."""
    for entry in figures:
        if "measured" in entry:
            message = f"“{called(entry)}”手工改成了 {entry['text'] or '（空）'}，数据是 {entry['measured']}；照改过的签发"
            yield Problem("issued-typed", "warning", Place(shown), message, found=entry["text"], expected=entry["measured"])


def _title(draft: Sequence[str], edited: Sequence[str], title: str) -> str:
    """The title as it stands in the edited text: the lines where the draft has its own."""
    spots = ((at, n) for at in range(len(draft)) for n in range(1, 5) if "".join(draft[at : at + n]) == title)
    first, count = next(spots, (0, 0))
    for kind, start, end, a, b in SequenceMatcher(None, draft, edited, autojunk=False).get_opcodes():
        if kind == "replace" and start <= first and first + count <= end and end - start == b - a:
            return "".join(edited[a + first - start : a + first - start + count])
    return title

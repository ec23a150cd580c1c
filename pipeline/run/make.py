"""One document: compose it, write it, record it. What goes wrong stays with this document."""

from __future__ import annotations

import dataclasses
import datetime as dt
import errno
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.executors.stopping import asked
from pipeline.model.document import Document
from pipeline.model.occasion import Occasion
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.receipt import Receipt, Written
from pipeline.model.settings import DocumentSpec
from pipeline.model.shape import shape
from pipeline.record import outputs
from pipeline.record.figures import digest, fingerprint, hash_of_whole, head_of, whole_file
from pipeline.record.ledger import Entry
from pipeline.record.stamps import stamp_at
from pipeline.run.asked import Asked
from pipeline.run.audience import as_read_by
from pipeline.run.consistent import WHY, inconsistent
from pipeline.run.judge import Task, receipt
from pipeline.run.ledger import gone
from pipeline.run.plan import Job
from pipeline.run.signed import differences, gone_on
from pipeline.run.standing import bytes_hash
from pipeline.run.told import plain
from pipeline.run.workshop import Workshop
from pipeline.settings.yaml import Mapped
from pipeline.words.refused import reason
from pipeline.words.spans import date_text, period_text
from pipeline.write import settle_colophon, text_hash, write

__all__ = ["Composed", "composed", "enter", "lost", "make", "with_copies", "work"]

_AWAY = {errno.ENOSPC, getattr(errno, "EDQUOT", -1), errno.EROFS, errno.EFBIG}
"""The disk takes nothing more; it is no program that holds the document."""


def make(task: Task, shop: Workshop) -> Receipt:
    """Do a task. An exception is a bug in this one document: its kind and its places in the code are kept, never a value."""
    job = shop.jobs[task.at]
    try:
        if task.inputs is not None:
            return _set_right(task, job, shop)
        if task.signed is not None:
            return _held_against(task, job, shop)
        if task.lost is not None:
            return _put_back(task, task.lost, job, shop)
        return _made(task, job, shop)
    except Mistake as mistake:
        return receipt(job, "failed", ("配置有误",), problems=mistake.problems)
    except Exception as error:  # one document that fails does not stop the others
        if asked():
            raise KeyboardInterrupt from error
        import traceback

        frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
        failed = receipt(job, "failed", (f"程序内部出错（{type(error).__name__}）",))
        return dataclasses.replace(failed, fault=(type(error).__name__, *frames))


@shape
class Composed:
    """A document with both its files, ready to be put in place; ``body`` is the digest of the figures file's body, if known."""

    document: Document
    docx: bytes
    figures: bytes
    body: str = ""


def composed(
    job: Job,
    occasion: Occasion,
    shop: Workshop,
    issued: Mapping[str, Any] | None = None,
    linted: tuple[Problem, ...] = (),
) -> tuple[Composed | None, tuple[Problem, ...]]:
    """Compose a document and write both its files as bytes; none where its template cannot be run or it contradicts itself.

    ``linted`` is what was found in its template before: kept with the rest, to be told again while the document stands.
    """
    asked = Asked(shop.measures)
    copies = (issued or {}).get("copies") or job.spec.copies
    document, problems = shop.composer.compose(with_copies(job.spec, copies), occasion, as_read_by(job.spec, asked, shop.settings))
    problems = _with(linted, problems)
    if document is None:
        return None, problems
    problems = (*problems, *(wrong := inconsistent(document, shop.measures, shop.settings.shown(job.path))))
    if any(problem.level == "error" for problem in wrong):
        return None, problems
    document, told = settle_colophon(document, shop.looks, {})
    problems = (*problems, *told)
    names = {name for name, _ in asked.figures} | asked.defined | shop.composer.names(job.spec)
    origin = shop.origin(job, occasion, sorted(names), shop.origins.rows(asked))
    body = shop.lines.body(document)
    hashed = digest(body)
    named = {"document": document.name, "period": document.period.name, "scope": document.scope}
    run = fingerprint({**named, **{key: value for key, value in origin.items() if key != "inputs"}, "issued": issued})
    mark = {"issued": f"{issued['date']} 第{issued['number']}期"} if issued else {}
    data = write(document, shop.looks, {"run": run, "figures": hashed, **mark})
    head = {
        **named,
        "title": document.title,
        "counts": {"figures": len(document.figures), "claims": len(document.claims)},
        **origin,
        **({"issued": dict(issued)} if issued else {}),
        **({"problems": plain(problems)} if problems else {}),
        "run": run,
        "body": hashed,
        "docx": bytes_hash(data),
    }
    return Composed(document, data, whole_file(head, body), hashed), problems


def _with(linted: tuple[Problem, ...], problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Both, each once: a digit typed into a template is found there, and again on the page, where its line can only be guessed."""
    told = {(one.rule, one.place.file, f"“{one.found}”") for one in linted}
    return (*linted, *(one for one in problems if (one.rule, one.place.file, one.message[: one.message.find("”") + 1]) not in told))


def with_copies(spec: DocumentSpec, copies: int | None) -> DocumentSpec:
    """The entry with the number of copies where its colophon prints it (印数)."""
    if copies is None:
        return spec
    own = spec.options.get("recipients")
    recipients = Mapped()
    recipients.update(own or {})
    recipients.places.update(getattr(own, "places", {}))
    recipients["印数"] = copies
    return dataclasses.replace(spec, options={**spec.options, "recipients": recipients})


def _made(task: Task, job: Job, shop: Workshop) -> Receipt:
    ready, problems = composed(job, shop.occasion(job), shop, None, task.linted)
    if ready is None:
        return receipt(job, "failed", (_why(problems, shop.settings.shown(job.path)),), problems=problems)
    return _written(task, job, shop, ready, problems)


def _why(problems: tuple[Problem, ...], shown: str) -> str:
    """What is to be mended where nothing could be composed: figures, a facts file, else the template."""
    wrong = [one for one in problems if one.level == "error"]
    if any(one.place.file == shown for one in wrong):
        return WHY
    return "事实文件有误" if wrong and all(one.rule == "facts" for one in wrong) else "模板有误"


def _written(task: Task, job: Job, shop: Workshop, ready: Composed, problems: tuple[Problem, ...]) -> Receipt:
    if (trouble := _hindered(task, shop, ready.docx)) is not None:
        return receipt(job, "failed", ("写不进去",), problems=(*problems, trouble))
    try:
        written = _put(task.target, ready, durable=shop.order.durable)
    except OSError as error:
        return receipt(job, "failed", ("写不进去",), problems=(*problems, _refused(error, task.target, shop)))
    made = receipt(job, task.status, task.reasons, path=task.target, problems=problems)
    counts = (len(ready.document.figures), len(ready.document.claims))
    return dataclasses.replace(made, figures=counts[0], claims=counts[1], written=written)


def _put(target: Path, ready: Composed, *, durable: bool) -> tuple[Written, ...]:
    """The document first: where it is open elsewhere, its figures file must stay as it is too."""
    docx = Written(str(target), outputs.put(target, ready.docx, durable=durable), bytes_hash(ready.docx))
    path = outputs.figures_path(target)
    stat = outputs.put(path, ready.figures, durable=durable)
    return docx, Written(str(path), stat, hash_of_whole(ready.figures, ready.body), ready.body)


def _hindered(task: Task, shop: Workshop, data: bytes) -> Problem | None:
    """Why a document that could be written must not be: it is open, or it was touched a moment ago.

    Not where it is this very document already: a process may have died after it had written it.
    """
    if owner := outputs.held_open(task.target):
        name = shop.settings.shown(task.target)
        message = f"正在 Word 或 WPS 里打开，没有改动它。请关闭后重做；如果已经关闭，请删除旁边的 {owner.name}"
        return Problem("output-open", "error", Place(name), message)
    if stamp_at(task.target) != task.before and not _holds(task.target, data):
        return Problem("output-touched", "error", Place(shop.settings.shown(task.target)), "刚刚被别人改动，没有覆盖它。请重做一次")
    return None


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _refused(error: OSError, target: Path, shop: Workshop) -> Problem:
    name = shop.settings.shown(target)
    if error.errno in _AWAY:
        message = f"写不进去：{reason(error)}。请腾出空间或检查磁盘后重做；原来的文件没有动"
    else:
        held = "如果它正在 Word 或 WPS 里打开，请关闭后重做；如果文件夹是只读的，请检查权限"
        message = f"写不进去（{reason(error)}）。{held}。原来的文件没有动"
    return Problem("output", "error", Place(name), message)


def _set_right(task: Task, job: Job, shop: Workshop) -> Receipt:
    """The figures file names other hashes of its input files; the document stays as it is."""
    path = outputs.figures_path(task.target)
    data = path.read_bytes()
    head = dict(head_of(data) or {})
    head["inputs"] = task.inputs
    whole = whole_file(head, data[data.index(b'"figures": [') :])
    try:
        written = (Written(str(path), outputs.put(path, whole, durable=shop.order.durable), hash_of_whole(whole)),)
    except OSError as error:
        return receipt(job, "failed", ("写不进去",), problems=(_refused(error, path, shop),))
    return dataclasses.replace(receipt(job, task.status, task.reasons, head=head, path=task.target), written=written)


def _held_against(task: Task, job: Job, shop: Workshop) -> Receipt:
    """A signed document: what it says against what the data say now."""
    head = task.signed or {}
    if gone_on(job, head, shop.cutoff, shop.settings):
        until = date_text(dt.date.fromisoformat(head["cutoff"]))
        return receipt(
            job, "issued", (f"签发时{period_text(job.period)}还没有过完（数据截至{until}），没有与现在的数据比较",), head=head
        )
    spec = with_copies(job.spec, head["issued"].get("copies"))
    document, _ = shop.composer.compose(spec, shop.occasion(job, head), as_read_by(spec, shop.measures, shop.settings))
    signed = receipt(job, "issued", (), head=head)
    if document is None:
        return signed
    told = differences(outputs.figures_path(job.path), head, document, shop.settings.shown(job.path))
    return dataclasses.replace(signed, problems=told, reasons=("数据已有变化，签发稿没有动",) if told else ())


def _put_back(task: Task, lost: Entry, job: Job, shop: Workshop) -> Receipt:
    """A signed document that is gone, where the data still give the words that were signed."""
    mark = {"number": lost.number, "date": lost.date, "copies": lost.copies}
    ready, _ = composed(job, shop.occasion(job, {"issued": mark}), shop, mark)
    if ready is None or text_hash(ready.docx) != lost.text:
        return receipt(job, "refused", (gone(lost, "，今天的数据、模板写不出签发时的文字"),))
    return _written(task, job, shop, ready, ())


class _Here:
    """The workshop of this process, where it is one of several."""

    shop: Workshop


def enter(shop: Workshop) -> None:
    """A process begins."""
    _Here.shop = shop


def work(task: Task) -> Receipt:
    """A process does a task."""
    return make(task, _Here.shop)


def lost(shop: Workshop) -> Callable[[Task], Receipt]:
    """What becomes of a task whose process died of it."""

    def told(task: Task) -> Receipt:
        failed = receipt(shop.jobs[task.at], "failed", ("生成它的进程被系统终止（可能是内存不够）",))
        return dataclasses.replace(failed, fault=("process lost",))

    return told

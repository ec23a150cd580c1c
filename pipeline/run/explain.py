"""Where a figure came from: from an indicator's name, or from a place in a finished document, down to files, sheets and rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from pipeline.model.figure import Figure, Traced
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.shape import shape
from pipeline.model.table import Source
from pipeline.model.unit import COUNTY
from pipeline.record.figures import digest, head_of
from pipeline.record.outputs import FIGURES, figures_path
from pipeline.run.figures import Desk
from pipeline.words.asked import plainly
from pipeline.words.nearest import nearest

__all__ = ["Explained", "document_named", "explain_indicator", "explain_place", "printed_in", "record_of"]


_MOST = 12
_TYPED: Final = "写进文字里的数，不是从数据表统计出来的"


@shape
class Explained:
    """A figure with everything behind it. ``id`` and ``printed``: the place in the document, where one was asked for.

    ``bases``: the figures it is held against, where the place states a comparison, and others that the one number speaks for.
    ``changed``: what is no longer as it was when the document was built.
    """

    figure: Figure
    definition: str
    sources: tuple[Source, ...]
    rows: tuple[Traced, ...]
    bases: tuple[Explained, ...] = ()
    id: str = ""
    printed: str = ""
    form: str = "value"
    changed: tuple[str, ...] = ()


def explain_indicator(desk: Desk, name: str, period: Period | None, scope: str | None) -> Explained:
    """An indicator for a period (the current year without one) and a scope."""
    span, known = period or desk.current(), desk.indicator(name)
    if span is None:
        raise Mistake(_problem("inputs", "inputs/ 里没有可用的数据表，请放入数据表后再试"))
    return explained(desk, desk.measures.figure(known, span, desk.scope(scope)))


def explained(desk: Desk, figure: Figure) -> Explained:
    """A figure, its definition, and the rows it counted; none of these for one that a person typed."""
    measures = desk.measures
    if figure.indicator.name not in measures.indicators:
        return Explained(figure, _TYPED, (), ())
    return Explained(
        figure, measures.definition(figure.indicator.name), tuple(measures.sources(figure)), tuple(measures.rows(figure))
    )


def document_named(desk: Desk, text: str) -> Path | None:
    """The document that ``情况通报/2025-06`` names (``-城关镇`` behind it: of a unit); None where no document is called so."""
    name, _, stem = text.replace("\\", "/").removeprefix(f"{desk.settings.outputs.name}/").partition("/")
    if name not in desk.settings.documents or not stem:
        return None
    folder = desk.settings.outputs / name
    if (docx := folder / f"{stem}.docx").is_file():
        return docx
    period, _, scope = stem.rpartition("-")
    asked = [(_name(desk, stem), COUNTY), (_name(desk, period), scope and desk.measures.scope(scope))]
    made = [*_made(folder)]
    if found := next((path for one, path in made if one in asked), None):
        return found
    names = [*dict.fromkeys(span if unit == COUNTY else f"{span}-{unit}" for (span, unit), _ in made)]
    there = f"已有：{'、'.join(names[:_MOST])}{' 等' if len(names) > _MOST else ''}"
    known = there if names else "还没有生成过，请先运行 briefing build"
    raise Mistake(_problem(text, f"没有《{name}》的“{stem}”{nearest(stem, names) or '。'}{known}"))


def _made(folder: Path) -> Iterator[tuple[tuple[str, str], Path]]:
    """The documents of a folder by period and unit, whatever their files are called."""
    for path in sorted(folder.glob(f"*{FIGURES}")):
        with suppress(OSError, LookupError):
            head = head_of(path.read_bytes()) or {}
            yield (head["period"], head["scope"]), path.with_name(f"{path.name.removesuffix(FIGURES)}.docx")


def _name(desk: Desk, text: str) -> str:
    """The name of the period that a text means."""
    period = desk.settings.calendar.period(text) or desk.settings.calendar.period(plainly(text))
    return period.name if period else text


def record_of(desk: Desk, docx: Path) -> Mapping[str, Any]:
    """The figures file of a document: beside it, or, for one that was mailed without it, found by its hash in ``outputs/``."""
    from pipeline.write import read_properties

    try:
        properties = read_properties(docx.read_bytes())
    except FileNotFoundError as error:
        raise Mistake(_problem(docx.name, "没有这个文件。请写文稿的路径，如 outputs/情况通报/2025-11.docx")) from error
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise Mistake(_problem(docx.name, "打不开，或者不是 .docx 文件")) from error
    wanted = properties.get("figures", "")
    if not wanted:
        raise Mistake(_problem(docx.name, "不是本程序生成的文稿（文件属性里没有生成记录），查不到数字的来历"))
    for path in _candidates(desk, docx):
        data = path.read_bytes()
        if digest(data) == wanted:
            found: Mapping[str, Any] = json.loads(data)
            return found
    run = properties.get("run", "")[:8]
    where = f"旁边和 {desk.settings.outputs.name}/ 里都没有与它对应的 .figures.json"
    what_to_do = "请在生成它的项目文件夹里运行，或把那个文件一并拷来"
    raise Mistake(_problem(docx.name, f"“{docx.name}”（生成记录 {run}）{where}：{what_to_do}"))


def _candidates(desk: Desk, docx: Path) -> Iterator[Path]:
    beside = figures_path(docx)
    if beside.is_file():
        yield beside
    if desk.settings.outputs.is_dir():
        yield from sorted(path for path in desk.settings.outputs.rglob("*.figures.json") if path != beside)


def printed_in(docx: Path) -> Mapping[str, str]:
    """What the document now says at the place of each figure, by its id: by the control's tag, or the bookmark it left."""
    from pipeline.write import figures_in

    return figures_in(docx.read_bytes())


def explain_place(desk: Desk, record: Mapping[str, Any], number: str, printed: Mapping[str, str] | None = None) -> Explained:
    """The figure at one place of a document, by its number (``12``, ``F0012``); ``printed`` is what the document now says."""
    entry = _entry(record, number)
    figure = _figure_like(desk, entry)
    told = explained(desk, figure)
    also = [_figure_like(desk, {"id": entry["id"], **other}) for other in entry.get("also", ())]
    bases = tuple(explained(desk, base) for base in (*_bases(desk, figure, entry["form"]), *also))
    changed = (*_by_hand(entry, printed), *_changed(desk, record, entry, figure))
    return Explained(figure, told.definition, told.sources, told.rows, bases, entry["id"], entry["text"], entry["form"], changed)


def _entry(record: Mapping[str, Any], number: str) -> Mapping[str, Any]:
    entries = record["figures"]
    for at, entry in enumerate(entries, 1):
        if number in (entry["id"], str(at)):
            found: Mapping[str, Any] = entry
            return found
    ids = [entry["id"] for entry in entries]
    known = f"编号是 1 到 {len(ids)}，或 {ids[0]} 的样子" if ids else "这份文稿里没有数字"
    raise Mistake(_problem(number, f"文稿里没有编号“{number}”的数字{nearest(number, ids) or '。'}{known}"))


def _figure_like(desk: Desk, entry: Mapping[str, Any]) -> Figure:
    """The figure of today that an entry of a figures file speaks of."""
    period = desk.settings.calendar.period(entry["period"])
    if period is not None and entry.get("evidence") and entry["indicator"] not in desk.measures.indicators:
        return _typed(entry, period)
    name, scope = desk.indicator(entry["indicator"]), desk.scope(entry["scope"])
    if period is None:
        raise Mistake(_problem(entry["id"], f"期间“{entry['period']}”在 calendar.yaml 里已经没有了"))
    dimension, member = entry.get("dimension"), entry.get("member")
    measures = desk.measures
    if not dimension or dimension == "month":
        return measures.figure(name, period, scope)
    if entry.get("apart_from"):
        return measures.top(name, dimension, period, scope, most=len(entry["apart_from"]))[-1]
    lines = _lines(desk, name, dimension, period, scope)
    found = next((line for line in lines if line.member == member), None)
    return found or measures.figure(name, period, scope)


def _typed(entry: Mapping[str, Any], period: Period) -> Figure:
    """A number from a facts file, a guiding word or a setting: it belongs to no indicator, its evidence is file and line."""
    value = Fraction(str(entry["value"]))
    decimals = len(str(entry["value"]).partition(".")[2]) - (2 if entry["unit"] == "%" else 0)
    indicator = Indicator(entry["indicator"], "reported", entry["label"], unit=entry["unit"], decimals=max(decimals, 0))
    exact = int(value) if value.denominator == 1 and entry["unit"] != "%" else value
    return Figure(indicator, period, entry["scope"], exact, evidence=entry["evidence"], reported=True)


def _lines(desk: Desk, name: str, dimension: str, period: Period, scope: str) -> list[Figure]:
    if "×" not in dimension:
        return list(desk.measures.breakdown(name, dimension, period, scope))
    rows, columns = dimension.split("×")
    return [cell for line in desk.measures.cross(name, rows, columns, period, scope).cells for cell in line]


def _bases(desk: Desk, figure: Figure, form: str) -> Iterator[Figure]:
    """A change states two figures: the one before it too."""
    ago, before = desk.measures.bases(figure)
    if ago is not None and ("year" in form):
        yield ago
    if before is not None and "previous" in form:
        yield before


def _by_hand(entry: Mapping[str, Any], printed: Mapping[str, str] | None) -> Iterator[str]:
    """Whether a person made another number of it, before it was signed or since, or took it out."""
    by_hand = "measured" in entry
    if by_hand:
        yield f"数据给出的是“{entry['measured']}”，签发前手工改成了“{entry['text']}”"
    if printed is None:
        return
    now, when = printed.get(entry["id"]), "签发" if by_hand else "成稿"
    if not now:
        yield f"{when}时这里印的是“{entry['text']}”，文稿里已经没有这个数（被删去，或改成了普通文字）"
    elif now != entry["text"]:
        yield f"{when}时这里印的是“{entry['text']}”，文稿里已改成“{now}”"


def _changed(desk: Desk, record: Mapping[str, Any], entry: Mapping[str, Any], figure: Figure) -> Iterator[str]:
    from pipeline.record.figures import number

    for file, was in record.get("inputs", {}).items():
        now = desk.inputs.hashes.get(file)
        if now != was:
            yield f"{file} {'已不在' if now is None else '已变化'}"
    if entry["form"] != "as_issued" and number(figure.value) != entry["value"]:  # what is quoted of an earlier issue is otherwise
        yield f"文稿成稿时的数是 {entry['value']}，按现在的数据是 {number(figure.value)}"


def _problem(file: str, message: str) -> Problem:
    return Problem("explain", "error", Place(file), message)

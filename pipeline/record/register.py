"""The register of issues that the program keeps (``config/发文登记簿.csv``): plain text, one line a signed issue."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.record.typed import day, decoded, end_of
from pipeline.words.spans import date_text

__all__ = ["HEADER", "Issue", "appended", "columns_of", "doubtful", "known_in"]

HEADER = ("刊名", "期号", "签发日期", "标题", "份数")


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One signed issue of a series; ``file`` is where it is registered, relative to ``inputs/``."""

    series: str
    date: dt.date
    number: int
    title: str = ""
    copies: int | None = None
    file: str = ""


def columns_of(content: bytes) -> tuple[str, ...]:
    """The columns of a register in their order, of an empty one ours; none where no line names all of ours."""
    text = decoded(content)[1]
    if not text.strip():
        return HEADER
    return next((row for row in _rows(text) if set(HEADER) <= set(row)), ())


def known_in(content: bytes) -> set[tuple[str, int, int]]:
    """Series, year and number of each line that says them, in whatever dress Excel has saved it."""
    columns = columns_of(content)
    if not columns:
        return set()
    series, number, date = (columns.index(name) for name in HEADER[:3])
    rows = [row for row in _rows(decoded(content)[1]) if len(row) > max(series, number, date)]
    dated = [(row, day(row[date])) for row in rows if row[number].isdecimal()]
    return {(row[series], one.year, int(row[number])) for row, one in dated if one is not None}


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    for row in csv.reader(io.StringIO(text, newline="")):
        yield tuple(cell.strip() for cell in row)


def _lines_of(issues: Iterable[Issue], columns: Sequence[str] = HEADER) -> list[str]:
    """The line of each issue, without its end; columns that are not ours stay blank."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    for one in issues:
        cells = dict(zip(HEADER, (one.series, one.number, one.date.isoformat(), one.title, one.copies), strict=True))
        writer.writerow([cells.get(name) for name in columns])
    return lines.getvalue().splitlines()


def appended(content: bytes, issues: Iterable[Issue]) -> bytes:
    """The register with lines added; what stands there stays byte for byte, in its encoding and with its line ends."""
    encoding, text = decoded(content)
    end = end_of(text)
    lines = [*([] if text.strip() else [",".join(HEADER)]), *_lines_of(issues, columns_of(content) or HEADER)]
    gap = end if text and not text.endswith("\n") else ""
    start = b"\xef\xbb\xbf" if not content else b""
    return start + content + (gap + "".join(line + end for line in lines)).encode(encoding)


def doubtful(issues: Iterable[Issue]) -> list[tuple[Issue, str]]:
    """What is wrong with a register: gaps, doubles, a year that does not begin with 1, dates that run backwards.

    Each with the issue at which it shows.
    """
    found: list[tuple[Issue, str]] = []
    years: dict[tuple[str, int], list[Issue]] = {}
    for issue in issues:
        years.setdefault((issue.series, issue.date.year), []).append(issue)
    for (series, year), listed in sorted(years.items()):
        ordered = sorted(listed, key=lambda one: (one.number, one.date))
        before, latest = 0, ordered[0]
        for issue in ordered:
            name = f"《{series}》{year}年第{issue.number}期"
            if issue.number == before:
                found.append((issue, f"{name}登记了两次，请核对并删去一行"))
            elif issue.number != before + 1 and before == 0:
                found.append((issue, f"《{series}》{year}年的期号从第{issue.number}期开始，应从第1期开始（每年重新编号）"))
            elif issue.number != before + 1:
                missing = f"第{before + 1}期" if issue.number == before + 2 else f"第{before + 1}—{issue.number - 1}期"
                found.append((issue, f"《{series}》{year}年缺{missing}（第{before}期之后是第{issue.number}期）"))
            if latest.date > issue.date and latest.number < issue.number:
                early = f"{name}的签发日期（{date_text(issue.date)}）早于第{latest.number}期（{date_text(latest.date)}）"
                found.append((issue, f"{early}：期号或日期有一个写错了，请核对"))
            before, latest = issue.number, max(latest, issue, key=lambda one: one.date)
    return found

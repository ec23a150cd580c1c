"""A slow and plain reference: rows as dicts, one loop, its own calendar. It shares nothing with the program."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction


def holds(where, row):
    """The YAML of a ``where`` against a row."""
    return all(entry(key, want, row) for key, want in (where or {}).items())


def entry(key, want, row):
    if key == "all":
        return all(holds(part, row) for part in want)
    if key == "any":
        return any(holds(part, row) for part in want)
    if key == "not":
        return not holds(want, row)
    cell = row.get(key)
    if isinstance(want, list):
        return cell in want
    if not isinstance(want, dict):
        return cell == want
    return all(operation(name, bound, cell, row) for name, bound in want.items())


def operation(name, bound, cell, row):
    if name == "blank":
        return (cell is None) == bound
    if name == "not":
        return cell not in (bound if isinstance(bound, list) else [bound])
    if name in ("not_after", "not_before", "after", "before"):
        bound = date_of(bound, row)
    if cell is None or bound is None:
        return False
    return {
        "at_least": lambda: cell >= bound,
        "more_than": lambda: cell > bound,
        "at_most": lambda: cell <= bound,
        "less_than": lambda: cell < bound,
        "not_after": lambda: cell <= bound,
        "not_before": lambda: cell >= bound,
        "after": lambda: cell > bound,
        "before": lambda: cell < bound,
    }[name]()


def date_of(rule, row):
    if isinstance(rule, dt.date):
        return rule
    if isinstance(rule, str) and rule[:2].isdigit():
        return dt.date.fromisoformat(rule)
    if isinstance(rule, str):
        return row.get(rule)
    if "first" in rule:
        return next((found for part in rule["first"] if (found := date_of(part, row)) is not None), None)
    found = row.get(rule["column"])
    return None if found is None else found + dt.timedelta(days=rule.get("plus_days", 0))


def measured(rows, measure, column, where, cohort, first, last):
    """The value over the rows whose cohort date lies from first to last."""
    chosen = []
    for row in rows:
        placed = date_of(cohort, row)
        if placed is not None and first <= placed <= last and holds(where, row):
            chosen.append(row)
    if measure == "count" and column is None:
        return len(chosen)
    cells = [row[column] for row in chosen if row.get(column) is not None]
    if measure == "count":
        return len(cells)
    if measure == "sum":
        return sum(cells)
    if measure == "count_distinct":
        return len(set(cells))
    if not cells:
        return None
    if measure == "mean":
        return Fraction(sum(cells), len(cells))
    if measure == "median":
        cells.sort()
        half = len(cells) // 2
        return cells[half] if len(cells) % 2 else Fraction(cells[half - 1] + cells[half], 2)
    return min(cells) if measure == "min" else max(cells)


def month_ends(year, month):
    """First and last day of a month, by counting."""
    first = dt.date(year, month, 1)
    last = first
    while (last + dt.timedelta(1)).month == month:
        last += dt.timedelta(1)
    return first, last


def span_of(text):
    """First and last day of a span that a text names."""
    if ".." in text:
        first, last = text.split("..")
        return span_of(first)[0], span_of(last)[1]
    if "W" in text:
        year, week = text.split("-W")
        monday = dt.date(int(year), 1, 4)
        while monday.weekday() != 0:
            monday -= dt.timedelta(1)
        monday += dt.timedelta(weeks=int(week) - 1)
        return monday, monday + dt.timedelta(6)
    if "Q" in text:
        year, quarter = (int(part) for part in text.split("Q"))
        return month_ends(year, quarter * 3 - 2)[0], month_ends(year, quarter * 3)[1]
    if "H" in text:
        year, half = (int(part) for part in text.split("H"))
        return month_ends(year, half * 6 - 5)[0], month_ends(year, half * 6)[1]
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts), dt.date(*parts)
    if len(parts) == 2:
        return month_ends(*parts)
    return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)


def statistical(text, starts):
    """First and last day of a span of statistical months that begin on the day ``starts`` of the month before."""
    first, last = span_of(text)
    before = first - dt.timedelta(1)
    return dt.date(before.year, before.month, starts), dt.date(last.year, last.month, starts) - dt.timedelta(1)


def week_a_year_before(text):
    """The week of the same number; a 53rd week goes with the last week of a year that has no 53rd."""
    year, number = (int(part) for part in text.split("-W"))
    monday = span_of(f"{year - 1}-W{number:02d}")[0]
    if number == 53 and monday >= span_of(f"{year}-W01")[0]:
        monday -= dt.timedelta(7)
    return monday, monday + dt.timedelta(6)

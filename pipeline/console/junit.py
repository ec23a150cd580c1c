"""The outcome of a build as JUnit XML: a test for each document and for the data, as CI systems show them. Never a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from pipeline.console.build import INTERRUPTED, WORDS

if TYPE_CHECKING:
    from pipeline.model.receipt import Receipt
    from pipeline.run.build import Outcome

__all__ = ["junit"]

_FAILED = ("refused", "failed", "edited")
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold, and the name of a file may."""


def junit(outcome: Outcome) -> str:
    """The whole file."""
    cases = [*(_document(receipt) for receipt in outcome.receipts), *_problems(outcome), *_interrupted(outcome)]
    failed, skipped = (sum(f"<{word} " in case for case in cases) for word in ("failure", "skipped"))
    head = f'<testsuite name="briefing build" tests="{len(cases)}" failures="{failed}" skipped="{skipped}" errors="0">'
    whole = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>", ""])
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", whole)


def _document(receipt: Receipt) -> str:
    name = quoteattr(f"{receipt.period.name} {receipt.scope}")
    start = f"<testcase classname={quoteattr(f'文稿.{receipt.document}')} name={name}"
    why = "；".join((WORDS[receipt.status], *receipt.reasons, *(problem.told for problem in receipt.problems)))
    if receipt.status in _FAILED:
        return f"{start}><failure message={quoteattr(why)}/></testcase>"
    return f"{start}><skipped message={quoteattr(why)}/></testcase>" if receipt.status == "skipped" else f"{start}/>"


def _interrupted(outcome: Outcome) -> list[str]:
    """A test that fails: documents that nobody came to are in no other."""
    told = f"<failure message={quoteattr(INTERRUPTED)}/></testcase>"
    return [f'<testcase classname="数据" name="中断">{told}'] if outcome.interrupted else []


def _problems(outcome: Outcome) -> list[str]:
    """A test that fails for each error, named by its file; warnings in one test that passes."""
    cases = []
    errors = [problem for problem in outcome.problems if problem.level == "error"]
    for number, problem in enumerate(errors, 1):
        spot = " ".join(part for part in (problem.place.file, problem.place.sheet, problem.place.cell) if part)
        name = quoteattr(f"{number} {problem.rule} {spot}")
        cases.append(f'<testcase classname="数据.错误" name={name}><failure message={quoteattr(problem.told)}/></testcase>')
    warnings = [problem.told for problem in outcome.problems if problem.level == "warning"]
    if warnings:
        listed = escape("\n".join(warnings))
        cases.append(f'<testcase classname="数据" name="提醒"><system-out>{listed}</system-out></testcase>')
    return cases

"""A mark in the PDFs that LibreOffice writes for us, so that they are told from a person's: scans with a stamp, annotated copies.

A comment ahead of ``startxref``, where PDF allows one: no reader shows it, no offset moves. It holds the hash of all the rest, so
that a PDF which some program changed or saved again is not ours any more.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

__all__ = ["is_marked", "marked"]

_MARK: Final = re.compile(rb"%briefing ([0-9a-f]{64})\n")


def marked(pdf: bytes) -> bytes:
    """The PDF with the mark in it."""
    at = pdf.rfind(b"startxref")
    at = len(pdf) if at < 0 else at
    return pdf[:at] + b"%%briefing %s\n" % hashlib.sha256(pdf).hexdigest().encode() + pdf[at:]


def is_marked(pdf: bytes) -> bool:
    """Whether it is as it was marked."""
    found = next(reversed([*_MARK.finditer(pdf, max(0, len(pdf) - 4096))]), None)
    if found is None:
        return False
    rest = pdf[: found.start()] + pdf[found.end() :]
    return hashlib.sha256(rest).hexdigest().encode() == found[1]

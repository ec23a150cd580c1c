"""A sample county after ``briefing build``: its documents, their figures files, and the records it was made from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import finished_docx
from finished_docx import Finished

SPEECH = "工作会议讲话"
BULLETIN = "情况通报"


@dataclass(frozen=True)
class Built:
    """A project after ``briefing build``, and the records it was made from."""

    folder: Path
    outcome: object
    records: dict

    def document(self, name: str, period: str) -> Finished:
        return finished_docx.read(self.path(name, period))

    def path(self, name: str, period: str) -> Path:
        return self.folder / "outputs" / name / f"{period}.docx"

    def figures(self, name: str, period: str) -> dict:
        return json.loads(self.path(name, period).with_suffix(".figures.json").read_text("utf-8"))

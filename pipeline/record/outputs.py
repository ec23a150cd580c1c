"""What stands in ``outputs/``: whose it is, what it was built from, and how a new version is put there whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["beside", "figures_path", "last_record", "put", "reasons"]


def figures_path(docx: Path) -> Path:
    """Where the figures file of a document stands."""
    return docx.with_name(docx.stem + ".figures.json")


def beside(docx: Path) -> Path:
    """Where a new version goes when a person has edited the document."""
    return docx.with_name(docx.stem + ".新稿.docx")


def last_record(docx: Path) -> Mapping[str, Any] | None:
    """The figures file beside a document, or None where it is absent or damaged (then the document is built again)."""
    try:
        record = json.loads(figures_path(docx).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a neighbour first, then a rename over the old one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def reasons(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> tuple[str, ...]:
    """Why a document is out of date, in words: which of the things it was built from is another one now."""
    if before is None:
        return ("首次生成",)
    found: list[str] = []
    for kind, what in (("inputs", ""), ("templates", "模板 "), ("config", "配置 "), ("looks", "版式 ")):
        was, is_now = before.get(kind) or {}, now[kind]
        found += [f"{what}{name} 已变化" for name in is_now if name in was and was[name] != is_now[name]]
        found += [f"{what}{name} 是新增的" for name in is_now if name not in was]
        found += [f"{what}{name} 已不在" for name in was if name not in is_now]
    for key, what in (("program", "程序版本"), ("date", "落款日期"), ("cutoff", "数据截止日"), ("draft", "稿件标记")):
        if before.get(key) != now[key]:
            found.append(f"{what}已变化")
    return tuple(found)

"""Files in ``config/`` that are meant as settings and that nothing reads: ``organization.yaml.txt``, ``organisation.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.words.nearest import alike

__all__ = ["misnamed"]

_MEANT = re.compile(r"(?P<stem>.+?)\.(?:yaml|yml|yam|ymal)(?:\.txt)?|(?P<text>.+?)\.txt", re.IGNORECASE)
_COPY = re.compile(r"副本|备份|旧|copy|backup|bak|old|\(\d+\)|（\d+）|^[.~]", re.IGNORECASE)

_LIKE = 0.8
"""organisation and table are meant; notes and units are names of their own."""


def misnamed(folder: Path, known: Iterable[str]) -> Iterator[Problem]:
    """A warning for each file of a folder that is like a settings file by its name, and none; a copy laid aside is no such file."""
    known = tuple(known)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        meant = _MEANT.fullmatch(path.name)
        if path.name in known or meant is None or _COPY.search(path.name) or not path.is_file() or _is_one(path, known):
            continue
        stem = (meant["stem"] or meant["text"]).lower()
        near = [f"{one}.yaml" for one in alike(stem, [name[:-5] for name in known], 1, least=_LIKE)]
        if near or meant["stem"]:
            yield Problem("misnamed-config", "warning", Place(f"config/{path.name}"), _told(path, near, known))


def _told(path: Path, near: list[str], known: tuple[str, ...]) -> str:
    unread = "程序不读这个文件，里面写的都不起作用"
    if not near:
        return f"{unread}。config 里的设置文件只有：{'、'.join(known)}"
    if path.with_name(near[0]).is_file():
        return f"{unread}，起作用的是 {near[0]}。要改的请改在 {near[0]} 里，这一个请删去"
    how = "（记事本另存时“保存类型”选“所有文件”）" if path.name.lower().endswith(".txt") else ""
    return f"{unread}。是不是“{near[0]}”？请把文件名改成 {near[0]}{how}"


def _is_one(path: Path, known: tuple[str, ...]) -> bool:
    """Whether the system takes its name for a known one: ``Organization.yaml`` on Windows."""
    other = path.with_name(path.name.lower())
    return other.name in known and other.is_file() and other.samefile(path)

"""What others do while a signing is prepared: somebody saves a draft, or writes in the register."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.model.shape import shape
from pipeline.record.outputs import held_open
from pipeline.record.signing import Ended
from pipeline.record.stamps import Stamp, stamp_at
from pipeline.run.ledger import ledger_path
from pipeline.run.register import register_path

__all__ = ["Seen", "content", "kept_aside", "open_draft", "open_register"]

_UNREAD = (
    "上一次签发只做了一半，记着做到哪里的这个文件读不懂（已损坏，或是另一版程序写的），处理以前不再签发。"
    "请用当时的那一版程序运行一次 briefing build；做不到的，请核对登记簿最后几期，文稿还没有定稿的，"
    "先从登记簿里删去那一期，再删去这个文件，重新签发"
)


@shape
class Seen:
    """What a signing was prepared from: register and ledger as they were counted, each draft as it was looked at."""

    settings: Settings
    register: bytes
    ledger: bytes
    drafts: Mapping[Path, Stamp | None]

    def hindrance(self, register: bytes) -> str:
        """Why nothing may be signed after all; "" where all is as it was."""
        for now, before, path in (
            (register, self.register, register_path(self.settings)),
            (content(ledger_path(self.settings)), self.ledger, ledger_path(self.settings)),
        ):
            if now != before:
                return f"config/{path.name} 刚刚被人改动过，没有签发。请确认它已保存、关闭，再签发一次"
        for path, stamp in self.drafts.items():
            shown = self.settings.shown(path)
            if why := open_draft(path):
                return f"{shown} {why}"
            if stamp_at(path) != stamp:
                return f"{shown} 在签发时被人保存过，没有签发，也没有动它。请再签发一次，会照新保存的文字签发"
        return open_register(self.settings)


def content(path: Path) -> bytes:
    """A file whole, nothing where there is none."""
    return path.read_bytes() if path.exists() else b""


def open_draft(docx: Path) -> str:
    """That a document is open, and what to do."""
    owner = held_open(docx)
    return f"正在 Word 或 WPS 里打开，请关闭后再签发；如果已经关闭，请删除旁边的 {owner.name}" if owner else ""


def open_register(settings: Settings) -> str:
    """That the register or the ledger is open: who saves it later saves it without the new line."""
    for path in (register_path(settings), ledger_path(settings)):
        if owner := held_open(path) or held_open(path.resolve()):
            todo = f"请保存、关闭后再签发；如果已经关闭，请删除旁边的 {owner.name}"
            return f"config/{path.name} 正在 Excel、WPS 或 LibreOffice 里打开，{todo}"
    return ""


def kept_aside(ended: Ended | None, settings: Settings) -> tuple[Problem, ...]:
    """What a signing that was cut off leaves to people: what they had saved in the place of signed files, told once."""
    if ended is None:
        return ()
    if ended.unread is not None:
        return (Problem("issued-half", "warning", Place(settings.shown(ended.unread)), _UNREAD),)
    message = "签发的同时有人保存过这份文稿：原处放的是签发稿，当时保存的那一份改放在这里，没有签发。请核对；不需要的请自行删除"
    return tuple(Problem("issued-kept", "warning", Place(settings.shown(path)), message) for path in ended.kept)

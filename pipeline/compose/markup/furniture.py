"""The lines of a masthead (``! 刊名：…``) and of a colophon (``> 报：…``)."""

from __future__ import annotations

from pipeline.compose.markup.assembled import Assembled
from pipeline.compose.markup.inline import Setter
from pipeline.compose.markup.lines import Raw
from pipeline.model.document import Colophon, Masthead

__all__ = ["colophon", "masthead"]

_MASTHEAD = {"刊名": "name", "期号": "number", "总期": "total", "单位": "issuer", "日期": "date"}
_REMARK = "按语"
_COLOPHON = ("报", "送", "发", "抄送", "印发")
_COPIES = "印数"


def masthead(raw: Raw, setter: Setter, done: Assembled) -> None:
    """The masthead; its 按语 waits until the title stands."""
    values: dict[str, str] = {}
    for line in raw.lines:
        key, _, value = line.partition("：")
        if key == _REMARK:
            done.remarks += [value.strip()] if value.strip() else []
        elif key in _MASTHEAD:
            values[_MASTHEAD[key]] = setter.plain(value.strip())
        else:
            done.wrong.append((line, f"刊头没有“{key}”这一项，可写：{'、'.join((*_MASTHEAD, _REMARK))}"))
    if "name" in values:
        done.blocks.append(Masthead(**values))
        done.title = done.title or values["name"]
    elif values:
        done.wrong.append((raw.lines[0], "刊头缺少“刊名”，请加一行 ! 刊名：…"))


def colophon(raw: Raw, setter: Setter, done: Assembled) -> None:
    """The colophon."""
    lines: list[tuple[str, str]] = []
    copies = ""
    for line in raw.lines:
        key, _, value = line.partition("：")
        if key == _COPIES:
            copies = setter.plain(value.strip())
        elif key in _COLOPHON:
            lines.append((key, setter.plain(value.strip())))
        else:
            done.wrong.append((line, f"版记没有“{key}”这一项，可写：{'、'.join((*_COLOPHON, _COPIES))}"))
    done.blocks.append(Colophon(tuple(lines), copies))

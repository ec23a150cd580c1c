"""Template files: the project's own before the packaged ones, nothing outside the folders, lines of tags made silent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes

from pipeline.compose.draft import SOFT

__all__ = ["Loader", "find", "prepared", "shown_name"]

_MOST_BYTES = 1_000_000
_TAG = r"(?:\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\})"
_TAGS = re.compile(_TAG, re.DOTALL)
_LINE = re.compile(rf"^((?:{_TAG}|[^\n])*)\n", re.MULTILINE | re.DOTALL)
_MARKS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


class Loader(jinja2.BaseLoader):
    """Loads a template by its name below one of the folders.

    ``trees`` are those that were parsed to be looked at and are not compiled yet: no file is parsed twice. A file is read once:
    what is composed with, what is looked at and what is hashed are the same bytes, also where somebody saves it meanwhile.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self.trees: dict[str, nodes.Template] = {}
        self._read: dict[Path, bytes] = {}
        self._hashes: dict[Path, str] = {}

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The prepared source; TemplateNotFound for what lies outside, cannot be read or is no text."""
        del environment
        path = find(self.folders, template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        try:
            text = self.read(path).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise jinja2.TemplateSyntaxError("文件不是 UTF-8 编码，或读不出来", 1, template) from error
        if len(text) > _MOST_BYTES or _MARKS.search(text):
            message = "文件太大" if len(text) > _MOST_BYTES else "文件里有专用区的字符（看不见的乱码），请删除"
            raise jinja2.TemplateSyntaxError(message, 1, template)
        return prepared(text), shown_name(template), lambda: True

    def digest(self, path: Path) -> str:
        """The hash of the bytes that were loaded from a file."""
        if path not in self._hashes:
            self._hashes[path] = hashlib.sha256(self.read(path)).hexdigest()
        return self._hashes[path]

    def read(self, path: Path) -> bytes:
        """The bytes of a file, read the first time that somebody asks."""
        if path not in self._read:
            self._read[path] = path.read_bytes()
        return self._read[path]

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's name)
    ) -> jinja2.Template:
        """The template, compiled."""
        tree = self.trees.pop(name, None)
        if tree is None:
            return super().load(environment, name, globals)
        code = environment.compile(tree, name, shown_name(name))
        return environment.template_class.from_code(environment, code, globals or {})


def shown_name(template: str) -> str:
    """The name that people know a template by."""
    return f"templates/{template}"


def find(folders: tuple[Path, ...], template: str) -> Path | None:
    """The file of a template: the first folder that has it, and nothing that a link or ``..`` leads out to."""
    if "\\" in template or ":" in template:
        return None
    for folder in folders:
        root = folder.resolve()
        path = (root / template).resolve()
        if path.is_relative_to(root) and path.is_file():
            return path
    return None


def prepared(text: str) -> str:
    """The source as Jinja shall see it, line by line as long as before.

    A line of nothing but tags vanishes: its line break moves into its last tag. A line with a tag and words ends in a soft mark,
    so that it leaves no blank line when nothing of it is printed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text and not text.endswith("\n"):
        text += "\n"
    return _LINE.sub(_line, text)


def _line(found: re.Match[str]) -> str:
    line = found[1]
    if "{%" not in line and "{#" not in line:
        return found[0]
    tags = _TAGS.findall(line)
    if not tags:
        return found[0]
    if _TAGS.sub("", line).strip():
        return f"{line}{SOFT}\n"
    end = -3 if tags[-1][-3] in "-+" else -2
    return "".join(tags[:-1]) + f"{tags[-1][:end]}\n{tags[-1][end:]}"

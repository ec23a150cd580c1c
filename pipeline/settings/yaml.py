"""The one door to YAML: strict, with the file and line of every key, and a Chinese message for what a clerk mistypes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from pipeline.model.place import Place
from pipeline.model.problem import Problem

__all__ = ["FULL_COLON", "Listed", "Mapped", "Suspect", "load", "merge", "place_of", "read"]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_FULL_WIDTH = re.compile(r"\s*(?:-\s*)?[^\s#'\":：]+：")
_DASH = re.compile(r"\s*([－—–‐‑−﹣])(?!\1)")
_FULL_DASH = re.compile(r"[－–‐‑−﹣]\s*[^\s－–‐‑−﹣]")
FULL_COLON = "用了全角冒号“：”，请改为半角冒号加空格“: ”"
_DASHED = "用了全角横线“{}”，请改为半角横线加空格“- ”"
_INVALID = "不是有效的 YAML，请检查缩进、冒号后的空格和引号是否成对"
_BEGUN = {
    "while scanning a quoted scalar": "引号没有成对，请补上另一半",
    "while parsing a flow sequence": "方括号“[”没有配对的“]”，或者其中少了逗号",
    "while parsing a flow mapping": "花括号“{”没有配对的“}”，或者其中少了逗号",
}
"""What the parser was in the midst of: the line to mend is where that began."""


class Mapped(dict[str, Any]):
    """A mapping that knows where each of its keys stands; ``file``: of a whole file, its name."""

    file = ""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, Place] = {}


class Listed(list[Any]):
    """A list that knows where each of its items stands."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []


class Suspect(str):
    """A text that was meant as ``name: content``: it stands below its key, and has a full-width colon behind its first word."""

    __slots__ = ("place",)
    place: Place


def place_of(container: Any, key: Any, default: Place) -> Place:
    """Where a key of a mapping, or an item of a list, stands."""
    if isinstance(container, Mapped):
        return container.places.get(key, default)
    if isinstance(container, Listed) and isinstance(key, int) and key < len(container.places):
        return container.places[key]
    return default


def merge(base: Any, own: Any, depth: int) -> Any:
    """``own`` laid over ``base`` key by key, down to ``depth`` levels of mappings; below that ``own`` replaces."""
    if depth <= 0 or not isinstance(base, Mapped) or not isinstance(own, Mapped):
        return own
    merged = Mapped()
    merged.update(base)
    merged.places.update(base.places)
    for key, value in own.items():
        merged[key] = merge(base[key], value, depth - 1) if key in base else value
        merged.places[key] = own.places[key]
    return merged


def load(path: Path, name: str) -> tuple[Mapped, tuple[Problem, ...]]:
    """The mapping a YAML file holds (empty for an empty file), and what is wrong with it.

    Plain ``no``, ``12:30``, ``1e3`` stay text; only true/false, integers, decimals and null are typed. ``name`` is the
    file's name as people know it, relative to the project.
    """
    mapped, problems, _ = read(path, name)
    return mapped, problems


def read(path: Path, name: str) -> tuple[Mapped, tuple[Problem, ...], bytes]:
    """The same, with the bytes that were read: whoever hashes the file hashes what was parsed, whatever became of it since."""
    try:
        content = path.read_bytes()
    except OSError:
        return Mapped(), (_problem(name, None, "文件打不开，请检查是否被占用或没有读取权限"),), b""
    return *_parsed(content, name), content


def _parsed(content: bytes, name: str) -> tuple[Mapped, tuple[Problem, ...]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Mapped(), (_problem(name, line, "文件不是 UTF-8 编码，请另存为 UTF-8 后重试"),)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        return Mapped(), (_problem(name, *_told(text, error)),)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        return Mapped(), (_problem(name, line, "有 YAML 不允许的控制字符，请删除"),)
    finally:
        loader.dispose()
    problems: list[Problem] = []
    value = _plain(node, name, problems) if node is not None else Mapped()
    if not isinstance(value, Mapped):
        line = node.start_mark.line if node is not None else 0
        problems.append(_problem(name, *_hint(text, line, "应为“名称: 内容”的形式")))
        value = Mapped()
    value.file = name
    return value, tuple(problems)


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Composes nodes only; values are typed by ``_scalar``, and no tag is looked for."""

    def descend_resolver(self, *_: Any) -> None:
        """Nothing to prepare."""

    def ascend_resolver(self) -> None:
        """As above."""

    def resolve(self, *_: Any) -> str:
        """Every node alike."""
        return ""


def _problem(name: str, line: int | None, message: str) -> Problem:
    return Problem("config-syntax", "error", Place(name, line=line), message)


def _told(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """The line to mend, counted from 1, and how: where something was begun that the parser only missed the end of further down."""
    mark = error.problem_mark or error.context_mark
    for begun, what in _BEGUN.items():
        if error.context_mark and str(error.context).startswith(begun):
            # what was begun is known: nothing far from it is the cause
            line = error.context_mark.line
            return _mistyped(text, (line, line - 1)) or (line + 1, what)
    if error.context_mark and str(error.context).startswith("while scanning a simple key"):
        mark = error.context_mark
    return _hint(text, mark.line if mark else 0)


def _hint(text: str, line: int, otherwise: str = _INVALID) -> tuple[int, str]:
    """The line to mend, counted from 1, and how; what Chinese keyboards type is looked for near the error first."""
    near = (line, line - 1)
    return _mistyped(text, near) or _mistyped(text, range(len(text.splitlines())), dashes=False) or (line + 1, otherwise)


def _mistyped(text: str, places: Iterable[int], *, dashes: bool = True) -> tuple[int, str] | None:
    """The first of some lines that begins with a tab or a full-width dash, or has a full-width colon, and how to mend it."""
    lines = text.splitlines()
    for index in places:
        line = lines[index] if 0 <= index < len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return index + 1, "用了制表符（Tab）缩进，请改用空格"
        if _FULL_WIDTH.match(line):
            return index + 1, FULL_COLON
        if dashes and (dash := _DASH.match(line)):
            return index + 1, _DASHED.format(dash[1])
    return None


def _plain(
    node: yaml.Node, name: str, problems: list[Problem], anchors: frozenset[int] = frozenset(), *, listed: bool = False
) -> Any:
    if id(node) in anchors:
        problems.append(_problem(name, node.start_mark.line + 1, "引用（&/*）绕成了圈，请删除"))
        return None
    anchors |= {id(node)}
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, name, problems, anchors)
    if isinstance(node, yaml.SequenceNode):
        items = Listed()
        for item in node.value:
            items.append(_plain(item, name, problems, anchors, listed=True))
            items.places.append(Place(name, line=item.start_mark.line + 1))
        return items
    if _is_bare(node) and _FULL_DASH.match(node.value):
        told = "这一项前面多打了全角横线“{}”，请删去" if listed else _DASHED
        problems.append(_problem(name, node.start_mark.line + 1, told.format(node.value[0])))
    return _scalar(node)


def _mapping(node: yaml.MappingNode, name: str, problems: list[Problem], anchors: frozenset[int]) -> Mapped:
    mapped = Mapped()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None:
            problems.append(_problem(name, line, "名称应为一个词，不能是列表或映射"))
            continue
        if key in mapped:
            problems.append(_problem(name, line, f"“{key}”写了两次（上一次在第{mapped.places[key].line}行），请删去一个"))
            continue
        mapped[key] = value = _plain(value_node, name, problems, anchors)
        if isinstance(value, str) and value_node.start_mark.line >= line and _is_bare(value_node) and _FULL_WIDTH.match(value):
            mapped[key] = Suspect(value)
            mapped[key].place = Place(name, line=value_node.start_mark.line + 1)
        mapped.places[key] = Place(name, line=line)
    return mapped


def _is_bare(node: yaml.Node) -> bool:
    """Whether it is a text without quotes."""
    return isinstance(node, yaml.ScalarNode) and node.style not in ("'", '"', "|", ">")


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if not _is_bare(node):
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text

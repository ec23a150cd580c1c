"""Lines of a Word file changed where they stand, also in one that Word or WPS saved: every other byte of its text stays.

A line keeps its runs: only the characters that differ are replaced, in the run that holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Final

from pipeline.write.dressed import LOOKS_HASH
from pipeline.write.package import entry, folder, opened, package
from pipeline.write.parts import custom
from pipeline.write.shown import SHOWN_HASH, revisions
from pipeline.write.touched import looks_hash, shown_hash, text_hash
from pipeline.write.writing import TEXT_HASH
from pipeline.write.xml import NOTHING

__all__ = ["open_changes", "relabelled"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BODY, _PROPERTIES = "word/document.xml", "docProps/custom.xml"
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}


@dataclass(slots=True, eq=False)
class _Sign:
    """A character of a line, and the element that holds it; none for a tab or a break."""

    text: str
    holder: Any


def open_changes(data: bytes) -> tuple[int, int]:
    """How many tracked changes nobody has accepted or rejected yet, and how many comments stand in the text."""
    return revisions(data), sum(1 for _ in _root(data).iter(f"{_W}commentReference"))


def relabelled(
    data: bytes, lines: Iterable[tuple[str, str]], properties: Mapping[str, str]
) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """The document with each line (as ``text_of`` tells it) changed into another one, and the pairs that could not be.

    A line that stands there as wanted already counts as changed; ``""`` instead of an old line asks for that. ``properties``
    replace the custom properties; the hash of the text goes with them. Raises ValueError for what is no whole Word file.
    """
    from lxml import etree

    root = _root(data)
    standing: dict[str, list[list[_Sign]]] = {}
    for line in _lines(root):
        standing.setdefault(_said(line), []).append(line)
    standing.pop("", None)
    missing = []
    for old, new in lines:
        changed = [_change(line, new) for line in standing.get(old, [])]
        if not all(changed) or not (changed or new in standing or not new):
            missing.append((old, new))
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    parts = {**_parts(data), _BODY: body}
    told = _packed({**parts, _PROPERTIES: custom(properties).encode()})
    hashes = {TEXT_HASH: text_hash(told), SHOWN_HASH: shown_hash(told), LOOKS_HASH: looks_hash(told)}
    return _packed({**parts, _PROPERTIES: custom({**properties, **hashes}).encode()}), tuple(missing)


def _root(data: bytes) -> Any:
    from lxml import etree  # only signing an edited document needs it

    with opened(data) as file:
        content = file.read(_BODY)
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError("a part is not well formed") from error


def _parts(data: bytes) -> dict[str, bytes]:
    with opened(data) as file:
        return {name: file.read(name) for name in file.namelist() if not name.endswith("/")}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    return package(folder(entry(name, content) for name, content in parts.items()))


def _lines(root: Any) -> Iterator[list[_Sign]]:
    """The lines of each paragraph: a break ends one."""
    for paragraph in root.iter(f"{_W}p"):
        for breaks, signs in groupby(_signs(paragraph), key=lambda sign: sign.text == "\n"):
            if not breaks:
                yield list(signs)


def _signs(element: Any) -> Iterator[_Sign]:
    """The characters of a paragraph, without those of a box anchored in it."""
    for child in element:
        if child.tag == f"{_W}t":
            yield from (_Sign(sign, child) for sign in child.text or "" if sign != NOTHING)
        elif child.tag in _SIGNS:
            yield _Sign(_SIGNS[child.tag], None)
        elif child.tag not in (f"{_W}p", f"{_W}pPr", _FALLBACK):
            yield from _signs(child)


def _said(line: Sequence[_Sign]) -> str:
    return "".join(sign.text for sign in line).strip()


def _change(line: list[_Sign], new: str) -> bool:
    """Put the new text in the place of the old; False, and nothing is changed, where a tab or a break would have to go."""
    whole = "".join(sign.text for sign in line)
    first = len(whole) - len(whole.lstrip())
    signs = line[first : first + len(whole.strip())]
    steps = [step for step in SequenceMatcher(None, whole.strip(), new, autojunk=False).get_opcodes() if step[0] != "equal"]
    at_hand = [(signs[start:end] or signs[max(start - 1, 0) : start or 1], start, end, new[a:b]) for _, start, end, a, b in steps]
    if any(sign.holder is None for touched, *_ in at_hand for sign in touched) or any("\t" in text for *_, text in at_hand):
        return False
    for touched, start, end, text in at_hand:
        old = "" if start < end else touched[0].text
        touched[0].text = text + old if start == 0 else old + text
        for sign in touched[1:]:
            sign.text = ""
    for holder in dict.fromkeys(sign.holder for touched, *_ in at_hand for sign in touched):
        holder.text = "".join(sign.text for sign in line if sign.holder is holder)
        holder.set(_SPACE, "preserve")
    return True

"""XML changed at certain places only: where its elements stand, and bytes put between the bytes that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat
from xml.sax.saxutils import escape

__all__ = ["Edit", "Visitor", "attribute_set", "before_end", "local", "patched", "prefix_of", "tag_at", "text_of", "visit"]

Edit = tuple[int, int, bytes]
"""The bytes from the first place up to the second give way to others."""

_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_UNSAID = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Visitor(Protocol):
    """Who is told of each element and where it stands."""

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Its first tag begins at ``at``."""

    def end(self, name: str, at: int) -> None:
        """Its last tag begins at ``at``; of an empty element (``<a/>``) that is its only one."""


def visit(content: bytes, visitor: Visitor) -> None:
    """Go through a part, in UTF-8; raises ExpatError or ValueError where it cannot be gone through."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("UTF-16")
    parser = expat.ParserCreate()
    begun = -1

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal begun
        begun = parser.CurrentByteIndex
        visitor.start(name, attributes, begun)

    def end(name: str) -> None:
        nonlocal begun
        at = parser.CurrentByteIndex  # of an empty element: behind its tag
        is_empty = begun >= 0 and content[at - 2 : at] == b"/>" and begun + len(tag_at(content, begun)) == at
        visitor.end(name, begun if is_empty else at)
        begun = -1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(content, True)


def _refuse(*_: object) -> None:
    raise ValueError("DOCTYPE")


def patched(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The edits made, those at one place in their order."""
    pieces, done = [], 0
    for first, end, new in sorted(edits, key=lambda edit: edit[0]):
        pieces += [content[done:first], new]
        done = end
    return b"".join((*pieces, content[done:]))


def tag_at(content: bytes, at: int) -> bytes:
    """The whole tag that begins at a place."""
    found = _TAG.match(content, at)
    if found is None:
        raise ValueError(at)
    return found[0]


def attribute_set(tag: bytes, name: str, value: object) -> bytes:
    """The tag with an attribute changed or added."""
    new = f' {name}="{value}"'.encode()
    known = re.compile(rb"""\s%s\s*=\s*(?:"[^"]*"|'[^']*')""" % name.encode())
    if known.search(tag):
        return known.sub(lambda _: new, tag, count=1)
    end = -2 if tag.endswith(b"/>") else -1
    return tag[:end].rstrip() + new + tag[end:]


def before_end(content: bytes, first: int, last: int, new: bytes) -> Edit:
    """Something put before the last tag of an element, which is opened for it where it is empty (``<a/>``)."""
    if first != last:
        return last, last, new
    tag = tag_at(content, first)
    name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
    return first, first + len(tag), tag[:-2].rstrip() + b">" + new + b"</" + name + b">"


def local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2]


def prefix_of(name: str) -> str:
    """The prefix of an element's name with its colon; empty where it has none."""
    return name[: len(name) - len(local(name))]


def text_of(text: str) -> str:
    """Text for XML, without the signs that XML cannot hold."""
    return escape(_UNSAID.sub("", text))

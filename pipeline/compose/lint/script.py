"""A template as lint reads it: its typed words in order, a stand-in for each printed value, and the claims round every word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from jinja2 import nodes

from pipeline.compose.draft import SOFT
from pipeline.model.shape import shape

__all__ = ["BREAK", "VALUE", "Branch", "Script", "Stretch", "read"]

VALUE = "\ufffc"
"""Stands for ``{{ … }}``."""
BREAK = "\x00"
"""Stands between the branches of a condition: words on its two sides are never printed together."""


@shape
class Branch:
    """One branch of a claim: ``then``, ``otherwise`` or ``unknown``."""

    predicate: str
    name: str


@shape
class Stretch:
    """A run of typed words, or a value (then ``filters`` names its filters, outermost last), and where it stands."""

    text: str
    line: int
    claims: tuple[Branch, ...] = ()
    filters: tuple[str, ...] = ()


@shape
class Script:
    """All stretches of one template; ``text`` is their words in a row, ``starts`` where each begins in it."""

    stretches: tuple[Stretch, ...]
    text: str
    starts: tuple[int, ...]

    def stretch(self, at: int) -> Stretch:
        """The stretch that a place of the text lies in."""
        return self.stretches[bisect_right(self.starts, at) - 1]

    def line(self, at: int) -> int:
        """The template line of a place."""
        index = bisect_right(self.starts, at) - 1
        return self.stretches[index].line + self.stretches[index].text[: at - self.starts[index]].count("\n")

    def clause(self, at: int, stops: str) -> tuple[int, int]:
        """Where the words between two of the stops begin and end that hold a place."""
        start = max((self.text.rfind(stop, 0, at) for stop in stops), default=-1) + 1
        ends = [end for stop in stops if (end := self.text.find(stop, at)) >= 0]
        return start, min(ends, default=len(self.text))


def read(template: nodes.Template) -> Script:
    """The script of a parsed template."""
    stretches = [one for one in _walk(template.body, (), {}) if one.text]
    starts, at = [], 0
    for one in stretches:
        starts.append(at)
        at += len(one.text)
    return Script(tuple(stretches), "".join(one.text for one in stretches), tuple(starts))


def _walk(body: Sequence[nodes.Node], claims: tuple[Branch, ...], asked: dict[str, str]) -> Iterator[Stretch]:
    for node in body:
        if isinstance(node, nodes.Output):
            yield from _output(node, claims)
        elif isinstance(node, nodes.Assign) and (predicate := _asked(node)):
            asked[getattr(node.target, "name", "")] = predicate
        elif isinstance(node, nodes.If):
            yield from _branches(node, claims, asked)
        elif isinstance(
            node, nodes.CallBlock | nodes.For | nodes.Macro | nodes.Block | nodes.AssignBlock | nodes.With | nodes.Scope
        ):
            yield from _walk(node.body, claims, asked)
        elif isinstance(node, nodes.Include):
            yield Stretch(VALUE + "\n", node.lineno, claims)


def _output(node: nodes.Output, claims: tuple[Branch, ...]) -> Iterator[Stretch]:
    for part in node.nodes:
        if isinstance(part, nodes.TemplateData):
            yield Stretch(part.data.replace(SOFT, ""), part.lineno, claims)
        else:
            yield Stretch(VALUE, part.lineno, claims, tuple(_filters(part)))


def _filters(node: nodes.Node | None) -> Iterator[str]:
    if isinstance(node, nodes.Filter):
        yield from _filters(node.node)
        yield node.name


def _branches(node: nodes.If, claims: tuple[Branch, ...], asked: dict[str, str]) -> Iterator[Stretch]:
    chosen = _chosen(node)
    if chosen:
        variable, name = chosen
        yield from _walk(node.body, (*claims, Branch(asked[variable], name)), asked)
        yield Stretch(BREAK, node.lineno, claims)
        return
    bodies = [node.body, *(one.body for one in node.elif_), node.else_]
    for index, body in enumerate(bodies):
        if index and body:
            yield Stretch(BREAK, node.lineno, claims)
        yield from _walk(body, claims, asked)


def _called(node: nodes.Node, name: str) -> nodes.Call | None:
    is_ours = isinstance(node, nodes.Call) and isinstance(node.node, nodes.ExtensionAttribute) and node.node.name == name
    return node if is_ours and isinstance(node, nodes.Call) else None


def _asked(node: nodes.Assign) -> str | None:
    call = _called(node.node, "_ask")
    return str(getattr(call.args[1], "value", "")) if call else None


def _chosen(node: nodes.If) -> tuple[str, str] | None:
    call = _called(node.test, "_is")
    return (str(getattr(call.args[1], "name", "")), str(getattr(call.args[2], "value", ""))) if call else None

"""The tags ``{% claim %}`` and ``{% optional %}``: words that stand only while the data bear them out."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context

from pipeline.compose.draft import GAP, Draft
from pipeline.compose.environment import draft_of
from pipeline.compose.fault import nearest
from pipeline.compose.fitting import fitted
from pipeline.compose.predicates import PREDICATES, Answer
from pipeline.compose.quantity import Quantity
from pipeline.model.document import Claim
from pipeline.model.place import Place

__all__ = ["ClaimTag", "OptionalTag"]

_CHECKED = {name: fitted(function, f"判断{name}") for name, function in PREDICATES.items()}
_BY_EVIDENCE = ("率先", "首次", "第一")
_BRANCHES = {True: "then", False: "otherwise", None: "unknown"}


class ClaimTag(Extension):
    """``{% claim 全部(a, b) %} … {% otherwise %} … {% unknown %} … {% endclaim %}``."""

    tags = {"claim"}  # noqa: RUF012 - Jinja wants a set

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Ask once, then print the branch that the answer names; each branch is recorded with its words."""
        line = next(parser.stream).lineno
        name, call = _predicate(parser.parse_expression(), parser, line)
        branches = _bodies(parser)
        answer = f"claim_{line}_{parser.free_identifier().name}"
        target = nodes.Name(answer, "store", lineno=line)
        there = nodes.Const(tuple(branches), lineno=line)
        asked = self.call_method(
            "_ask",
            [nodes.ContextReference(), nodes.Const(name), nodes.Const(parser.name or ""), nodes.Const(line), there, *call.args],
            call.kwargs,
            lineno=line,
        )
        said = [self._branch(answer, branch, body, line) for branch, body in branches.items()]
        return [nodes.Assign(target, asked, lineno=line), *said]

    def _branch(self, answer: str, branch: str, body: list[nodes.Node], line: int) -> nodes.Node:
        index = nodes.Name(answer, "load", lineno=line)
        told = self.call_method("_say", [nodes.ContextReference(), index], lineno=line)
        block = nodes.CallBlock(told, [], [], body, lineno=line)
        chosen = self.call_method("_is", [nodes.ContextReference(), index, nodes.Const(branch)], lineno=line)
        return nodes.If(chosen, [block], [], [], lineno=line)

    def _ask(self, context: Context, name: str, file: str, line: int, there: tuple[str, ...], *args: Any, **options: Any) -> int:
        draft = draft_of(context)
        if name in _BY_EVIDENCE:
            options["draft"] = draft
        answer: Answer = _CHECKED[name](*args, **options)
        branch = _BRANCHES[answer.holds]
        printed = branch if branch in there else "nothing"
        named = (f"{key}={_told(value, draft)}" for key, value in options.items() if key != "draft")
        words = (*(_told(value, draft) for value in args), *named)
        draft.claims.append(Claim(name, words, answer.holds, printed, "", answer.reason, Place(f"templates/{file}", line=line)))
        return len(draft.claims) - 1

    def _is(self, context: Context, index: int, branch: str) -> bool:
        return draft_of(context).claims[index].printed == branch

    def _say(self, context: Context, index: int, caller: Callable[[], str]) -> str:
        draft, text = draft_of(context), str(caller())
        draft.spend(len(text))
        claim = draft.claims[index]
        draft.claims[index] = Claim(
            claim.predicate, claim.arguments, claim.holds, claim.printed, text.strip(), claim.reason, claim.place
        )
        return text


def _predicate(call: nodes.Node, parser: Parser, line: int) -> tuple[str, nodes.Call]:
    if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name):
        raise TemplateSyntaxError(
            "claim 后面应写判断，如 {% claim 全部(积案化解数, 积案总数) %}；不能直接比较大小", line, parser.name, parser.filename
        )
    name: str = call.node.name
    if name not in PREDICATES:
        known = "、".join(PREDICATES)
        message = f"没有“{name}”这个判断{nearest(name, PREDICATES)}。可用的有：{known}"
        raise TemplateSyntaxError(message, line, parser.name, parser.filename)
    signature = inspect.signature(PREDICATES[name])
    names = [one for one in signature.parameters if one != "draft"]
    given = {one.key: one.value for one in call.kwargs} | ({"draft": None} if "draft" in signature.parameters else {})
    try:
        signature.bind(*call.args, **given)
    except TypeError:
        message = f"判断“{name}”的括号里写得不对，应写：{name}({', '.join(names)})"
        raise TemplateSyntaxError(message, line, parser.name, parser.filename) from None
    return name, call


def _bodies(parser: Parser) -> dict[str, list[nodes.Node]]:
    bodies: dict[str, list[nodes.Node]] = {}
    branch = "then"
    while True:
        bodies[branch] = parser.parse_statements(("name:otherwise", "name:unknown", "name:endclaim"), drop_needle=False)
        tag = next(parser.stream)
        if tag.value == "endclaim":
            return bodies
        branch = str(tag.value)
        if branch in bodies:
            raise TemplateSyntaxError(f"同一个 claim 里有两个 {{% {branch} %}}", tag.lineno, parser.name, parser.filename)


def _told(value: Any, draft: Draft) -> str:
    """A figure by its name; of another span, unit or line than the document's, these too: ``接访天数（国庆2025）``."""
    if not isinstance(value, Quantity):
        return str(value)
    figure, occasion = value.figure, draft.occasion
    own = ((figure.period.name, occasion.period.name), (figure.scope, occasion.scope), (figure.member, None))
    other = [said for said, usual in own if said and said != usual]
    return figure.indicator.name + (f"（{'，'.join(other)}）" if other else "")


class OptionalTag(Extension):
    """``{% optional %}，其中集体访{{ 集体访批次 }}{% endoptional %}``: words left out when a number in them is not known."""

    tags = {"optional"}  # noqa: RUF012 - as above

    def parse(self, parser: Parser) -> nodes.Node:
        """A block whose words are dropped when they hold a gap."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endoptional",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_keep", lineno=line), [], [], body, lineno=line)

    def _keep(self, caller: Callable[[], str]) -> str:
        text = str(caller())
        return "" if GAP in text else text

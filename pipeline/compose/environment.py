"""The sandbox: an allow-list of everything a template can reach; the rest does not exist for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import SandboxedEnvironment

from pipeline.compose.draft import DRAFT, MOST_SPENT, Draft
from pipeline.compose.entries import Entries
from pipeline.compose.fault import TemplateFault
from pipeline.compose.visible import Visible

__all__ = ["ENGINE_FILTERS", "ENGINE_TESTS", "Function", "Lacking", "Sandbox", "draft_of", "shown"]

_LOOP = ("index", "index0", "revindex", "first", "last", "length", "depth", "previtem", "nextitem")
_KEPT_FILTERS = ("default", "first", "last", "length")
_OWN_FILTERS = ("#each", "#joined")
ENGINE_FILTERS = (*_KEPT_FILTERS, *_OWN_FILTERS)
ENGINE_TESTS = ("defined", "undefined", "none", "true", "false", "string", "in")
_GIVEN_TO_MACROS = ("_block_vars", "_loop_vars")
"""What Jinja adds to every call in a loop or a block; what is not a macro looks at no variables of the template."""
_OPERATORS = frozenset({"+", "-", "*", "/", "//", "**", "%"})


class Function:
    """A function that templates may call."""

    __slots__ = ("call",)

    def __init__(self, call: Callable[..., Any]) -> None:
        self.call = call

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it."""
        return self.call(*args, **kwargs)


class Missing(jinja2.StrictUndefined):
    """A name that is not there; every use of it is a fault told in Chinese."""

    @property
    def _undefined_message(self) -> str:
        return f"没有“{self._undefined_name}”这个名称"


class Lacking(jinja2.UndefinedError):
    """What a template asks of the office's own words (a facts file) and they do not say."""

    def __init__(self, entries: Entries, name: Any, message: str) -> None:
        super().__init__(message)
        self.entries = entries
        self.lacks = str(name)


def draft_of(context: Context) -> Draft:
    """The draft that a context renders."""
    draft: Draft = context.parent[DRAFT]
    return draft


@jinja2.pass_context
def shown(context: Context, value: Any) -> str:
    """The text that a printed value leaves: a mark for what the program made, plain words else."""
    draft: Draft = context.parent[DRAFT]
    if not isinstance(value, (Visible, str)):
        if value is None:
            return draft.gap("事实或设置里没有填")
        if not isinstance(value, (int, float, jinja2.Undefined)) or isinstance(value, bool):
            raise TemplateFault("这里只能打印指标、文字、日期和期间；列表请用 {% for %} 或“|顿号”")
    text = str(value)
    draft.spent += len(text) + 1
    if draft.spent > MOST_SPENT:
        draft.spend(0)
    return text


@jinja2.pass_context
def _each(context: Context, values: Any) -> Any:
    """What a loop goes through: only what has an end, and every round is counted."""
    if isinstance(values, jinja2.Undefined):
        return iter(values)
    if not isinstance(values, (tuple, list, Mapping)):
        raise TemplateFault("循环只能列出 分组(…)、各乡镇()、各部门()、期间.各月 或事实里的列表")
    draft_of(context).spend(16 * len(values) + 16)
    return values


def _listed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of Jinja's for lists, which refuses anything else."""

    def call(value: Any) -> Any:
        if isinstance(value, jinja2.Undefined):
            str(value)
        if not isinstance(value, (tuple, list, Mapping, str)):
            raise TemplateFault(f"“|{name}”要跟在列表后面")
        return function(value)

    return call


def _is_in(value: Any, values: Any) -> bool:
    """``is in``: of a list or a text only."""
    if not isinstance(values, (tuple, list, Mapping, str)):
        raise TemplateFault("“is in”后面要写列表或文字")
    return value in values


@jinja2.pass_context
def _joined(context: Context, values: list[Any]) -> str:
    return "".join([shown(context, value) for value in values])


class Sandbox(SandboxedEnvironment):
    """Jinja2 with nothing in it but what this room puts there."""

    intercepted_binops = _OPERATORS
    intercepted_unops = frozenset({"+", "-"})

    def __init__(
        self,
        loader: jinja2.BaseLoader,
        filters: Mapping[str, Callable[..., Any]],
        tests: Mapping[str, Callable[..., Any]],
        extensions: tuple[type[Extension], ...],
    ) -> None:
        super().__init__(
            loader=loader,
            undefined=Missing,
            autoescape=False,
            keep_trailing_newline=True,
            lstrip_blocks=True,
            cache_size=-1,
            auto_reload=False,
            extensions=extensions,
            finalize=shown,
            optimized=False,  # templates of words hold no sums to do beforehand; looking for them takes longer than it saves
        )
        self.globals = {}
        kept = {
            "default": self.filters["default"],
            "first": _listed("first", lambda values: next(iter(values), None)),
            "last": _listed("last", lambda values: next(reversed(values), None)),
            "length": _listed("length", len),
        }
        self.filters = kept | dict(filters) | {"#each": _each, "#joined": _joined}
        self.tests = {name: self.tests[name] for name in ENGINE_TESTS} | {"in": _is_in} | dict(tests)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return guarded(super()._parse(source, name, filename))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``a.b``: what a visible object lists; of a loop its counters, of an imported file its macros, of facts their entries."""
        if isinstance(obj, Visible):
            return obj.look(attribute)
        if isinstance(obj, jinja2.Undefined):
            return str(obj)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, jinja2.environment.TemplateModule) and isinstance(macro := getattr(obj, attribute, None), Macro):
            return macro
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``a["b"]``: an entry of facts, an item of a list, or as ``a.b``."""
        if isinstance(obj, Visible) and isinstance(argument, str):
            return obj.look(argument)
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, (tuple, list)) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        name = argument.kind if isinstance(argument, Visible) else argument
        if isinstance(obj, Entries) and not hasattr(dict, str(name)):
            return self.undefined(obj=obj, name=name, exc=partial(Lacking, obj, name))  # type: ignore[arg-type]
        return self.undefined(obj=obj, name=name)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only our functions, macros, and the tags of this room."""
        return isinstance(obj, (Function, Macro)) or isinstance(getattr(obj, "__self__", None), Extension)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what may be called; anything else is a fault told in Chinese."""
        if isinstance(obj, jinja2.Undefined):
            return str(obj)
        if not self.is_safe_callable(obj):
            raise TemplateFault("这里的括号不对：能带括号的只有 指标(…)、分组(…)、各乡镇() 这些函数和自己写的宏")
        if isinstance(obj, Macro):
            return context.call(obj, *args, **kwargs)
        for given in _GIVEN_TO_MACROS:
            kwargs.pop(given, None)
        return obj(*args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic is refused: what it would make is a number without a source."""
        del context, left, right
        raise TemplateFault(f"模板里不能做运算（{operator}）。要算出新的数，请在 indicators.yaml 里定义指标；连接文字请用 ~")

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """As ``call_binop``."""
        return self.call_binop(context, operator, arg, arg)


def guarded(template: nodes.Template) -> nodes.Template:
    """The same template with every loop counted, every ``~`` bounded, and imports that see the document's names."""
    _guard(template)
    return template


def _guard(node: Any) -> Any:
    for field, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            setattr(node, field, _guard(value))
        elif isinstance(value, list):
            setattr(node, field, [_guard(one) if isinstance(one, nodes.Node) else one for one in value])
    if isinstance(node, nodes.Concat):
        return nodes.Filter(nodes.List(node.nodes), "#joined", [], [], None, None, lineno=node.lineno)
    if isinstance(node, nodes.For):
        node.iter = nodes.Filter(node.iter, "#each", [], [], None, None, lineno=node.lineno)
    elif isinstance(node, nodes.Import | nodes.FromImport):
        node.with_context = True
    return node

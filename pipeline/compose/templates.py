"""Which files a template is made of, which names it uses, and what is wrong with it before it runs."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta, nodes

from pipeline.compose.dimensions import unknown_dimension
from pipeline.compose.environment import ENGINE_FILTERS, ENGINE_TESTS, Sandbox
from pipeline.compose.fault import nearest
from pipeline.compose.filters import FILTERS, TESTS
from pipeline.compose.fitting import misfit
from pipeline.compose.functions import FUNCTIONS, NAMES
from pipeline.compose.source import Loader, find, shown_name
from pipeline.model.indicator import Indicator
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec

__all__ = ["Recipe", "fault", "quoted", "recipe", "syntax_told"]


_ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos)


_DIMENSIONS = {"分组": ("指标", "维度"), "交叉": ("指标", "行", "列")}
"""Functions that take dimensions, with the names of their arguments."""
_GIVEN = {"loop", "caller"}
"""What Jinja2 itself gives."""


@shape
class Recipe:
    """A template with everything it includes and imports: its files, the indicators it names, its mistakes.

    ``free`` are the names that it must be given: indicators, functions, 期间 and the like.
    ``broken`` are the files among those asked for that cannot be parsed.
    """

    name: str
    files: tuple[str, ...]
    paths: tuple[Path, ...]
    indicators: frozenset[str]
    free: frozenset[str]
    problems: tuple[Problem, ...]
    broken: tuple[str, ...] = ()


class _Tree:
    """A syntax tree with its nodes sorted by kind, walked once."""

    def __init__(self, top: nodes.Template) -> None:
        self.top = top
        self._nodes: dict[type[nodes.Node], list[Any]] = {}
        for node in top.find_all(nodes.Node):
            self._nodes.setdefault(type(node), []).append(node)

    def find(self, *kinds: type[nodes.Node]) -> list[Any]:
        """The nodes of these kinds."""
        return [node for kind in kinds for node in self._nodes.get(kind, ())]


def fault(name: str, line: int | None, message: str, rule: str = "template") -> Problem:
    """A mistake in a template, at its line."""
    return Problem(rule, "error", Place(shown_name(name), line=line), message)


def recipe(
    environment: Sandbox, loader: Loader, name: str, indicators: Mapping[str, Indicator], tables: Mapping[str, TableSpec]
) -> Recipe:
    """Read a template and all it includes, and check every name in it without running anything."""
    trees: dict[str, _Tree] = {}
    problems: list[Problem] = []
    broken: list[str] = []
    _gather(environment, loader, name, None, trees, problems, broken)
    assigned = {one.name for tree in trees.values() for one in tree.find(nodes.Name) if one.ctx != "load"}
    assigned |= {one.name for tree in trees.values() for one in tree.find(nodes.Macro)}
    free: set[str] = set()
    for file, tree in trees.items():
        problems += _shape_problems(file, tree, indicators)
        problems += _dimension_problems(file, tree, indicators, tables)
        try:
            undeclared = _undeclared_in(tree, {*indicators, *NAMES, *FUNCTIONS}, assigned)
        except jinja2.TemplateSyntaxError as error:
            problems.append(fault(file, error.lineno, syntax_told(error)))
            continue
        problems += _name_problems(file, tree, undeclared, indicators, assigned)
        free |= undeclared
    named = _named(trees.values(), indicators)
    paths = tuple(path for file in trees if (path := find(loader.folders, file)))
    problems = [quoted(problem, loader.folders) for problem in problems]
    if not problems:
        loader.trees |= {file: tree.top for file, tree in trees.items()}
    return Recipe(
        name, tuple(trees), paths, named, frozenset(free & {*indicators, *NAMES, *FUNCTIONS}), tuple(problems), tuple(broken)
    )


def _undeclared_in(tree: _Tree, known: set[str], assigned: set[str]) -> set[str]:
    """The names that a file uses and does not give a value to. Raises TemplateSyntaxError.

    Jinja2 finds them by compiling the file once more. Where no name is both given and assigned, every one is the one or the
    other, and nothing stands in the file that only compiling shows to be wrong, the names themselves tell as much.
    """
    used = {node.name for node in tree.find(nodes.Name) if node.ctx == "load"}
    doubtful = used - known - assigned - _GIVEN or assigned & known or assigned & _GIVEN
    if doubtful or tree.find(nodes.Block, nodes.Extends):
        return meta.find_undeclared_variables(tree.top)  # after unknown filters were told and renamed: it stops at them
    return used - assigned


def quoted(problem: Problem, folders: tuple[Path, ...]) -> Problem:
    """The problem with the template line it stands in, so that the expression is seen beside the message."""
    path = find(folders, problem.place.file.removeprefix(shown_name("")))
    if path is None or problem.place.line is None or problem.found:
        return problem
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    return replace(problem, found=lines[problem.place.line - 1].strip()[:60]) if problem.place.line <= len(lines) else problem


def _gather(
    environment: Sandbox,
    loader: Loader,
    name: str,
    asked_at: tuple[str, int] | None,
    trees: dict[str, _Tree],
    problems: list[Problem],
    broken: list[str],
) -> None:
    if name in trees:
        return
    at = asked_at or (name, None)
    try:
        source, filename, _ = loader.get_source(environment, name)
        tree = environment.parse(source, name, filename)
    except jinja2.TemplateSyntaxError as error:
        wide = [*_wide_tags(name, loader)]
        problems += wide or [fault(error.name or name, error.lineno, syntax_told(error))]
        broken.append(name)
        return
    except jinja2.TemplateNotFound:
        problems.append(fault(at[0], at[1], f"找不到模板“{name}”（只在 templates/ 文件夹里找）"))
        return
    except RecursionError:
        problems.append(fault(name, None, "模板的括号或标签嵌套太深"))
        broken.append(name)
        return
    trees[name] = _Tree(tree)
    for node in trees[name].find(nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends):
        part = getattr(node, "template", None)
        if isinstance(part, nodes.Const) and isinstance(part.value, str):
            _gather(environment, loader, part.value, (name, node.lineno), trees, problems, broken)
        else:
            problems.append(fault(name, node.lineno, "引入的模板名必须直接用引号写出，不能由程序拼出"))


_SYNTAX = (
    (r"unexpected end of template, expected 'end of print statement'", "“{{{{”没有配上“}}}}”"),
    (r"unexpected end of template, expected 'end of statement block'", "“{{%”没有配上“%}}”"),
    (r"unexpected end of template, expected", "花括号里的内容没有写完，没有配上“}}}}”或“%}}”"),
    (
        r"unexpected end of template.*innermost block that needs to be closed is '(\w+)'",
        "标签没有结束：{{% {0} %}} 缺少 {{% end{0} %}}",
    ),
    (r"unexpected end of template", "标签没有结束，缺少 {{% endif %}}、{{% endfor %}} 或 {{% endclaim %}}"),
    (r"encountered unknown tag '(end\w+|else|elif|otherwise|unknown)'", "{{% {0} %}} 没有与它配对的开头，或写在了别的标签里面"),
    (r"encountered unknown tag '(.+?)'", "有不认识的标签 {{% {0} %}}"),
    (r"missing end of comment tag", "注释“{{#”没有配上“#}}”"),
    (r"missing end of raw directive", "{{% raw %}} 没有配上 {{% endraw %}}"),
    (r"unexpected '([\])}])'(, expected '([\])}])')?", "括号或花括号不成对：多了或错了“{0}”"),
    (r"unexpected char ['\"](.+?)['\"] at", "有不能用的符号“{0}”（全角的括号、引号、逗号要改成半角；引号要成对）"),
    (
        r"expected token 'end of print statement', got '(.+?)'",
        "“{{{{ … }}}}”里多了“{0}”：它前面少了“|”或逗号，或者“{{{{”没有配上“}}}}”",
    ),
    (r"expected token 'end of statement block', got '(.+?)'", "“{{% … %}}”里多了“{0}”：它前面少了逗号，或者“{{%”没有配上“%}}”"),
    (r"expected token '(.)', got 'end of .+'", "写法不对：缺少“{0}”"),
    (r"expected token 'in', got", "{{% for %}} 要写成 {{% for 名称 in 列表 %}}"),
    (r"expected token '(?:name|identifier|string)', got 'end of .+'", "没有写完，缺少名称"),
    (r"expected an expression, got 'end of .+'", "花括号里没有写内容，或没有写完"),
    (r"unexpected 'end of .+'", "花括号里没有写内容，或没有写完"),
    (r"block '(.+?)' defined twice", "有两个 {{% block {0} %}} 同名"),
    (r"tag name expected", "“{{% %}}”里没有写标签名"),
)


_WIDE = re.compile(r"[｛{][ \u3000]?[％﹪]|｛[ \u3000]?%|[％﹪][ \u3000]?[｝}]|%[ \u3000]?｝")
_HALF = str.maketrans("｛｝％﹪", "{}%%", " \u3000")


def _wide_tags(name: str, loader: Loader) -> Iterator[Problem]:
    """The full-width signs of a file that cannot be parsed: a tag typed with them is words, and what belongs to it stands alone."""
    path = find(loader.folders, name)
    text = loader.read(path).decode("utf-8-sig", "replace") if path else ""
    for number, line in enumerate(text.splitlines(), 1):
        if signs := list(dict.fromkeys(_WIDE.findall(line))):
            told = "、".join(f"“{sign}”应为“{sign.translate(_HALF)}”" for sign in signs)
            yield fault(name, number, f"标签的符号要用半角：{told}")


def syntax_told(error: jinja2.TemplateSyntaxError) -> str:
    """In Chinese; our own messages are Chinese already, and English that nobody foresaw is told by its line alone."""
    message = error.message or ""
    for english, chinese in _SYNTAX:
        if found := re.match(english, message, re.IGNORECASE | re.DOTALL):
            return chinese.format(*found.groups())
    return message if re.search("[\u4e00-\u9fff]", message) else "这一行的写法看不懂，请检查花括号、括号、引号和逗号"


def _name_problems(
    file: str, tree: _Tree, undeclared: set[str], indicators: Mapping[str, Indicator], assigned: set[str]
) -> Iterator[Problem]:
    known = {*indicators, *NAMES, *FUNCTIONS}
    for name in sorted(undeclared - known - assigned - _GIVEN):
        lines = [node.lineno for node in tree.find(nodes.Name) if node.name == name and node.ctx == "load"]
        for line in sorted(set(lines)) or [0]:
            yield fault(file, line or None, f"没有“{name}”这个名称{nearest(name, known)}。指标要在 config/indicators.yaml 里定义")


def _shape_problems(file: str, tree: _Tree, indicators: Mapping[str, Indicator]) -> Iterator[Problem]:
    yield from _filter_problems(file, tree)
    for call in tree.find(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in FUNCTIONS:
            yield from _unfit(file, call, FUNCTIONS[call.node.name], call.node.name)
            yield from _undeclared(file, call, indicators)
    for arithmetic in tree.find(*_ARITHMETIC):
        yield fault(file, arithmetic.lineno, "模板里不能做运算，请在 indicators.yaml 里定义指标；连接文字请用 ~")
    for compared in tree.find(nodes.Compare):
        operands = [compared.expr, *(operand.expr for operand in compared.ops)]
        for name in [one.name for one in operands if isinstance(one, nodes.Name) and one.name in indicators]:
            yield fault(file, compared.lineno, f"不能在模板里直接比较“{name}”的大小，请用 {{% claim 下降({name}) %}} 这样的判断")


def _dimension_problems(
    file: str, tree: _Tree, indicators: Mapping[str, Indicator], tables: Mapping[str, TableSpec]
) -> Iterator[Problem]:
    """Dimensions in quotes that the tables of an indicator called by its name do not have."""
    for call in tree.find(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        given = {**dict(zip(_DIMENSIONS.get(name, ()), call.args, strict=False)), **{one.key: one.value for one in call.kwargs}}
        of = given.get("指标")
        if name not in _DIMENSIONS or not isinstance(of, nodes.Name) or of.name not in indicators:
            continue
        for key in _DIMENSIONS[name][1:]:
            dimension = given.get(key)
            if isinstance(dimension, nodes.Const) and isinstance(dimension.value, str):
                wrong = unknown_dimension(dimension.value, indicators[of.name], indicators, tables)
                if wrong:
                    yield fault(file, call.lineno, wrong)


def _filter_problems(file: str, tree: _Tree) -> Iterator[Problem]:
    for used in tree.find(nodes.Filter):
        if used.name in FILTERS:
            yield from _unfit(file, used, FILTERS[used.name], f"|{used.name}")
        elif used.name not in ENGINE_FILTERS:
            yield fault(file, used.lineno, f"没有“|{used.name}”这个过滤器{nearest(used.name, FILTERS)}")
            used.name = "first"  # so that the names beside it can still be looked at
    for asked in tree.find(nodes.Test):
        if asked.name not in TESTS and asked.name not in ENGINE_TESTS:
            yield fault(file, asked.lineno, f"没有“is {asked.name}”这个检验{nearest(asked.name, TESTS)}")
            asked.name = "defined"


def _undeclared(file: str, call: nodes.Call, indicators: Mapping[str, Indicator]) -> Iterator[Problem]:
    first = call.args[0] if call.args else None
    if getattr(call.node, "name", "") == "指标" and isinstance(first, nodes.Const) and first.value not in indicators:
        near = nearest(str(first.value), indicators)
        yield fault(file, call.lineno, f"没有“{first.value}”这个指标{near}。填报的数也要在 config/indicators.yaml 里登记")


def _unfit(file: str, node: Any, function: Callable[..., Any], shown: str) -> Iterator[Problem]:
    """Arguments that the function does not take."""
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        yield fault(file, node.lineno, f"“{shown}”的参数要直接写出，不能用 *")
        return
    try:
        bound = inspect.signature(function).bind(None, *node.args, **{one.key: one.value for one in node.kwargs})
    except TypeError:
        names = [one for one in list(inspect.signature(function).parameters)[1:] if one != "draft"]
        takes = f"可写的参数：{'、'.join(names)}" if names else "它不带参数"
        yield fault(file, node.lineno, f"“{shown}”的参数不对，{takes}")
        return
    for name, value in bound.arguments.items():
        wanted = inspect.signature(function).parameters[name].annotation
        if isinstance(value, nodes.Const) and (kind := misfit(value.value, str(wanted))):
            yield fault(file, node.lineno, f"“{shown}”的“{name}”应为{kind}，现为“{value.value}”")


def _named(trees: Iterable[_Tree], indicators: Mapping[str, Indicator]) -> frozenset[str]:
    """Every indicator that the files can ask for: by name, as an attribute of a row, or in quotes."""
    names: set[str] = set()
    for tree in trees:
        names |= {node.name for node in tree.find(nodes.Name)}
        names |= {node.attr for node in tree.find(nodes.Getattr)}
        names |= {node.value for node in tree.find(nodes.Const) if isinstance(node.value, str)}
    return frozenset(names & set(indicators))

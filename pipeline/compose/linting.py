"""Everything that can be told of templates without data: their mistakes, their words, and what nobody uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import jinja2

from pipeline.compose.composer import Composer
from pipeline.compose.fault import nearest
from pipeline.compose.functions import FUNCTIONS, NAMES
from pipeline.compose.lint.rules import RULES
from pipeline.compose.lint.script import read as read_script
from pipeline.compose.lint.wrong_words import wrong_words
from pipeline.compose.predicates import PREDICATES
from pipeline.compose.source import find, shown_name
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings

__all__ = ["lint", "template_names", "words"]

_SUFFIX = ".j2"
_PRACTICE = re.compile(r"做法\.(\w+)")


def template_names(settings: Settings) -> tuple[str, ...]:
    """Every template that the project can use, its own before packaged ones of the same name, sorted."""
    found = {
        path.relative_to(folder).as_posix()
        for folder in settings.templates
        for path in folder.rglob(f"*{_SUFFIX}")
        if path.is_file()
    }
    return tuple(sorted(found))


def lint(settings: Settings) -> tuple[Problem, ...]:
    """The problems of all templates, in order of file and line, then what no document uses."""
    composer = Composer(settings)
    documents = settings.documents.values()
    recipes = {spec.template: composer.recipe(spec.template) for spec in documents}
    read = {file for made in recipes.values() for file in made.files}
    used = _used(composer, recipes, settings)
    problems = [problem for made in recipes.values() for problem in made.problems]
    for name in template_names(settings):
        if name not in read and _is_own(settings, name):
            problems += [] if name in used else [_unused(name)]
            problems += composer.recipe(name).problems
        problems += words(composer, name, settings)
    problems.sort(key=lambda problem: (problem.place.file, problem.place.line or 0))
    problems += _style(settings)
    problems += _typed_words(settings)
    problems += _unused_practices(settings)
    problems += _taken(settings)
    named = {name for made in recipes.values() for name in made.indicators}
    return tuple(dict.fromkeys((*problems, *_unused_indicators(settings, named))))


def _used(composer: Composer, names: Iterable[str], settings: Settings) -> set[str]:
    """The templates that these are made of; of one that cannot be parsed every template that its text names."""
    used: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in used:
            continue
        made = composer.recipe(name)
        used |= {name, *made.files, *made.broken}
        for path in filter(None, (find(settings.templates, one) for one in made.broken)):
            text = path.read_text("utf-8-sig", errors="replace")
            todo += [one for one in template_names(settings) if one in text]
    return used


def _is_own(settings: Settings, name: str) -> bool:
    """Whether a template is the project's: one that only the package carries is not its office's to mend."""
    return any((folder / name).is_file() for folder in settings.templates if folder.is_relative_to(settings.project))


def _unused(name: str) -> Problem:
    message = "没有文稿用这个模板，请在 documents.yaml 里登记，或删去"
    return Problem("unused-template", "warning", Place(shown_name(name)), message)


def words(composer: Composer, name: str, settings: Settings) -> Iterator[Problem]:
    """What the rules find in the words of one template file, rule by rule; nothing where it cannot be parsed."""
    try:
        script = read_script(composer.parsed(name))
    except (jinja2.TemplateError, RecursionError):
        return  # told with the template's other mistakes
    for rule, check in RULES:
        for finding in check(script, settings.wording):
            place = Place(shown_name(name), line=script.line(finding.at))
            yield Problem(rule, finding.level, place, finding.message, finding.found)


def _style(settings: Settings) -> Iterator[Problem]:
    """Claim words that name a predicate there is not."""
    place = Place("config/style.yaml")
    for word in settings.wording.claims:
        for name in word.predicates:
            if name not in PREDICATES:
                message = f"wording.claims.{word.word} 写的判断“{name}”没有{nearest(name, PREDICATES)}"
                yield Problem("style", "error", place, message, name)


def _taken(settings: Settings) -> Iterator[Problem]:
    """Indicators named like something else that templates know."""
    for name in settings.indicators.keys() & {*NAMES, *FUNCTIONS}:
        message = f"指标名“{name}”与模板里的固定名称相同，模板里用不到这个指标，请改名"
        yield Problem("taken-name", "error", settings.indicators[name].place, message, name)


def _typed_words(settings: Settings) -> Iterator[Problem]:
    """Wrong words in what the office typed: its facts files and its guiding words. It is the office's text: a warning."""
    config = settings.project / "config"
    for path in [config / "organization.yaml", *sorted((config / "facts").rglob("*.yaml"))]:
        lines = path.read_text("utf-8-sig", errors="replace").splitlines() if path.is_file() else []
        for number, line in enumerate(lines, 1):
            for finding in wrong_words(line.partition("#")[0], settings.wording):
                place = Place(settings.shown(path), line=number)
                yield Problem("wrong-word", "warning", place, finding.message, finding.found)


def _unused_practices(settings: Settings) -> Iterator[Problem]:
    """Practices of organization.yaml that no template prints: what the office typed would be lost without a word."""
    practices = settings.organization.options.get("practices", {})
    if not practices:
        return
    paths = filter(None, (find(settings.templates, name) for name in template_names(settings)))
    named = {name for path in paths for name in _PRACTICE.findall(path.read_text("utf-8-sig", errors="replace"))}
    for name in practices:
        if name not in named:
            place = getattr(practices, "places", {}).get(name, Place("config/organization.yaml"))
            message = f"没有模板用到做法“{name}”，它不会印出来{nearest(name, named)}。可写：{'、'.join(sorted(named))}"
            yield Problem("unused-practice", "warning", place, message, name)


def _unused_indicators(settings: Settings, named: set[str]) -> Iterator[Problem]:
    inner = {part for one in settings.indicators.values() for part in (one.numerator, one.denominator) if part}
    for name, indicator in settings.indicators.items():
        if name not in named and name not in inner:
            yield Problem("unused-indicator", "info", indicator.place, f"没有模板用到指标“{name}”", name)

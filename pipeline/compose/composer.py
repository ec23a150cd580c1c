"""Templates and figures in, documents out: render, read the markup, set the inlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import jinja2
from jinja2 import nodes

from pipeline.compose.claims import ClaimTag, OptionalTag
from pipeline.compose.draft import SOFT, Draft, Fixed
from pipeline.compose.environment import Lacking, Sandbox
from pipeline.compose.fault import TemplateFault, nearest
from pipeline.compose.filters import FILTERS, TESTS
from pipeline.compose.fitting import fitted
from pipeline.compose.functions import starting_names
from pipeline.compose.markup.assemble import assemble
from pipeline.compose.markup.inline import Setter
from pipeline.compose.markup.lines import raw_blocks
from pipeline.compose.markup.loose import Loose
from pipeline.compose.markup.sentences import sentences
from pipeline.compose.office import nameless
from pipeline.compose.oldterms import OldTerms
from pipeline.compose.partial import partial
from pipeline.compose.source import Loader, shown_name
from pipeline.compose.speaking import speaking_time, too_long
from pipeline.compose.structure import broken
from pipeline.compose.templates import Recipe, fault, quoted, recipe, syntax_told
from pipeline.compose.withheld import NOTE, SENTENCE, is_withheld
from pipeline.model.document import Claim, Document
from pipeline.model.figure import Measures
from pipeline.model.occasion import Occasion
from pipeline.model.place import Place
from pipeline.model.problem import Level, Problem
from pipeline.model.settings import DocumentSpec, Settings

__all__ = ["Composer"]

_CHECKED = {name: fitted(function, f"|{name}") for name, function in FILTERS.items()}
_TIDY = (("，。", "。"), ("、。", "。"), ("；。", "。"), ("，，", "，"), ("，；", "；"), ("，、", "，"), ("。。", "。"))
_BLANK = "模板是空的，写出来只会是一份白纸，没有写。请恢复模板的内容；不要这种文稿了的，请在 documents.yaml 里去掉它"
_UNKNOWN_ERRORS = (jinja2.UndefinedError, jinja2.exceptions.SecurityError)


class Composer:
    """Composes documents; templates are read and compiled once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._loader = Loader(settings.templates)
        self._environment = Sandbox(self._loader, _CHECKED, TESTS, (ClaimTag, OptionalTag))
        self._recipes: dict[str, Recipe] = {}
        self._clean: set[str] = set()
        self._old_terms = OldTerms(settings.wording)

    def recipe(self, template: str) -> Recipe:
        """What a template is made of, and its mistakes."""
        if template not in self._recipes:
            known = self.settings.indicators, self.settings.tables
            self._recipes[template] = recipe(self._environment, self._loader, template, *known)
        return self._recipes[template]

    def parsed(self, template: str) -> nodes.Template:
        """The syntax tree of one template file."""
        source, filename, _ = self._loader.get_source(self._environment, template)
        return self._environment.parse(source, template, filename)

    def template_files(self, spec: DocumentSpec) -> tuple[Path, ...]:
        """The template's file and those of everything it includes."""
        return self.recipe(spec.template).paths

    def template_hash(self, path: Path) -> str:
        """The hash of one of them, as it was when it was read."""
        return self._loader.digest(path)

    def names(self, spec: DocumentSpec) -> frozenset[str]:
        """The indicators that the template can ask for."""
        return self.recipe(spec.template).indicators

    def problems(self, spec: DocumentSpec) -> tuple[Problem, ...]:
        """What is wrong with the template before it runs."""
        return self.recipe(spec.template).problems

    def compose(self, spec: DocumentSpec, occasion: Occasion, measures: Measures) -> tuple[Document | None, tuple[Problem, ...]]:
        """The document for an occasion, and what is wrong with it; none when its template cannot be run."""
        made = self.recipe(spec.template)
        if made.problems:
            return None, made.problems
        draft = Draft(self.settings, occasion, measures, spec.options)
        text, problem = self._rendered(made, draft)
        if text is None:
            return None, (problem,) if problem else ()
        if not text.strip() and not self._loader.read(made.paths[0]).decode("utf-8-sig").strip():
            return None, (fault(made.name, None, _BLANK),)
        return self._document(spec, made, draft, text)

    def _rendered(self, made: Recipe, draft: Draft) -> tuple[str | None, Problem | None]:
        try:
            template = self._environment.get_template(made.name)
            names = starting_names(draft, made.free)
            text = "".join(template.root_render_func(template.new_context(names, shared=True)))
        except jinja2.TemplateSyntaxError as error:
            return None, fault(error.name or made.name, error.lineno, syntax_told(error))
        except RecursionError:
            return None, fault(made.name, None, "宏或引入的模板绕成了圈，没有尽头")
        except Lacking as error:
            return None, _lacking(error, *_where(error.__traceback__, made.name))
        except (TemplateFault, *_UNKNOWN_ERRORS) as error:
            name, line = _where(error.__traceback__, made.name)
            return None, quoted(fault(name, line, str(error)), self.settings.templates)
        except TypeError as error:
            if not _in_template(error.__traceback__):
                raise
            name, line = _where(error.__traceback__, made.name)
            told = "这一行里的值不能这样用：比较、取项或 in 的两边要是同一类的文字或数"
            return None, quoted(fault(name, line, told), self.settings.templates)
        for bad, good in _TIDY:
            if bad in text:
                text = text.replace(bad, good)
        return text, None

    def _document(self, spec: DocumentSpec, made: Recipe, draft: Draft, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
        loose = Loose(self.settings.wording.fixed, self._clean)
        setter = Setter(draft, loose)
        done = assemble(raw_blocks(text), draft, setter)
        claims = tuple(_finished(claim, setter, done.kept) for claim in draft.claims)
        wrong = [
            (near, f"“{digits}”不是指标给出的数：请改用指标、登记为填报数，或列入 style.yaml 的固定说法")
            for digits, near in loose.found
        ]
        problems = [self._problem(made, setter.plain(near), near, message, "loose-digit") for near, message in wrong]
        problems += [self._problem(made, setter.plain(near), near, message, "markup") for near, message in done.wrong]
        doubts = [self._problem(made, setter.plain(near), near, message, "counted-list") for near, message in done.miscounted]
        problems += [replace(doubt, level="warning") for doubt in doubts]
        occasion = draft.occasion
        document = Document(
            name=spec.name,
            period=occasion.period,
            scope=occasion.scope,
            profile=spec.profile,
            title=done.title or spec.name,
            blocks=tuple(done.blocks),
            figures=tuple(setter.figures),
            claims=claims,
            left_out=tuple(dict.fromkeys((*done.left_out, *done.shortened))),
            draft=occasion.draft,
        )
        fixed = dict.fromkeys([piece.text for piece in draft.pieces if isinstance(piece, Fixed)])
        problems += self._old_terms.found(fixed, document.blocks, f"“{spec.name}”（{occasion.period}）")
        problems += self._of_speech(spec, made, document, occasion, done.shortened)
        problems += nameless(self.settings.organization, fixed)
        problems += partial(document.figures, f"“{spec.name}”（{occasion.period}）")
        if is_withheld(draft.pieces) and NOTE.text not in fixed and SENTENCE.text not in fixed:
            told = f"“{spec.name}”里有因数值较小而不公开的数（印作“*”），没有说明：请在列表或表下写 {{{{ 不公开说明 }}}}"
            problems.append(Problem("withheld", "warning", Place(shown_name(made.name)), told))
        return document, tuple(dict.fromkeys(problems))

    def _of_speech(
        self, spec: DocumentSpec, made: Recipe, document: Document, occasion: Occasion, cut: Sequence[str]
    ) -> Iterator[Problem]:
        """Its structure, what was cut, and how long it takes. Where words dropped out, a broken structure is only a warning."""
        lacking = document.left_out or any(claim.printed == "nothing" for claim in document.claims)
        level: Level = "warning" if lacking else "error"
        for message in broken(spec.options.get("structure", ""), document):
            name = shown_name(made.name)
            yield Problem("structure", level, Place(name), f"文稿“{spec.name}”（{document.period}）不合三段式：{message}")
        if cut:
            asked = occasion.minutes or 0
            aim = f"尽量接近{asked}分钟" if too_long(document, asked) else f"控制在{asked}分钟左右"
            yield Problem("shortened", "info", Place(""), f"“{spec.name}”为了{aim}，略去了：{''.join(cut)}")
        yield from speaking_time(spec, document, occasion.minutes, cut)

    def _problem(self, made: Recipe, plain: str, near: str, message: str, rule: str) -> Problem:
        name, line = self._line_of(made, near)
        return fault(name, line, f"{message}。原文：{plain[:40]}", rule)

    def _line_of(self, made: Recipe, near: str) -> tuple[str, int | None]:
        """The template line that most likely printed a text: the one that shares its longest stretch of plain words."""
        words = sorted("".join(c if c < "\ue000" else "\n" for c in near).split("\n"), key=len, reverse=True)
        for stretch in words:
            for length in (len(stretch), 12, 6):
                part = stretch[:length].strip()
                if not part:
                    continue
                for name, path in zip(made.files, made.paths, strict=True):
                    for number, line in enumerate(self._loader.read(path).decode("utf-8-sig").splitlines(), 1):
                        if part in line:
                            return name, number
        return made.name, None


def _finished(claim: Claim, setter: Setter, kept: str | None) -> Claim:
    """The claim with the words that it printed, as they read; of sentences that dropped out it printed nothing."""
    text = claim.text.replace(SOFT, "").replace("\n", "")
    if kept is not None and text:
        text = "".join(sentence for sentence in sentences(text) if sentence in kept)
    printed = claim.printed if text else "nothing"
    return Claim(claim.predicate, claim.arguments, claim.holds, printed, setter.plain(text), claim.reason, claim.place)


def _lacking(error: Lacking, name: str, line: int | None) -> Problem:
    """What a facts file does not say, at the place where it would stand."""
    there = [str(key) for key in error.entries]
    at = Place(shown_name(name), line=line)
    found = f"这里只有：{'、'.join(there)}" if there else "这里什么也没有写"
    told = f"缺少“{error.lacks}”这一项{nearest(error.lacks, there)}（{found}），{at} 要用它，请补上"
    return Problem("facts", "error", error.entries.place, told)


def _in_template(trace: TracebackType | None) -> bool:
    """Whether an exception arose in the template's own code, not in what it called."""
    last = None
    while trace is not None:
        last, trace = trace, trace.tb_next
    return last is not None and "__jinja_template__" in last.tb_frame.f_globals


def _where(trace: TracebackType | None, name: str) -> tuple[str, int | None]:
    """The template and line in which an exception arose."""
    line = None
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None and template.name:
            name, line = template.name, template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return name, line

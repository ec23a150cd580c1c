"""``briefing lint``: settings, then everything that can be told of config and templates without data."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.settings.loading import load

__all__ = ["Linted", "lint"]


@shape
class Linted:
    """Which templates were looked at, and what was found."""

    templates: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def code(self) -> int:
        """1 where an error was found; warnings and infos alone are 0."""
        return 1 if any(problem.level == "error" for problem in self.problems) else 0


def lint(project: Path) -> Linted:
    """Look at a project's config and templates; a config that cannot be read raises ``Mistake``."""
    settings = load(project)
    from pipeline.compose.linting import lint as lint_templates
    from pipeline.compose.linting import template_names

    return Linted(template_names(settings), (*settings.notes, *lint_templates(settings)))

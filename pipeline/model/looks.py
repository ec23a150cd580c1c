"""How documents look, as far as style.yaml says so; what it leaves open is said by ``templates/reference.docx``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from pipeline.model.shape import shape

__all__ = ["PROFILES", "FontRole", "LooksSpec", "MastheadKind", "PageNumbers", "Profile"]

FontRole = Literal["body", "title", "heading1", "heading2", "latin", "page_number"]
MastheadKind = Literal["bulletin", "red_head"]
PageNumbers = Literal["outer", "center", "none"]


@shape
class Profile:
    """One kind of page. Sizes in points; None leaves a thing as the reference document has it.

    ``table_pitch`` is the distance of two lines of a table's text; without it one and a half times ``table_size``.
    ``lines`` is how many lines of body text fill the 225 mm of a page. ``masthead`` says how a ``Masthead`` block is set;
    ``masthead_name`` replaces the name it brings. ``even_colophon``: the colophon must stand on an even page.
    ``whole_figures``: no line begins with a measure word, so that no figure is broken over a line.
    """

    name: str
    body_size: float | None = None
    title_size: float | None = None
    table_size: float | None = None
    table_pitch: float | None = None
    lines: int | None = None
    page_numbers: PageNumbers = "outer"
    masthead: MastheadKind = "red_head"
    masthead_name: str | None = None
    masthead_size: float | None = None
    even_colophon: bool = False
    whole_figures: bool = False


PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("公文"),
        Profile("讲话"),
        Profile("讲话-大字", body_size=22, title_size=26, lines=17, page_numbers="center", whole_figures=True),
        Profile("简报", masthead="bulletin"),
        Profile("通报", masthead="bulletin"),
        Profile("日报", masthead="bulletin"),
        Profile("公示", table_size=10.5, table_pitch=13),
    )
}
"""The kinds of pages as delivered; style.yaml says the same, for an office to change."""


@shape
class LooksSpec:
    """The ``looks:`` half of style.yaml.

    ``fonts`` replaces a role's font; ``red`` is the colour (RRGGBB) of mastheads and their rules; ``substitutes`` names, for
    a font, the families that may stand in for it where it is not installed, best first.
    """

    fonts: Mapping[FontRole, str] = field(default_factory=dict)
    red: str | None = None
    substitutes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=lambda: PROFILES)

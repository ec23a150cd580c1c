"""Everything an office may set, read once, frozen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from pipeline.model.accepted import Accepted
from pipeline.model.indicator import Indicator
from pipeline.model.looks import LooksSpec
from pipeline.model.period import Grain, Period
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.reading import Reading
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec
from pipeline.model.unit import Unit
from pipeline.model.wording import Wording

__all__ = ["Calendar", "DocumentSpec", "Organization", "Settings"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


@shape
class DocumentSpec:
    """One entry of documents.yaml: which template, for which spans and scopes, and what it cannot do without.

    ``for_each`` is a kind of unit; ``days`` a table, or 特护期, on each of whose days it is written. ``series`` is the 刊名 under
    which its issues are numbered. ``periods`` are the spans typed in, instead of those of the current year. ``file`` is the
    pattern of its files' names. ``dated``: a date that goes by the period (期前一日, 期末, 期末次日).
    ``needs_facts``: it is not written without a facts file for its period. ``scoped``: its words fit a single unit as well as
    the county, so that ``--scope`` may ask for one. ``early``: its words fit a period that is not over yet.
    """

    name: str
    template: str
    profile: str = "公文"
    grain: Grain = "month"
    for_each: str | None = None
    needs: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    place: Place = Place("config/documents.yaml")
    days: str = ""
    series: str = ""
    copies: int | None = None
    periods: tuple[Period, ...] = ()
    date: dt.date | None = None
    dated: str = ""
    file: str = ""
    needs_facts: bool = False
    scoped: bool = False
    early: bool = False


@shape
class Organization:
    """Who the office is (organization.yaml): names, units where there is no 单位台账, guiding words, evidence.

    ``nameless``: nobody has written the county's name; ``county`` is what stands in its place.
    """

    county: str = "某县"
    nameless: bool = False
    office: str = ""
    speaker: str = ""
    units: tuple[Unit, ...] = ()
    not_units: tuple[str, ...] = ("县本级", "外县", "其他")
    options: Mapping[str, Any] = field(default_factory=dict)


@shape
class Calendar:
    """calendar.yaml: the cut-off where typed, working days and holidays typed in, watch periods by name."""

    data_until: dt.date | None = None
    month_starts: int = 1
    workdays: frozenset[dt.date] = frozenset()
    holidays: frozenset[dt.date] = frozenset()
    watch: Mapping[str, Period] = field(default_factory=dict)

    def period(self, text: str) -> Period | None:
        """The period that a text names: a watch period, or a span of (statistical) months, weeks, days."""
        return self.watch.get(text.strip()) or Period.parse(text, self.month_starts)

    def year_ago(self, period: Period) -> Period | None:
        """The span a year before; of a watch period its namesake, and none where that has another length.

        The namesake is that of the year before in the name (元旦2026 → 元旦2025, which may begin in December); a name without
        a year has none, and is held against the same days, as is one whose namesake the calendar does not have.
        """
        namesake = self.watch.get(_YEAR.sub(lambda year: str(int(year[0]) - 1), period.name))
        if period.grain != "watch" or namesake is None or namesake.start >= period.start:
            return period.year_ago()
        return namesake if namesake.days == period.days else None


@shape
class Settings:
    """The whole configuration of one project.

    ``style`` is style.yaml as plain values (defaults merged); each room that uses a part of it parses that part into a
    shape of its own. ``files`` maps each config file that was read to the hash of its bytes. ``notes`` are warnings about the
    config: nothing in them stops anything.
    """

    project: Path
    templates: tuple[Path, ...]
    tables: Mapping[str, TableSpec]
    indicators: Mapping[str, Indicator]
    documents: Mapping[str, DocumentSpec]
    organization: Organization = Organization()
    calendar: Calendar = Calendar()
    style: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    collective_min: int = 5
    looks: LooksSpec = LooksSpec()
    reading: Reading = Reading()
    accepted: tuple[Accepted, ...] = ()
    wording: Wording = Wording()
    notes: tuple[Problem, ...] = ()

    @property
    def inputs(self) -> Path:
        """Where the data drops lie."""
        return self.project / "inputs"

    @property
    def outputs(self) -> Path:
        """Where finished documents go."""
        return self.project / "outputs"

    @property
    def cache(self) -> Path:
        """Cache and build record; deletable at will."""
        return self.project / ".briefing"

    def shown(self, path: Path) -> str:
        """A path as messages name it: below the project from there, elsewhere (a register that the office shares) in full."""
        return path.relative_to(self.project).as_posix() if path.is_relative_to(self.project) else str(path)

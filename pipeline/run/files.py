"""Each file of the inputs as typed parts: from the cache where neither the file nor what is known of its table has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.raw import RawFile
from pipeline.model.settings import Settings
from pipeline.model.unit import Unit

if TYPE_CHECKING:
    from pipeline.check.file import Checked
    from pipeline.check.scene import UnitNames
    from pipeline.read import Opened

__all__ = ["Files", "code"]

_KEPT = 5 << 20
_FOLDER = "tables"


@dataclass(slots=True)
class Files:
    """The opened files of a project. ``used`` collects the cache entries that still count; the others are swept away."""

    settings: Settings
    opened: Sequence[Opened]
    raws: dict[str, RawFile] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    definition: str = ""

    def __post_init__(self) -> None:
        self.definition = _definition(self.settings) + code(("read", "check", "model"))

    def units(self) -> tuple[Unit, ...]:
        """The units must be known before any other table can be read. No list of units is larger than 5 MB."""
        from pipeline.check.assemble import assemble
        from pipeline.check.scene import UnitNames
        from pipeline.check.units import units_in

        units: tuple[Unit, ...] = ()
        for spec in self.settings.tables.values():
            if spec.units:
                small = [each for each in self.opened if len(each.content) <= _KEPT]
                parts = [part for each in small for part in self._checked(each, UnitNames(), spec.name).parts]
                units += units_in(spec, assemble(spec, parts, UnitNames()).table.frame) if parts else ()
        return units or self.settings.organization.units

    def checked(self, names: UnitNames) -> Iterator[Checked]:
        """Every file, with all its tables."""
        for each in self.opened:
            yield self._checked(each, names, None)
        self._sweep()

    def _checked(self, opened: Opened, names: UnitNames, only: str | None) -> Checked:
        from pipeline.check.file import check_file
        from pipeline.check.scene import Scene
        from pipeline.check.store import load, save

        key = self._key(opened, names, only)
        path = self._folder / f"{key}.parquet"
        self.used.add(path.name)
        if opened.digest and (kept := load(path, self.settings.tables, opened.found.drop)) is not None:
            return kept
        scene = Scene.of(self.settings.reading, names)
        checked = check_file(self._raw(opened), self.settings.tables, scene, only=only)
        if not any(problem.rule.startswith("file-") for problem in checked.problems):
            save(path, checked)
        return checked

    def _raw(self, opened: Opened) -> RawFile:
        """The raw cells; kept for a second look only where they are few."""
        from pipeline.read import read_file

        file = opened.found.file
        raw = self.raws.get(file) or read_file(opened, self.settings.reading.limits)
        if len(opened.content) <= _KEPT:
            self.raws[file] = raw
        return raw

    @property
    def _folder(self) -> Path:
        return self.settings.cache / _FOLDER

    def _key(self, opened: Opened, names: UnitNames, only: str | None) -> str:
        known = (opened.found.file, opened.digest, names.units, names.others, only, self.definition)
        return hashlib.sha256(repr(known).encode()).hexdigest()[:40]

    def _sweep(self) -> None:
        for path in self._folder.glob("*"):
            if path.name not in self.used:
                path.unlink(missing_ok=True)


def _definition(settings: Settings) -> str:
    return hashlib.sha256(repr((settings.tables, settings.reading)).encode()).hexdigest()


@cache
def code(rooms: tuple[str, ...]) -> str:
    """The program's own files that make what is kept: another version of them makes it anew."""
    folders = [Path(__file__).resolve().parent.parent / room for room in rooms]
    content = b"".join(path.read_bytes() for folder in folders for path in sorted(folder.rglob("*.py")))
    return hashlib.sha256(content).hexdigest()

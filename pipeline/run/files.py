"""Each file of the inputs as typed parts: from the cache where neither the file nor what is known of its table has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.raw import RawFile
from pipeline.model.settings import Settings
from pipeline.model.unit import Unit
from pipeline.run.program import program

if TYPE_CHECKING:
    from pipeline.check.file import Checked, Where
    from pipeline.check.scene import UnitNames
    from pipeline.check.store import Shelf
    from pipeline.check.twins import Told
    from pipeline.read import Opened

__all__ = ["Files"]

_KEPT = 5 << 20
_SMALL = 256 << 10
_FOLDER = "tables"


@dataclass(slots=True, eq=False)
class Files:
    """The opened files of a project, and the shelves of the cache with what they hold.

    A large file has a shelf of its own. Small ones share one, which is written anew when any of them has changed; ``small``
    is what belongs on it. ``used`` are the shelves that still count; the others are swept away.
    """

    settings: Settings
    opened: Sequence[Opened]
    raws: dict[str, tuple[RawFile, Where]] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    small: dict[str, Checked] = field(default_factory=dict)
    used: set[Path] = field(default_factory=set)
    definition: str = ""

    def __post_init__(self) -> None:
        from pipeline.check.store import open_shelf

        self.definition = _definition(self.settings) + program()
        for path in self._shelved():
            if path.suffix == ".columns" and (shelf := open_shelf(path)):
                self.shelves |= dict.fromkeys(shelf.meta, shelf)

    def units(self) -> tuple[Unit, ...]:
        """The units must be known before any other table can be read. No list of units is larger than 5 MB."""
        from pipeline.check.assemble import assemble
        from pipeline.check.scene import UnitNames
        from pipeline.check.units import units_in

        units: tuple[Unit, ...] = ()
        for spec in self.settings.tables.values():
            if spec.units:
                small = [each for each in self.opened if each.size <= _KEPT]
                parts = [part for each in small for part in self._checked(each, UnitNames(), spec.name).parts]
                units += units_in(spec, assemble(spec, parts, UnitNames()).table) if parts else ()
        return units or self.settings.organization.units

    def checked(self, names: UnitNames) -> Iterator[Told]:
        """Every file, with all its tables."""
        from pipeline.check.twins import Told

        for each in self.opened:
            yield Told(each.found.file, each.found.drop, each.digest, self._checked(each, names, None))

    def _checked(self, opened: Opened, names: UnitNames, only: str | None) -> Checked:
        from pipeline.check.file import check_file
        from pipeline.check.scene import Scene

        key = self._key(opened, names, only)
        checked = self._kept(key, opened) if opened.digest else None
        if checked is None:
            raw, where = self._raw(opened)
            checked = check_file(raw, self.settings.tables, Scene.of(self.settings.reading, names), only=only, where=where)
            if any(problem.rule.startswith("file-") for problem in checked.problems):
                return checked
            if opened.size > _SMALL:
                self._save(key, {key: checked})
        if opened.size <= _SMALL:
            self.small[key] = checked
        return checked

    def _kept(self, key: str, opened: Opened) -> Checked | None:
        shelf = self.shelves.get(key)
        checked = shelf.load(key, self.settings.tables, opened.found.drop) if shelf else None
        if shelf and checked is None:  # spoiled: what is read anew is put on another
            self.shelves = {other: one for other, one in self.shelves.items() if one is not shelf}
        if shelf and checked and opened.size > _SMALL:
            self.used.add(shelf.path)
        return checked

    def _raw(self, opened: Opened) -> tuple[RawFile, Where]:
        """The raw cells, and which tables they are; kept for a second look only where they are few."""
        from pipeline.check.file import find_tables
        from pipeline.read import read_file

        file = opened.found.file
        if file in self.raws:
            return self.raws[file]
        raw = read_file(opened, self.settings.reading.limits)
        told = raw, find_tables(raw, self.settings.tables, self.settings.reading.words)
        if opened.size <= _KEPT:
            self.raws[file] = told
        return told

    def _save(self, name: str, kept: Mapping[str, Checked]) -> None:
        from pipeline.check.store import save

        path = self._folder / f"{name}.columns"
        save(path, kept)
        self.used.add(path)

    def keep(self) -> None:
        """The small files that still count on one shelf, and no other shelves than those used."""
        shared = {shelf.path: shelf for key in self.small if (shelf := self.shelves.get(key))}
        if len(shared) == 1 and next(iter(shared.values())).meta.keys() == self.small.keys():
            self.used |= shared.keys()
        elif self.small:
            self._save(hashlib.sha256(repr(list(self.small)).encode()).hexdigest()[:40], self.small)
        for path in self._shelved():
            if path not in self.used:
                with suppress(OSError):  # read-only, or held open by another program (Windows): it is swept away another time
                    path.unlink(missing_ok=True)

    def _shelved(self) -> list[Path]:
        """What lies in the cache; nothing where it may not be looked into."""
        try:
            return sorted(self._folder.iterdir())
        except OSError:
            return []

    @property
    def _folder(self) -> Path:
        return self.settings.cache / _FOLDER

    def _key(self, opened: Opened, names: UnitNames, only: str | None) -> str:
        known = (opened.found.file, opened.digest, names.digest, only, self.definition)
        return hashlib.sha256(repr(known).encode()).hexdigest()[:40]


def _definition(settings: Settings) -> str:
    return hashlib.sha256(repr((settings.tables, settings.reading)).encode()).hexdigest()

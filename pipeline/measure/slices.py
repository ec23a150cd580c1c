"""A slice: whose rows are meant. The county, a unit, or one member of a dimension within either."""

from __future__ import annotations

import numpy as np

from pipeline.measure.ground import Ground
from pipeline.measure.places import OTHER, Dimension
from pipeline.measure.rows import Mask
from pipeline.model.shape import shape
from pipeline.model.unit import COUNTY

__all__ = ["NO_VALUE", "Site", "Slice", "missing_column", "place_in", "site_of", "within"]

# the line of a breakdown for rows without a value there
NO_VALUE = "未填"


@shape
class Slice:
    """``members`` pairs a dimension with one of its members (其他: no unit of the kind; 未填: a blank cell)."""

    scope: str = COUNTY
    members: tuple[tuple[Dimension, str], ...] = ()

    @classmethod
    def of_line(cls, scope: str, dimension: Dimension, member: str) -> Slice:
        """That of a line of a breakdown: a unit's is the unit's own; it stands in the county's table only."""
        is_unit = dimension.sort in ("kind", "unit") and member != OTHER
        return cls(member) if is_unit else cls(scope, ((dimension, member),))

    def dimensions(self, ground: Ground) -> tuple[Dimension, ...]:
        """The dimensions that cut the slice out, the scope's first."""
        own = () if self.scope == COUNTY else (Dimension("kind", ground.places.kind(self.scope)),)
        return own + tuple(dimension for dimension, _ in self.members)


@shape
class Site:
    """Where a slice stands in the cubes of a table: its dimensions, its index (None: it has no rows), why it cannot be cut."""

    dimensions: tuple[Dimension, ...]
    place: int | None
    why: str


def site_of(ground: Ground, table: str, cut: Slice) -> Site:
    """Found once for each table and slice."""
    key = ("site", table, cut)
    if key not in ground.memo:
        dimensions, why = cut.dimensions(ground), missing_column(ground, table, cut)
        ground.memo[key] = Site(dimensions, None if why else place_in(ground, table, cut), why)
    found: Site = ground.memo[key]
    return found


def missing_column(ground: Ground, table: str, cut: Slice) -> str:
    """Why a table cannot be cut so, in words; empty where it can."""
    for dimension in cut.dimensions(ground):
        if ground.members(table, (dimension,)) is None:
            what = dimension.name if dimension.sort == "column" else f"登记{dimension.name}的列"
            return f"《{table}》没有{what}"
    return ""


def place_in(ground: Ground, table: str, cut: Slice) -> int | None:
    """The index of the slice in a cube of its dimensions; None where it has no member there, and so no rows."""
    dimensions = cut.dimensions(ground)
    names = ([] if cut.scope == COUNTY else [cut.scope]) + [member for _, member in cut.members]
    place = 0
    for dimension, name in zip(dimensions, names, strict=True):
        members = ground.members(table, (dimension,))
        if members is None:
            return None
        at = _index(members.names, name)
        if at is None:
            return None
        place = place * (len(members.names) + 1) + at
    return place


def _index(names: tuple[str, ...], name: str) -> int | None:
    if name in names:
        return names.index(name)
    return len(names) if name in (OTHER, NO_VALUE) else None


def within(ground: Ground, table: str, cut: Slice) -> Mask:
    """Which rows belong to the slice."""
    dimensions = cut.dimensions(ground)
    if not dimensions:
        return np.ones(ground.rows[table].count, dtype=bool)
    members, place = ground.members(table, dimensions), place_in(ground, table, cut)
    if members is None or place is None:
        return np.zeros(ground.rows[table].count, dtype=bool)
    found: Mask = members.codes == place
    return found

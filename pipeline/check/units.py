"""The units of the project: the rows of the table that lists them, else those that organization.yaml names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.tables import TableSpec
from pipeline.model.unit import Unit

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["units_in"]


def units_in(spec: TableSpec, frame: pd.DataFrame) -> tuple[Unit, ...]:
    """In the order of the table."""
    columns = {role: name for role, name in spec.units.items() if name in frame}
    rows = frame[list(columns.values())].astype("object").where(lambda cells: cells.notna(), "")
    return tuple(Unit(**{role: str(row[name]) for role, name in columns.items()}) for row in rows.to_dict("records"))

"""The units of the project: the rows of the table that lists them, else those that organization.yaml names."""

from __future__ import annotations

from pipeline.model.table import Table
from pipeline.model.tables import TableSpec
from pipeline.model.unit import Unit

__all__ = ["units_in"]


def units_in(spec: TableSpec, table: Table) -> tuple[Unit, ...]:
    """In the order of the table."""
    columns = {role: table.columns[name] for role, name in spec.units.items() if name in table.columns}
    rows = ({role: values.at(row) for role, values in columns.items()} for row in range(len(table)))
    return tuple(Unit(**{role: "" if value is None else str(value) for role, value in told.items()}) for told in rows)

"""A table from a frame, for tests that change rows with pandas."""

import dataclasses

import numpy as np
import pandas as pd

from pipeline.model.table import ROW, SOURCE, Coverage, Table
from pipeline.model.values import Values


def table_of_frame(name, frame, sources=(), coverage=Coverage(), lacking=None, **more):  # noqa: B008 - frozen
    columns = {str(column): values_of(frame[column]) for column in frame.columns if column not in (ROW, SOURCE)}
    sheets, numbers = (frame[column].to_numpy(dtype=np.int32) for column in (SOURCE, ROW))
    return Table(name, columns, sheets, numbers, sources, coverage, lacking or {}, **more)


def with_frame(table, frame, **changes):
    """The same table with the rows and columns of another frame."""
    told = {each.name: getattr(table, each.name) for each in dataclasses.fields(table)}
    for name in ("name", "columns", "sheets", "numbers"):
        del told[name]
    return table_of_frame(table.name, frame, **{**told, **changes})


def values_of(series):
    missing = series.isna().to_numpy(dtype=bool)
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        days = series.to_numpy(dtype="datetime64[s]").astype("datetime64[D]").astype(np.int64)
        return Values("date", np.where(missing, 0, days).astype(np.int32), missing)
    if pd.api.types.is_numeric_dtype(series.dtype):
        kind = "integer" if pd.api.types.is_integer_dtype(series.dtype) else "number"
        return Values(kind, series.fillna(0).to_numpy(dtype="int64" if kind == "integer" else "float64"), missing)
    texts = series.astype("object").where(~missing, None).astype("category")
    names = series.cat.categories if isinstance(series.dtype, pd.CategoricalDtype) else texts.cat.categories
    codes = (series if isinstance(series.dtype, pd.CategoricalDtype) else texts).cat.codes.to_numpy(dtype=np.int32)
    return Values("coded", codes, missing, [str(name) for name in names])


def frame_of(rows):
    """The typed rows of a block as a frame, with ``_row`` and ``_bad``."""
    data = {name: values.series() for name, values in rows.columns.items()}
    return pd.DataFrame({**data, ROW: rows.numbers, "_bad": rows.bad}, index=range(len(rows)))

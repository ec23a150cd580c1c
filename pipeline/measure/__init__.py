"""Typed rows in, figures out: for any period and scope, from cubes that are filled in one pass over the rows."""

from pipeline.measure.measures import open_measures

__all__ = ["open_measures"]

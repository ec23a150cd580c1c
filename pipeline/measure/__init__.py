"""Typed rows in, figures out: for any period and scope, from cubes that are filled in one pass over the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model.figure import Measures
    from pipeline.model.inputs import Inputs
    from pipeline.model.settings import Settings

__all__ = ["open_measures"]


def open_measures(inputs: Inputs, settings: Settings) -> Measures:
    """Measures over a state of the inputs.

    What they take (numpy, pandas) is imported here, not where only the rules of figures are used.
    """
    from pipeline.measure import measures

    return measures.open_measures(inputs, settings)

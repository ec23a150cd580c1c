"""Names for arrays, for the type checker alone: imported under ``TYPE_CHECKING``, for numpy comes when it is used."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["Mask", "Numbers"]

Numbers = np.ndarray[Any, np.dtype[Any]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

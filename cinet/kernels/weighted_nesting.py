"""How far the rows of a weighted two-mode table nest in one another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def weighted_overlap(
    indptr: IntArray, indices: CodeArray, weights: FloatArray, size: IntArray, equal: bool
) -> float:
    """Return sum of (cells of the smaller below those of the larger) / smaller size over pairs of columns.

    ``size`` is the number of filled cells of every column; pairs of equal size add nothing. With ``equal``, cells
    of equal weight count as well.
    """
    total = 0.0
    for row in range(indptr.size - 1):
        for first in range(indptr[row], indptr[row + 1]):
            larger = size[indices[first]]
            for second in range(indptr[row], indptr[row + 1]):
                smaller = size[indices[second]]
                if smaller < larger and (
                    weights[first] > weights[second] or (equal and weights[first] == weights[second])
                ):
                    total += 1.0 / smaller
    return total

"""How far the rows of a two-mode table nest in one another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]


@njit(cache=True, nogil=True)
def nested_overlap(indptr: IntArray, indices: CodeArray, size: IntArray, as_given: bool) -> float:
    """Return sum of |overlap| / smaller size over the pairs of columns that are of unequal size.

    ``size`` is the number of rows of every column. As given, a pair counts only if the earlier column is the larger.
    """
    total = 0.0
    for row in range(indptr.size - 1):
        for first in range(indptr[row], indptr[row + 1]):
            larger = size[indices[first]]
            start = first + 1 if as_given else indptr[row]
            for second in range(start, indptr[row + 1]):
                smaller = size[indices[second]]
                if smaller < larger:
                    total += 1.0 / smaller
    return total

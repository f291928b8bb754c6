"""Counts of actor-group combinations in collaborations."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]


@njit(cache=True, nogil=True)
def pattern_counts(
    indptr: IntArray, indices: CodeArray, part: CodeArray, group: CodeArray, n_groups: int, n_parts: int
) -> IntArray:
    """Return counts (n_groups x 2**n_parts): bit p of a column says that part p takes part.

    ``part[actor]`` is the part an actor belongs to, or -1; rows with group -1 are not counted.
    """
    counts = np.zeros((n_groups, 1 << n_parts), np.int64)
    for row in range(indptr.size - 1):
        if group[row] < 0:
            continue
        pattern = 0
        for entry in range(indptr[row], indptr[row + 1]):
            if part[indices[entry]] >= 0:
                pattern |= 1 << part[indices[entry]]
        counts[group[row], pattern] += 1
    return counts

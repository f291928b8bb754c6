"""What is left of a network without a set of actors, and whom a set reaches."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]


@njit(cache=True, nogil=True)
def cohesion_without(indptr: IntArray, indices: CodeArray, gone: BoolArray, by_distance: bool) -> float:
    """Return the mean of [j is reached from i], or of 1 / d_ij, over ordered pairs of those not gone."""
    n = indptr.size - 1
    seen_from = np.full(n, -1, np.int64)
    queue = np.empty(n, np.int64)
    left = 0
    linked = 0.0
    for source in range(n):
        if gone[source]:
            continue
        left += 1
        if not by_distance and seen_from[source] >= 0:
            continue
        seen_from[source] = source
        queue[0] = source
        begin, end = 0, 1
        depth = 0
        while begin < end:
            depth += 1
            tail = end
            for place in range(begin, end):
                for entry in range(indptr[queue[place]], indptr[queue[place] + 1]):
                    w = indices[entry]
                    if not gone[w] and seen_from[w] != source:
                        seen_from[w] = source
                        queue[tail] = w
                        tail += 1
            if by_distance:
                linked += (tail - end) / depth
            begin, end = end, tail
        if not by_distance:
            linked += float(end) * (end - 1)
    return linked / (float(left) * (left - 1)) if left > 1 else np.nan

"""The s-core: peel the weakest actor again and again."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def s_core(indptr: IntArray, indices: CodeArray, weights: FloatArray) -> FloatArray:
    """Return, per actor, the largest s of which it is in the s-core; the rows are symmetric.

    What is left of an actor's strength is what it is still tied with, so it stands in the heap once per loss and
    only its latest entry counts.
    """
    n = indptr.size - 1
    core = np.zeros(n, np.float64)
    left = np.zeros(n, np.float64)
    ties = np.zeros(n, np.int64)
    gone = np.zeros(n, np.bool_)
    heap = [(0.0, np.int64(0)) for _ in range(0)]
    for actor in range(n):
        for entry in range(indptr[actor], indptr[actor + 1]):
            left[actor] += weights[entry]
        ties[actor] = indptr[actor + 1] - indptr[actor]
        heap.append((left[actor], np.int64(actor)))
    heapify(heap)
    level = 0.0
    while len(heap) > 0:
        strength, weakest = heappop(heap)
        if gone[weakest] or strength != left[weakest]:
            continue
        gone[weakest] = True
        level = max(level, strength)
        core[weakest] = level
        for entry in range(indptr[weakest], indptr[weakest + 1]):
            other = indices[entry]
            if not gone[other]:
                ties[other] -= 1
                # the last tie leaves exactly nothing, whatever the rounding of the sums was
                left[other] = left[other] - weights[entry] if ties[other] > 0 else 0.0
                heappush(heap, (left[other], np.int64(other)))
    return core

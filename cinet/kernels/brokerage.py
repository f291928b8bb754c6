"""Open two-paths of a directed network, counted by the role of the actor in the middle."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]


@njit(cache=True, nogil=True)
def directed_roles(indptr: IntArray, indices: CodeArray, group: CodeArray) -> IntArray:
    """Count open paths i -> v -> k (i != k, no arc i -> k) at every v.

    Columns: coordinator (i, v, k alike), itinerant (i and k alike, v not), gatekeeper (v and k alike, i not),
    representative (i and v alike, k not), liaison (all differ).
    """
    n = indptr.size - 1
    roles = np.zeros((n, 5), np.int64)
    tied = np.full(n, -1, np.int32)
    for i in range(n):
        for entry in range(indptr[i], indptr[i + 1]):
            tied[indices[entry]] = i
        for entry in range(indptr[i], indptr[i + 1]):
            v = indices[entry]
            for onward in range(indptr[v], indptr[v + 1]):
                k = indices[onward]
                if k == i or tied[k] == i:
                    continue
                if group[i] == group[k]:
                    role = 0 if group[v] == group[i] else 1
                elif group[v] == group[k]:
                    role = 2
                elif group[v] == group[i]:
                    role = 3
                else:
                    role = 4
                roles[v, role] += 1
    return roles

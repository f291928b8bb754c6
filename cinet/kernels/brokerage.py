"""Open two-paths of a network, counted or credited by the role of the actor in the middle."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def _role(source: int, broker: int, target: int) -> int:
    """0 coordinator, 1 itinerant, 2 gatekeeper, 3 representative, 4 liaison, from the groups of the three."""
    if source == target:
        return 0 if broker == source else 1
    if broker == target:
        return 2
    return 3 if broker == source else 4


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
                roles[v, _role(group[i], group[v], group[k])] += 1
    return roles


#: What one open path i -> v -> k is worth to v.
SHARED, MINIMUM, GEOMETRIC = 0, 1, 2

#: More ways than two actors can have between them: marks a pair that is tied.
_CLOSED = 1 << 31


@njit(cache=True, nogil=True)
def path_credit(
    indptr: IntArray,
    indices: CodeArray,
    weights: FloatArray,
    group: CodeArray,
    credit: int,
    directed: bool,
    first: int,
    step: int,
) -> FloatArray:
    """Add up what open paths from first, first + step, ... are worth at every v, by role as in ``directed_roles``.

    SHARED     1 / number of actors between i and k
    MINIMUM    min(w_iv, w_vk)
    GEOMETRIC  sqrt(w_iv w_vk)
    An undirected pair is met once, from its lower end, so columns 2 and 3 are parts of one role there.
    """
    n = indptr.size - 1
    worth = np.zeros((n, 5), np.float64)
    # ways from i to k, as stamp + number of ways; what an earlier i left is below the stamp
    ways = np.full(n, -1, np.int64)
    for i in range(first, n, step):
        stamp = np.int64(i) << 32
        ways[i] = stamp + _CLOSED
        for entry in range(indptr[i], indptr[i + 1]):
            ways[indices[entry]] = stamp + _CLOSED
        # rows are sorted: read from their end, an undirected row is done where the higher numbers are
        lowest = 0 if directed else i + 1
        if credit == SHARED:
            for entry in range(indptr[i], indptr[i + 1]):
                v = indices[entry]
                for onward in range(indptr[v + 1] - 1, indptr[v] - 1, -1):
                    k = indices[onward]
                    if k < lowest:
                        break
                    ways[k] = max(ways[k], stamp) + 1
        for entry in range(indptr[i], indptr[i + 1]):
            v = indices[entry]
            for onward in range(indptr[v + 1] - 1, indptr[v] - 1, -1):
                k = indices[onward]
                if k < lowest:
                    break
                if ways[k] >= stamp + _CLOSED:
                    continue
                if credit == SHARED:
                    value = 1.0 / (ways[k] - stamp)
                elif credit == MINIMUM:
                    value = min(weights[entry], weights[onward])
                else:
                    value = np.sqrt(weights[entry] * weights[onward])
                worth[v, _role(group[i], group[v], group[k])] += value
    return worth

"""Open two-paths by the groups of their two ends: the full tensor behind the brokerage roles.

Counts go to a slot of the broker: its own number (a tensor by actor) or its group (a tensor of groups).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]


@njit(cache=True, nogil=True)
def directed_cells(
    indptr: IntArray, indices: CodeArray, group: CodeArray, slot: CodeArray, n_slots: int, n_groups: int
) -> IntArray:
    """Count open paths i -> v -> k (no arc i -> k) by (slot of v, group of i, group of k)."""
    n = indptr.size - 1
    cells = np.zeros((n_slots, n_groups, n_groups), np.int64)
    tied = np.full(n, -1, np.int32)
    for i in range(n):
        for entry in range(indptr[i], indptr[i + 1]):
            tied[indices[entry]] = i
        for entry in range(indptr[i], indptr[i + 1]):
            v = indices[entry]
            for onward in range(indptr[v], indptr[v + 1]):
                k = indices[onward]
                if k != i and tied[k] != i:
                    cells[slot[v], group[i], group[k]] += 1
    return cells


@njit(cache=True, nogil=True)
def alter_pairs(
    indptr: IntArray, indices: CodeArray, group: CodeArray, slot: CodeArray, n_slots: int, n_groups: int
) -> IntArray:
    """Count the unordered pairs of alters of v, tied or not, by (slot of v, lower group, higher group)."""
    cells = np.zeros((n_slots, n_groups, n_groups), np.int64)
    alters = np.zeros(n_groups, np.int64)
    present = np.empty(n_groups, np.int32)
    for v in range(indptr.size - 1):
        n_present = 0
        for entry in range(indptr[v], indptr[v + 1]):
            kind = group[indices[entry]]
            if alters[kind] == 0:
                present[n_present] = kind
                n_present += 1
            alters[kind] += 1
        for place in range(n_present):
            a = present[place]
            cells[slot[v], a, a] += alters[a] * (alters[a] - 1) // 2
            for later in range(place + 1, n_present):
                c = present[later]
                cells[slot[v], min(a, c), max(a, c)] += alters[a] * alters[c]
        for place in range(n_present):
            alters[present[place]] = 0
    return cells


@njit(cache=True, nogil=True)
def take_closed_pairs(
    indptr: IntArray, indices: CodeArray, group: CodeArray, slot: CodeArray, cells: IntArray
) -> None:
    """Take the tied pairs of alters out of ``cells``; each triangle of the undirected rows is met once."""
    out_ptr, out_indices = _upward(indptr, indices)
    n = indptr.size - 1
    marked = np.full(n, -1, np.int32)
    for a in range(n):
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            marked[out_indices[entry]] = a
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            b = out_indices[entry]
            for onward in range(out_ptr[b], out_ptr[b + 1]):
                c = out_indices[onward]
                if marked[c] == a:
                    x, y, z = group[a], group[b], group[c]
                    cells[slot[a], min(y, z), max(y, z)] -= 1
                    cells[slot[b], min(x, z), max(x, z)] -= 1
                    cells[slot[c], min(x, y), max(x, y)] -= 1


@njit(cache=True, nogil=True)
def _upward(indptr: IntArray, indices: CodeArray) -> tuple[IntArray, CodeArray]:
    """Keep each tie once, in the row of the end with fewer alters (then of the lower number)."""
    n = indptr.size - 1
    out_ptr = np.zeros(n + 1, np.int64)
    out_indices = np.empty(indices.size // 2, np.int32)
    slot = 0
    for a in range(n):
        own = indptr[a + 1] - indptr[a]
        for entry in range(indptr[a], indptr[a + 1]):
            b = indices[entry]
            other = indptr[b + 1] - indptr[b]
            if own < other or (own == other and a < b):
                out_indices[slot] = b
                slot += 1
        out_ptr[a + 1] = slot
    return out_ptr, out_indices

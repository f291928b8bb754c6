"""Triangles met one by one: what a measure needs to know of the three corners together.

Every triangle is met once, at its corner of lowest degree (ties by actor number), over the entries that lead to
a later actor in that order.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def later_entries(indptr: IntArray, indices: CodeArray) -> tuple[IntArray, IntArray]:
    """Return, per actor, the entries that lead to an actor of higher degree (equal degree: higher number)."""
    n = indptr.size - 1
    out_ptr = np.zeros(n + 1, np.int64)
    entries = np.empty(indices.size // 2, np.int64)
    slot = 0
    for actor in range(n):
        degree = indptr[actor + 1] - indptr[actor]
        for entry in range(indptr[actor], indptr[actor + 1]):
            other = indices[entry]
            of_other = indptr[other + 1] - indptr[other]
            if of_other > degree or (of_other == degree and other > actor):
                entries[slot] = entry
                slot += 1
        out_ptr[actor + 1] = slot
    return out_ptr, entries


@njit(cache=True, nogil=True)
def closed_weight(indptr: IntArray, indices: CodeArray, weights: FloatArray) -> FloatArray:
    """Return sum of w_ij + w_ih over the tied pairs {j, h} of alters of every actor i."""
    n = indptr.size - 1
    out_ptr, entries = later_entries(indptr, indices)
    later, strength = indices[entries], weights[entries]
    slot_of = np.full(n, -1, np.int64)
    total = np.zeros(n, np.float64)
    for a in range(n):
        for ac in range(out_ptr[a], out_ptr[a + 1]):
            slot_of[later[ac]] = ac
        for ab in range(out_ptr[a], out_ptr[a + 1]):
            b, w_ab = later[ab], strength[ab]
            at_a, at_b = 0.0, 0.0
            for bc in range(out_ptr[b], out_ptr[b + 1]):
                c = later[bc]
                ac = slot_of[c]
                if ac < 0:
                    continue
                w_ac, w_bc = strength[ac], strength[bc]
                at_a += w_ab + w_ac
                at_b += w_ab + w_bc
                total[c] += w_ac + w_bc
            total[a] += at_a
            total[b] += at_b
        for ac in range(out_ptr[a], out_ptr[a + 1]):
            slot_of[later[ac]] = -1
    return total


@njit(cache=True, nogil=True)
def _sorted_three(a: int, b: int, c: int) -> tuple[int, int, int]:
    low, high = min(a, b, c), max(a, b, c)
    return low, a + b + c - low - high, high


@njit(cache=True, nogil=True)
def group_triangles(
    indptr: IntArray,
    indices: CodeArray,
    group: CodeArray,
    n_groups: int,
    event_ptr: IntArray,
    event_actors: CodeArray,
    actor_ptr: IntArray,
    actor_events: CodeArray,
) -> tuple[IntArray, IntArray]:
    """Count triangles by the sorted groups of their corners: all, and those inside one common event.

    Events come as rows of actors and, transposed, as sorted rows of events per actor.
    """
    n = indptr.size - 1
    out_ptr, entries = later_entries(indptr, indices)
    later = indices[entries]
    closed = np.zeros((n_groups, n_groups, n_groups), np.int64)
    joint = np.zeros((n_groups, n_groups, n_groups), np.int64)
    owner = np.full(n, -1, np.int64)
    met = np.full(n, -1, np.int64)
    for a in range(n):
        for c in later[out_ptr[a] : out_ptr[a + 1]]:
            owner[c] = a
        for ab in range(out_ptr[a], out_ptr[a + 1]):
            b = later[ab]
            # who takes part in an event of a and b is stamped with this tie
            i, j = actor_ptr[a], actor_ptr[b]
            while i < actor_ptr[a + 1] and j < actor_ptr[b + 1]:
                if actor_events[i] < actor_events[j]:
                    i += 1
                elif actor_events[i] > actor_events[j]:
                    j += 1
                else:
                    event = actor_events[i]
                    for c in event_actors[event_ptr[event] : event_ptr[event + 1]]:
                        met[c] = ab
                    i += 1
                    j += 1
            for c in later[out_ptr[b] : out_ptr[b + 1]]:
                if owner[c] == a:
                    x, y, z = _sorted_three(group[a], group[b], group[c])
                    closed[x, y, z] += 1
                    if met[c] == ab:
                        joint[x, y, z] += 1
    return closed, joint

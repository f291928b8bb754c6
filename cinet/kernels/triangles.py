"""One pass over the triangles of an undirected network.

Every triangle is met once, at its corner of lowest degree rank, and adds to per-tie sums from which
constraint, effective size, hierarchy, local clustering and the brokerage roles all follow.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def degree_ranks(indptr: IntArray) -> tuple[CodeArray, CodeArray]:
    """Return rank -> actor and actor -> rank, by ascending degree, ties by actor number."""
    n = indptr.size - 1
    most = 0
    for actor in range(n):
        most = max(most, indptr[actor + 1] - indptr[actor])
    start = np.zeros(most + 2, np.int64)
    for actor in range(n):
        start[indptr[actor + 1] - indptr[actor] + 1] += 1
    for degree in range(most + 1):
        start[degree + 1] += start[degree]
    actor_of = np.empty(n, np.int32)
    rank_of = np.empty(n, np.int32)
    for actor in range(n):
        degree = indptr[actor + 1] - indptr[actor]
        actor_of[start[degree]] = actor
        rank_of[actor] = start[degree]
        start[degree] += 1
    return actor_of, rank_of


@njit(cache=True, nogil=True)
def orient(
    indptr: IntArray, indices: CodeArray, weights: FloatArray
) -> tuple[CodeArray, IntArray, CodeArray, FloatArray]:
    """Renumber actors by degree rank and keep each tie once, from the lower to the higher rank.

    Returns rank -> actor and the oriented rows in rank numbers.
    """
    n = indptr.size - 1
    actor_of, rank_of = degree_ranks(indptr)
    out_ptr = np.zeros(n + 1, np.int64)
    for rank in range(n):
        actor = actor_of[rank]
        higher = 0
        for entry in range(indptr[actor], indptr[actor + 1]):
            if rank_of[indices[entry]] > rank:
                higher += 1
        out_ptr[rank + 1] = out_ptr[rank] + higher
    out_indices = np.empty(out_ptr[n], np.int32)
    out_weights = np.empty(out_ptr[n], np.float64)
    for rank in range(n):
        actor = actor_of[rank]
        slot = out_ptr[rank]
        for entry in range(indptr[actor], indptr[actor + 1]):
            other = rank_of[indices[entry]]
            if other > rank:
                out_indices[slot] = other
                out_weights[slot] = weights[entry]
                slot += 1
    return actor_of, out_ptr, out_indices, out_weights


@njit(cache=True, nogil=True)
def strengths(
    out_ptr: IntArray, out_indices: CodeArray, out_weights: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the strength and the strongest tie of every actor of an oriented network."""
    n = out_ptr.size - 1
    strength = np.zeros(n, np.float64)
    strongest = np.zeros(n, np.float64)
    for a in range(n):
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            b = out_indices[entry]
            weight = out_weights[entry]
            strength[a] += weight
            strength[b] += weight
            strongest[a] = max(strongest[a], weight)
            strongest[b] = max(strongest[b], weight)
    return strength, strongest


@njit(cache=True, nogil=True)
def _role(own: int, first: int, second: int) -> int:
    """0 coordinator, 1 itinerant, 2 gatekeeper / representative, 3 liaison."""
    if first == second:
        return 0 if first == own else 1
    return 2 if own in (first, second) else 3


@njit(cache=True, nogil=True)
def triangle_sums(
    out_ptr: IntArray,
    out_indices: CodeArray,
    out_weights: FloatArray,
    strength: FloatArray,
    group: CodeArray,
) -> tuple[IntArray, FloatArray, FloatArray, IntArray]:
    """Return, per oriented tie (a, b), sums over the common alters q; and closed pairs per actor and role.

    count  number of common alters
    joint  Z = sum_q w_aq w_qb
    paths  M = sum_q w_aq w_qb / s_q
    closed (n x 4) pairs of mutually tied alters of an actor, by the role the actor would play between them
    """
    n = out_ptr.size - 1
    m = out_indices.size
    count = np.zeros(m, np.int64)
    joint = np.zeros(m, np.float64)
    paths = np.zeros(m, np.float64)
    closed = np.zeros((n, 4), np.int64)
    place = np.full(n, -1, np.int64)
    for a in range(n):
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            place[out_indices[entry]] = entry
        inverse_a = 1.0 / strength[a] if strength[a] > 0.0 else 0.0
        for ab in range(out_ptr[a], out_ptr[a + 1]):
            b = out_indices[ab]
            w_ab = out_weights[ab]
            inverse_b = 1.0 / strength[b]
            for bc in range(out_ptr[b], out_ptr[b + 1]):
                c = out_indices[bc]
                ac = place[c]
                if ac < 0:
                    continue
                w_ac = out_weights[ac]
                w_bc = out_weights[bc]
                count[ab] += 1
                count[ac] += 1
                count[bc] += 1
                joint[ab] += w_ac * w_bc
                joint[ac] += w_ab * w_bc
                joint[bc] += w_ab * w_ac
                paths[ab] += w_ac * w_bc / strength[c]
                paths[ac] += w_ab * w_bc * inverse_b
                paths[bc] += w_ab * w_ac * inverse_a
                closed[a, _role(group[a], group[b], group[c])] += 1
                closed[b, _role(group[b], group[a], group[c])] += 1
                closed[c, _role(group[c], group[a], group[b])] += 1
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            place[out_indices[entry]] = -1
    return count, joint, paths, closed


@njit(cache=True, nogil=True)
def actor_triangles(out_ptr: IntArray, out_indices: CodeArray, count: IntArray) -> IntArray:
    """Return the number of triangles at every actor from the per-tie counts."""
    n = out_ptr.size - 1
    twice = np.zeros(n, np.int64)
    for a in range(n):
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            twice[a] += count[entry]
            twice[out_indices[entry]] += count[entry]
    return twice // 2


@njit(cache=True, nogil=True)
def holes(
    out_ptr: IntArray,
    out_indices: CodeArray,
    out_weights: FloatArray,
    strength: FloatArray,
    strongest: FloatArray,
    joint: FloatArray,
    paths: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return Burt's constraint, effective size and hierarchy of every actor; NaN without ties."""
    n = out_ptr.size - 1
    constraint = np.zeros(n, np.float64)
    size = np.zeros(n, np.float64)
    alters = np.zeros(n, np.int64)
    for a in range(n):
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            b = out_indices[entry]
            reach = out_weights[entry] + paths[entry]
            constraint[a] += (reach / strength[a]) ** 2
            constraint[b] += (reach / strength[b]) ** 2
            # r_ab = sum_q p_aq m_bq = Z_ab / (s_a max_b)
            size[a] += 1.0 - joint[entry] / (strength[a] * strongest[b])
            size[b] += 1.0 - joint[entry] / (strength[b] * strongest[a])
            alters[a] += 1
            alters[b] += 1
    inequality = np.zeros(n, np.float64)
    for a in range(n):
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            b = out_indices[entry]
            reach = out_weights[entry] + paths[entry]
            share = (reach / strength[a]) ** 2 * alters[a] / constraint[a]
            inequality[a] += share * np.log(share)
            share = (reach / strength[b]) ** 2 * alters[b] / constraint[b]
            inequality[b] += share * np.log(share)
    hierarchy = np.empty(n, np.float64)
    for actor in range(n):
        if alters[actor] == 0:
            constraint[actor] = np.nan
            size[actor] = np.nan
            hierarchy[actor] = np.nan
        elif alters[actor] == 1:
            hierarchy[actor] = 1.0
        else:
            # a vector of equal shares can round to a tiny negative sum
            hierarchy[actor] = max(0.0, inequality[actor] / (alters[actor] * np.log(alters[actor])))
    return constraint, size, hierarchy

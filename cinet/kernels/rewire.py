"""Shuffles of a two-mode incidence that keep both margins: the curveball algorithm."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from cinet.kernels.random import below

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
StateArray = npt.NDArray[np.uint64]


@njit(cache=True, nogil=True)
def curveball(
    indptr: IntArray,
    indices: CodeArray,
    members: IntArray,
    bounds: IntArray,
    rounds: int,
    n_actors: int,
    state: StateArray,
) -> CodeArray:
    """Return shuffled actor indices: every row keeps its length, every actor its number of rows per stratum.

    ``members[bounds[s]:bounds[s+1]]`` are the rows of stratum s; rows trade within their stratum only.
    In each round the rows of a stratum are paired at random and each pair trades once: the actors that only one
    of the two holds are pooled and dealt out again. Rows come back sorted.
    """
    out = indices.copy()
    holder = np.zeros(n_actors, np.int64)
    longest = 0
    for row in range(indptr.size - 1):
        longest = max(longest, indptr[row + 1] - indptr[row])
    pool = np.empty(2 * longest, np.int32)
    stamp = 0
    for stratum in range(bounds.size - 1):
        rows = members[bounds[stratum] : bounds[stratum + 1]].copy()
        size = rows.size
        if size < 2:
            continue
        for _ in range(rounds):
            for last in range(size - 1, 0, -1):
                other = below(state, last + 1)
                rows[last], rows[other] = rows[other], rows[last]
            for pair in range(0, size - 1, 2):
                a, b = rows[pair], rows[pair + 1]
                stamp += 2
                _trade(indptr, out, a, b, holder, stamp, pool, state)
    for row in range(indptr.size - 1):
        out[indptr[row] : indptr[row + 1]].sort()
    return out


@njit(cache=True, nogil=True)
def _trade(
    indptr: IntArray,
    out: CodeArray,
    a: int,
    b: int,
    holder: IntArray,
    stamp: int,
    pool: CodeArray,
    state: StateArray,
) -> None:
    """Pool the actors that stand in one of two rows only and deal them out again."""
    for entry in range(indptr[a], indptr[a + 1]):
        holder[out[entry]] = stamp
    # shared actors (marked stamp + 1) move to the front of both rows and stay
    shared_b = indptr[b]
    for entry in range(indptr[b], indptr[b + 1]):
        actor = out[entry]
        if holder[actor] == stamp:
            holder[actor] = stamp + 1
            out[entry] = out[shared_b]
            out[shared_b] = actor
            shared_b += 1
    shared_a = indptr[a]
    for entry in range(indptr[a], indptr[a + 1]):
        actor = out[entry]
        if holder[actor] == stamp + 1:
            out[entry] = out[shared_a]
            out[shared_a] = actor
            shared_a += 1
    pooled = 0
    for entry in range(shared_a, indptr[a + 1]):
        pool[pooled] = out[entry]
        pooled += 1
    for entry in range(shared_b, indptr[b + 1]):
        pool[pooled] = out[entry]
        pooled += 1
    drawn = 0
    for entry in range(shared_a, indptr[a + 1]):
        pick = drawn + below(state, pooled - drawn)
        pool[drawn], pool[pick] = pool[pick], pool[drawn]
        out[entry] = pool[drawn]
        drawn += 1
    for entry in range(shared_b, indptr[b + 1]):
        out[entry] = pool[drawn]
        drawn += 1

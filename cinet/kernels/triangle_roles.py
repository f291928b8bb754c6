"""Closed pairs of alters by the role between them: the enumeration of the triangle pass, counted by group."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from cinet.kernels import orientation, threads

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
PlaceArray = npt.NDArray[np.uint32]

#: Unsigned numbers index without the test for "counted from the end", a third of the time of the inner loop.
_U = np.uint64
SPARE = orientation.SPARE

#: The columns: role of the actor between two alters that are tied to each other. Gatekeeper stands for both sides.
COORDINATOR, ITINERANT, GATEKEEPER, LIAISON = range(4)


@njit(cache=True, nogil=True)
def role_chunk(
    out_ptr: IntArray,
    out_indices: CodeArray,
    in_ptr: IntArray,
    in_place: PlaceArray,
    in_source: CodeArray,
    group: CodeArray,
    first: int,
    last: int,
) -> IntArray:
    """Return, per rank, the closed pairs by role of the triangles whose middle rank lies in first..last-1.

    Of a triangle a < b < c the groups of a and b are known before c is met, so at a and b it is enough to count how
    many c are of either group; what c needs is kept in its row of a table and turned into roles once per b.
    """
    n = out_ptr.size - 1
    closed = np.zeros((n, 4), np.int64)
    widest = 0
    for rank in range(first, last):
        widest = max(widest, out_ptr[rank + 1] - out_ptr[rank])
    # as in the triangle pass: marks below SPARE mean "not tied", and what is counted there is never read
    mark = (np.arange(n) % SPARE).astype(np.uint32)
    # of each c: all pairs (a, b), those of one group, those whose a is of the group of c
    pairs = np.zeros((widest + SPARE, 3), np.uint32)
    group_of = np.full(widest + SPARE, -1, np.int32)
    for b in range(first, last):
        begin, end = out_ptr[b], out_ptr[b + 1]
        if begin == end or in_ptr[b] == in_ptr[b + 1]:
            continue
        for entry in range(begin, end):
            mark[_U(out_indices[entry])] = entry - begin + SPARE
            group_of[entry - begin + SPARE] = group[out_indices[entry]]
        for incoming_tie in range(in_ptr[b], in_ptr[b + 1]):
            a = in_source[incoming_tie]
            same = np.uint32(group[a] == group[b])
            met, like_a, like_b = np.int64(0), np.int64(0), np.int64(0)
            for ac in range(_U(in_place[incoming_tie]) + _U(1), _U(out_ptr[a + 1])):
                row = _U(mark[_U(out_indices[ac])])
                as_a = group_of[row] == group[a]
                met += row >= _U(SPARE)
                like_a += as_a
                like_b += group_of[row] == group[b]
                pairs[row, _U(0)] += np.uint32(1)
                pairs[row, _U(1)] += same
                pairs[row, _U(2)] += np.uint32(as_a)
            if same:
                closed[a, COORDINATOR] += like_a
                closed[b, COORDINATOR] += like_a
                closed[a, GATEKEEPER] += met - like_a
                closed[b, GATEKEEPER] += met - like_a
            else:
                closed[a, ITINERANT] += like_b
                closed[a, GATEKEEPER] += like_a
                closed[b, ITINERANT] += like_a
                closed[b, GATEKEEPER] += like_b
                closed[a, LIAISON] += met - like_a - like_b
                closed[b, LIAISON] += met - like_a - like_b
        for entry in range(begin, end):
            c = out_indices[entry]
            row = _U(mark[c])
            whole, alike, own = np.int64(pairs[row, 0]), np.int64(pairs[row, 1]), np.int64(pairs[row, 2])
            if group[c] == group[b]:
                closed[c, COORDINATOR] += alike
                closed[c, GATEKEEPER] += whole - alike
            else:
                closed[c, ITINERANT] += alike
                closed[c, GATEKEEPER] += own
                closed[c, LIAISON] += whole - alike - own
            pairs[row] = 0
            group_of[row] = -1
            mark[c] = c % SPARE
    return closed


def closed_roles(
    indptr: IntArray, indices: CodeArray, group: CodeArray, *, workers: int | None = None
) -> IntArray:
    """Return, per actor, its pairs of mutually tied alters by role: the pairs that are not open to a broker.

    Parameters
    ----------
    indptr, indices
        Rows of the network, every tie in both.
    group
        Group code per actor, not negative.
    workers
        Threads of a large pass.

    Returns
    -------
    ndarray of int64, shape (actors, 4)
        Columns coordinator, itinerant, gatekeeper (or representative), liaison.
    """
    actor_of, rank_of = orientation.degree_ranks(indptr)
    out_ptr, out_indices, in_ptr, in_place, in_source, lookups = orientation.orient_ties(
        indptr, indices, actor_of, rank_of
    )
    ranked = group[actor_of]

    def run(bounds: tuple[int, int]) -> IntArray:
        return role_chunk(out_ptr, out_indices, in_ptr, in_place, in_source, ranked, *bounds)

    bounds = orientation.chunk_bounds(lookups, len(out_indices))
    total = np.zeros((len(actor_of), 4), np.int64)
    for part in threads.ordered_map(run, bounds, workers=1 if len(bounds) == 1 else workers):
        total += part
    counts: IntArray = orientation.unranked(total, actor_of)
    return counts

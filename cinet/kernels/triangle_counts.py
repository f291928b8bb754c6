"""Triangles at every actor, counted alone: the enumeration of the triangle pass without its sums."""

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


@njit(cache=True, nogil=True)
def count_chunk(
    out_ptr: IntArray,
    out_indices: CodeArray,
    in_ptr: IntArray,
    in_place: PlaceArray,
    in_source: CodeArray,
    first: int,
    last: int,
) -> IntArray:
    """Return the triangles at every rank whose middle rank lies in first..last-1: the pass above, counts alone."""
    n = out_ptr.size - 1
    at = np.zeros(n, np.int64)
    widest = 0
    for rank in range(first, last):
        widest = max(widest, out_ptr[rank + 1] - out_ptr[rank])
    # as in the triangle pass: marks below SPARE mean "not tied", and what is counted there is never read
    mark = (np.arange(n) % SPARE).astype(np.uint32)
    table = np.zeros(widest + SPARE, np.uint32)
    for b in range(first, last):
        begin, end = out_ptr[b], out_ptr[b + 1]
        if begin == end or in_ptr[b] == in_ptr[b + 1]:
            continue
        for entry in range(begin, end):
            mark[_U(out_indices[entry])] = entry - begin + SPARE
        for incoming_tie in range(in_ptr[b], in_ptr[b + 1]):
            a = in_source[incoming_tie]
            met = np.int64(0)
            for ac in range(_U(in_place[incoming_tie]) + _U(1), _U(out_ptr[a + 1])):
                row = mark[_U(out_indices[ac])]
                met += row >= SPARE
                table[_U(row)] += np.uint32(1)
            at[a] += met
            at[b] += met
        for entry in range(begin, end):
            c = out_indices[entry]
            at[c] += table[mark[c]]
            table[mark[c]] = 0
            mark[c] = c % SPARE
    return at


def triangle_counts(indptr: IntArray, indices: CodeArray, *, workers: int | None = None) -> IntArray:
    """Return the number of triangles at every actor, without the sums of the whole pass.

    Parameters
    ----------
    indptr, indices
        Rows of the network, every tie in both.
    workers
        Threads of a large pass.

    Returns
    -------
    ndarray of int64
        In the order of the actors.
    """
    actor_of, rank_of = orientation.degree_ranks(indptr)
    out_ptr, out_indices, in_ptr, in_place, in_source, lookups = orientation.orient_ties(
        indptr, indices, actor_of, rank_of
    )

    def run(bounds: tuple[int, int]) -> IntArray:
        return count_chunk(out_ptr, out_indices, in_ptr, in_place, in_source, *bounds)

    bounds = orientation.chunk_bounds(lookups, len(out_indices))
    total = np.zeros(len(actor_of), np.int64)
    for part in threads.ordered_map(run, bounds, workers=1 if len(bounds) == 1 else workers):
        total += part
    counts: IntArray = orientation.unranked(total, actor_of)
    return counts

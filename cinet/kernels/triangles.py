"""One pass over the triangles of an undirected network.

Actors are ranked by degree and every tie points to the higher rank, so that every triangle a < b < c is met once:
for each b its outgoing ties are marked, and the outgoing ties of every a below it are looked up in the marks.
The per-tie sums that this leaves give constraint, effective size, hierarchy and the triangles at every actor; what
needs triangles alone, or triangles by group, runs the same enumeration without the sums.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from cinet.kernels import orientation, threads

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
PlaceArray = npt.NDArray[np.uint32]
FloatArray = npt.NDArray[np.float64]

#: Unsigned numbers index without the test for "counted from the end", a third of the time of the inner loop.
_U = np.uint64

#: Rows of the working table for actors that are not tied to the middle corner.
SPARE = orientation.SPARE
#: Ties whose logarithms are held at a time.
_BLOCK = 1_000_000


@njit(cache=True, nogil=True)
def triangle_chunk(
    out_ptr: IntArray,
    out_indices: CodeArray,
    out_weights: FloatArray,
    inverse: FloatArray,
    in_ptr: IntArray,
    in_place: PlaceArray,
    in_source: CodeArray,
    first: int,
    last: int,
) -> tuple[FloatArray, IntArray]:
    """Return sums over the triangles whose middle rank b lies in first..last-1.

    sums    (ties up to the end of the chunk x 2): Z = sum_q w_aq w_qb and M = sum_q w_aq w_qb / s_q
    at      triangles at every rank
    """
    n = out_ptr.size - 1
    sums = np.zeros((out_ptr[last], 2), np.float64)
    at = np.zeros(n, np.int64)
    widest = 0
    for rank in range(first, last):
        widest = max(widest, out_ptr[rank + 1] - out_ptr[rank])
    # mark[c] is SPARE + the place of c among the outgoing ties of b; the rows of the table below SPARE stand for
    # "not tied": their weight is 0, so the sums need no branch, and what is added to them is never read. They are
    # several, since adding to one and the same row over and over would wait for itself
    mark = (np.arange(n) % SPARE).astype(np.uint32)
    table = np.zeros((widest + SPARE, 5), np.float64)
    for b in range(first, last):
        begin, end = out_ptr[b], out_ptr[b + 1]
        if begin == end or in_ptr[b] == in_ptr[b + 1]:
            continue
        for entry in range(begin, end):
            c = out_indices[entry]
            mark[c] = entry - begin + SPARE
            table[entry - begin + SPARE, 0] = out_weights[entry]
            table[entry - begin + SPARE, 1] = inverse[c]
        inverse_b = inverse[b]
        for incoming_tie in range(in_ptr[b], in_ptr[b + 1]):
            ab = np.int64(in_place[incoming_tie])
            a = in_source[incoming_tie]
            w_ab = out_weights[ab]
            inverse_a = inverse[a]
            joint = 0.0
            paths = 0.0
            met = np.int64(0)
            for ac in range(_U(ab + 1), _U(out_ptr[a + 1])):
                row = _U(mark[_U(out_indices[ac])])
                w_ac = out_weights[ac]
                w_bc = table[row, _U(0)]
                through_c = w_ac * w_bc
                joint += through_c
                paths += through_c * table[row, _U(1)]
                met += row >= _U(SPARE)
                through_b = w_ab * w_bc
                sums[ac, _U(0)] += through_b
                sums[ac, _U(1)] += through_b * inverse_b
                through_a = w_ab * w_ac
                table[row, _U(2)] += through_a
                table[row, _U(3)] += through_a * inverse_a
                table[row, _U(4)] += 1.0
            sums[ab, 0] += joint
            sums[ab, 1] += paths
            at[a] += met
            at[b] += met
        for entry in range(begin, end):
            c = out_indices[entry]
            row = mark[c]
            mark[c] = c % SPARE
            sums[entry, 0] += table[row, 2]
            sums[entry, 1] += table[row, 3]
            at[c] += np.int64(table[row, 4])
            table[row, 2:] = 0.0
    return sums, at


@njit(cache=True, nogil=True)
def constraint_and_size(
    out_ptr: IntArray,
    out_indices: CodeArray,
    out_weights: FloatArray,
    inverse: FloatArray,
    strongest: FloatArray,
    sums: FloatArray,
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Return Burt's constraint and effective size of every rank, and its number of alters; 0 without ties."""
    n = out_ptr.size - 1
    constraint = np.zeros(n, np.float64)
    size = np.zeros(n, np.float64)
    alters = np.zeros(n, np.int64)
    for a in range(n):
        for entry in range(_U(out_ptr[a]), _U(out_ptr[a + 1])):
            b = _U(out_indices[entry])
            reach = out_weights[entry] + sums[entry, _U(1)]
            constraint[a] += (reach * inverse[a]) ** 2
            constraint[b] += (reach * inverse[b]) ** 2
            # r_ab = sum_q p_aq m_bq = Z_ab / (s_a max_b)
            shared = sums[entry, _U(0)]
            size[a] += 1.0 - shared * inverse[a] / strongest[b]
            size[b] += 1.0 - shared * inverse[b] / strongest[a]
            alters[a] += 1
            alters[b] += 1
    return constraint, size, alters


@njit(cache=True, nogil=True)
def constraint_shares(
    out_ptr: IntArray,
    out_indices: CodeArray,
    out_weights: FloatArray,
    inverse: FloatArray,
    sums: FloatArray,
    per_mean: FloatArray,
    first: int,
    last: int,
) -> FloatArray:
    """Return, for both ends of the ties of some ranks, dyadic constraint over its mean at that end.

    These are the r_j of the hierarchy; ``per_mean`` is 1 / (C_i / n_i).
    """
    base = out_ptr[first]
    shares = np.empty((out_ptr[last] - base, 2), np.float64)
    for a in range(first, last):
        for entry in range(_U(out_ptr[a]), _U(out_ptr[a + 1])):
            b = _U(out_indices[entry])
            reach = out_weights[entry] + sums[entry, _U(1)]
            shares[entry - _U(base), _U(0)] = (reach * inverse[a]) ** 2 * per_mean[a]
            shares[entry - _U(base), _U(1)] = (reach * inverse[b]) ** 2 * per_mean[b]
    return shares


@njit(cache=True, nogil=True)
def add_inequality(
    out_ptr: IntArray,
    out_indices: CodeArray,
    shares: FloatArray,
    logs: FloatArray,
    first: int,
    last: int,
    total: FloatArray,
) -> None:
    """Add r ln r of the ties of some ranks to the totals of both ends."""
    base = _U(out_ptr[first])
    for a in range(first, last):
        for entry in range(_U(out_ptr[a]), _U(out_ptr[a + 1])):
            tie = entry - base
            total[a] += shares[tie, _U(0)] * logs[tie, _U(0)]
            total[_U(out_indices[entry])] += shares[tie, _U(1)] * logs[tie, _U(1)]


def triangle_pass(
    indptr: IntArray,
    indices: CodeArray,
    weights: FloatArray,
    *,
    workers: int | None = None,
) -> dict[str, npt.NDArray[Any]]:
    """Run the whole pass on a symmetric network and return its results in the order of the actors.

    Parameters
    ----------
    indptr, indices, weights
        Rows of the network, every tie in both.
    workers
        Threads of a large pass.

    Returns
    -------
    dict
        constraint, effective_size, hierarchy (NaN without ties), triangles, n_alters.
    """
    actor_of, rank_of = orientation.degree_ranks(indptr)
    out_ptr, out_indices, out_weights, strength, strongest, in_ptr, in_place, in_source, lookups = (
        orientation.orient(indptr, indices, weights, actor_of, rank_of)
    )
    inverse = np.divide(1.0, strength, out=np.zeros_like(strength), where=strength > 0)

    def run(bounds: tuple[int, int]) -> tuple[FloatArray, IntArray]:
        return triangle_chunk(
            out_ptr, out_indices, out_weights, inverse, in_ptr, in_place, in_source, *bounds
        )

    bounds = orientation.chunk_bounds(lookups, len(out_indices), orientation.SUMS)
    # the last chunk reaches over all ties, so it comes first and the others are added to it
    results = threads.ordered_map(run, bounds[::-1], workers=1 if len(bounds) == 1 else workers)
    sums, at = next(results)
    for part, part_at in results:
        sums[: len(part)] += part
        at += part_at
    ranked = {
        **_holes(out_ptr, out_indices, out_weights, inverse, strongest, sums),
        "triangles": at,
    }
    return {name: orientation.unranked(values, actor_of) for name, values in ranked.items()}


def _holes(
    out_ptr: IntArray,
    out_indices: CodeArray,
    out_weights: FloatArray,
    inverse: FloatArray,
    strongest: FloatArray,
    sums: FloatArray,
) -> dict[str, npt.NDArray[Any]]:
    constraint, size, alters = constraint_and_size(
        out_ptr, out_indices, out_weights, inverse, strongest, sums
    )
    per_mean = np.divide(alters, constraint, out=np.zeros_like(constraint), where=alters > 0)
    total = np.zeros_like(constraint)
    # block by block: the logarithms are taken at once, but never of all ties of a large network
    blocks = range(_BLOCK, len(out_indices), _BLOCK)
    cuts = [0, *np.searchsorted(out_ptr, blocks).tolist(), len(constraint)]
    for first, last in pairwise(cuts):
        shares = constraint_shares(out_ptr, out_indices, out_weights, inverse, sums, per_mean, first, last)
        add_inequality(out_ptr, out_indices, shares, np.log(shares), first, last, total)
    several = alters > 1
    hierarchy = np.ones_like(constraint)
    # equal shares can round to a tiny negative sum
    hierarchy[several] = np.maximum(0.0, total[several] / (alters[several] * np.log(alters[several])))
    for values in (constraint, size, hierarchy):
        values[alters == 0] = np.nan
    return {"constraint": constraint, "effective_size": size, "hierarchy": hierarchy, "n_alters": alters}

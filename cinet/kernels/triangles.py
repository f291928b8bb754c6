"""One pass over the triangles of an undirected network.

Actors are ranked by degree and every tie points to the higher rank, so that every triangle a < b < c is met once:
for each b its outgoing ties are marked, and the outgoing ties of every a below it are looked up in the marks.
The per-tie sums that this leaves give constraint, effective size, hierarchy, local clustering and brokerage roles.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from cinet.kernels import threads

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
PlaceArray = npt.NDArray[np.uint32]
FloatArray = npt.NDArray[np.float64]

#: Unsigned numbers index without the test for "counted from the end", a third of the time of the inner loop.
_U = np.uint64

#: Look-ups from which on the pass is cut into chunks; below, starting threads costs more than it saves.
_LARGE = 2_000_000
#: Chunks of a large pass, and of one so large that memory counts. Fixed, so that results never depend on workers.
_CHUNKS, _FEW_CHUNKS, _FEW_FROM = 4, 2, 4_000_000
#: Ties whose logarithms are held at a time.
_BLOCK = 1_000_000


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
    indptr: IntArray, indices: CodeArray, weights: FloatArray, actor_of: CodeArray, rank_of: CodeArray
) -> tuple[IntArray, CodeArray, FloatArray, FloatArray, FloatArray]:
    """Keep each tie once, from the lower to the higher rank, in rank numbers and sorted rows.

    Returns the oriented rows, and the strength and the strongest tie of every rank.
    """
    n = indptr.size - 1
    out_ptr = np.zeros(n + 1, np.int64)
    strength = np.zeros(n, np.float64)
    strongest = np.zeros(n, np.float64)
    for rank in range(n):
        actor = actor_of[rank]
        higher = 0
        total = 0.0
        most = 0.0
        for entry in range(_U(indptr[actor]), _U(indptr[actor + 1])):
            total += weights[entry]
            most = max(most, weights[entry])
            higher += rank_of[_U(indices[entry])] > rank
        strength[rank] = total
        strongest[rank] = most
        out_ptr[rank + 1] = out_ptr[rank] + higher
    out_indices = np.empty(out_ptr[n], np.int32)
    out_weights = np.empty(out_ptr[n], np.float64)
    fill = out_ptr[:-1].copy()
    for rank in range(n):
        actor = actor_of[rank]
        for entry in range(_U(indptr[actor]), _U(indptr[actor + 1])):
            lower = _U(rank_of[_U(indices[entry])])
            if lower < _U(rank):
                slot = _U(fill[lower])
                out_indices[slot] = rank
                out_weights[slot] = weights[entry]
                fill[lower] += 1
    return out_ptr, out_indices, out_weights, strength, strongest


@njit(cache=True, nogil=True)
def incoming(out_ptr: IntArray, out_indices: CodeArray) -> tuple[IntArray, PlaceArray, CodeArray, IntArray]:
    """Return, per rank, the places and the sources of its incoming ties, and the look-ups they cause."""
    n = out_ptr.size - 1
    in_ptr = np.zeros(n + 1, np.int64)
    for entry in range(out_indices.size):
        in_ptr[out_indices[entry] + 1] += 1
    for rank in range(n):
        in_ptr[rank + 1] += in_ptr[rank]
    fill = in_ptr[:-1].copy()
    place = np.empty(out_indices.size, np.uint32)
    source = np.empty(out_indices.size, np.int32)
    lookups = np.zeros(n, np.int64)
    for a in range(n):
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            b = out_indices[entry]
            place[fill[b]] = entry
            source[fill[b]] = a
            fill[b] += 1
            lookups[b] += out_ptr[a + 1] - entry - 1
    return in_ptr, place, source, lookups


@njit(cache=True, nogil=True)
def _role(own: int, first: int, second: int) -> int:
    """0 coordinator, 1 itinerant, 2 gatekeeper / representative, 3 liaison."""
    if first == second:
        return 0 if first == own else 1
    return 2 if own in (first, second) else 3


@njit(cache=True, nogil=True)
def triangle_chunk(
    out_ptr: IntArray,
    out_indices: CodeArray,
    out_weights: FloatArray,
    inverse: FloatArray,
    in_ptr: IntArray,
    in_place: PlaceArray,
    in_source: CodeArray,
    group: CodeArray,
    first: int,
    last: int,
) -> tuple[FloatArray, IntArray, IntArray]:
    """Return sums over the triangles whose middle rank b lies in first..last-1.

    sums    (ties up to the end of the chunk x 2): Z = sum_q w_aq w_qb and M = sum_q w_aq w_qb / s_q
    at      triangles at every rank
    closed  (n x 4) pairs of mutually tied alters by the role between them; empty when ``group`` is
    """
    n = out_ptr.size - 1
    sums = np.zeros((out_ptr[last], 2), np.float64)
    at = np.zeros(n, np.int64)
    roles = group.size > 0
    closed = np.zeros((n if roles else 0, 4), np.int64)
    widest = 0
    for rank in range(first, last):
        widest = max(widest, out_ptr[rank + 1] - out_ptr[rank])
    # mark[c] is 1 + the place of c among the outgoing ties of b; row 0 of the table stands for "not tied":
    # its weight is 0, so the sums below need no branch, and what is added to it is never read
    mark = np.zeros(n, np.uint32)
    table = np.zeros((widest + 1, 5), np.float64)
    for b in range(first, last):
        begin, end = out_ptr[b], out_ptr[b + 1]
        if begin == end or in_ptr[b] == in_ptr[b + 1]:
            continue
        for entry in range(begin, end):
            c = out_indices[entry]
            mark[c] = entry - begin + 1
            table[entry - begin + 1, 0] = out_weights[entry]
            table[entry - begin + 1, 1] = inverse[c]
        inverse_b = inverse[b]
        for incoming_tie in range(in_ptr[b], in_ptr[b + 1]):
            ab = np.int64(in_place[incoming_tie])
            a = in_source[incoming_tie]
            w_ab = out_weights[ab]
            inverse_a = inverse[a]
            joint = 0.0
            paths = 0.0
            met = 0
            for ac in range(_U(ab + 1), _U(out_ptr[a + 1])):
                row = _U(mark[_U(out_indices[ac])])
                w_ac = out_weights[ac]
                w_bc = table[row, _U(0)]
                through_c = w_ac * w_bc
                joint += through_c
                paths += through_c * table[row, _U(1)]
                met += row != _U(0)
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
            if roles:
                for ac in range(ab + 1, out_ptr[a + 1]):
                    c = out_indices[ac]
                    if mark[c] != 0:
                        closed[a, _role(group[a], group[b], group[c])] += 1
                        closed[b, _role(group[b], group[a], group[c])] += 1
                        closed[c, _role(group[c], group[a], group[b])] += 1
        for entry in range(begin, end):
            c = out_indices[entry]
            row = mark[c]
            mark[c] = 0
            sums[entry, 0] += table[row, 2]
            sums[entry, 1] += table[row, 3]
            at[c] += np.int64(table[row, 4])
            table[row, 2:] = 0.0
    return sums, at, closed


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


def chunk_bounds(lookups: IntArray, ties: int) -> list[tuple[int, int]]:
    """Cut the ranks into chunks of about equal work; how many depends on the network alone."""
    total = int(lookups.sum())
    count = 1 if total < _LARGE else _FEW_CHUNKS if ties >= _FEW_FROM else _CHUNKS
    targets = np.arange(1, count) * (total / count)
    cuts = [0, *np.searchsorted(np.cumsum(lookups), targets).tolist(), len(lookups)]
    return list(pairwise(cuts))


def triangle_pass(
    indptr: IntArray,
    indices: CodeArray,
    weights: FloatArray,
    group: CodeArray | None = None,
    *,
    workers: int | None = None,
) -> dict[str, npt.NDArray[Any]]:
    """Run the whole pass on a symmetric network and return its results in the order of the actors.

    Parameters
    ----------
    indptr, indices, weights
        Rows of the network, every tie in both.
    group
        Group code per actor, to count closed pairs by role.
    workers
        Threads of a large pass.

    Returns
    -------
    dict
        constraint, effective_size, hierarchy (NaN without ties), triangles, n_alters, closed (n x 4, or 0 x 4).
    """
    actor_of, rank_of = degree_ranks(indptr)
    out_ptr, out_indices, out_weights, strength, strongest = orient(
        indptr, indices, weights, actor_of, rank_of
    )
    in_ptr, in_place, in_source, lookups = incoming(out_ptr, out_indices)
    inverse = np.divide(1.0, strength, out=np.zeros_like(strength), where=strength > 0)
    ranked_group = np.zeros(0, np.int32) if group is None else group[actor_of]

    def run(bounds: tuple[int, int]) -> tuple[FloatArray, IntArray, IntArray]:
        return triangle_chunk(
            out_ptr, out_indices, out_weights, inverse, in_ptr, in_place, in_source, ranked_group, *bounds
        )

    bounds = chunk_bounds(lookups, len(out_indices))
    # the last chunk reaches over all ties, so it comes first and the others are added to it
    results = threads.ordered_map(run, bounds[::-1], workers=1 if len(bounds) == 1 else workers)
    sums, at, closed = next(results)
    for part, part_at, part_closed in results:
        sums[: len(part)] += part
        at += part_at
        closed += part_closed
    ranked = {
        **_holes(out_ptr, out_indices, out_weights, inverse, strongest, sums),
        "triangles": at,
        "closed": closed,
    }
    return {name: _unranked(values, actor_of) for name, values in ranked.items()}


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


def _unranked(values: npt.NDArray[Any], actor_of: CodeArray) -> npt.NDArray[Any]:
    if len(values) != len(actor_of):
        return values
    held = np.empty_like(values)
    held[actor_of] = values
    return held

"""Every tie once, from the lower to the higher rank by degree: the form in which triangles are looked for."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
PlaceArray = npt.NDArray[np.uint32]
FloatArray = npt.NDArray[np.float64]

#: Unsigned numbers index without the test for "counted from the end", a third of the time of the inner loop.
_U = np.uint64

#: Numbers below this one mark actors that are not tied to the middle corner of a triangle.
SPARE = 8

#: Look-ups from which on the pass is cut in two (below, starting threads costs more than it saves), and in four.
_HALVED_FROM, _QUARTERED_FROM = 400_000, 2_000_000
#: Ties from which on memory counts, so that a pass is cut in two however many look-ups it takes.
_HALVED_AGAIN_FROM = 4_000_000


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
def orient_ties(
    indptr: IntArray, indices: CodeArray, actor_of: CodeArray, rank_of: CodeArray
) -> tuple[IntArray, CodeArray]:
    """Keep each tie once, from the lower to the higher rank, in rank numbers and sorted rows; no weights."""
    n = indptr.size - 1
    out_ptr = np.zeros(n + 1, np.int64)
    for rank in range(n):
        actor = actor_of[rank]
        higher = 0
        for entry in range(_U(indptr[actor]), _U(indptr[actor + 1])):
            higher += rank_of[_U(indices[entry])] > rank
        out_ptr[rank + 1] = out_ptr[rank] + higher
    out_indices = np.empty(out_ptr[n], np.int32)
    fill = out_ptr[:-1].copy()
    for rank in range(n):
        actor = actor_of[rank]
        for entry in range(_U(indptr[actor]), _U(indptr[actor + 1])):
            lower = _U(rank_of[_U(indices[entry])])
            if lower < _U(rank):
                out_indices[_U(fill[lower])] = rank
                fill[lower] += 1
    return out_ptr, out_indices


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


def chunk_bounds(lookups: IntArray, ties: int) -> list[tuple[int, int]]:
    """Cut the ranks into chunks of about equal work; how many depends on the network alone."""
    total = int(lookups.sum())
    count = _chunk_count(total, ties)
    targets = np.arange(1, count) * (total / count)
    cuts = [0, *np.searchsorted(np.cumsum(lookups), targets).tolist(), len(lookups)]
    return list(pairwise(cuts))


def _chunk_count(lookups: int, ties: int) -> int:
    if lookups < _HALVED_FROM:
        return 1
    return 4 if lookups >= _QUARTERED_FROM and ties < _HALVED_AGAIN_FROM else 2


def unranked(values: npt.NDArray[Any], actor_of: CodeArray) -> npt.NDArray[Any]:
    """Bring results by rank into the order of the actors."""
    held = np.empty_like(values)
    held[actor_of] = values
    return held

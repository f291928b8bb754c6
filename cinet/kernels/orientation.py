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

#: Work from which on a pass is cut in two (below, starting threads costs more than it saves), and in four: look-ups
#: that count are one unit, those that also add up sums SUMS units.
_HALVED_FROM, _QUARTERED_FROM = 2_000_000, 8_000_000
SUMS = 4
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
) -> tuple[
    IntArray, CodeArray, FloatArray, FloatArray, FloatArray, IntArray, PlaceArray, CodeArray, IntArray
]:
    """Keep each tie once, from the lower to the higher rank, in rank numbers and sorted rows.

    Returns the oriented rows with their weights, the strength and the strongest tie of every rank, and what
    ``orient_ties`` returns of the incoming ties.
    """
    n = indptr.size - 1
    out_ptr = np.zeros(n + 1, np.int64)
    in_ptr = np.zeros(n + 1, np.int64)
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
        in_ptr[rank + 1] = in_ptr[rank] + indptr[actor + 1] - indptr[actor] - higher
    out_indices = np.empty(out_ptr[n], np.int32)
    out_weights = np.empty(out_ptr[n], np.float64)
    in_place = np.empty(out_ptr[n], np.uint32)
    in_source = np.empty(out_ptr[n], np.int32)
    lookups = np.zeros(n, np.int64)
    fill = out_ptr[:-1].copy()
    tie = _U(0)
    for rank in range(n):
        actor = actor_of[rank]
        for entry in range(_U(indptr[actor]), _U(indptr[actor + 1])):
            lower = _U(rank_of[_U(indices[entry])])
            if lower < _U(rank):
                slot = _U(fill[lower])
                out_indices[slot] = rank
                out_weights[slot] = weights[entry]
                in_place[tie] = slot
                in_source[tie] = lower
                tie += _U(1)
                fill[lower] += 1
                lookups[rank] += out_ptr[lower + _U(1)] - fill[lower]
    return out_ptr, out_indices, out_weights, strength, strongest, in_ptr, in_place, in_source, lookups


@njit(cache=True, nogil=True)
def orient_ties(
    indptr: IntArray, indices: CodeArray, actor_of: CodeArray, rank_of: CodeArray
) -> tuple[IntArray, CodeArray, IntArray, PlaceArray, CodeArray, IntArray]:
    """Keep each tie once, from the lower to the higher rank, in rank numbers and sorted rows; no weights.

    Returns the oriented rows; and per rank its incoming ties, their places in the rows and their sources, and the
    look-ups they cause.
    """
    n = indptr.size - 1
    out_ptr = np.zeros(n + 1, np.int64)
    in_ptr = np.zeros(n + 1, np.int64)
    for rank in range(n):
        actor = actor_of[rank]
        higher = 0
        for entry in range(_U(indptr[actor]), _U(indptr[actor + 1])):
            higher += rank_of[_U(indices[entry])] > rank
        out_ptr[rank + 1] = out_ptr[rank] + higher
        in_ptr[rank + 1] = in_ptr[rank] + indptr[actor + 1] - indptr[actor] - higher
    out_indices = np.empty(out_ptr[n], np.int32)
    in_place = np.empty(out_ptr[n], np.uint32)
    in_source = np.empty(out_ptr[n], np.int32)
    lookups = np.zeros(n, np.int64)
    fill = out_ptr[:-1].copy()
    tie = _U(0)
    for rank in range(n):
        actor = actor_of[rank]
        for entry in range(_U(indptr[actor]), _U(indptr[actor + 1])):
            lower = _U(rank_of[_U(indices[entry])])
            # ties to lower ranks come in: the rows of those fill up, and here is where they do
            if lower < _U(rank):
                slot = _U(fill[lower])
                out_indices[slot] = rank
                in_place[tie] = slot
                in_source[tie] = lower
                tie += _U(1)
                fill[lower] += 1
                lookups[rank] += out_ptr[lower + _U(1)] - fill[lower]
    return out_ptr, out_indices, in_ptr, in_place, in_source, lookups


def chunk_bounds(lookups: IntArray, ties: int, units: int = 1) -> list[tuple[int, int]]:
    """Cut the ranks into chunks of about equal work; how many depends on the network alone."""
    total = int(lookups.sum())
    count = _chunk_count(total * units, ties)
    if count == 1:
        return [(0, len(lookups))]
    targets = np.arange(1, count) * (total / count)
    cuts = [0, *np.searchsorted(np.cumsum(lookups), targets).tolist(), len(lookups)]
    return list(pairwise(cuts))


def _chunk_count(work: int, ties: int) -> int:
    if work < _HALVED_FROM:
        return 1
    return 4 if work >= _QUARTERED_FROM and ties < _HALVED_AGAIN_FROM else 2


def unranked(values: npt.NDArray[Any], actor_of: CodeArray) -> npt.NDArray[Any]:
    """Bring results by rank into the order of the actors."""
    held = np.empty_like(values)
    held[actor_of] = values
    return held

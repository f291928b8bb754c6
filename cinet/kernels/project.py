"""From participations to pairs: the projection of a two-mode incidence onto its actors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from cinet.kernels.adjacency import transpose, transpose_pattern

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]

#: Unsigned numbers index without the test for "counted from the end".
_U = np.uint64


@njit(cache=True, nogil=True)
def project(
    indptr: IntArray,
    indices: CodeArray,
    event_weight: FloatArray,
    n_actors: int,
    parts: FloatArray | None = None,
) -> tuple[IntArray, CodeArray, FloatArray]:
    """Return the symmetric actor rows in which a joint event e adds ``event_weight[e]`` to the pair.

    With ``parts``, one number per participation, it adds ``event_weight[e]`` times the parts of the two.
    Actors are visited in order; each gathers its alters with a higher number from its events, so every pair
    is summed once, in the order of the events, whatever the number of threads.
    Memory beyond the result: the transposed incidence and six vectors of length n_actors.
    """
    # tests of parts against None are settled when the kernel is compiled
    actor_ptr, actor_events = transpose_pattern(indptr, indices, n_actors)
    actor_parts = np.empty(0) if parts is None else transpose(indptr, indices, parts, n_actors)[2]
    seen = np.full(n_actors, -1, np.int32)
    lower, upper = np.zeros(n_actors, np.int64), np.zeros(n_actors, np.int64)
    for actor in range(n_actors):
        for place in range(actor_ptr[actor], actor_ptr[actor + 1]):
            # rows are sorted and hold the actor itself, who ends the walk from the back
            entry = _U(indptr[actor_events[place] + 1] - 1)
            while indices[entry] > actor:
                alter = _U(indices[entry])
                if seen[alter] != actor:
                    seen[alter] = actor
                    lower[alter] += 1
                    upper[actor] += 1
                entry -= _U(1)
    out_ptr = np.zeros(n_actors + 1, np.int64)
    for actor in range(n_actors):
        out_ptr[actor + 1] = out_ptr[actor] + lower[actor] + upper[actor]
    out_indices = np.empty(out_ptr[n_actors], np.int32)
    out_weights = np.empty(out_ptr[n_actors], np.float64)
    # where the next entry below the diagonal goes, and where those above it begin
    fill = out_ptr[:-1].copy()
    above = out_ptr[:-1] + lower
    # where the sum of the pair stands; a place before the row is of an earlier actor
    held = np.full(n_actors, -1, np.int64)
    for actor in range(n_actors):
        begin = above[actor]
        slot = begin
        for place in range(actor_ptr[actor], actor_ptr[actor + 1]):
            event = actor_events[place]
            weight = event_weight[event] if parts is None else event_weight[event] * actor_parts[place]
            entry = _U(indptr[event + 1] - 1)
            while indices[entry] > actor:
                alter = _U(indices[entry])
                added = weight if parts is None else weight * parts[entry]
                if held[alter] < begin:
                    held[alter] = slot
                    out_indices[_U(slot)] = indices[entry]
                    out_weights[_U(slot)] = added
                    slot += 1
                else:
                    out_weights[_U(held[alter])] += added
                entry -= _U(1)
        for found in range(_U(begin), _U(slot)):
            alter = _U(out_indices[found])
            out_indices[_U(fill[alter])] = actor
            out_weights[_U(fill[alter])] = out_weights[found]
            fill[alter] += 1
    # what is written column by column comes out sorted: the upper triangle is written again from the lower one
    for row in range(n_actors):
        for found in range(_U(out_ptr[row]), _U(out_ptr[row] + lower[row])):
            column = _U(out_indices[found])
            out_indices[_U(above[column])] = row
            out_weights[_U(above[column])] = out_weights[found]
            above[column] += 1
    return out_ptr, out_indices, out_weights


@njit(cache=True, nogil=True)
def part_sums(indptr: IntArray, parts: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return, per event, the sum of the parts and the sum of their products over unordered pairs.

    Products are added up pair by running sum, never as a difference of squares: a part that dwarfs the others
    does not swallow them.
    """
    n = indptr.size - 1
    sums, products = np.zeros(n, np.float64), np.zeros(n, np.float64)
    for event in range(n):
        for entry in range(indptr[event], indptr[event + 1]):
            products[event] += sums[event] * parts[entry]
            sums[event] += parts[entry]
    return sums, products

"""From participations to pairs: the projection of a two-mode incidence onto its actors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from cinet.kernels.adjacency import transpose

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
    Memory beyond the result: the transposed incidence and two vectors of length n_actors.
    """
    # tests of parts against None are settled when the kernel is compiled
    taken = np.ones(indices.size, np.float64) if parts is None else parts
    actor_ptr, actor_events, actor_parts = transpose(indptr, indices, taken, n_actors)
    seen = np.full(n_actors, -1, np.int32)
    upper_ptr = np.zeros(n_actors + 1, np.int64)
    for actor in range(n_actors):
        found = 0
        for place in range(actor_ptr[actor], actor_ptr[actor + 1]):
            # rows are sorted and hold the actor itself, who ends the walk from the back
            entry = _U(indptr[actor_events[place] + 1] - 1)
            while indices[entry] > actor:
                alter = _U(indices[entry])
                found += seen[alter] != actor
                seen[alter] = actor
                entry -= _U(1)
        upper_ptr[actor + 1] = upper_ptr[actor] + found
    upper_indices = np.empty(upper_ptr[n_actors], np.int32)
    upper_weights = np.empty(upper_ptr[n_actors], np.float64)
    # where the sum of the pair stands; a place before the row is of an earlier actor
    held = np.full(n_actors, -1, np.int64)
    for actor in range(n_actors):
        begin = upper_ptr[actor]
        slot = begin
        for place in range(actor_ptr[actor], actor_ptr[actor + 1]):
            event = actor_events[place]
            weight = event_weight[event] * actor_parts[place]
            entry = _U(indptr[event + 1] - 1)
            while indices[entry] > actor:
                alter = _U(indices[entry])
                added = weight if parts is None else weight * taken[entry]
                if held[alter] < begin:
                    held[alter] = slot
                    upper_indices[_U(slot)] = indices[entry]
                    upper_weights[_U(slot)] = added
                    slot += 1
                else:
                    upper_weights[_U(held[alter])] += added
                entry -= _U(1)
    return mirror(upper_ptr, upper_indices, upper_weights)


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


@njit(cache=True, nogil=True)
def mirror(
    upper_ptr: IntArray, upper_indices: CodeArray, upper_weights: FloatArray
) -> tuple[IntArray, CodeArray, FloatArray]:
    """Return the full symmetric rows, sorted, of an upper triangle in whatever order within its rows.

    What is written column by column comes out sorted: first the lower triangle from the upper one, then the
    upper one again from the lower.
    """
    n = upper_ptr.size - 1
    out_ptr = np.zeros(n + 1, np.int64)
    for entry in range(upper_indices.size):
        out_ptr[_U(upper_indices[entry]) + _U(1)] += 1
    for row in range(n):
        out_ptr[row + 1] += out_ptr[row] + upper_ptr[row + 1] - upper_ptr[row]
    out_indices = np.empty(2 * upper_indices.size, np.int32)
    out_weights = np.empty(2 * upper_indices.size, np.float64)
    fill = out_ptr[:-1].copy()
    for row in range(n):
        for entry in range(_U(upper_ptr[row]), _U(upper_ptr[row + 1])):
            column = _U(upper_indices[entry])
            out_indices[_U(fill[column])] = row
            out_weights[_U(fill[column])] = upper_weights[entry]
            fill[column] += 1
    below = fill.copy()
    for row in range(n):
        for entry in range(_U(out_ptr[row]), _U(below[row])):
            column = _U(out_indices[entry])
            out_indices[_U(fill[column])] = row
            out_weights[_U(fill[column])] = out_weights[entry]
            fill[column] += 1
    return out_ptr, out_indices, out_weights

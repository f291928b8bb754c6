"""How far everybody is from a source, by steps: the sums that closeness and harmonic centrality are made of.

The rows may be those of actors or of classes of twins (see ``paths``): a class counts as often as it has members,
and its members are one step from each other.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@njit(cache=True, nogil=True)
def reach_chunk(
    indptr: IntArray,
    indices: CodeArray,
    multiplicity: FloatArray,
    closed: BoolArray,
    first: int,
    step: int,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return, for the sources first, first + step, ...: others reached, their distances, their inverse distances.

    ``closed`` marks rows from which no search need look onward, such as those of actors whose alters are all
    tied to each other. Sums run over whole levels, so that they do not depend on the order of the rows.
    """
    n = multiplicity.size
    sources = (n - first + step - 1) // step
    reached = np.zeros(sources, np.float64)
    total = np.zeros(sources, np.float64)
    inverse = np.zeros(sources, np.float64)
    seen_from = np.full(n, -1, np.int64)
    queue = np.empty(n, np.int32)
    for slot in range(sources):
        source = first + slot * step
        seen_from[source] = source
        queue[0] = source
        begin, end = 0, 1
        depth = 0
        width = multiplicity[source] - 1.0
        while begin < end:
            depth += 1
            tail = end
            for place in range(begin, end):
                v = queue[place]
                if closed[v] and v != source:
                    continue
                for entry in range(indptr[v], indptr[v + 1]):
                    w = indices[entry]
                    if seen_from[w] != source:
                        seen_from[w] = source
                        queue[tail] = w
                        tail += 1
                        width += multiplicity[w]
            reached[slot] += width
            total[slot] += width * depth
            inverse[slot] += width / depth
            width = 0.0
            begin, end = end, tail
    return reached, total, inverse


@njit(cache=True, nogil=True)
def distances_from(indptr: IntArray, indices: CodeArray, sources: IntArray) -> IntArray:
    """Return the steps from the nearest of the sources to every actor, -1 where there is no path."""
    steps = np.full(indptr.size - 1, -1, np.int64)
    queue = np.empty(indptr.size - 1, np.int64)
    tail = 0
    for source in sources:
        steps[source] = 0
        queue[tail] = source
        tail += 1
    head = 0
    while head < tail:
        v = queue[head]
        head += 1
        for entry in range(indptr[v], indptr[v + 1]):
            w = indices[entry]
            if steps[w] < 0:
                steps[w] = steps[v] + 1
                queue[tail] = w
                tail += 1
    return steps


@njit(cache=True, nogil=True)
def group_betweenness(indptr: IntArray, indices: CodeArray, inside: BoolArray) -> float:
    """Return the sum, over ordered pairs outside the group, of the share of shortest paths through the group."""
    n = indptr.size - 1
    steps = np.empty(n, np.int64)
    ways = np.empty(n, np.float64)
    clear = np.empty(n, np.float64)
    queue = np.empty(n, np.int64)
    gained = 0.0
    for source in range(n):
        if inside[source]:
            continue
        steps[:] = -1
        steps[source] = 0
        ways[source] = clear[source] = 1.0
        queue[0] = source
        head, tail = 0, 1
        while head < tail:
            v = queue[head]
            head += 1
            if inside[v]:
                clear[v] = 0.0
            else:
                gained += 1.0 - clear[v] / ways[v]
            for entry in range(indptr[v], indptr[v + 1]):
                w = indices[entry]
                if steps[w] < 0:
                    steps[w] = steps[v] + 1
                    ways[w] = clear[w] = 0.0
                    queue[tail] = w
                    tail += 1
                if steps[w] == steps[v] + 1:
                    ways[w] += ways[v]
                    clear[w] += clear[v]
    return gained

"""Betweenness by hop distance in an undirected network, exact, on merged twins.

Two actors whose closed neighbourhoods are equal (all partners of one single joint project, for example) lie on
no shortest path to or from each other and stand in the same place on all others. They are merged into one class
with a multiplicity before Brandes' accumulation. An actor whose alters are all tied to each other is never inside
a shortest path, so the search does not look onward from it. In projections of collaborations both are common.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

#: Unsigned numbers index without the test for "counted from the end".
_U = np.uint64


@njit(cache=True, nogil=True)
def _mix(value: np.uint64) -> np.uint64:
    """Scatter a number over 64 bits (the finaliser of splitmix64)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@njit(cache=True, nogil=True)
def _are_twins(indptr: IntArray, indices: CodeArray, a: int, b: int) -> bool:
    """Whether two tied actors have the same alters, each other left aside; rows must be sorted."""
    x, x_end = indptr[a], indptr[a + 1]
    y, y_end = indptr[b], indptr[b + 1]
    if x_end - x != y_end - y:
        return False
    mutual = False
    while x < x_end or y < y_end:
        if x < x_end and indices[x] == b:
            mutual = True
            x += 1
        elif y < y_end and indices[y] == a:
            y += 1
        elif x < x_end and y < y_end and indices[x] == indices[y]:
            x += 1
            y += 1
        else:
            return False
    return mutual


@njit(cache=True, nogil=True)
def twin_classes(indptr: IntArray, indices: CodeArray) -> tuple[CodeArray, CodeArray]:
    """Return actor -> class and class -> first member, where a class holds actors with equal closed rows."""
    n = indptr.size - 1
    signature = np.empty(n, np.uint64)
    for actor in range(n):
        total = _mix(np.uint64(actor + 1))
        for entry in range(indptr[actor], indptr[actor + 1]):
            total += _mix(np.uint64(indices[entry] + 1))
        signature[actor] = total
    order = np.argsort(signature, kind="mergesort")
    class_of = np.full(n, -1, np.int32)
    first = np.empty(n, np.int32)
    classes = 0
    begin = 0
    while begin < n:
        end = begin + 1
        while end < n and signature[order[end]] == signature[order[begin]]:
            end += 1
        # equal signatures are only a hint: members are compared in full
        for place in range(begin, end):
            actor = order[place]
            for earlier in range(begin, place):
                other = order[earlier]
                if first[class_of[other]] == other and _are_twins(indptr, indices, actor, other):
                    class_of[actor] = class_of[other]
                    break
            if class_of[actor] < 0:
                class_of[actor] = classes
                first[classes] = actor
                classes += 1
        begin = end
    return class_of, first[:classes].copy()


@njit(cache=True, nogil=True)
def quotient(
    indptr: IntArray, indices: CodeArray, class_of: CodeArray, first: CodeArray
) -> tuple[IntArray, CodeArray, FloatArray, IntArray]:
    """Return rows between classes, multiplicities and class -> position, positions by falling degree.

    Classes with many alters come first, so that the vectors the search touches most lie close together.
    """
    classes = first.size
    degree = np.empty(classes, np.int64)
    for label in range(classes):
        degree[label] = indptr[first[label] + 1] - indptr[first[label]]
    order = np.argsort(-degree, kind="mergesort")
    position = np.empty(classes, np.int64)
    for place in range(classes):
        position[order[place]] = place
    multiplicity = np.zeros(classes, np.float64)
    for actor in range(class_of.size):
        multiplicity[position[class_of[actor]]] += 1.0
    out_ptr = np.zeros(classes + 1, np.int64)
    out_indices = np.empty(indices.size, np.int32)
    seen = np.full(classes, -1, np.int64)
    slot = 0
    for place in range(classes):
        actor = first[order[place]]
        seen[place] = place
        for entry in range(indptr[actor], indptr[actor + 1]):
            other = position[class_of[indices[entry]]]
            if seen[other] != place:
                seen[other] = place
                out_indices[slot] = other
                slot += 1
        out_ptr[place + 1] = slot
        out_indices[out_ptr[place] : slot].sort()
    return out_ptr, out_indices[:slot].copy(), multiplicity, position


@njit(cache=True, nogil=True)
def betweenness_chunk(
    indptr: IntArray,
    indices: CodeArray,
    multiplicity: FloatArray,
    closed: BoolArray,
    first: int,
    step: int,
) -> FloatArray:
    """Return, per class, the pair dependencies from the sources first, first + step, ...

    ``closed`` marks classes whose alters are all tied to each other. Every unordered pair of actors is met from
    both of its ends, so the sum over all sources is twice the betweenness.
    """
    n = multiplicity.size
    gained = np.zeros(n, np.float64)
    # levels are kept modulo 3, 3 = unreached: neighbours differ by at most one level, and a byte per class
    # keeps the vector in the fastest cache
    unreached = np.uint8(3)
    level = np.empty(n, np.uint8)
    ways = np.zeros(n, np.float64)
    passed = np.zeros(n, np.float64)
    queue = np.empty(n, np.int32)
    following = np.array([1, 2, 0, 3], np.uint8)
    for source in range(first, n, step):
        level[:] = unreached
        level[source] = 0
        ways[source] = 1.0
        queue[0] = source
        head, tail = 0, 1
        while head < tail:
            v = queue[_U(head)]
            head += 1
            if closed[v] and v != source:
                continue
            onward = following[level[v]]
            routes = ways[v] if v == source else ways[v] * multiplicity[v]
            for entry in range(_U(indptr[v]), _U(indptr[v + 1])):
                w = _U(indices[entry])
                if level[w] == unreached:
                    level[w] = onward
                    ways[w] = routes
                    queue[_U(tail)] = w
                    tail += 1
                elif level[w] == onward:
                    ways[w] += routes
        for place in range(tail - 1, 0, -1):
            v = queue[_U(place)]
            through = 0.0
            if not closed[v]:
                onward = following[level[v]]
                for entry in range(_U(indptr[v]), _U(indptr[v + 1])):
                    w = _U(indices[entry])
                    if level[w] == onward:
                        through += passed[w]
                through *= ways[v]
                gained[v] += multiplicity[source] * through
            passed[v] = multiplicity[v] * (1.0 + through) / ways[v]
    return gained

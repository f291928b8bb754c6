"""What is left of a network when actors leave one after the other."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]


@njit(cache=True, nogil=True)
def degree_order(indptr: IntArray, indices: CodeArray) -> IntArray:
    """Return the actors by falling degree among those still there, ties by actor number."""
    n = indptr.size - 1
    order = np.empty(n, np.int64)
    degree = np.diff(indptr)
    gone = np.zeros(n, np.bool_)
    # one whole number holds degree and actor: the smallest is the highest degree, then the lowest actor
    heap = [actor - degree[actor] * n for actor in range(n)]
    heapify(heap)
    found = 0
    while found < n:
        key = heappop(heap)
        actor = key % n
        if gone[actor] or (actor - key) // n != degree[actor]:
            continue
        gone[actor] = True
        order[found] = actor
        found += 1
        for other in indices[indptr[actor] : indptr[actor + 1]]:
            if not gone[other]:
                degree[other] -= 1
                heappush(heap, other - degree[other] * n)
    return order


@njit(cache=True, nogil=True)
def _root(parent: IntArray, actor: int) -> int:
    while parent[actor] != actor:
        parent[actor] = parent[parent[actor]]
        actor = parent[actor]
    return actor


@njit(cache=True, nogil=True)
def giant_sizes(indptr: IntArray, indices: CodeArray, order: IntArray) -> IntArray:
    """Return the size of the largest component after the first 0, 1, ..., len(order) actors have left.

    Actors are put back in reverse, so that components only ever merge.
    """
    n = indptr.size - 1
    parent = np.arange(n)
    size = np.ones(n, np.int64)
    here = np.ones(n, np.bool_)
    for actor in order:
        here[actor] = False
    # those who never leave come back first
    back = np.empty(n, np.int64)
    stay = 0
    for actor in range(n):
        if here[actor]:
            back[stay] = actor
            stay += 1
    for step in range(order.size):
        back[stay + step] = order[order.size - 1 - step]
    here[:] = False
    giant = np.zeros(order.size + 1, np.int64)
    largest = 0
    for step in range(n):
        if step >= stay:
            giant[order.size - (step - stay)] = largest
        actor = back[step]
        here[actor] = True
        largest = max(largest, 1)
        for other in indices[indptr[actor] : indptr[actor + 1]]:
            if here[other]:
                a, b = _root(parent, actor), _root(parent, other)
                if a != b:
                    if size[a] < size[b]:
                        a, b = b, a
                    parent[b] = a
                    size[a] += size[b]
                    largest = max(largest, size[a])
    giant[0] = largest
    return giant

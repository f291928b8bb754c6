"""What the whole network owes to one tie: the distances that its cut lengthens."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

_FAR = np.iinfo(np.int64).max


@njit(cache=True, nogil=True)
def closeness_lost(
    out_ptr: IntArray,
    out_indices: CodeArray,
    in_ptr: IntArray,
    in_indices: CodeArray,
    first: int,
    step: int,
) -> FloatArray:
    """Return, per arc, how much sum_t 1 / d(s, t) falls when it is cut, for the sources first, first + step, ...

    An arc matters to a source only if it is the one way of its head to be that near. The actors it serves so
    are then the ones whose every nearest predecessor is served so; only their distances are found anew.
    """
    n = out_ptr.size - 1
    lost = np.zeros(out_indices.size, np.float64)
    level = np.full(n, -1, np.int64)
    parents = np.zeros(n, np.int64)
    queue = np.empty(n, np.int64)
    served = np.zeros(n, np.bool_)
    met = np.zeros(n, np.int64)
    below = np.empty(n, np.int64)
    again = np.empty(n, np.int64)
    line = np.empty(n, np.int64)
    for source in range(first, n, step):
        level[source] = 0
        queue[0] = source
        head, tail = 0, 1
        while head < tail:
            v = queue[head]
            head += 1
            for entry in range(out_ptr[v], out_ptr[v + 1]):
                w = out_indices[entry]
                if level[w] < 0:
                    level[w] = level[v] + 1
                    queue[tail] = w
                    tail += 1
                if level[w] == level[v] + 1:
                    parents[w] += 1
        for place in range(tail):
            v = queue[place]
            for entry in range(out_ptr[v], out_ptr[v + 1]):
                w = out_indices[entry]
                if level[w] == level[v] + 1 and parents[w] == 1:
                    many = _served_by(out_ptr, out_indices, level, parents, w, served, met, below)
                    lost[entry] += _fall(
                        out_ptr,
                        out_indices,
                        in_ptr,
                        in_indices,
                        level,
                        v,
                        w,
                        served,
                        below[:many],
                        again,
                        line,
                    )
                    for position in range(many):
                        served[below[position]] = False
        for place in range(tail):
            level[queue[place]] = -1
            parents[queue[place]] = 0
    return lost


@njit(cache=True, nogil=True)
def _served_by(
    indptr: IntArray,
    indices: CodeArray,
    level: IntArray,
    parents: IntArray,
    top: int,
    served: BoolArray,
    met: IntArray,
    below: IntArray,
) -> int:
    """List the actors all of whose shortest paths run through ``top``, nearest first; return how many."""
    served[top] = True
    below[0] = top
    head, tail = 0, 1
    while head < tail:
        v = below[head]
        head += 1
        for entry in range(indptr[v], indptr[v + 1]):
            w = indices[entry]
            if level[w] == level[v] + 1:
                met[w] += 1
                if met[w] == parents[w]:
                    served[w] = True
                    below[tail] = w
                    tail += 1
    for place in range(tail):
        v = below[place]
        for entry in range(indptr[v], indptr[v + 1]):
            met[indices[entry]] = 0
    return tail


@njit(cache=True, nogil=True)
def _fall(
    out_ptr: IntArray,
    out_indices: CodeArray,
    in_ptr: IntArray,
    in_indices: CodeArray,
    level: IntArray,
    tail_end: int,
    top: int,
    served: BoolArray,
    below: IntArray,
    again: IntArray,
    line: IntArray,
) -> float:
    """Return the fall of the sum of 1 / d over the served actors when the arc tail_end -> top is gone."""
    # the shortest way in from the actors that are not served
    for place in range(below.size):
        w = below[place]
        again[w] = _FAR
        for entry in range(in_ptr[w], in_ptr[w + 1]):
            v = in_indices[entry]
            if level[v] >= 0 and not served[v] and not (w == top and v == tail_end):
                again[w] = min(again[w], level[v] + 1)
    way_in = again[below]
    order = np.argsort(way_in, kind="mergesort")
    # two queues, both in rising order: ways in from outside, and onward from the actors reached so far
    cursor, head, tail = 0, 0, 0
    while True:
        outer = way_in[order[cursor]] if cursor < below.size else _FAR
        inner = again[line[head]] if head < tail else _FAR
        if outer == _FAR and inner == _FAR:
            break
        if outer <= inner:
            v = below[order[cursor]]
            cursor += 1
        else:
            v = line[head]
            head += 1
        for entry in range(out_ptr[v], out_ptr[v + 1]):
            w = out_indices[entry]
            if served[w] and again[w] > again[v] + 1:
                again[w] = again[v] + 1
                line[tail] = w
                tail += 1
    fall = 0.0
    for place in range(below.size):
        w = below[place]
        fall += 1.0 / level[w]
        if again[w] < _FAR:
            fall -= 1.0 / again[w]
    return fall

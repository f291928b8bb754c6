"""Paths actor - event - actor - event - actor, and whether a further event joins their ends."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]


@njit(cache=True, nogil=True)
def four_paths(
    event_ptr: IntArray, event_actors: CodeArray, actor_ptr: IntArray, actor_events: CodeArray
) -> tuple[int, int]:
    """Return how many ordered paths are closed by an event that is not on them, and how many there are."""
    n = actor_ptr.size - 1
    shared = np.zeros(n, np.int64)
    inside = np.full(n, -1, np.int64)
    own = np.full(event_ptr.size - 1, -1, np.int64)
    closed, paths = 0, 0
    for i in range(n):
        mine = actor_events[actor_ptr[i] : actor_ptr[i + 1]]
        for event in mine:
            own[event] = i
            for k in event_actors[event_ptr[event] : event_ptr[event + 1]]:
                shared[k] += 1
        for at in range(actor_ptr[i], actor_ptr[i + 1]):
            first = actor_events[at]
            for k in event_actors[event_ptr[first] : event_ptr[first + 1]]:
                inside[k] = at
            for j in event_actors[event_ptr[first] : event_ptr[first + 1]]:
                if j == i:
                    continue
                for second in actor_events[actor_ptr[j] : actor_ptr[j + 1]]:
                    if second == first:
                        continue
                    # the two events of the path do not close it
                    back = 1 if own[second] == i else 0
                    for k in event_actors[event_ptr[second] : event_ptr[second + 1]]:
                        if k != i and k != j:
                            paths += 1
                            closed += shared[k] - back > (1 if inside[k] == at else 0)
        for event in mine:
            for k in event_actors[event_ptr[event] : event_ptr[event + 1]]:
                shared[k] = 0
    return closed, paths

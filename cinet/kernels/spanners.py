"""How far the influence of groups reaches, and who stands in the reach of several."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def spread(
    indptr: IntArray, indices: CodeArray, influence: FloatArray, along: float, across: float
) -> FloatArray:
    """Let every actor pass on what it has, round by round, until nothing grows; return actors by groups.

    An actor passes on ``along`` times its influence in a group plus ``across`` times the most that it has in that
    group and one other at once. Both together must be below 1: what comes back to an actor is then always less
    than what it sent, and the rounds end.
    """
    n, groups = influence.shape
    held = influence.copy()
    passed = np.empty_like(held)
    grows = True
    while grows:
        grows = False
        for actor in range(n):
            leader = 0
            second = 0.0
            for group in range(1, groups):
                if held[actor, group] > held[actor, leader]:
                    second = held[actor, leader]
                    leader = group
                else:
                    second = max(second, held[actor, group])
            for group in range(groups):
                # the leading group is matched by the second at most, every other one by the leading
                both = second if group == leader else held[actor, group]
                passed[actor, group] = along * held[actor, group] + across * both
        for actor in range(n):
            for entry in range(indptr[actor], indptr[actor + 1]):
                for group in range(groups):
                    if passed[indices[entry], group] > held[actor, group]:
                        held[actor, group] = passed[indices[entry], group]
                        grows = True
    return held

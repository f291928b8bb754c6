"""Upper tails of a sum of independent yes-or-no events with unequal chances (Poisson-binomial)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def upper_tails(chances: FloatArray, copies: IntArray, most: int) -> FloatArray:
    """Return P(X >= c) for c = 0 .. most, X counting successes in ``copies[e]`` trials of ``chances[e]`` each.

    Exact: the counts are built up trial by trial, and what reaches ``most`` stays there, so that only
    ``most + 1`` numbers are held. Nothing is ever subtracted, so small tails keep all their digits.
    """
    held = np.zeros(most + 1, np.float64)
    held[0] = 1.0
    if most == 0:
        return held
    reached = 0
    for event in range(chances.size):
        chance = chances[event]
        if chance == 0.0:
            continue
        for _ in range(copies[event]):
            reached = min(reached + 1, most)
            if reached == most:
                held[most] += held[most - 1] * chance
            for count in range(min(reached, most - 1), 0, -1):
                held[count] = held[count] * (1.0 - chance) + held[count - 1] * chance
            held[0] *= 1.0 - chance
    for count in range(most - 1, -1, -1):
        held[count] += held[count + 1]
    return held


@njit(cache=True, nogil=True)
def shared_tails(
    chance: FloatArray, copies: IntArray, low: IntArray, high: IntArray, joint: IntArray
) -> FloatArray:
    """Return P(at least ``joint`` shared events) for pairs of actor classes (``low``, ``high``).

    ``chance[a, e]`` is the chance that an actor of class a takes part in an event of class e, of which there
    are ``copies[e]``. The triples come sorted: all counts of one pair of classes are read off one table.
    """
    out = np.empty(joint.size, np.float64)
    start = 0
    while start < joint.size:
        end = start
        while end < joint.size and low[end] == low[start] and high[end] == high[start]:
            end += 1
        tails = upper_tails(chance[low[start]] * chance[high[start]], copies, joint[end - 1])
        for place in range(start, end):
            out[place] = tails[joint[place]]
        start = end
    return out

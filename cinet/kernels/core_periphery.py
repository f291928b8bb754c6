"""Borgatti and Everett's discrete core: climb to a core that no flip improves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

#: A climb ends where the correlation gains less than this.
_LEAST = 1e-12


@njit(cache=True, nogil=True)
def pattern_fit(n: int, ties: int, inside: int, size: int, product: bool) -> float:
    """Return the correlation of ties and ideal pattern; -inf when either does not vary.

    ``inside`` is the number of ties at pairs that the pattern fills: pairs with an end (product: both ends) in a
    core of ``size`` actors.
    """
    pairs = n * (n - 1) / 2.0
    outside = n - size
    filled = size * (size - 1) / 2.0 if product else pairs - outside * (outside - 1) / 2.0
    if ties == 0 or ties >= pairs or filled <= 0.0 or filled >= pairs:
        return -np.inf
    p, d = ties / pairs, filled / pairs
    return float((inside / pairs - p * d) / np.sqrt(p * (1.0 - p) * d * (1.0 - d)))


@njit(cache=True, nogil=True)
def _flip(
    indptr: IntArray, indices: CodeArray, core: BoolArray, gain: IntArray, actor: int, product: bool
) -> None:
    """Move an actor in or out of the core and bring the gains of its alters up to date."""
    core[actor] = not core[actor]
    step = 1 if core[actor] == product else -1
    for other in indices[indptr[actor] : indptr[actor + 1]]:
        gain[other] += step


@njit(cache=True, nogil=True)
def climb(indptr: IntArray, indices: CodeArray, core: BoolArray, product: bool) -> float:
    """Improve ``core`` in place by best flips until none helps; return its correlation."""
    n = core.size
    ties = indices.size // 2
    # ties that an actor brings to the pattern, were it alone to change
    gain = np.zeros(n, np.int64)
    size, twice = 0, 0
    for actor in range(n):
        for other in indices[indptr[actor] : indptr[actor + 1]]:
            gain[actor] += core[other] == product
            twice += (core[actor] and core[other]) if product else (core[actor] or core[other])
        size += core[actor]
    inside = twice // 2
    fit = pattern_fit(n, ties, inside, size, product)
    while True:
        joins, leaves = -1, -1
        for actor in range(n):
            if core[actor]:
                if leaves < 0 or gain[actor] < gain[leaves]:
                    leaves = actor
            elif joins < 0 or gain[actor] > gain[joins]:
                joins = actor
        better, moved, change = fit, -1, 0
        if joins >= 0:
            value = pattern_fit(n, ties, inside + gain[joins], size + 1, product)
            if value > better + _LEAST:
                better, moved, change = value, joins, 1
        if leaves >= 0:
            value = pattern_fit(n, ties, inside - gain[leaves], size - 1, product)
            if value > better + _LEAST:
                better, moved, change = value, leaves, -1
        if moved < 0:
            return fit
        inside += change * gain[moved]
        size += change
        _flip(indptr, indices, core, gain, moved, product)
        fit = better

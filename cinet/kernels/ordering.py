"""The order of pairs of numbers, within little memory."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["pair_order"]

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

#: Pairs from which on compiled code is worth its loading.
_MANY = 1_000_000


def pair_order(
    first: CodeArray, second: CodeArray, chosen: BoolArray, n_first: int, n_second: int
) -> CodeArray | IntArray:
    """Return the places of the chosen pairs, sorted by the first number, then the second, then the place.

    first, second      numbers from 0, below n_first and n_second where chosen
    chosen             which pairs are wanted
    """
    if len(first) < _MANY:
        few = np.flatnonzero(chosen)
        return few[np.lexsort((second[few], first[few]))]
    places: CodeArray = np.flatnonzero(chosen).astype(np.int32)
    # a stable order by the first number keeps the order by the second one
    return counted_order(first, counted_order(second, places, n_second), n_first)


@njit(cache=True, nogil=True)
def counted_order(codes: CodeArray, places: CodeArray, n_codes: int) -> CodeArray:
    """Return the places sorted by their codes; those of one code stay in their order."""
    starts = np.zeros(n_codes + 1, np.int64)
    for place in places:
        starts[codes[place] + 1] += 1
    for code in range(n_codes):
        starts[code + 1] += starts[code]
    ordered = np.empty(places.size, np.int32)
    for place in places:
        code = codes[place]
        ordered[starts[code]] = place
        starts[code] += 1
    return ordered

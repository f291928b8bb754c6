"""Counting, over draws of a null model, how often pairs meet at least as often as they did."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def add_reached(
    indptr: IntArray,
    indices: CodeArray,
    observed: FloatArray,
    drawn_ptr: IntArray,
    drawn_indices: CodeArray,
    drawn: FloatArray,
    reached: IntArray,
) -> None:
    """Add 1 to ``reached`` at every entry whose drawn value is at least the observed one; rows are sorted.

    An entry that the draw does not hold counts as 0, which is below every observed value.
    """
    for row in range(indptr.size - 1):
        place = drawn_ptr[row]
        for entry in range(indptr[row], indptr[row + 1]):
            while place < drawn_ptr[row + 1] and drawn_indices[place] < indices[entry]:
                place += 1
            if place == drawn_ptr[row + 1]:
                break
            if drawn_indices[place] == indices[entry] and drawn[place] >= observed[entry]:
                reached[entry] += 1

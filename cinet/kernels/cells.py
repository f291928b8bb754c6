"""Cells of cross-classified records: codes to keys, equal keys to one cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["combined", "grouped", "numbered", "shuffled"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]


def combined(codes: npt.NDArray[Any], sizes: Sequence[int]) -> tuple[IntArray, int]:
    """Return one integer per row that orders rows as their codes do, and a bound above all of them.

    Where the product of the class numbers exceeds 63 bits, the keys so far are replaced by their ranks.

    >>> combined(np.array([[0, 1], [2, 0]]), [3, 2])
    (array([1, 4]), 6)
    """
    keys = np.zeros(len(codes), dtype=np.int64)
    span = 1
    for column, size in enumerate(sizes):
        if span * size >= 2**63:
            held, keys = np.unique(keys, return_inverse=True)
            span = len(held)
        keys = keys * size + codes[:, column]
        span *= size
    return keys, span


def numbered(keys: IntArray, span: int) -> IntArray:
    """Return keys numbered from 0 without gaps, in their order.

    >>> numbered(np.array([7, 3, 7]), 9)
    array([1, 0, 1])
    """
    if span > 4 * len(keys) + 1024:
        return np.unique(keys, return_inverse=True)[1]
    seen = np.zeros(span, dtype=np.int64)
    seen[keys] = 1
    marks: IntArray = (np.cumsum(seen) - 1)[keys]
    return marks


def grouped(keys: IntArray, span: int, counts: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return one row position for each distinct key, in the order of the keys, and the sum of its counts.

    >>> grouped(np.array([7, 3, 7]), 9, np.array([1.0, 2.0, 3.0]))
    (array([1, 2]), array([2., 4.]))
    """
    order: IntArray = np.arange(len(keys))
    if (counts != np.floor(counts)).any():
        # fractions are added in the order of their size, so that the order of the rows leaves no trace
        order = np.argsort(counts, kind="stable")
        keys, counts = keys[order], counts[order]
    marks = numbered(keys, span)
    position = np.zeros(marks.max() + 1, dtype=np.int64)
    position[marks] = order
    return position, np.bincount(marks, weights=counts).astype(np.float64)


@njit(cache=True, nogil=True)
def shuffled(values: CodeArray, bounds: IntArray, uniform: FloatArray) -> CodeArray:
    """Return the values in random order within each block bounds[b]:bounds[b + 1] (Fisher and Yates).

    ``uniform`` holds one random number in [0, 1) per value.
    """
    drawn = values.copy()
    for block in range(len(bounds) - 1):
        start = bounds[block]
        for last in range(bounds[block + 1] - 1, start, -1):
            other = start + int(uniform[last] * (last - start + 1))
            drawn[last], drawn[other] = drawn[other], drawn[last]
    return drawn

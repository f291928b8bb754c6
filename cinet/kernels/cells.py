"""Cells of cross-classified records: codes to keys, equal keys to one cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["combined", "grouped"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


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
    if span > 4 * len(keys) + 1024:
        held, rank = np.unique(keys, return_inverse=True)
        keys, span = rank, len(held)
    position = np.full(span, -1, dtype=np.int64)
    position[keys] = order
    sums = np.bincount(keys, weights=counts, minlength=span).astype(np.float64)
    found = position >= 0
    return position[found], sums[found]

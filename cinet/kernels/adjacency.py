"""Compressed sparse rows: transpose, symmetry, symmetrised sum."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]

#: Unsigned numbers index without the test for "counted from the end".
_U = np.uint64


@njit(cache=True, nogil=True)
def transpose(
    indptr: IntArray, indices: CodeArray, weights: FloatArray, n_columns: int
) -> tuple[IntArray, CodeArray, FloatArray]:
    """Return the rows of the transposed matrix; its entries come out sorted within each row."""
    out_ptr = np.zeros(n_columns + 1, np.int64)
    for entry in range(indices.size):
        out_ptr[_U(indices[entry]) + _U(1)] += 1
    for column in range(n_columns):
        out_ptr[column + 1] += out_ptr[column]
    fill = out_ptr[:-1].copy()
    out_indices = np.empty(indices.size, np.int32)
    out_weights = np.empty(indices.size, np.float64)
    for row in range(indptr.size - 1):
        for entry in range(_U(indptr[row]), _U(indptr[row + 1])):
            target = _U(indices[entry])
            slot = _U(fill[target])
            out_indices[slot] = row
            out_weights[slot] = weights[entry]
            fill[target] += 1
    return out_ptr, out_indices, out_weights


@njit(cache=True, nogil=True)
def transpose_pattern(indptr: IntArray, indices: CodeArray, n_columns: int) -> tuple[IntArray, CodeArray]:
    """Return the rows of the transposed matrix without its values, sorted within each row."""
    out_ptr = np.zeros(n_columns + 1, np.int64)
    for entry in range(indices.size):
        out_ptr[_U(indices[entry]) + _U(1)] += 1
    for column in range(n_columns):
        out_ptr[column + 1] += out_ptr[column]
    fill = out_ptr[:-1].copy()
    out_indices = np.empty(indices.size, np.int32)
    for row in range(indptr.size - 1):
        for entry in range(_U(indptr[row]), _U(indptr[row + 1])):
            target = _U(indices[entry])
            out_indices[_U(fill[target])] = row
            fill[target] += 1
    return out_ptr, out_indices


@njit(cache=True, nogil=True)
def is_faulty(indptr: IntArray, indices: CodeArray, weights: FloatArray) -> bool:
    """Whether a tie is a self-loop, has a weight that is no finite positive number, or is out of order."""
    for row in range(indptr.size - 1):
        before = -1
        for entry in range(indptr[row], indptr[row + 1]):
            column = indices[entry]
            if column == row or column <= before or not 0.0 < weights[entry] < np.inf:
                return True
            before = column
    return False


@njit(cache=True, nogil=True)
def is_symmetric(indptr: IntArray, indices: CodeArray, weights: FloatArray) -> bool:
    """Whether entry (i, j) equals entry (j, i) everywhere; rows must be sorted."""
    n = indptr.size - 1
    cursor = indptr[:-1].copy()
    # rows are read in ascending order, so the mirror of (i, j) is the next unread entry of row j
    for row in range(n):
        for entry in range(indptr[row], indptr[row + 1]):
            column = indices[entry]
            mirror = cursor[column]
            if mirror >= indptr[column + 1] or indices[mirror] != row or weights[mirror] != weights[entry]:
                return False
            cursor[column] += 1
    return True


@njit(cache=True, nogil=True)
def symmetrised(
    indptr: IntArray, indices: CodeArray, weights: FloatArray
) -> tuple[IntArray, CodeArray, FloatArray]:
    """Return the rows of A + A' (directed ties in either direction add up); rows must be sorted."""
    n = indptr.size - 1
    back_ptr, back_indices, back_weights = transpose(indptr, indices, weights, n)
    out_ptr = np.zeros(n + 1, np.int64)
    out_indices = np.empty(2 * indices.size, np.int32)
    out_weights = np.empty(2 * indices.size, np.float64)
    slot = 0
    for row in range(n):
        a, a_end = indptr[row], indptr[row + 1]
        b, b_end = back_ptr[row], back_ptr[row + 1]
        while a < a_end or b < b_end:
            weight = 0.0
            is_own = b >= b_end or (a < a_end and indices[a] <= back_indices[b])
            column = indices[a] if is_own else back_indices[b]
            if a < a_end and indices[a] == column:
                weight += weights[a]
                a += 1
            if b < b_end and back_indices[b] == column:
                weight += back_weights[b]
                b += 1
            out_indices[slot] = column
            out_weights[slot] = weight
            slot += 1
        out_ptr[row + 1] = slot
    return out_ptr, out_indices[:slot].copy(), out_weights[:slot].copy()

"""Barber's bipartite modularity: climb by assigning each mode to the modules of the other in turn (BRIM)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]

#: A node moves only for a gain above this.
_LEAST = 1e-9


@njit(cache=True, nogil=True)
def assign(
    indptr: IntArray, indices: CodeArray, label: IntArray, other_label: IntArray, own: int, n_labels: int
) -> bool:
    """Move each row node to the module it fits best, given the modules of the column nodes; say if any moved.

    Fit of node u to module s: ties of u into s, less k_u D_s / m, D_s the ties of the column nodes in s. Node u
    may also leave for a module of its own, number ``own + u``.
    """
    m = indices.size
    reach = np.zeros(n_labels, np.int64)
    for column in indices:
        reach[other_label[column]] += 1
    into = np.zeros(n_labels, np.int64)
    moved = False
    for node in range(indptr.size - 1):
        start, stop = indptr[node], indptr[node + 1]
        for column in indices[start:stop]:
            into[other_label[column]] += 1
        share = (stop - start) / m if m else 0.0
        best = label[node]
        most = into[best] - share * reach[best]
        alone = own + node
        if into[alone] - share * reach[alone] > most + _LEAST:
            best = alone
            most = into[alone] - share * reach[alone]
        for column in indices[start:stop]:
            there = other_label[column]
            fit = into[there] - share * reach[there]
            if fit > most + _LEAST:
                best = there
                most = fit
        for column in indices[start:stop]:
            into[other_label[column]] = 0
        if best != label[node]:
            label[node] = best
            moved = True
    return moved


@njit(cache=True, nogil=True)
def modularity(indptr: IntArray, indices: CodeArray, label: IntArray, other_label: IntArray) -> float:
    """Return Q = 1/m sum over ties inside modules - sum_s K_s D_s / m^2; NaN without ties."""
    m = indices.size
    if m == 0:
        return np.nan
    n_labels = max(label.max(), other_label.max()) + 1
    rows = np.zeros(n_labels, np.int64)
    columns = np.zeros(n_labels, np.int64)
    inside = 0
    for node in range(indptr.size - 1):
        rows[label[node]] += indptr[node + 1] - indptr[node]
        for column in indices[indptr[node] : indptr[node + 1]]:
            columns[other_label[column]] += 1
            inside += label[node] == other_label[column]
    expected = 0.0
    for s in range(n_labels):
        expected += rows[s] / m * (columns[s] / m)
    return float(inside / m - expected)


@njit(cache=True, nogil=True)
def climb(
    row_ptr: IntArray,
    row_indices: CodeArray,
    column_ptr: IntArray,
    column_indices: CodeArray,
    label: IntArray,
    other_label: IntArray,
    n_labels: int,
) -> None:
    """Assign rows and columns in turn, in place, until no node moves.

    Labels below ``n_labels`` are in use; the numbers after them are the modules of single nodes.
    """
    n_rows = row_ptr.size - 1
    total = n_labels + n_rows + column_ptr.size - 1
    moved = True
    while moved:
        of_rows = assign(row_ptr, row_indices, label, other_label, n_labels, total)
        of_columns = assign(column_ptr, column_indices, other_label, label, n_labels + n_rows, total)
        moved = of_rows or of_columns

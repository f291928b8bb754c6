"""Entropies of part combinations, for many groups at once. Bits throughout."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt

__all__ = ["alternating", "entropy_bits", "marginal", "quasi_independence", "subsets", "transmission"]

FloatArray = npt.NDArray[np.float64]


def subsets(n_parts: int, smallest: int = 1) -> list[tuple[int, ...]]:
    """Return all subsets of the parts with at least ``smallest`` members, small ones first.

    >>> subsets(2)
    [(0,), (1,), (0, 1)]
    """
    return [chosen for size in range(smallest, n_parts + 1) for chosen in combinations(range(n_parts), size)]


def marginal(cells: FloatArray, chosen: tuple[int, ...], n_parts: int) -> FloatArray:
    """Sum cell values (rows x 2**n_parts) over the parts that are not chosen."""
    # axis 1 of the reshaped array is the highest bit
    cube = cells.reshape(len(cells), *([2] * n_parts))
    away = tuple(n_parts - part for part in range(n_parts) if part not in chosen)
    summed: FloatArray = cube.sum(axis=away).reshape(len(cells), -1)
    return summed


def entropy_bits(probability: FloatArray) -> FloatArray:
    """Return the Shannon entropy of every row, 0 log 0 = 0.

    >>> entropy_bits(np.array([[0.5, 0.5], [1.0, 0.0]])).tolist()
    [1.0, 0.0]
    """
    positive = probability > 0
    logs = np.log2(probability, out=np.zeros_like(probability), where=positive)
    # subtracted from 0, not negated: -0.0 would be printed as a negative number
    bits: FloatArray = 0.0 - (probability * logs).sum(axis=1)
    return bits


def transmission(probability: FloatArray, n_parts: int) -> FloatArray:
    """Return T = sum over non-empty subsets S of (-1)^(|S|+1) H_S for every row of cell probabilities."""
    mean: FloatArray = (probability * alternating(probability, n_parts)).sum(axis=1)
    return mean


def alternating(probability: FloatArray, n_parts: int) -> FloatArray:
    """Return t(x) = sum_S (-1)^|S| log2 p_S(x) for every cell, so that T is its mean; 0 in empty cells."""
    total = np.zeros_like(probability)
    cells = np.arange(probability.shape[1])
    occupied = probability > 0
    for chosen in subsets(n_parts):
        held = marginal(probability, chosen, n_parts)
        place = np.zeros_like(cells)
        for bit, part in enumerate(chosen):
            place |= (cells >> part & 1) << bit
        log = np.log2(held[:, place], out=np.zeros_like(probability), where=occupied)
        total += (-1) ** len(chosen) * log
    return total


def quasi_independence(probability: FloatArray, n_parts: int, none_known: bool) -> FloatArray:
    """Return cell probabilities if the parts took part independently, with the observed shares of each part.

    When records without any part were not observed, independence is meant before they were dropped: the shares
    q_k of the full population solve q_k / D = m_k with D = 1 - prod_j (1 - q_j), one equation in D.
    """
    shares = np.column_stack([marginal(probability, (part,), n_parts)[:, 1] for part in range(n_parts)])
    if none_known:
        return _product(shares, n_parts)
    found = _non_empty_share(shares)
    full = _product(shares * found[:, None], n_parts)
    full[:, 0] = 0.0
    # without any overlap D tends to 0 and every record holds exactly one part
    alone = np.zeros_like(full)
    alone[:, [1 << part for part in range(n_parts)]] = shares
    total = full.sum(axis=1, keepdims=True)
    return np.where(total > 0, np.divide(full, total, out=alone, where=total > 0), alone)


def _product(shares: FloatArray, n_parts: int) -> FloatArray:
    cells = np.ones((len(shares), 2**n_parts))
    for column in range(2**n_parts):
        for part in range(n_parts):
            cells[:, column] *= shares[:, part] if column >> part & 1 else 1.0 - shares[:, part]
    return cells


def _non_empty_share(shares: FloatArray) -> FloatArray:
    """Solve D = 1 - prod_k (1 - m_k D) for D in (0, 1]; 0 where the shares leave no overlap."""
    # g(D) = 1 - prod(1 - m D) - D is concave with g(0) = 0: one more root exactly when sum(m) > 1
    low = np.zeros(len(shares))
    high = np.ones(len(shares))
    overlap = shares.sum(axis=1) > 1.0 + 1e-12
    for _ in range(60):
        middle = (low + high) / 2
        above = 1.0 - np.prod(1.0 - shares * middle[:, None], axis=1) > middle
        low = np.where(above, middle, low)
        high = np.where(above, high, middle)
    return np.where(overlap, high, 0.0)

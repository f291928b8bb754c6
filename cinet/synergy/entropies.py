"""Entropies of part combinations, for many groups at once. Bits throughout.

``cells`` are numbers of records or shares, rows x 2**n_parts; what is computed does not depend on their scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

__all__ = [
    "alternating",
    "entropy_bits",
    "marginal",
    "non_empty_share",
    "o_information",
    "quasi_independence",
    "subset_entropies",
    "subsets",
    "transmission",
]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

# values held at a time, so that draws by the hundred thousand do not fill the memory
_AT_ONCE = 1 << 22


def subsets(n_parts: int, smallest: int = 1) -> list[tuple[int, ...]]:
    """Return all subsets of the parts with at least ``smallest`` members, small ones first.

    >>> subsets(2)
    [(0,), (1,), (0, 1)]
    """
    return [chosen for size in range(smallest, n_parts + 1) for chosen in combinations(range(n_parts), size)]


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where the margins of every subset stand when they are put side by side in one row."""

    start: IntArray  # first margin of each subset
    size: IntArray  # number of parts in each subset
    place: IntArray  # subsets x cells: which margin a cell is counted in
    sums: tuple[
        tuple[slice, IntArray, IntArray], ...
    ]  # margins of one size, and which two of the next they add


@lru_cache
def _margins(n_parts: int) -> _Margins:
    chosen = subsets(n_parts)
    size = np.array([len(parts) for parts in chosen])
    start = np.cumsum(2**size) - 2**size
    cells = np.arange(2**n_parts)
    bits = [sum((cells >> part & 1) << bit for bit, part in enumerate(parts)) for parts in chosen]
    place = np.array(bits) + start[:, None]
    row = {parts: number for number, parts in enumerate(chosen)}
    sums = []
    for step in range(n_parts - 1, 0, -1):
        pairs = []
        for parts in chosen:
            if len(parts) == step:
                added = next(part for part in range(n_parts) if part not in parts)
                wider = place[row[tuple(sorted((*parts, added)))]]
                without = cells >> added & 1 == 0
                own = place[row[parts]]
                pairs.append({own[cell]: (wider[cell], wider[cell | 1 << added]) for cell in cells[without]})
        two = np.array([held[margin] for held in pairs for margin in sorted(held)])
        first = start[row[next(parts for parts in chosen if len(parts) == step)]]
        sums.append((slice(int(first), int(first) + len(two)), two[:, 0], two[:, 1]))
    return _Margins(start, size, place, tuple(sums))


def _side_by_side(cells: FloatArray, n_parts: int) -> FloatArray:
    """Sum cell values over every subset of the parts; a row gives the same bits whatever rows stand beside it."""
    held = _margins(n_parts)
    found = np.empty((len(cells), held.start[-1] + cells.shape[1]))
    found[:, held.start[-1] :] = cells
    for where, one, other in held.sums:
        np.add(found[:, one], found[:, other], out=found[:, where])
    return found


def marginal(cells: FloatArray, chosen: tuple[int, ...], n_parts: int) -> FloatArray:
    """Sum cell values over the parts that are not chosen."""
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
    # subtracted from 0, not negated: -0.0 would be printed as a negative number
    bits: FloatArray = 0.0 - _p_log_p(probability).sum(axis=1)
    return bits


def _p_log_p(probability: FloatArray) -> FloatArray:
    product = np.log2(probability, out=np.zeros_like(probability), where=probability > 0)
    product *= probability
    return product


def _chunks(cells: FloatArray, n_parts: int) -> Iterator[tuple[slice, FloatArray]]:
    """Yield the shares of all margins, some rows at a time."""
    step = max(1, _AT_ONCE // 3**n_parts)
    for first in range(0, len(cells), step):
        rows = slice(first, first + step)
        # sums of whole numbers are exact: shares are made afterwards
        margins = _side_by_side(cells[rows], n_parts)
        total = cells[rows].sum(axis=1, keepdims=True)
        margins /= np.where(total > 0, total, 1.0)
        yield rows, margins


def _combined(cells: FloatArray, n_parts: int, coefficient: IntArray) -> FloatArray:
    """Return sum_S coefficient_S H_S for every row."""
    found = np.zeros(len(cells))
    each = np.repeat(coefficient, 2 ** _margins(n_parts).size)
    for rows, margins in _chunks(cells, n_parts):
        found[rows] = 0.0 - (_p_log_p(margins) * each).sum(axis=1)
    return found


def subset_entropies(cells: FloatArray, n_parts: int) -> FloatArray:
    """Return H_S of every non-empty subset of the parts, in the order of :func:`subsets`."""
    start = _margins(n_parts).start
    found = np.zeros((len(cells), len(start)))
    for rows, margins in _chunks(cells, n_parts):
        found[rows] = 0.0 - np.add.reduceat(_p_log_p(margins), start, axis=1)
    return found


def transmission(cells: FloatArray, n_parts: int) -> FloatArray:
    """Return T = sum over non-empty subsets S of (-1)^(|S|+1) H_S for every row.

    Exactly 0 where a part is in all records or in none: with a part that does not vary the terms cancel in pairs.
    """
    found = _combined(cells, n_parts, (-1) ** (_margins(n_parts).size + 1))
    bits = _bits(n_parts)
    held, whole = (cells > 0) @ bits, (cells > 0) @ (1 - bits)
    found[((held == 0) | (whole == 0)).any(axis=1)] = 0.0
    return found


def _bits(n_parts: int) -> IntArray:
    """Return cells x parts: 1 where the cell holds the part."""
    bits: IntArray = np.arange(2**n_parts)[:, None] >> np.arange(n_parts) & 1
    return bits


def o_information(cells: FloatArray, n_parts: int) -> FloatArray:
    """Return (n - 2) H_all + sum_k (H_k - H_all-but-k) for every row: TC - DTC, and T when n = 3."""
    size = _margins(n_parts).size
    coefficient = (size == 1).astype(np.int64) - (size == n_parts - 1) + (n_parts - 2) * (size == n_parts)
    return _combined(cells, n_parts, coefficient)


def alternating(cells: FloatArray, n_parts: int) -> FloatArray:
    """Return t(x) = sum_S (-1)^|S| log2 p_S(x) for every cell, so that T is its mean; 0 in empty cells."""
    held = _margins(n_parts)
    sign = ((-1.0) ** held.size)[:, None]
    found = np.zeros_like(cells)
    for rows, margins in _chunks(cells, n_parts):
        logs = np.log2(margins, out=np.zeros_like(margins), where=margins > 0)
        found[rows] = np.where(cells[rows] > 0, (logs[:, held.place] * sign).sum(axis=1), 0.0)
    return found


def quasi_independence(cells: FloatArray, n_parts: int, none_known: bool) -> FloatArray:
    """Return cell probabilities if the parts took part independently, with the observed shares of each part.

    When records without any part were not observed, independence is meant before they were dropped: the shares
    q_k of the full population solve q_k / D = m_k with D = 1 - prod_j (1 - q_j), one equation in D.
    """
    total = cells.sum(axis=1, keepdims=True)
    total = np.where(total > 0, total, 1.0)
    # no matrix product: it would round a row by what stands beside it
    shares = np.column_stack([marginal(cells, (part,), n_parts)[:, 1] for part in range(n_parts)]) / total
    if none_known:
        return _product(shares)
    # records beyond one per part: sum(m) - 1 without its rounding error
    beyond = np.maximum(_bits(n_parts).sum(axis=1) - 1.0, 0.0)
    found = non_empty_share(shares, (cells * beyond).sum(axis=1) / total[:, 0])
    full = _product(shares * found[:, None])
    full[:, 0] = 0.0
    # without any overlap D tends to 0 and every record holds exactly one part
    alone = np.zeros_like(full)
    alone[:, [1 << part for part in range(n_parts)]] = shares
    total = full.sum(axis=1, keepdims=True)
    return np.where(total > 0, np.divide(full, total, out=alone.copy(), where=total > 0), alone)


def _product(shares: FloatArray) -> FloatArray:
    cells = np.ones((len(shares), 1))
    for share in shares.T[:, :, None]:
        cells = np.concatenate([cells * (1.0 - share), cells * share], axis=1)
    return cells


def non_empty_share(shares: FloatArray, overlap: FloatArray) -> FloatArray:
    """Solve D = 1 - prod_k (1 - m_k D) for D in (0, 1]; 0 where the shares m leave no ``overlap`` = sum m - 1.

    Divided by D this is g(D) = overlap - e_2 D + e_3 D^2 - ... = 0 with e_j the elementary symmetric sums of m.
    g falls and is convex on [0, 1], so Newton's steps from 0 approach the root from below and never pass it.
    """
    found = np.where((shares == 1.0).any(axis=1), 1.0, 0.0)
    left = np.flatnonzero((overlap > 0) & (found == 0))
    pairs = (shares.sum(axis=1) ** 2 - (shares**2).sum(axis=1)) / 2
    found[left] = np.minimum(overlap[left] / pairs[left], 1.0)
    while left.size:
        after = np.minimum(_newton_step(shares[left], overlap[left], found[left]), 1.0)
        # the steps only grow until rounding ends the climb
        grown = after > found[left] * (1.0 + 1e-15)
        found[left] = np.maximum(found[left], after)
        left = left[grown]
    return found


def _newton_step(shares: FloatArray, overlap: FloatArray, at: FloatArray) -> FloatArray:
    """Step towards the root of g(D) = overlap - r(D) / D, r = prod_k (1 - x_k) - 1 + sum_k x_k with x = m D.

    r = sum_k x_k (sum of x before k) prod_(j > k) (1 - x_j) adds nothing negative, so a tiny overlap loses no digits.
    """
    part = shares * at[:, None]
    without = 1.0 - part
    sums, head, tail = np.zeros_like(part), np.ones_like(part), np.ones_like(part)
    np.cumsum(part[:, :-1], axis=1, out=sums[:, 1:])
    np.cumprod(without[:, :-1], axis=1, out=head[:, 1:])
    np.cumprod(without[:, :0:-1], axis=1, out=tail[:, -2::-1])
    rest = (part * sums * tail).sum(axis=1)
    slope = ((part * (1.0 - head * tail)).sum(axis=1) - rest) / at**2
    after: FloatArray = at + (overlap - rest / at) / slope
    return after

"""Shannon information between sets of nominal variables, for many groups of cells at once. Bits throughout.

Information is summed from terms that are never negative, so that what is left near independence keeps its digits:
differences of entropies lose them, and may turn negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from cinet.kernels.cells import combined, grouped, numbered

__all__ = [
    "Cells",
    "co_information",
    "dual_total_correlation",
    "log_shares",
    "o_information",
    "occupied",
    "shared",
    "total_correlation",
]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Columns = tuple[int, ...]

_LN2 = float(np.log(2.0))

# the squares of totals below this fit into 64 bits
_EXACT = 3_000_000_000


@dataclass(frozen=True, slots=True)
class Cells:
    """Occupied cells: class codes, how many classes each variable has, counts, and the group of each cell."""

    codes: npt.NDArray[Any]
    sizes: tuple[int, ...]
    counts: FloatArray
    group: IntArray
    n_groups: int

    def totals(self) -> FloatArray:
        """Return the number of records per group."""
        return np.bincount(self.group, weights=self.counts, minlength=self.n_groups).astype(np.float64)

    def keys(self, columns: Sequence[int]) -> tuple[IntArray, int]:
        """Return one integer per cell, the same for cells of one group that agree in the columns."""
        codes = np.column_stack([self.group, *(self.codes[:, column] for column in columns)])
        return combined(codes, [self.n_groups, *(self.sizes[column] for column in columns)])

    def margin(self, columns: Sequence[int]) -> Cells:
        """Return the cells of some variables."""
        keys, span = self.keys(columns)
        row, counts = grouped(keys, span, self.counts)
        sizes = tuple(self.sizes[column] for column in columns)
        return Cells(self.codes[row][:, list(columns)], sizes, counts, self.group[row], self.n_groups)


def log_shares(cells: Cells, columns: Sequence[int]) -> FloatArray:
    """Return, for every cell, log2 of the share of its group that agrees with it in the columns."""
    marks = numbered(*cells.keys(columns))
    held = np.bincount(marks, weights=cells.counts)[marks]
    logs: FloatArray = np.log2(held / cells.totals()[cells.group])
    return logs


def occupied(cells: Cells, columns: Sequence[int]) -> FloatArray:
    """Return the number of combinations of classes that occur in each group."""
    held = cells.margin(columns)
    return np.bincount(held.group, minlength=cells.n_groups).astype(np.float64)


def shared(cells: Cells, x: Columns, y: Columns, given: Columns = ()) -> FloatArray:
    """Return I(X; Y | Z) of every group, NaN where it holds no record.

    With r, c, m the records of a cell's row, column and stratum (a class of Z), the sum goes over
    ``r c / (n m) phi(d)`` with d = (count m - r c) / (r c) and phi(d) = (1 + d) log(1 + d) - d >= 0.
    """
    held = cells.margin([*given, *x, *y])
    z, first, second = _positions(len(given), len(x), len(y))
    counts: npt.NDArray[Any] = held.counts
    if (counts == np.floor(counts)).all() and counts.sum() < _EXACT:
        counts = counts.astype(np.int64)
    stratum = numbered(*held.keys(z))
    row, column = (numbered(*held.keys([*z, *side])) for side in (first, second))
    m = _sums(stratum, counts)
    per_stratum = m[stratum]
    expected = _sums(row, counts)[row] * _sums(column, counts)[column]
    surplus = (counts * per_stratum - expected) / expected
    terms = expected / per_stratum * _phi(surplus)
    # phi(-1) = 1: an empty cell weighs what was expected in it
    square = (m * m).astype(np.float64)
    empty = (m * m - _sums(stratum, expected)).astype(np.float64)
    if counts.dtype != np.int64:
        # what rounding leaves of 0
        empty = np.where(empty < 1e-14 * square, 0.0, empty)
    group = np.zeros(len(m), dtype=np.int64)
    group[stratum] = held.group
    nats = np.bincount(held.group, weights=terms, minlength=cells.n_groups)
    nats += np.bincount(group, weights=empty / m, minlength=cells.n_groups)
    total = cells.totals()
    bits: FloatArray = np.full(cells.n_groups, np.nan)
    np.divide(nats / _LN2, total, out=bits, where=total > 0)
    return bits


def co_information(cells: Cells, sets: Sequence[Columns]) -> FloatArray:
    """Return the alternating sum of entropies T of two or more sets of variables, NaN without a record.

    T = sum over subsets S of the other sets of ``(-1)^|S| I(A; B | S)``, whichever pair A, B is singled out; the pair
    that shares least loses the fewest digits.
    """
    pairs = list(combinations(range(len(sets)), 2))
    between: FloatArray = np.array([shared(cells, sets[a], sets[b]) for a, b in pairs])
    least = np.where(np.isnan(between), np.inf, between).argmin(axis=0)
    found: FloatArray = np.full(cells.n_groups, np.nan)
    for best in np.unique(least):
        a, b = pairs[best]
        others = [columns for place, columns in enumerate(sets) if place not in (a, b)]
        value = between[best].copy()
        for size in range(1, len(others) + 1):
            for chosen in combinations(others, size):
                value += (-1) ** size * shared(cells, sets[a], sets[b], sum(chosen, ()))
        found = np.where(least == best, value, found)
    return found


def total_correlation(cells: Cells) -> FloatArray:
    """Return TC of every group: what each variable shares with those before it, summed."""
    terms = [shared(cells, (i,), tuple(range(i))) for i in range(1, len(cells.sizes))]
    return _added(terms)


def dual_total_correlation(cells: Cells) -> FloatArray:
    """Return DTC of every group: what each variable shares with those before it, given those after it."""
    k = len(cells.sizes)
    terms = [shared(cells, (i,), tuple(range(i)), tuple(range(i + 1, k))) for i in range(1, k)]
    return _added(terms)


def o_information(cells: Cells) -> FloatArray:
    """Return TC - DTC of every group: for each inner variable, its T with all before and all after it."""
    k = len(cells.sizes)
    if k == 2:
        return np.where(cells.totals() > 0, 0.0, np.nan)
    inner = [((i,), tuple(range(i)), tuple(range(i + 1, k))) for i in range(1, k - 1)]
    return _added([co_information(cells, sets) for sets in inner])


def _added(terms: list[FloatArray]) -> FloatArray:
    added: FloatArray = np.sum(terms, axis=0)
    return added


def _positions(*lengths: int) -> list[Columns]:
    """Return the columns of consecutive blocks with the given lengths."""
    ends = np.cumsum(lengths).tolist()
    return [tuple(range(end - length, end)) for end, length in zip(ends, lengths, strict=True)]


def _sums(marks: IntArray, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the sum of the values per mark, exact for whole numbers."""
    if values.dtype != np.int64:
        return np.bincount(marks, weights=values)
    sums = np.zeros(marks.max() + 1, dtype=np.int64)
    np.add.at(sums, marks, values)
    return sums


def _phi(d: FloatArray) -> FloatArray:
    """Return (1 + d) log(1 + d) - d for d > -1, by its series near 0, where the difference would lose digits."""
    small = np.abs(d) < 1e-2
    power = np.where(small, d, 0.0)
    series = np.zeros_like(d)
    for k in range(11, 1, -1):
        series = series * power + (-1) ** k / (k * (k - 1))
    large = np.where(small, 1.0, d)
    return np.where(small, power * power * series, (1.0 + large) * np.log1p(large) - large)

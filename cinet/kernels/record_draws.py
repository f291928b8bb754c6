"""Records drawn anew: shuffled or resampled within blocks, and their T. The T of thousands of draws, block by block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from cinet.kernels.cells import combined, shuffled

__all__ = ["Records", "Sampler", "independent", "permuted", "resampled", "transmission"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Records:
    """Single records in blocks that lie one after the other: class codes (variables x records) and groups.

    A block does not cross groups: block b holds the records bounds[b]:bounds[b + 1].
    """

    codes: CodeArray
    sizes: tuple[int, ...]
    group: IntArray
    n_groups: int
    bounds: IntArray


Sampler = Callable[[Records, np.random.Generator], CodeArray]


def permuted(records: Records, rng: np.random.Generator) -> CodeArray:
    """Shuffle the classes of every variable within the blocks, independently; the first may stay as it is."""
    n = len(records.group)
    rest = [shuffled(codes, records.bounds, rng.random(n)) for codes in records.codes[1:]]
    return np.stack([records.codes[0], *rest])


def independent(records: Records, rng: np.random.Generator) -> CodeArray:
    """Draw the classes of every variable with their shares in the block, independently."""
    return np.stack([codes[_positions(records, rng)] for codes in records.codes])


def resampled(records: Records, rng: np.random.Generator) -> CodeArray:
    """Draw whole records from their block, with replacement."""
    return records.codes[:, _positions(records, rng)]


def _positions(records: Records, rng: np.random.Generator) -> IntArray:
    sizes = np.diff(records.bounds)
    start = np.repeat(records.bounds[:-1], sizes)
    drawn: IntArray = start + (rng.random(len(start)) * np.repeat(sizes, sizes)).astype(np.int64)
    return drawn


def transmission(records: Records, codes: CodeArray) -> FloatArray:
    """Return the alternating sum of entropies T (bits) of every group, from single records."""
    total = np.bincount(records.group, minlength=records.n_groups)
    signed = np.zeros(records.n_groups)
    places = range(len(codes))
    for size in range(1, len(codes) + 1):
        for chosen in combinations(places, size):
            signed += (-1) ** size * _log_counts(records, codes, chosen)
    found: FloatArray = np.log2(total) + signed / total
    return found


def _log_counts(records: Records, codes: CodeArray, chosen: Sequence[int]) -> FloatArray:
    """Return the sum of c log2 c over the occupied cells of every group."""
    # the group is the last digit of a key, so that it can be read from the key alone
    columns = np.stack([*(codes[place] for place in chosen), records.group]).T
    keys, span = combined(columns, [*(records.sizes[place] for place in chosen), records.n_groups])
    if span <= len(keys) + 1024:
        counts = np.bincount(keys, minlength=span).reshape(-1, records.n_groups)
        dense: FloatArray = (counts * np.log2(np.maximum(counts, 1))).sum(axis=0)
        return dense
    keys = np.sort(keys)
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    held = np.diff(np.append(first, len(keys)))
    group = keys[first] % records.n_groups
    return np.bincount(group, weights=held * np.log2(held), minlength=records.n_groups).astype(np.float64)

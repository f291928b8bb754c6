"""A small random stream for compiled code: xoshiro256++ (Blackman & Vigna), seeded by numpy's SeedSequence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

StateArray = npt.NDArray[np.uint64]


@njit(cache=True, nogil=True)
def _rotate(value: np.uint64, by: int) -> np.uint64:
    return (value << np.uint64(by)) | (value >> np.uint64(64 - by))


@njit(cache=True, nogil=True)
def next_bits(state: StateArray) -> np.uint64:
    """Return 64 random bits and advance the state (four words, not all zero)."""
    drawn: np.uint64 = _rotate(state[0] + state[3], 23) + state[0]
    shifted = state[1] << np.uint64(17)
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = _rotate(state[3], 45)
    return drawn


@njit(cache=True, nogil=True)
def below(state: StateArray, bound: int) -> np.int64:
    """Return an unbiased integer in 0..bound-1, for a bound under 2**31."""
    limit = np.uint64(bound)
    # 32 random bits times the bound; the low half is refused where it would favour some values
    threshold = (np.uint64(4294967296) - limit) % limit
    while True:
        product = (next_bits(state) >> np.uint64(32)) * limit
        if (product & np.uint64(4294967295)) >= threshold:
            return np.int64(product >> np.uint64(32))

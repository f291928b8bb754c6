from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from cinet.kernels import random
from tests import oracles

#: First outputs of the authors' program from the state (1, 2, 3, 4).
REFERENCE = [
    41943041,
    58720359,
    3588806011781223,
    3591011842654386,
    9228616714210784205,
    9973669472204895162,
    14011001112246962877,
    12406186145184390807,
    15849039046786891736,
    10450023813501588000,
]


def test_stream_of_the_reference_program():
    state = np.array([1, 2, 3, 4], np.uint64)
    assert [int(random.next_bits(state)) for _ in REFERENCE] == REFERENCE
    assert oracles.xoshiro256plusplus([1, 2, 3, 4], len(REFERENCE)) == REFERENCE


@given(st.lists(st.integers(0, 2**64 - 1), min_size=4, max_size=4).filter(any))
def test_stream_from_any_state(words):
    state = np.array(words, np.uint64)
    assert [int(random.next_bits(state)) for _ in range(5)] == oracles.xoshiro256plusplus(words, 5)


@given(st.integers(1, 2**31 - 1), st.integers(0, 2**64 - 1))
def test_below_stays_below(bound, word):
    state = np.array([word, 1, 2, 3], np.uint64)
    drawn = [random.below(state, bound) for _ in range(5)]
    assert all(0 <= value < bound for value in drawn)


def test_below_refuses_what_would_favour_some_values():
    """Words whose product falls short of the threshold are drawn again."""
    bound = 3 * 2**29  # 2^32 = 2 * bound + 2^30: a quarter of the words is refused
    state = np.array([1, 2, 3, 4], np.uint64)
    drawn = [int(random.below(state, bound)) for _ in range(50)]
    words = [word >> 32 for word in oracles.xoshiro256plusplus([1, 2, 3, 4], 200)]
    kept = [word * bound for word in words if word * bound % 2**32 >= 2**30]
    assert drawn == [product >> 32 for product in kept[:50]]
    assert len(kept) < len(words)


@pytest.mark.parametrize("bound", [3, 7])
def test_below_is_even(bound):
    state = np.array([11, 22, 33, 44], np.uint64)
    n = 3000
    seen = np.bincount([random.below(state, bound) for _ in range(n)], minlength=bound)
    assert ((seen - n / bound) ** 2 / (n / bound)).sum() < chi2.ppf(0.999, bound - 1)

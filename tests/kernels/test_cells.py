from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels.cells import combined, grouped, numbered, shuffled


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=30))
@pytest.mark.parametrize("sizes", [(4, 4, 4), (2**40, 2**20, 4), (2**31, 2**31, 2**31)])
def test_keys_order_rows_as_their_codes_do(sizes, rows):
    keys, span = combined(np.array(rows), sizes)
    assert keys.max() < span
    order = np.argsort(keys, kind="stable")
    assert [rows[row] for row in order] == sorted(rows)
    assert len(set(keys.tolist())) == len(set(rows))


@pytest.mark.parametrize("scale", [1, 10**15])
def test_keys_are_numbered_without_gaps(scale):
    keys = np.array([5, 2, 5, 9]) * scale
    assert numbered(keys, 10 * scale).tolist() == [1, 0, 1, 2]


@pytest.mark.parametrize("counts", [[1.0, 2.0, 4.0], [0.5, 2.0, 4.0]])
def test_equal_keys_are_one_cell(counts):
    keys = np.array([8, 3, 8])
    row, sums = grouped(keys, 9, np.array(counts))
    assert keys[row].tolist() == [3, 8]
    assert sums.tolist() == [2.0, counts[0] + 4.0]


def test_shuffled_values_stay_in_their_block():
    values = np.arange(20, dtype=np.int32)
    bounds = np.array([0, 1, 8, 8, 20])
    drawn = shuffled(values, bounds, np.random.default_rng(3).random(20))
    assert drawn.dtype == np.int32
    for low, high in pairwise(bounds):
        assert sorted(drawn[low:high].tolist()) == list(range(low, high))
    assert drawn.tolist() != values.tolist()
    assert values.tolist() == list(range(20))


def test_every_order_is_equally_likely():
    rng = np.random.default_rng(4)
    values = np.arange(3, dtype=np.int32)
    n = 3000
    seen = Counter(tuple(shuffled(values, np.array([0, 3]), rng.random(3)).tolist()) for _ in range(n))
    assert len(seen) == 6
    # five standard deviations of a share of one sixth
    assert all(abs(count / n - 1 / 6) < 5 * np.sqrt(5 / 36 / n) for count in seen.values())

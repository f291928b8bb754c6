from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.kernels import bridging
from tests import oracles_holes, strategies
from tests.metrics import samples

EITHER = st.booleans().flatmap(
    lambda directed: st.tuples(st.just(directed), strategies.matrices(directed=directed))
)


def lost(matrix, step=1):
    """What each arc is worth, as a matrix."""
    rows, back = strategies.csr(matrix)[:2], strategies.csr(matrix.T)[:2]
    parts = [bridging.closeness_lost(*rows, *back, first, step) for first in range(step)]
    return strategies.dense(*rows, sum(parts, np.zeros(len(rows[1]))), len(matrix))


@settings(max_examples=150)
@given(strategies.matrices(directed=True, weighted=False))
def test_what_is_lost_with_an_arc_is_found_by_cutting_it(matrix):
    found = lost(matrix)
    for a, b in zip(*np.nonzero(matrix), strict=True):
        cut = matrix.copy()
        cut[a, b] = 0
        wanted = oracles_holes.total_closeness(matrix) - oracles_holes.total_closeness(cut)
        assert found[a, b] == pytest.approx(wanted, abs=1e-12)


def test_what_is_lost_in_larger_networks():
    rng = np.random.default_rng(5)
    for n, share in [(12, 0.12), (12, 0.2), (14, 0.3)]:
        test_what_is_lost_with_an_arc_is_found_by_cutting_it.hypothesis.inner_test(
            (rng.random((n, n)) < share) * (1.0 - np.eye(n))
        )


def test_the_long_way_round_a_ring():
    # 0-1-2-3-4-0: without 0-1, actor 1 is four steps from 0 and actor 2 three instead of two
    ring = samples.path(5)
    ring[0, 4] = ring[4, 0] = 1
    assert lost(ring)[0, 1] == pytest.approx((1 - 1 / 4) + (1 / 2 - 1 / 3) + (1 / 2 - 1 / 3))

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import spanners
from tests import oracles_holes, strategies


@given(strategies.matrices(), st.data())
def test_influence_spreads_until_nothing_grows(matrix, data):
    n = len(matrix)
    group = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    start = np.zeros((n, 3))
    start[np.arange(n), np.array(group, int)] = matrix.sum(axis=1)
    held = spanners.spread(*strategies.csr(matrix)[:2], start, 0.3, 0.25)
    assert (held >= start).all()
    wanted = oracles_holes.his_spanners(matrix, [str(name) for name in group])
    assert np.allclose(np.sort(held, axis=1)[:, -2], wanted)


def test_one_group_is_passed_on_at_the_lesser_rate():
    rows = strategies.csr(np.array([[0, 1], [1, 0]]))[:2]
    assert spanners.spread(*rows, np.array([[10.0], [1.0]]), 0.3, 0.25).tolist() == [[10.0], [3.0]]

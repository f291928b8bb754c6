from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import key_players
from tests import oracles_centrality, strategies


@given(strategies.matrices(weighted=False, min_actors=1), st.data())
def test_cohesion_without_a_set(matrix, data):
    n = len(matrix)
    chosen = data.draw(st.lists(st.integers(0, n - 1), unique=True))
    gone = np.zeros(n, np.bool_)
    gone[chosen] = True
    indptr, indices, _ = strategies.csr(matrix)
    for by_distance in (False, True):
        found = key_players.cohesion_without(indptr, indices, gone, by_distance)
        wanted = oracles_centrality.cohesion(matrix, set(chosen), by_distance)
        assert np.allclose(found, wanted, rtol=1e-12, equal_nan=True)

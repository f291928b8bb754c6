from __future__ import annotations

import numpy as np
from hypothesis import given

from cinet.kernels import cores
from tests import oracles_centrality, strategies


@given(strategies.matrices())
def test_the_s_core_is_the_best_of_all_sets(matrix):
    assert np.allclose(
        cores.s_core(*strategies.csr(matrix)), oracles_centrality.core(matrix), rtol=1e-12, atol=1e-12
    )


def test_rounding_leaves_nothing_behind():
    """0.1 + 0.2 - 0.1 - 0.2 is not 0, but a star without its rim is."""
    matrix = np.zeros((4, 4))
    matrix[0, 1:] = matrix[1:, 0] = 0.1, 0.2, 0.3
    assert cores.s_core(*strategies.csr(matrix)).tolist() == [0.3, 0.1, 0.2, 0.3]

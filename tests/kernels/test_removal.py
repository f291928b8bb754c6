from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import removal
from tests import oracles_meso, strategies


@given(matrix=strategies.matrices(max_actors=9))
def test_the_order_of_degrees_counted_anew(matrix):
    indptr, indices, _ = strategies.csr(matrix)
    assert removal.degree_order(indptr, indices).tolist() == oracles_meso.degree_order(matrix)


@given(data=st.data())
def test_the_largest_component_after_every_removal(data):
    matrix = data.draw(strategies.matrices(max_actors=9))
    n = len(matrix)
    order = data.draw(st.permutations(range(n)))[: data.draw(st.integers(0, n))]
    indptr, indices, _ = strategies.csr(matrix)
    found = removal.giant_sizes(indptr, indices, np.array(order, dtype=np.int64))
    assert found.tolist() == oracles_meso.giants(matrix, order)


def test_components_merge_whichever_is_larger():
    matrix = np.zeros((5, 5))
    for i, j in [(0, 1), (1, 2), (3, 4), (2, 3)]:
        matrix[i, j] = matrix[j, i] = 1
    indptr, indices, _ = strategies.csr(matrix)
    for order in ([4, 3, 2, 1, 0], [0, 1, 2, 3, 4], [2, 3, 0, 4, 1]):
        found = removal.giant_sizes(indptr, indices, np.array(order))
        assert found.tolist() == oracles_meso.giants(matrix, order)

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import brokerage
from tests import oracles, strategies


@given(strategies.matrices(directed=True), st.data())
def test_directed_roles_are_those_of_the_enumeration(matrix, data):
    group = data.draw(st.lists(st.integers(0, 2), min_size=len(matrix), max_size=len(matrix)))
    indptr, indices, _ = strategies.csr(matrix)
    found = brokerage.directed_roles(indptr, indices, np.array(group, np.int32))
    wanted = [row[:5] for row in oracles.roles(matrix, group, directed=True)]
    assert found.tolist() == wanted


def test_every_role_once():
    # 2 -> v for each kind of ends around v = 0; groups: v in 0
    matrix = np.zeros((11, 11))
    group = [0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 2]
    for i, k in [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]:
        matrix[i, 0] = matrix[0, k] = 1
    # close every other path, so that each pair of ends counts once
    for i in range(1, 11, 2):
        for k in range(2, 11, 2):
            if k != i + 1:
                matrix[i, k] = 1
    found = brokerage.directed_roles(*strategies.csr(matrix)[:2], np.array(group, np.int32))
    assert found[0].tolist() == [1, 1, 1, 1, 1]


def test_a_returned_tie_is_no_path():
    matrix = np.array([[0, 1], [1, 0]], float)
    found = brokerage.directed_roles(*strategies.csr(matrix)[:2], np.zeros(2, np.int32))
    assert found.sum() == 0

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import adjacency
from tests import strategies


@given(strategies.matrices(directed=True))
def test_transpose(matrix):
    indptr, indices, weights = adjacency.transpose(*strategies.csr(matrix), len(matrix))
    assert np.array_equal(strategies.dense(indptr, indices, weights, len(matrix)), matrix.T)
    for row in np.split(indices, indptr[1:-1]):
        assert (np.diff(row) > 0).all()


@given(st.integers(0, 4), st.integers(0, 5), st.data())
def test_transpose_of_an_oblong_matrix(n_rows, n_columns, data):
    held = data.draw(st.lists(st.integers(0, 2), min_size=n_rows * n_columns, max_size=n_rows * n_columns))
    matrix = np.array(held, dtype=float).reshape(n_rows, n_columns)
    assert np.array_equal(
        strategies.dense(*adjacency.transpose(*strategies.csr(matrix), n_columns), n_rows), matrix.T
    )


@given(strategies.matrices(directed=True))
def test_symmetry_is_told_from_asymmetry(matrix):
    assert adjacency.is_symmetric(*strategies.csr(matrix)) == np.array_equal(matrix, matrix.T)


@given(strategies.matrices())
def test_a_symmetric_matrix_is_symmetric(matrix):
    assert adjacency.is_symmetric(*strategies.csr(matrix))


@pytest.mark.parametrize(
    "matrix",
    [
        [[0, 1], [0, 0]],
        [[0, 0], [1, 0]],
        [[0, 1], [2, 0]],
        [[0, 1, 0], [0, 0, 1], [1, 0, 0]],
        [[0, 0, 1], [0, 0, 1], [1, 0, 0]],
    ],
    ids=["above", "below", "other weight", "cycle", "one of two"],
)
def test_asymmetry(matrix):
    assert not adjacency.is_symmetric(*strategies.csr(matrix))


@given(strategies.matrices(directed=True))
def test_symmetrised_is_the_sum_with_the_transpose(matrix):
    indptr, indices, weights = adjacency.symmetrised(*strategies.csr(matrix))
    assert np.array_equal(strategies.dense(indptr, indices, weights, len(matrix)), matrix + matrix.T)
    for row in np.split(indices, indptr[1:-1]):
        assert (np.diff(row) > 0).all()


@pytest.mark.parametrize(
    ("indices", "weights", "faulty"),
    [
        ([1, 2, 0], [1.0, 2.0, 1.0], False),
        ([0, 2, 0], [1.0, 2.0, 1.0], True),  # a self-loop
        ([2, 1, 0], [1.0, 2.0, 1.0], True),  # out of order
        ([1, 1, 0], [1.0, 2.0, 1.0], True),  # twice
        ([1, 2, 0], [1.0, 0.0, 1.0], True),
        ([1, 2, 0], [1.0, -1.0, 1.0], True),
        ([1, 2, 0], [1.0, np.inf, 1.0], True),
        ([1, 2, 0], [1.0, np.nan, 1.0], True),
    ],
)
def test_faults_of_rows(indices, weights, faulty):
    rows = np.array([0, 2, 3, 3]), np.array(indices, np.int32), np.array(weights)
    assert bool(adjacency.is_faulty(*rows)) is faulty

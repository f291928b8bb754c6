from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import adjacency, ego
from tests import oracles_holes, strategies
from tests.metrics import samples


def holes(matrix, scope, chosen=None, step=1):
    """The measures of all actors from a symmetric matrix, and c_ij as a matrix."""
    indptr, indices, weights = strategies.csr(matrix)
    marks = np.ones(len(indices), bool) if chosen is None else chosen
    actors, dyadic = np.empty((len(matrix), 4)), np.full(len(indices), np.nan)
    for first in range(step):
        ego.holes(indptr, indices, weights, marks, scope == "ego", first, step, actors, dyadic)
    return actors, strategies.dense(indptr, indices, dyadic, len(matrix))


@given(strategies.matrices(), st.sampled_from(["whole", "ego"]))
def test_holes_are_those_of_the_definition(matrix, scope):
    actors, dyadic = holes(matrix, scope)
    wanted = oracles_holes.dyadic(matrix, False, scope, "both")
    assert {(int(i), int(j)) for i, j in zip(*np.nonzero(dyadic), strict=True)} == set(wanted)
    for (i, j), value in wanted.items():
        assert dyadic[i, j] == pytest.approx(value, rel=1e-9)
    for i in range(len(matrix)):
        shares = [value for (source, _), value in wanted.items() if source == i]
        assert actors[i, 0] == len(shares)
        assert np.allclose(actors[i, 1], sum(shares) if shares else np.nan, rtol=1e-9, equal_nan=True)
        assert np.allclose(actors[i, 3], oracles_holes.hierarchy(shares), atol=1e-9, equal_nan=True)
    sizes = oracles_holes.effective_size(matrix, False, scope, "both")
    assert np.allclose(actors[:, 2], sizes, rtol=1e-9, equal_nan=True)


@given(strategies.matrices(min_actors=1), st.sampled_from(["whole", "ego"]))
def test_the_division_of_the_work_changes_no_bit(matrix, scope):
    at_once, cut = holes(matrix, scope), holes(matrix, scope, step=3)
    assert at_once[0].tobytes() == cut[0].tobytes()
    assert at_once[1].tobytes() == cut[1].tobytes()


def test_alters_that_are_not_chosen_are_no_alters():
    # of the triangle's two, actor 0 keeps the first
    actors, dyadic = holes(samples.clique(3), "ego", chosen=np.array([True, False, True, True, True, True]))
    assert actors[0].tolist() == [1.0, 1.0, 1.0, 1.0]
    assert np.isnan(dyadic[0, 2])


def test_a_share_whose_square_vanishes_adds_nothing_to_the_hierarchy():
    actors, _ = holes(np.array([[0, 1, 1e-200], [1, 0, 0], [1e-200, 0, 0]]), "whole")
    assert actors[0].tolist() == [2.0, 1.0, 2.0, 1.0]


@given(strategies.matrices(directed=True))
def test_entries_among(matrix):
    indptr, indices, weights = strategies.csr(matrix)
    both_ptr, both, _ = adjacency.symmetrised(indptr, indices, weights)
    marks = ego.entries_among(both_ptr, both, indptr, indices)
    assert (strategies.dense(both_ptr, both, marks, len(matrix)) == (matrix > 0)).all()


@given(
    st.booleans().flatmap(
        lambda directed: st.tuples(st.just(directed), strategies.matrices(directed=directed))
    )
)
def test_betweenness_inside_the_networks_of_the_actors(pair):
    directed, matrix = pair
    indptr, indices, _ = strategies.csr(matrix)
    in_ptr, in_indices, _ = strategies.csr(matrix.T)
    found = np.empty(len(matrix))
    for first in range(2):
        ego.betweenness(indptr, indices, in_ptr, in_indices, first, 2, found)
    wanted = oracles_holes.ego_betweenness(matrix, directed)
    assert np.allclose(found if directed else found / 2, wanted)


def test_row_sums_and_maxima():
    indptr, _, weights = strategies.csr([[0, 1, 3], [1, 0, 0], [0, 0, 0]])
    total, most = ego.row_sums_and_maxima(indptr, weights)
    assert (total.tolist(), most.tolist()) == ([4, 1, 0], [3, 1, 0])
    assert ego.widest_row(indptr) == 2


def test_long_rows_are_searched_and_give_the_same():
    # actor 0 has 3 alters, one of them a hub with 40, tied to the other two
    matrix = np.zeros((42, 42))
    matrix[1, 2:] = matrix[2:, 1] = np.arange(1.0, 41.0)
    matrix[0, [1, 5, 9]] = matrix[[1, 5, 9], 0] = [2.0, 1.0, 4.0]
    matrix[9, 41] = matrix[41, 9] = 3.0
    for scope in ("whole", "ego"):
        actors, _ = holes(matrix, scope)
        wanted = oracles_holes.dyadic(matrix, False, scope, "both")
        sizes = oracles_holes.effective_size(matrix, False, scope, "both")
        for i in range(42):
            parts = [value for (source, _), value in wanted.items() if source == i]
            assert actors[i, 1] == pytest.approx(sum(parts), rel=1e-12)
            assert actors[i, 2] == pytest.approx(sizes[i], rel=1e-12)

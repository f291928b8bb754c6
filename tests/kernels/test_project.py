from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.incidence import event_weights
from cinet.kernels import project
from tests import oracles, strategies


@pytest.mark.parametrize("weighting", ["full", "newman", "pair", "batagelj"])
@given(incidence=strategies.incidences())
def test_projection_is_that_of_the_enumeration(weighting, incidence):
    n = incidence.n_actors
    weight = event_weights(incidence.sizes, weighting)
    indptr, indices, weights = project.project(incidence.indptr, incidence.indices, weight, n)
    events = strategies.events_of(incidence)
    assert np.allclose(
        strategies.dense(indptr, indices, weights, n), oracles.projection(events, n, weighting), rtol=1e-14
    )
    assert len(indices) == np.count_nonzero(oracles.projection(events, n, weighting))
    for row in np.split(indices, indptr[1:-1]):
        assert (np.diff(row) > 0).all()


@given(strategies.incidences(), st.data())
def test_parts_multiply(incidence, data):
    m, n = len(incidence.indices), incidence.n_actors
    parts = np.array(data.draw(st.lists(strategies.weights, min_size=m, max_size=m)), float)
    factor = np.arange(1.0, incidence.n_collaborations + 1)
    found = strategies.dense(*project.project(incidence.indptr, incidence.indices, factor, n, parts), n)
    taken = strategies.dense(incidence.indptr, incidence.indices, parts, n)
    wanted = taken.T @ (factor[:, None] * taken)
    np.fill_diagonal(wanted, 0)
    assert np.allclose(found, wanted, rtol=1e-12)


@given(strategies.incidences(), st.data())
def test_sums_and_products_of_parts(incidence, data):
    m = len(incidence.indices)
    parts = np.array(data.draw(st.lists(strategies.weights, min_size=m, max_size=m)), float)
    sums, products = project.part_sums(incidence.indptr, parts)
    for event, taken in enumerate(np.split(parts, incidence.indptr[1:-1])[: incidence.n_collaborations]):
        assert np.isclose(sums[event], sum(taken), rtol=1e-13)
        assert np.isclose(products[event], sum(a * b for a, b in combinations(taken, 2)), rtol=1e-13)


def test_a_part_that_dwarfs_the_others_does_not_swallow_them():
    _, products = project.part_sums(np.array([0, 3], np.int64), np.array([1e12, 1e-8, 1e-8]))
    assert products[0] == 2e4 + 1e-16

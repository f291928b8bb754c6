from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from cinet.incidence import event_weights
from cinet.kernels import project
from tests import oracles, strategies


@pytest.mark.parametrize("weighting", ["full", "newman", "pair"])
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


@given(strategies.matrices())
def test_mirror_restores_the_other_half(matrix):
    upper = np.triu(matrix)
    found = project.mirror(*strategies.csr(upper))
    for part, wanted in zip(found, strategies.csr(matrix), strict=True):
        assert np.array_equal(part, wanted)

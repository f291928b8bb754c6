from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import adjacency, project, two_mode_holes
from tests import oracles_holes, strategies


def run(incidence, parts, step):
    """Redundancy as a dictionary, effective size and constraint as lists."""
    n = incidence.n_actors
    rows = incidence.indptr, incidence.indices
    pair_ptr, partners, counts = project.project(*rows, np.ones(incidence.n_collaborations), n)
    actors, redundancy = np.empty((n, 2)), np.empty(len(partners))
    own = adjacency.transpose(*rows, parts, n)
    for first in range(step):
        two_mode_holes.two_mode_holes(
            *rows, parts, *own, pair_ptr, partners, counts.astype(np.int64), first, step, actors, redundancy
        )
    sources = np.repeat(np.arange(n), np.diff(pair_ptr)).tolist()
    pairs = dict(zip(zip(sources, partners.tolist(), strict=True), redundancy.tolist(), strict=True))
    return pairs, actors[:, 0], actors[:, 1]


@given(strategies.incidences(), st.booleans(), st.data())
def test_two_mode_holes_are_those_of_the_definition(incidence, weighted, data):
    size = len(incidence.indices)
    value = st.sampled_from([0.5, 1.0, 2.0, 3.0]) if weighted else st.just(1.0)
    parts = np.array(data.draw(st.lists(value, min_size=size, max_size=size)), float)
    events = strategies.events_of(incidence)
    weights = [part.tolist() for part in np.split(parts, incidence.indptr[1:-1])]
    redundancy, sizes, constraints = oracles_holes.two_mode(events, weights, incidence.n_actors)
    for step in (1, 2):
        pairs, found_sizes, found_constraints = run(incidence, parts, step)
        assert pairs == pytest.approx(redundancy)
        assert np.allclose(found_sizes, sizes, equal_nan=True)
        assert np.allclose(found_constraints, constraints, equal_nan=True)

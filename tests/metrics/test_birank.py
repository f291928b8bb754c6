from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.incidence import Incidence
from cinet.metrics.birank import birank
from tests import oracles_centrality, strategies
from tests.metrics import samples


def dense(incidence, weights):
    held = np.zeros((incidence.n_collaborations, incidence.n_actors))
    held[np.repeat(np.arange(len(held)), incidence.sizes), incidence.indices] = weights
    return held


def test_davis_is_that_of_networkx():
    incidence = samples.davis()
    women, events = incidence.actors.index, incidence.collaborations.index
    graph = nx.Graph()
    rows = np.repeat(np.arange(14), incidence.sizes)
    graph.add_edges_from(zip(events.take(rows), women.take(incidence.indices), strict=True))
    wanted = nx.bipartite.birank(
        graph,
        list(women),
        alpha=0.8,
        beta=0.7,
        top_personalization=dict.fromkeys(women, 1 / 18),
        bottom_personalization=dict.fromkeys(events, 1 / 14),
        tol=1e-13,
        max_iter=1000,
    )
    found = birank(incidence, alpha=0.8, beta=0.7)
    assert np.allclose(found, [wanted[woman] for woman in women], rtol=1e-9)
    found = birank(incidence, alpha=0.8, beta=0.7, of="collaborations")
    assert np.allclose(found, [wanted[event] for event in events], rtol=1e-9)


@given(strategies.incidences(), st.data())
def test_by_definition(incidence, data):
    n, m = incidence.n_actors, incidence.n_collaborations
    alpha, beta = (data.draw(st.sampled_from([0, 0.5, 0.9])) for _ in "ab")
    prior = np.arange(1.0, n + 1)
    weights = np.arange(1.0, len(incidence.indices) + 1)
    held = Incidence(
        incidence.indptr,
        incidence.indices,
        collaborations=incidence.collaborations,
        actors=incidence.actors,
        weights=weights,
    )
    options = {"alpha": alpha, "beta": beta, "actor_prior": prior}
    for weighted, w in ((False, 1.0), (True, weights)):
        u, p = oracles_centrality.birank(
            dense(held, w), alpha, beta, prior / max(prior.sum(), 1), np.full(m, 1 / max(m, 1))
        )
        found = birank(held, weighted=weighted, **options)
        assert (found.name, found.dtype) == ("birank", np.float64)
        assert np.allclose(found, u, rtol=1e-10)
        assert np.allclose(birank(held, weighted=weighted, of="collaborations", **options), p, rtol=1e-10)
    assert birank(incidence, weighted=True).equals(birank(incidence))


@pytest.mark.parametrize("options", [{"alpha": 1}, {"beta": -0.1}, {"alpha": np.nan}])
def test_damping_is_below_1(options):
    with pytest.raises(SchemaError, match="from 0 to below 1"):
        birank(samples.davis(), **options)


@pytest.mark.parametrize("prior", [[1.0], np.zeros(18), -np.ones(18), np.full(18, np.nan)])
def test_priors_are_one_number_per_row(prior):
    with pytest.raises(SchemaError, match="actor_prior must be 18 finite numbers of 0 or more, some above 0"):
        birank(samples.davis(), actor_prior=prior)


def test_an_unknown_mode():
    with pytest.raises(UnknownName, match="of='events' is not known"):
        birank(samples.davis(), of="events")

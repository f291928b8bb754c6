from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import UndefinedMeasure
from cinet.interop.networkx import to_networkx
from cinet.metrics.cohesion import local_clustering
from cinet.metrics.graphs import graph_of
from cinet.metrics.whole import summary
from tests import oracles, oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, relabelled


@given(strategies.networks())
def test_values_are_those_of_the_formula(net):
    wanted = oracles.local_clustering(strategies.matrix_of(net))
    assert np.allclose(local_clustering(net), wanted, equal_nan=True, rtol=1e-15)


def test_karate_is_that_of_networkx_where_pairs_exist():
    net = samples.karate(weighted=True)
    graph = to_networkx(net)
    wanted = nx.clustering(graph)
    found = local_clustering(net)
    for actor in net.index:
        if graph.degree(actor) > 1:
            assert found[actor] == pytest.approx(wanted[actor], rel=1e-15)
        else:
            assert np.isnan(found[actor])


def test_a_directed_network_is_refused():
    net = strategies.network_of(samples.path(3), directed=True)
    with pytest.raises(UndefinedMeasure, match="local_clustering is defined for undirected networks here"):
        local_clustering(net)


@given(data=st.data())
def test_weighted_clustering_is_that_of_barrat(data):
    net = data.draw(strategies.networks())
    matrix, found = strategies.matrix_of(net), local_clustering(net, weighted=True)
    assert found.name == "local_clustering"
    assert np.allclose(found, oracles_meso.barrat(matrix), rtol=1e-9, atol=1e-12, equal_nan=True)
    assert found.dropna().between(0, 1).all()
    assert found.isna().equals(local_clustering(net).isna())
    scaled = local_clustering(strategies.network_of(4 * matrix), weighted=True)
    assert scaled.to_numpy() == pytest.approx(found.to_numpy(), nan_ok=True)
    flat = strategies.network_of((matrix > 0).astype(float))
    assert local_clustering(flat, weighted=True).to_numpy() == pytest.approx(
        local_clustering(flat).to_numpy(), nan_ok=True
    )
    order = data.draw(st.permutations(range(net.n_actors)))
    other = local_clustering(relabelled(net, order), weighted=True)
    assert other.reindex(net.index).to_numpy() == pytest.approx(found.to_numpy(), nan_ok=True)


def test_weighted_clustering_is_that_of_igraph_and_not_that_of_networkx():
    net = samples.karate(weighted=True)
    found = local_clustering(net, weighted=True)
    graph = graph_of(net)
    peer = graph.transitivity_local_undirected(weights=net.edges()["weight"].tolist())
    assert np.allclose(found, peer, equal_nan=True)
    onnela = nx.clustering(to_networkx(net), weight="weight")
    assert abs(found[0] - onnela[0]) > 0.1


def test_davis_women_cluster_because_they_are_projected():
    net = samples.davis().network()
    wanted = GOLDEN["davis_projection"]["transitivity"]
    assert summary(net)["transitivity"] == pytest.approx(wanted, abs=5e-7)
    assert nx.transitivity(to_networkx(net)) == pytest.approx(wanted, abs=5e-7)

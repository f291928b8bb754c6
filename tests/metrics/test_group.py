from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.interop.networkx import to_networkx
from cinet.metrics.group import group_centrality
from tests import oracles_centrality, strategies
from tests.metrics import samples

COLUMNS = ["group_size", "group_degree", "group_closeness", "group_betweenness"]


def test_kite():
    found = group_centrality(samples.network("kite"), {"a": [3, 7], "b": [3, 8]})
    assert found.columns.tolist() == COLUMNS
    assert np.allclose(found.loc["a"], [2, 0.875, 0.88889, 15.6667], atol=5e-5)
    assert np.allclose(found.loc["b"], [2, 1, 1, 10.6667], atol=5e-5)


@given(strategies.networks(min_actors=1), st.data())
def test_by_definition(net, data):
    matrix = (strategies.matrix_of(net) > 0).astype(float)
    places = data.draw(st.lists(st.integers(0, net.n_actors - 1), unique=True, min_size=1))
    found = group_centrality(net, {"one": net.index.take(places)}).loc["one"]
    wanted = [
        len(places),
        *oracles_centrality.group_sums(matrix, places),
        oracles_centrality.group_betweenness(matrix, set(places)),
    ]
    assert np.allclose(found, wanted, equal_nan=True)


def test_florentine_is_that_of_networkx():
    net = samples.network("florentine")
    graph = to_networkx(net)
    families = ["Medici", "Strozzi", "Guadagni"]
    found = group_centrality(net, {"three": families}).loc["three"]
    assert found["group_degree"] == pytest.approx(nx.group_degree_centrality(graph, families))
    assert found["group_closeness"] == pytest.approx(nx.group_closeness_centrality(graph, families))
    wanted = nx.group_betweenness_centrality(graph, families, normalized=False)
    assert found["group_betweenness"] == pytest.approx(wanted)


@given(strategies.networks())
def test_groups_of_a_column(net):
    found = group_centrality(net)
    assert found.index.name == "type"
    assert found["group_size"].to_dict() == net.actors["type"].value_counts().to_dict()
    types = net.actors["type"]
    given_groups = {kind: net.index[types == kind] for kind in found.index}
    assert found.reset_index(drop=True).equals(group_centrality(net, given_groups).reset_index(drop=True))


def test_everybody_is_inside():
    found = group_centrality(strategies.network_of(samples.clique(3))).loc["firm"]
    assert found.tolist() == pytest.approx([3, np.nan, np.nan, 0], nan_ok=True)


def test_no_actor():
    found = group_centrality(strategies.network_of(np.zeros((0, 0))))
    assert found.columns.tolist() == COLUMNS
    assert len(found) == 0


@pytest.mark.parametrize("actors", [[], ["a0", "a0"]])
def test_a_group_names_each_once(actors):
    with pytest.raises(SchemaError, match="at least one actor, and each once"):
        group_centrality(strategies.network_of(samples.clique(3)), {"one": actors})


def test_an_unknown_actor():
    with pytest.raises(UnknownName, match="the network has no actor 'b9'"):
        group_centrality(strategies.network_of(samples.clique(3)), {"one": ["a0", "b9"]})


def test_directed_networks_are_refused():
    net = strategies.network_of(samples.path(3), directed=True)
    with pytest.raises(UndefinedMeasure, match="group_centrality is defined for undirected networks"):
        group_centrality(net)

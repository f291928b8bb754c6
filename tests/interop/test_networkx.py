from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.interop.networkx import from_networkx, to_networkx
from cinet.network import Network
from tests import strategies


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_there_and_back(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    again = from_networkx(to_networkx(net), weight="weight")
    assert again.directed == net.directed
    for name in ("indptr", "indices", "weights"):
        assert np.array_equal(getattr(again, name), getattr(net, name)), name
    assert again.index.tolist() == net.index.tolist()
    if net.n_actors:
        assert again.actors["type"].tolist() == net.actors["type"].tolist()


def test_attributes_and_order_are_kept():
    graph = nx.Graph()
    graph.add_node("z", type="firm", size=3)
    graph.add_node("a", type="user")
    graph.add_edge("z", "a", papers=2.5)
    net = from_networkx(graph, weight="papers")
    assert net.index.tolist() == ["z", "a"]
    assert net.actors["type"].tolist() == ["firm", "user"]
    assert net.actors.loc["z", "size"] == 3
    assert net.edges().values.tolist() == [["z", "a", 2.5]]
    assert net.recipe == {"source": "networkx"}
    back = to_networkx(net)
    assert back.nodes["z"]["type"] == "firm"
    assert back.edges["z", "a"] == {"weight": 2.5}


def test_without_a_weight_every_tie_is_one():
    graph = nx.Graph()
    graph.add_edge(1, 2, weight=9)
    assert from_networkx(graph).weights.tolist() == [1, 1]


def test_direction_is_kept():
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])
    net = from_networkx(graph)
    assert net.directed
    assert net.n_ties == 3
    assert to_networkx(net).is_directed()


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_an_empty_graph(kind):
    assert from_networkx(kind()).n_actors == 0
    assert from_networkx(kind(), weight="weight").n_ties == 0
    assert to_networkx(from_networkx(kind())).number_of_nodes() == 0


def test_tuples_may_be_labels():
    graph = nx.grid_2d_graph(2, 2)
    net = from_networkx(graph)
    assert net.index.tolist() == list(graph)
    assert set(to_networkx(net).edges()) == set(graph.edges())


def test_actors_without_attributes():
    net = Network.from_pairs([0], [1], [1.0], pd.DataFrame(index=list("ab")))
    assert dict(to_networkx(net).nodes(data=True)) == {"a": {}, "b": {}}


@pytest.mark.parametrize("kind", [nx.MultiGraph, nx.MultiDiGraph])
def test_a_multigraph_is_refused(kind):
    with pytest.raises(SchemaError, match="is a multigraph: add up parallel ties first"):
        from_networkx(kind([(1, 2), (1, 2)]))


def test_self_loops_are_refused():
    with pytest.raises(SchemaError, match="has 1 self-loops, at '2'; remove them first"):
        from_networkx(nx.Graph([(1, 2), (2, 2)]))


def test_an_unknown_weight_is_refused():
    with pytest.raises(UnknownName, match="no tie of the graph has the attribute 'strength'"):
        from_networkx(nx.path_graph(3), weight="strength")


@pytest.mark.parametrize("value", [0, -1, np.nan, np.inf])
def test_a_weight_that_is_no_strength_is_refused(value):
    graph = nx.path_graph(3)
    graph.edges[0, 1]["w"] = 1.0
    graph.edges[1, 2]["w"] = value
    with pytest.raises(SchemaError, match="not finite positive numbers"):
        from_networkx(graph, weight="w")


def test_a_missing_weight_is_refused():
    graph = nx.path_graph(3)
    graph.edges[0, 1]["w"] = 1.0
    with pytest.raises(
        SchemaError, match=r"2 of 4 tie weights are not finite positive numbers, first nan between '1', '2'"
    ):
        from_networkx(graph, weight="w")


@pytest.mark.parametrize("value", ["much", None])
def test_a_weight_that_is_no_number_is_refused(value):
    graph = nx.path_graph(3)
    graph.edges[0, 1]["w"] = value
    with pytest.raises(SchemaError, match="attribute 'w' of a tie is not a number"):
        from_networkx(graph, weight="w")

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.interop.networkx import to_networkx
from cinet.metrics import centrality
from tests import oracles, strategies
from tests.metrics import samples


def by_networkx(net):
    held = nx.betweenness_centrality(to_networkx(net), normalized=False)
    return [held[actor] for actor in net.index]


# --- degree and strength ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_degree_and_strength_are_sums(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    matrix = strategies.matrix_of(net)
    turned = matrix.T if directed else np.zeros_like(matrix)
    wanted = (matrix > 0).sum(axis=1) + (turned > 0).sum(axis=1)
    assert centrality.degree(net).tolist() == wanted.tolist()
    assert np.allclose(centrality.strength(net), matrix.sum(axis=1) + turned.sum(axis=1), rtol=1e-13)


def test_kite_degree():
    assert centrality.degree(samples.network("kite")).tolist() == samples.golden("kite")["degree"]


def test_results_are_named_after_the_measure():
    net = samples.network("kite")
    for name in ("degree", "strength", "betweenness"):
        found = getattr(centrality, name)(net)
        assert (found.name, found.dtype, found.index.equals(net.index)) == (name, np.float64, True)


# --- betweenness by steps -----------------------------------------------------------------------------------------


def test_kite_betweenness():
    found = centrality.betweenness(samples.network("kite"))
    assert np.allclose(found, samples.golden("kite")["betweenness"], atol=1e-11)


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_betweenness_is_that_of_the_enumeration(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    wanted = oracles.betweenness(strategies.matrix_of(net), directed)
    assert np.allclose(centrality.betweenness(net), wanted, rtol=1e-10, atol=1e-12)


@given(strategies.incidences(max_actors=16, max_events=12))
def test_betweenness_of_a_projection_is_that_of_networkx(incidence):
    net = incidence.network()
    assert np.allclose(centrality.betweenness(net), by_networkx(net), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", ["florentine", "karate", "davis_full"])
def test_betweenness_of_known_networks_is_that_of_networkx(name):
    net = samples.network(name)
    assert np.allclose(centrality.betweenness(net), by_networkx(net), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", ["karate", "davis_full"])
def test_workers_do_not_change_a_bit(name):
    net = samples.network(name)
    first, *others = (centrality.betweenness(net, workers=n).to_numpy().tobytes() for n in (1, 2, 3))
    assert all(other == first for other in others)


def test_more_sources_than_chunks():
    net = strategies.network_of(samples.path(150))
    wanted = [i * (149 - i) for i in range(150)]
    assert centrality.betweenness(net, workers=2).tolist() == wanted


@pytest.mark.parametrize("directed", [False, True])
def test_normalized_by_the_pairs_of_others(directed):
    net = strategies.network_of(samples.star(4), directed=directed)
    assert centrality.betweenness(net, normalized=True).tolist() == [1, 0, 0, 0, 0]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_normalized_without_a_pair_of_others(n):
    found = centrality.betweenness(strategies.network_of(np.zeros((n, n))), normalized=True)
    assert len(found) == n
    assert found.isna().all()


# --- betweenness by length ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_inverse_distances_are_those_of_networkx(directed, data):
    # powers of two have exact inverses and sums, on which networkx (it compares lengths with ==) can be trusted
    matrix = data.draw(strategies.matrices(directed=directed, weighted=False))
    if directed:
        exponent = np.arange(matrix.size).reshape(matrix.shape) % 3
    else:
        exponent = np.add.outer(np.arange(len(matrix)), np.arange(len(matrix))) % 3
    net = strategies.network_of(matrix * 2.0**exponent, directed=directed)
    graph = to_networkx(net)
    for *_, held in graph.edges(data=True):
        held["length"] = 1 / held["weight"]
    wanted = nx.betweenness_centrality(graph, normalized=False, weight="length")
    found = centrality.betweenness(net, distance="inverse")
    assert np.allclose(found, [wanted[actor] for actor in net.index], rtol=1e-9, atol=1e-12)


def test_lengths_that_are_equal_only_up_to_rounding():
    """1/2 + 1/12 and 1/3 + 1/4 are two ways of one length; a comparison by == sees one only."""
    net = strategies.network_of(
        [[0, 2, 3, 0], [2, 0, 0, 12], [3, 0, 0, 4], [0, 12, 4, 0]],
    )
    assert centrality.betweenness(net, distance="inverse").tolist() == pytest.approx([0, 0.5, 0.5, 1])


@pytest.mark.parametrize("directed", [False, True])
def test_equal_lengths_count_steps(directed):
    net = strategies.network_of(samples.path(5), directed=directed)
    plain = centrality.betweenness(net)
    assert centrality.betweenness(net, distance=np.full(net.n_ties, 2.5)).tolist() == plain.tolist()


def test_a_long_tie_is_avoided():
    net = strategies.network_of(samples.clique(3))
    assert centrality.betweenness(net, distance=[9, 1, 1]).tolist() == [0, 0, 1]


def test_strength_is_not_distance():
    net = samples.karate(weighted=True)
    with pytest.raises(UndefinedMeasure, match=r"strengths themselves.*distance='inverse'"):
        centrality.betweenness(net, distance=net.edges()["weight"])


@pytest.mark.parametrize(
    "distance",
    [[1.0], [1.0, 2.0, 0.0], [1.0, 2.0, -1.0], [1.0, 2.0, np.nan], [1.0, 2.0, np.inf], [[1.0] * 3]],
)
def test_lengths_must_be_one_positive_number_per_tie(distance):
    net = strategies.network_of(samples.clique(3))
    with pytest.raises(
        SchemaError, match=r"one finite positive length per tie, 3 in the order of net.edges\(\)"
    ):
        centrality.betweenness(net, distance=distance)


def test_an_unknown_distance_is_refused():
    with pytest.raises(UnknownName, match="'neglog' is not known"):
        centrality.betweenness(strategies.network_of(samples.clique(3)), distance="neglog")


def test_distances_of_a_network_without_ties():
    net = strategies.network_of(np.zeros((3, 3)))
    assert centrality.betweenness(net, distance=[]).tolist() == [0, 0, 0]
    assert centrality.betweenness(net, distance="inverse").tolist() == [0, 0, 0]

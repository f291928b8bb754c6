from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.metrics.centrality import betweenness
from cinet.metrics.closeness import closeness, harmonic
from cinet.metrics.lengths import to_distance
from tests import strategies
from tests.metrics import centrality_samples, samples


def test_lengths_stand_in_the_order_of_the_ties():
    net = centrality_samples.tnet()
    ties = net.edges()
    found = to_distance(net)
    assert found.name == "length"
    assert found.index.names == ["source", "target"]
    assert found.index.tolist() == list(zip(ties["source"], ties["target"], strict=True))
    assert found.tolist() == (1 / ties["weight"]).tolist()


def test_opsahl_goes_from_steps_to_the_inverse_and_beyond():
    net = centrality_samples.tnet()
    weights = net.edges()["weight"]
    assert to_distance(net, "opsahl", alpha=0).tolist() == [1] * 6
    assert to_distance(net, "opsahl", alpha=1).tolist() == to_distance(net).tolist()
    assert np.allclose(to_distance(net, "opsahl", alpha=1.5), weights**-1.5)


def test_neglog_finds_the_likeliest_path():
    net = strategies.network_of([[0, 0.5, 0.2], [0.5, 0, 0.5], [0.2, 0.5, 0]])
    lengths = to_distance(net, "neglog")
    assert np.allclose(lengths, [-np.log(0.5), -np.log(0.2), -np.log(0.5)])
    assert betweenness(net, distance=lengths).tolist() == [0, 1, 0]


def test_directed_networks_have_a_length_per_arc():
    net = strategies.network_of([[0, 2], [4, 0]], directed=True)
    assert to_distance(net).tolist() == [0.5, 0.25]


@pytest.mark.parametrize("how", ["inverse", "neglog"])
def test_a_network_without_ties(how):
    assert len(to_distance(strategies.network_of(np.zeros((2, 2))), how)) == 0


@pytest.mark.parametrize("options", [{"how": "opsahl"}, {"alpha": 1}, {"how": "neglog", "alpha": 1}])
def test_alpha_goes_with_opsahl(options):
    with pytest.raises(SchemaError, match="alpha goes with how='opsahl'"):
        to_distance(centrality_samples.tnet(), **options)


@pytest.mark.parametrize("alpha", [-1, np.inf, np.nan])
def test_alpha_is_a_number_of_0_or_more(alpha):
    with pytest.raises(SchemaError, match="alpha must be a number of 0 or more"):
        to_distance(centrality_samples.tnet(), "opsahl", alpha=alpha)


def test_neglog_refuses_weights_that_are_no_probabilities():
    with pytest.raises(
        UndefinedMeasure, match="the strongest tie weighs 4; how='neglog' takes weights below 1"
    ):
        to_distance(centrality_samples.tnet(), "neglog")


@pytest.mark.parametrize(("weight", "alpha"), [(1e-300, 2), (1e300, 2)])
def test_lengths_that_no_number_holds(weight, alpha):
    net = strategies.network_of([[0, weight], [weight, 0]])
    with pytest.raises(SchemaError, match="rescale them"):
        to_distance(net, "opsahl", alpha=alpha)


def test_an_unknown_way():
    with pytest.raises(UnknownName, match=r"'invers' is not known. Did you mean 'inverse'\?"):
        to_distance(centrality_samples.tnet(), "invers")


@pytest.mark.parametrize("measure", [betweenness, closeness, harmonic])
def test_strength_is_not_distance(measure):
    net = samples.karate(weighted=True)
    with pytest.raises(UndefinedMeasure, match=r"strengths themselves.*distance='inverse'"):
        measure(net, distance=net.edges()["weight"])


def test_strength_as_length_turns_the_karate_club_over():
    """What the refusal prevents: the order of actors is another one."""
    net = samples.karate(weighted=True)
    right = betweenness(net, distance=to_distance(net))
    wrong = betweenness(net, distance=2 * net.edges()["weight"])
    assert set(right.nlargest(5).index.astype(int)) == {0, 2, 8, 32, 33}
    assert set(wrong.nlargest(5).index.astype(int)) == {0, 19, 31, 32, 33}
    assert round(right.corr(wrong, method="spearman"), 2) == 0.6


def test_networkx_sees_one_of_two_equal_lengths():
    """1/2 + 1/12 and 1/3 + 1/4, compared with == after rounding: all goes through one of the two between."""
    net = strategies.network_of([[0, 2, 3, 0], [2, 0, 0, 12], [3, 0, 0, 4], [0, 12, 4, 0]])
    graph = nx.Graph()
    for i, j, length in to_distance(net).reset_index().itertuples(index=False):
        graph.add_edge(i, j, length=length)
    by_networkx = nx.betweenness_centrality(graph, normalized=False, weight="length")
    assert sorted([by_networkx["a1"], by_networkx["a2"]]) == [0, 1]
    assert betweenness(net, distance="inverse").loc[["a1", "a2"]].tolist() == pytest.approx([0.5, 0.5])

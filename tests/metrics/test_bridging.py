from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import UnknownName
from cinet.metrics.bridging import bridging_centrality, everett_valente, valente_fujimoto
from tests import oracles_holes, strategies
from tests.metrics import samples

GOLDEN = Path(__file__).parents[1] / "golden" / "structural_holes" / "brokers.json"
HELD = json.loads(GOLDEN.read_text(encoding="utf-8"))
EITHER = st.booleans().flatmap(lambda directed: strategies.networks(directed=directed, max_actors=6))
MEASURES = (everett_valente, valente_fujimoto, bridging_centrality)


@pytest.mark.parametrize(
    ("measure", "tolerance"),
    [(everett_valente, 5e-5), (valente_fujimoto, 5e-6), (bridging_centrality, 5e-5)],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_recorded_values(measure, tolerance):
    found = measure(samples.network("kite"))
    assert found.name == measure.__name__
    assert np.allclose(found, HELD["kite"][measure.__name__], rtol=0, atol=tolerance)


@given(EITHER)
def test_everett_and_valente_is_the_mean_edge_betweenness(net):
    matrix = strategies.matrix_of(net)
    for alters in ("both", "in", "out") if net.directed else ("both",):
        wanted = oracles_holes.everett_valente(matrix, net.directed, alters)
        assert np.allclose(everett_valente(net, alters=alters), wanted, equal_nan=True)


def test_everett_and_valente_by_networkx():
    graph = nx.karate_club_graph()
    along = nx.edge_betweenness_centrality(graph, normalized=False)
    found = everett_valente(samples.karate(weighted=False))
    for node in graph:
        ties = [value for edge, value in along.items() if node in edge]
        assert found[node] == pytest.approx(np.mean(ties) if found[node] > 0 else 0)


@pytest.mark.parametrize("n", [3, 4, 5, 6, 7])
def test_the_most_that_everett_and_valente_allow(n):
    most = max(
        everett_valente(strategies.network_of(nx.to_numpy_array(graph))).max()
        for graph in nx.graph_atlas_g()
        if len(graph) == n and graph.size() <= n and nx.is_connected(graph)
    )
    assert most == pytest.approx(HELD["everett_valente_maximum"][str(n)])
    assert most == pytest.approx(((n - 1) // 2) * (n // 2) + (n - 1) / 2)


@given(EITHER)
def test_valente_and_fujimoto_by_cutting_every_tie(net):
    wanted = oracles_holes.valente_fujimoto(strategies.matrix_of(net), net.directed)
    assert np.allclose(valente_fujimoto(net), wanted, equal_nan=True)


@given(EITHER)
def test_bridging_centrality_is_that_of_the_definition(net):
    wanted = oracles_holes.bridging_centrality(strategies.matrix_of(net), net.directed)
    assert np.allclose(bridging_centrality(net), wanted, equal_nan=True)


@given(strategies.networks(min_actors=1), st.randoms(use_true_random=False), st.sampled_from(MEASURES))
def test_relabelling_moves_the_values_and_weights_do_not_matter(net, random, measure):
    order = list(range(net.n_actors))
    random.shuffle(order)
    moved = strategies.network_of((strategies.matrix_of(net)[np.ix_(order, order)] > 0) * 1.0)
    assert np.allclose(measure(moved), measure(net).to_numpy()[order], equal_nan=True)


def test_the_half_of_influence_r_is_not_it():
    assert valente_fujimoto(samples.network("kite")).iloc[0] == pytest.approx(2 * 0.006389, abs=1e-6)


def test_a_star():
    # cutting a tie takes a leaf away: 2 (1 + 4 / 2) of the 6 x 5 pairs
    net = strategies.network_of(samples.star(5))
    assert np.allclose(valente_fujimoto(net), 2 * (1 + 4 / 2) / 30)
    assert np.allclose(everett_valente(net), [5.0, 0, 0, 0, 0, 0])
    assert np.allclose(bridging_centrality(net), [10 / 5 / 5, 0, 0, 0, 0, 0])


def test_threads_change_no_bit():
    net = samples.network("karate")
    one, many = (valente_fujimoto(net, workers=workers).to_numpy().tobytes() for workers in (1, 3))
    assert one == many


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("n", [0, 1, 3])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_networks_without_ties(measure, n, directed):
    found = measure(strategies.network_of(np.zeros((n, n)), directed=directed))
    assert len(found) == n
    assert found.isna().all()


def test_an_actor_that_no_arc_reaches_has_no_incoming_mean():
    net = strategies.network_of([[0, 1, 0], [0, 0, 1], [0, 0, 0]], directed=True)
    assert np.allclose(everett_valente(net, alters="in"), [np.nan, 2, 0], equal_nan=True)
    assert np.allclose(everett_valente(net, alters="out"), [0, 2, np.nan], equal_nan=True)
    assert np.allclose(everett_valente(net), [0, 2, 0])


def test_a_choice_that_does_not_exist():
    with pytest.raises(UnknownName, match=r"alters 'inn' is not known\. Did you mean 'in'"):
        everett_valente(samples.network("kite"), alters="inn")

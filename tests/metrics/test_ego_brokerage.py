from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.metrics import ego_networks
from cinet.metrics.ego_brokerage import ego_betweenness, partial_brokerage
from tests import oracles, oracles_holes, strategies
from tests.metrics import samples

GOLDEN = Path(__file__).parents[1] / "golden" / "structural_holes" / "brokers.json"
HELD = json.loads(GOLDEN.read_text(encoding="utf-8"))
EITHER = st.booleans().flatmap(lambda directed: strategies.networks(directed=directed))


def test_recorded_values():
    kite, florentine = samples.network("kite"), samples.network("florentine")
    assert np.allclose(ego_betweenness(kite), HELD["kite"]["ego_betweenness"], rtol=0, atol=5e-5)
    found = ego_betweenness(florentine)
    for family, value in HELD["florentine"]["ego_betweenness"].items():
        assert found[family] == pytest.approx(value)
    # not to be confused: an alter of the Medici has a way around them outside their network
    assert partial_brokerage(florentine)["Medici"] == pytest.approx(13.5)


@given(strategies.matrices())
def test_ego_betweenness_is_betweenness_in_the_extracted_network(matrix):
    found = ego_betweenness(strategies.network_of(matrix))
    for i, value in enumerate(found):
        inside = [i, *oracles.alters(matrix, i)]
        wanted = oracles.betweenness(matrix[np.ix_(inside, inside)], directed=False)[0]
        assert value == pytest.approx(wanted)


def test_networkx_on_a_larger_network():
    graph = nx.karate_club_graph()
    found = ego_betweenness(samples.karate(weighted=True))
    for node in graph:
        wanted = nx.betweenness_centrality(nx.ego_graph(graph, node), normalized=False)[node]
        assert found[node] == pytest.approx(wanted)


@given(strategies.networks(directed=True))
def test_ordered_pairs_in_a_directed_network(net):
    wanted = oracles_holes.ego_betweenness(strategies.matrix_of(net), directed=True)
    assert np.allclose(ego_betweenness(net), wanted)


@given(EITHER)
def test_partial_brokerage_adds_up_to_the_pairs_at_distance_two(net):
    matrix = strategies.matrix_of(net)
    steps = [oracles.shortest_ways(matrix, s)[0] for s in range(len(matrix))]
    apart = sum(row.count(2) for row in steps)
    found = partial_brokerage(net)
    assert found.sum() == pytest.approx(apart if net.directed else apart / 2)
    assert np.allclose(found, oracles_holes.partial_brokerage(matrix, net.directed))


@given(EITHER)
def test_pairs_of_one_group_do_not_count_by_group(net):
    kinds = net.actors["type"].tolist()
    wanted = oracles_holes.partial_brokerage(strategies.matrix_of(net), net.directed, kinds)
    assert np.allclose(partial_brokerage(net, by="type"), wanted)


@given(strategies.networks(min_actors=1, directed=True), st.randoms(use_true_random=False))
def test_relabelling_moves_the_values_with_the_actors(net, random):
    order = list(range(net.n_actors))
    random.shuffle(order)
    moved = strategies.network_of(strategies.matrix_of(net)[np.ix_(order, order)], directed=True)
    for measure in (ego_betweenness, partial_brokerage):
        assert np.allclose(measure(moved), measure(net).to_numpy()[order])


def test_closed_forms():
    star = strategies.network_of(samples.star(6))
    for measure in (ego_betweenness, partial_brokerage):
        assert measure(star).tolist() == [15.0] + [0.0] * 6
        assert (measure(strategies.network_of(samples.clique(5))) == 0).all()
    # a ring of four: each pair of opposite corners is shared by the other two, and each network of a corner sees one
    ring = strategies.network_of([[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0]])
    assert ego_betweenness(ring).tolist() == [1.0] * 4
    assert partial_brokerage(ring).tolist() == [0.5] * 4


def test_threads_change_no_bit(monkeypatch):
    net = samples.network("karate")
    one, many = (partial_brokerage(net, workers=workers).to_numpy().tobytes() for workers in (1, 3))
    assert one == many
    plain = ego_betweenness(net).to_numpy().tobytes()
    monkeypatch.setattr(ego_networks, "_SERIAL_BELOW", 0)
    assert ego_betweenness(net).to_numpy().tobytes() == plain


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("n", [0, 1, 3])
def test_networks_without_ties(n, directed):
    net = strategies.network_of(np.zeros((n, n)), directed=directed)
    for measure in (ego_betweenness, partial_brokerage):
        assert measure(net).tolist() == [0.0] * n
        assert measure(net).name == measure.__name__


def test_a_column_that_is_not_there():
    with pytest.raises(SchemaError, match="no column 'park' to group by"):
        partial_brokerage(samples.network("kite"), by="park")

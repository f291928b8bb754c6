from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.interop.networkx import to_networkx
from cinet.metrics import closeness as near
from cinet.metrics.centrality import betweenness, opsahl_degree
from cinet.metrics.lengths import to_distance
from tests import oracles_centrality, strategies
from tests.metrics import centrality_samples, samples


def same(found, wanted):
    return np.allclose(found, wanted, rtol=1e-10, atol=1e-12, equal_nan=True)


# --- recorded values ----------------------------------------------------------------------------------------------


def test_kite():
    held = centrality_samples.recorded("kite")
    net = samples.network("kite")
    assert np.allclose(near.closeness(net), held["closeness"], atol=1e-11)
    assert np.allclose(near.harmonic(net, normalized=False), held["harmonic_raw"], atol=1e-11)
    assert np.allclose(near.harmonic(net), np.array(held["harmonic_raw"]) / 9, atol=1e-11)


def test_opsahl_agneessens_and_skvoretz():
    held = centrality_samples.recorded("tnet")
    net = centrality_samples.tnet()
    lengths = to_distance(net, "opsahl", alpha=1)
    assert np.allclose(near.closeness(net, distance=lengths) / 5, held["closeness_sum_1"], atol=5e-6)
    assert np.allclose(betweenness(net, distance=lengths), held["betweenness_1"])
    assert np.allclose(opsahl_degree(net), held["opsahl_degree_05"], atol=5e-5)


def test_pieces():
    net = strategies.network_of(centrality_samples.PIECES)
    wanted = [4 / 15, 0.4, 4 / 15, 0.2, 0.2]
    assert same(near.closeness(net), [*wanted, np.nan])
    by_networkx = nx.closeness_centrality(to_networkx(net))
    assert np.allclose([by_networkx[actor] for actor in net.index], [*wanted, 0])


def test_igraph_measures_each_component_by_itself():
    net = strategies.network_of(centrality_samples.PIECES)
    graph = igraph.Graph(6, [(0, 1), (1, 2), (3, 4)])
    assert graph.closeness()[:5] == pytest.approx([2 / 3, 1, 2 / 3, 1, 1])
    assert near.closeness(net).iloc[3] < near.closeness(net).iloc[1]


# --- against the definition and the peers -------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_by_steps(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    matrix = (strategies.matrix_of(net) > 0).astype(float)
    for direction, held in (("out", matrix), ("in", matrix.T)):
        assert same(near.closeness(net, direction=direction), oracles_centrality.closeness(held))
        found = near.harmonic(net, direction=direction, normalized=False)
        assert same(found, oracles_centrality.harmonic(held))


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_by_length(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    weights = strategies.matrix_of(net)
    lengths = np.divide(1.0, weights, out=np.zeros_like(weights), where=weights > 0)
    for direction, held in (("out", lengths), ("in", lengths.T)):
        options = {"distance": "inverse", "direction": direction}
        assert same(near.closeness(net, **options), oracles_centrality.closeness(held))
        assert same(near.harmonic(net, normalized=False, **options), oracles_centrality.harmonic(held))


@given(strategies.incidences(max_actors=16, max_events=12))
def test_projections_are_those_of_networkx(incidence):
    net = incidence.network()
    graph = to_networkx(net)
    wanted = nx.closeness_centrality(graph)
    assert same(near.closeness(net).fillna(0), [wanted[actor] for actor in net.index])
    plain = nx.harmonic_centrality(graph)
    assert same(near.harmonic(net, normalized=False), [plain[actor] for actor in net.index])


@pytest.mark.parametrize("name", ["florentine", "karate_weighted"])
def test_harmonic_is_that_of_igraph(name):
    net = samples.network(name)
    position = {actor: place for place, actor in enumerate(net.index)}
    ties = net.edges()
    graph = igraph.Graph(
        net.n_actors, [(position[i], position[j]) for i, j in ties[["source", "target"]].values]
    )
    assert same(near.harmonic(net), graph.harmonic_centrality())
    lengths = to_distance(net)
    found = near.harmonic(net, distance=lengths)
    assert same(found, graph.harmonic_centrality(weights=lengths.tolist()))


@given(data=st.data())
def test_longer_ties_in_proportion(data):
    net = data.draw(strategies.networks())
    far, farther = to_distance(net), 4 * to_distance(net)
    assert same(near.closeness(net, distance=farther) * 4, near.closeness(net, distance=far))
    assert same(near.harmonic(net, distance=farther) * 4, near.harmonic(net, distance=far))


@given(data=st.data())
def test_relabelling(data):
    matrix = data.draw(strategies.matrices())
    order = data.draw(st.permutations(range(len(matrix))))
    net, other = (
        strategies.network_of(held) for held in (matrix, centrality_samples.relabelled(matrix, order))
    )
    for measure in (near.closeness, near.harmonic):
        assert measure(net).to_numpy()[list(order)].tobytes() == measure(other).to_numpy().tobytes()


# --- edges --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", [near.closeness, near.harmonic])
@pytest.mark.parametrize("distance", [None, "inverse"])
def test_no_actor(measure, distance):
    assert len(measure(strategies.network_of(np.zeros((0, 0))), distance=distance)) == 0


@pytest.mark.parametrize("distance", [None, "inverse"])
def test_one_actor_and_isolates(distance):
    for n in (1, 3):
        net = strategies.network_of(np.zeros((n, n)))
        assert near.closeness(net, distance=distance).isna().all()
        assert near.harmonic(net, distance=distance).tolist() == [0] * n


def test_an_arc_is_walked_one_way():
    net = strategies.network_of([[0, 1], [0, 0]], directed=True)
    assert near.closeness(net).tolist() == [1, 0]
    assert near.closeness(net, direction="in").tolist() == [0, 1]


def test_an_unknown_direction():
    with pytest.raises(UnknownName, match="direction 'both' is not known; use 'out' or 'in'"):
        near.harmonic(samples.network("kite"), direction="both")


def test_lengths_must_be_one_per_tie():
    with pytest.raises(SchemaError, match="one finite positive length per tie, 18"):
        near.closeness(samples.network("kite"), distance=[1.0])


def test_more_sources_than_a_batch_and_workers_do_not_matter():
    net = strategies.network_of(samples.path(150))
    by_steps = near.closeness(net, workers=1)
    assert by_steps.equals(near.closeness(net, workers=2))
    assert same(by_steps, near.closeness(net, distance=np.ones(149)))
    assert by_steps.iloc[0] == 149 / sum(range(150))

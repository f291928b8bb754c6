from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from cinet.errors import UndefinedMeasure
from cinet.interop.networkx import to_networkx
from cinet.metrics.whole import components, summary
from tests import oracles, strategies
from tests.metrics import samples


@given(strategies.networks())
def test_components_are_those_of_networkx_by_falling_size(net):
    found = components(net)
    wanted = {frozenset(part) for part in nx.connected_components(to_networkx(net))}
    sets = (
        [frozenset(found.index[found == number]) for number in range(int(found.max()) + 1)]
        if len(found)
        else []
    )
    assert set(sets) == wanted
    assert len(sets) == len(wanted)
    order = [(-len(part), min(net.index.get_loc(actor) for actor in part)) for part in sets]
    assert order == sorted(order)


@given(strategies.networks(directed=True))
def test_components_ignore_direction(net):
    wanted = nx.number_weakly_connected_components(to_networkx(net)) if net.n_actors else 0
    assert components(net).nunique() == wanted


@given(strategies.networks())
def test_summary_is_that_of_networkx(net):
    graph = to_networkx(net)
    found = summary(net)
    n, k = net.n_actors, dict(graph.degree())
    assert found["n_actors"] == n
    assert found["n_ties"] == graph.number_of_edges()
    assert found["density"] == pytest.approx(nx.density(graph) if n > 1 else np.nan, nan_ok=True)
    assert found["mean_degree"] == pytest.approx(sum(k.values()) / n if n else np.nan, nan_ok=True)
    sizes = [len(part) for part in nx.connected_components(graph)]
    assert found["n_components"] == len(sizes)
    assert found["giant_share"] == pytest.approx(max(sizes) / n if n else np.nan, nan_ok=True)
    open_or_closed = any(value > 1 for value in k.values())
    transitivity = nx.transitivity(graph) if open_or_closed else np.nan
    assert found["transitivity"] == pytest.approx(transitivity, nan_ok=True)
    clustering = nx.average_clustering(graph) if n else np.nan
    assert found["mean_local_clustering"] == pytest.approx(clustering, nan_ok=True)
    assert -1 - 1e-12 <= found.fillna(0)["degree_assortativity"] <= 1 + 1e-12


@given(strategies.networks())
def test_assortativity_is_the_correlation_over_both_readings_of_a_tie(net):
    matrix = strategies.matrix_of(net)
    degree = [len(oracles.alters(matrix, i)) for i in range(len(matrix))]
    ends = np.array([(degree[i], degree[j]) for i, j in zip(*np.nonzero(matrix), strict=True)], float)
    varies = len(ends) > 0 and np.ptp(ends[:, 0]) > 0
    wanted = np.corrcoef(ends.T)[0, 1] if varies else np.nan
    assert summary(net)["degree_assortativity"] == pytest.approx(wanted, nan_ok=True, abs=1e-9)


def test_karate():
    net = samples.karate(weighted=True)
    graph = to_networkx(net)
    found = summary(net)
    assert found["degree_assortativity"] == pytest.approx(-0.475613, abs=5e-7)
    assert found["degree_assortativity"] == pytest.approx(
        nx.degree_assortativity_coefficient(graph), rel=1e-9
    )
    assert found["transitivity"] == pytest.approx(nx.transitivity(graph), rel=1e-15)


def test_davis_projection_clusters_by_construction():
    assert summary(samples.davis().network())["transitivity"] == pytest.approx(0.928396, abs=5e-7)


def test_two_components():
    matrix = np.zeros((6, 6))
    matrix[1:4, 1:4] = samples.clique(3)
    matrix[4, 5] = matrix[5, 4] = 1
    found = summary(strategies.network_of(matrix))
    assert found[["n_components", "giant_share", "transitivity"]].tolist() == [3, 0.5, 1]
    assert components(strategies.network_of(matrix)).tolist() == [2, 0, 0, 0, 1, 1]


def test_a_directed_network_is_refused():
    with pytest.raises(UndefinedMeasure, match="summary is defined for undirected networks here"):
        summary(strategies.network_of(samples.path(3), directed=True))

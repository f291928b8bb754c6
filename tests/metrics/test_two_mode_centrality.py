from __future__ import annotations

from math import inf

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from cinet.errors import UnknownName
from cinet.metrics.two_mode_centrality import two_mode_centrality
from tests import oracles_centrality, strategies
from tests.metrics import centrality_samples, samples

MODES = {"women": "actors", "events": "collaborations"}


@pytest.mark.parametrize("mode", MODES)
def test_davis(mode):
    held = centrality_samples.recorded("davis")
    found = two_mode_centrality(samples.davis(), of=MODES[mode])
    assert found.index.tolist() == held[mode]
    for name in ("degree", "closeness", "betweenness"):
        assert np.allclose(found[f"two_mode_{name}"], held[name][mode], atol=1e-11), name


def test_davis_singular_vectors():
    women, events = (two_mode_centrality(samples.davis(), of=mode) for mode in MODES.values())
    assert women.loc["Evelyn", "two_mode_eigenvector"] == pytest.approx(0.33473, abs=5e-6)
    assert women.loc["Theresa", "two_mode_eigenvector"] == pytest.approx(0.37056, abs=5e-6)
    assert events.loc["E8", "two_mode_eigenvector"] == pytest.approx(0.50663, abs=5e-6)
    for found in (women, events):
        assert (found["two_mode_eigenvector"] ** 2).sum() == pytest.approx(1)


def by_networkx(incidence, of):
    n, m = incidence.n_actors, incidence.n_collaborations
    graph = nx.Graph()
    graph.add_nodes_from(range(n + m))
    rows = np.repeat(np.arange(m), incidence.sizes)
    graph.add_edges_from(zip(incidence.indices.tolist(), (n + rows).tolist(), strict=True))
    own = range(n) if of == "actors" else range(n, n + m)
    measures = nx.bipartite.closeness_centrality, nx.bipartite.betweenness_centrality
    return [[measure(graph, list(range(n)))[node] for node in own] for measure in measures]


def is_connected(incidence):
    return all(len(part) == len(parts(incidence)) for part in parts(incidence))


def parts(incidence):
    n, m = incidence.n_actors, incidence.n_collaborations
    matrix = np.zeros((n + m, n + m))
    matrix[n + np.repeat(np.arange(m), incidence.sizes), incidence.indices] = 1
    return oracles_centrality.components(matrix)


@given(strategies.incidences())
def test_closeness_by_definition(incidence):
    n, m = incidence.n_actors, incidence.n_collaborations
    matrix = np.zeros((n + m, n + m))
    matrix[n + np.repeat(np.arange(m), incidence.sizes), incidence.indices] = 1
    far = oracles_centrality.distances(matrix + matrix.T)
    for of, own in (("actors", range(n)), ("collaborations", range(n, n + m))):
        found = two_mode_centrality(incidence, of=of)["two_mode_closeness"]
        for i, value in zip(own, found, strict=True):
            there = [j for j in range(n + m) if j != i and far[i, j] < inf]
            alike = sum(j in own for j in there)
            if there:
                best = len(there) - alike + 2 * alike
                wanted = best / sum(far[i, there]) * len(there) / (n + m - 1)
                assert value == pytest.approx(wanted)
                assert value <= 1 + 1e-12
            else:
                assert np.isnan(value)


def test_networkx_exceeds_1_in_pieces():
    """Two actors, each alone in a collaboration: they reach one of the three other rows."""
    apart = strategies.incidence_of([[0], [1]], ["firm"] * 2)
    assert by_networkx(apart, "actors")[0] == pytest.approx([4 / 3, 4 / 3])
    assert two_mode_centrality(apart)["two_mode_closeness"].tolist() == pytest.approx([1 / 3, 1 / 3])


@given(strategies.incidences())
def test_two_modes_are_those_of_networkx(incidence):
    n, m = incidence.n_actors, incidence.n_collaborations
    for of in ("actors", "collaborations"):
        found = two_mode_centrality(incidence, of=of)
        sizes = np.bincount(incidence.indices, minlength=n) if of == "actors" else incidence.sizes
        other = m if of == "actors" else n
        assert found["two_mode_closeness"].isna().tolist() == (sizes == 0).tolist()
        if other:
            assert np.allclose(found["two_mode_degree"], sizes / other)
        else:
            assert found["two_mode_degree"].isna().all()
        # networkx divides by 0 where a mode is too small for any path to run through a row
        if n > 1 and m > 1:
            closeness, betweenness = by_networkx(incidence, of)
            if is_connected(incidence):
                assert np.allclose(found["two_mode_closeness"], closeness)
            assert np.allclose(found["two_mode_betweenness"], betweenness)


def test_one_actor_in_one_collaboration():
    found = two_mode_centrality(strategies.incidence_of([[0]], ["firm"])).loc["a0"]
    assert found["two_mode_degree"] == found["two_mode_closeness"] == 1
    assert np.isnan(found["two_mode_betweenness"])
    assert found["two_mode_eigenvector"] == pytest.approx(1)


@pytest.mark.parametrize("of", ["actors", "collaborations"])
def test_nothing_at_all(of):
    found = two_mode_centrality(strategies.incidence_of([], []), of=of)
    assert found.shape == (0, 4)
    assert (found.dtypes == np.float64).all()


def test_an_unknown_mode():
    with pytest.raises(UnknownName, match="of='events' is not known; use 'actors' or 'collaborations'"):
        two_mode_centrality(samples.davis(), of="events")

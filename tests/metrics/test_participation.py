from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.metrics import participation as spread
from cinet.network import Network
from tests import oracles_centrality, strategies
from tests.metrics import centrality_samples


def karate():
    graph = nx.karate_club_graph()
    actors = strategies.actor_table([graph.nodes[node]["club"] for node in graph])
    sources, targets = zip(*graph.edges, strict=True)
    return Network.from_pairs(sources, targets, np.ones(len(sources)), actors)


def test_karate_clubs():
    p = spread.participation(karate())
    assert [round(p.iloc[i], 5) for i in (0, 33, 2)] == [0.11719, 0.29066, 0.48]
    z = spread.within_module_z(karate())
    assert [round(z.iloc[i], 5) for i in (0, 33)] == [3.34653, 3.13628]


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_by_definition(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    matrix = strategies.matrix_of(net)
    group = net.actors["type"].tolist()
    for weighted, held in ((False, (matrix > 0) * 1.0), (True, matrix)):
        z = held + held.T if directed else held
        for name in ("participation", "within_module_z"):
            found = getattr(spread, name)(net, weighted=weighted)
            assert (found.name, found.dtype) == (name, np.float64)
            wanted = getattr(oracles_centrality, name)(z, group)
            assert np.allclose(found, wanted, rtol=1e-6, atol=1e-9, equal_nan=True), name


@given(strategies.networks(), st.permutations(range(7)))
def test_names_of_groups_do_not_matter(net, order):
    actors = net.actors
    actors["other"] = actors["type"].map({"firm": "x", "university": "b", "government": "k"})
    again = Network(net.indptr, net.indices, net.weights, actors)
    for measure in (spread.participation, spread.within_module_z):
        assert np.allclose(measure(net), measure(again, by="other"), equal_nan=True)


def test_a_column_that_is_not_there():
    with pytest.raises(SchemaError, match="no column 'park'"):
        spread.participation(karate(), by="park")


# --- layers -------------------------------------------------------------------------------------------------------


def layer(n, ties):
    return strategies.network_of(centrality_samples.from_ties(n, ties))


def test_battiston_nicosia_and_latora():
    """Actors of degrees 2, 1, 3, 0 in one layer and 2, 0, 1, 4 in the other."""
    first = layer(9, [(1, 2, 1), (1, 3, 1), (3, 5, 1), (3, 6, 1)])
    second = layer(9, [(1, 4, 1), (1, 5, 1), (4, 3, 1), (4, 6, 1), (4, 7, 1)])
    found = spread.multiplex_participation({"first": first, "second": second})
    assert found.name == "multiplex_participation"
    assert found.tolist()[:4] == [1, 0, 0.75, 0]
    assert np.isnan(found.iloc[8])


@given(st.lists(strategies.networks(min_actors=4, max_actors=4), min_size=2, max_size=3))
def test_layers_by_definition(nets):
    layers = dict(enumerate(nets))
    for weighted in (False, True):
        found = spread.multiplex_participation(layers, weighted=weighted)
        matrices = [strategies.matrix_of(net) for net in nets]
        k = np.array([(m if weighted else m > 0).sum(axis=1) for m in matrices], float)
        for i, value in enumerate(found):
            wanted = 1 - ((k[:, i] / k[:, i].sum()) ** 2).sum() if k[:, i].any() else np.nan
            assert value == pytest.approx(wanted * len(nets) / (len(nets) - 1), nan_ok=True, abs=1e-12)


def test_an_actor_missing_from_a_layer_has_no_ties_there():
    found = spread.multiplex_participation({"small": layer(2, [(1, 2, 1)]), "large": layer(3, [(1, 3, 1)])})
    assert found.to_dict() == {"a0": 1, "a1": 0, "a2": 0}


def test_one_layer_is_none():
    with pytest.raises(SchemaError, match="needs two layers or more, not 1"):
        spread.multiplex_participation({"only": karate()})

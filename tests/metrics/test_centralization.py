from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import UndefinedMeasure, UnknownName
from cinet.interop.networkx import to_networkx
from cinet.metrics.centralization import centralization
from tests import oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, named, relabelled

OF = {
    "degree": nx.degree_centrality,
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
}


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("name", ["kite", "florentine"])
def test_recorded_values(name, of):
    assert centralization(named(name), of=of) == pytest.approx(GOLDEN["centralization"][name][of], abs=5e-7)


@pytest.mark.parametrize("of", OF)
def test_star_and_ring(of):
    for n in (3, 4, 9):
        assert centralization(strategies.network_of(samples.star(n - 1)), of=of) == pytest.approx(1)
    assert centralization(named("ring 10"), of=of) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("of", OF)
@given(data=st.data())
def test_distance_to_the_highest_over_that_of_a_star(of, data):
    net = data.draw(strategies.networks())
    graph, found = to_networkx(net), centralization(net, of=of)
    if net.n_actors < 3 or (of == "closeness" and not nx.is_connected(graph)):
        assert np.isnan(found)
        return
    star = nx.star_graph(net.n_actors - 1)
    wanted = oracles_meso.freeman([*OF[of](graph).values()], [*OF[of](star).values()])
    assert found == pytest.approx(wanted, abs=1e-12)
    order = data.draw(st.permutations(range(net.n_actors)))
    assert centralization(relabelled(net, order), of=of) == pytest.approx(found, abs=1e-12)


def test_what_is_refused():
    with pytest.raises(UnknownName, match=r"of='closenes' is not known. Did you mean 'closeness'"):
        centralization(named("kite"), of="closenes")
    with pytest.raises(UndefinedMeasure, match="centralization is defined for undirected"):
        centralization(strategies.network_of(samples.path(3), directed=True))

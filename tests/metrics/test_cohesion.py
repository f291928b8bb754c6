from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from cinet.errors import UndefinedMeasure
from cinet.interop.networkx import to_networkx
from cinet.metrics.cohesion import local_clustering
from tests import oracles, strategies
from tests.metrics import samples


@given(strategies.networks())
def test_values_are_those_of_the_formula(net):
    wanted = oracles.local_clustering(strategies.matrix_of(net))
    assert np.allclose(local_clustering(net), wanted, equal_nan=True, rtol=1e-15)


def test_karate_is_that_of_networkx_where_pairs_exist():
    net = samples.karate(weighted=True)
    graph = to_networkx(net)
    wanted = nx.clustering(graph)
    found = local_clustering(net)
    for actor in net.index:
        if graph.degree(actor) > 1:
            assert found[actor] == pytest.approx(wanted[actor], rel=1e-15)
        else:
            assert np.isnan(found[actor])


def test_a_directed_network_is_refused():
    net = strategies.network_of(samples.path(3), directed=True)
    with pytest.raises(UndefinedMeasure, match="local_clustering is defined for undirected networks here"):
        local_clustering(net)

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.interop.networkx import to_networkx
from cinet.metrics import centrality, cores
from tests import oracles_centrality, strategies
from tests.metrics import centrality_samples, samples


def test_recorded_values():
    kite = samples.network("kite")
    assert cores.coreness(kite).tolist() == centrality_samples.recorded("kite")["coreness"]
    assert cores.s_core(kite).tolist() == centrality_samples.recorded("kite")["coreness"]
    assert cores.s_core(samples.karate(weighted=True)).max() == 13


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_cores_are_the_best_of_all_sets(directed, data):
    net = data.draw(strategies.networks(directed=directed, max_actors=6))
    matrix = strategies.matrix_of(net)
    z = matrix + matrix.T if directed else matrix
    arcs = (matrix > 0) * 1.0
    assert np.allclose(cores.s_core(net), oracles_centrality.core(z), rtol=1e-12, atol=1e-12)
    assert cores.coreness(net).tolist() == oracles_centrality.core(arcs + arcs.T if directed else arcs)


@pytest.mark.parametrize("name", ["florentine", "karate", "davis_full"])
def test_coreness_is_that_of_networkx(name):
    net = samples.network(name)
    wanted = nx.core_number(to_networkx(net))
    assert cores.coreness(net).tolist() == [wanted[actor] for actor in net.index]


@given(strategies.networks())
def test_cores_within_degree_and_strength(net):
    assert (cores.coreness(net) <= centrality.degree(net)).all()
    assert (cores.s_core(net) <= centrality.strength(net) * (1 + 1e-12)).all()


@pytest.mark.parametrize("measure", [cores.coreness, cores.s_core, centrality.opsahl_degree])
def test_edges(measure):
    for n in (0, 1, 3):
        found = measure(strategies.network_of(np.zeros((n, n))))
        assert found.dtype == np.float64
        assert found.tolist() == [0] * n
        assert found.name == measure.__name__


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data(), alpha=st.floats(0, 3))
def test_opsahl_degree(directed, data, alpha):
    net = data.draw(strategies.networks(directed=directed))
    k, s = centrality.degree(net), centrality.strength(net)
    wanted = [ki ** (1 - alpha) * si**alpha if ki else 0 for ki, si in zip(k, s, strict=True)]
    assert np.allclose(centrality.opsahl_degree(net, alpha=alpha), wanted, rtol=1e-9)
    assert centrality.opsahl_degree(net, alpha=0).equals(k.rename("opsahl_degree"))
    assert np.allclose(centrality.opsahl_degree(net, alpha=1), s, rtol=1e-14)


@pytest.mark.parametrize("alpha", [-0.5, np.nan, np.inf])
def test_opsahl_alpha_is_0_or_more(alpha):
    with pytest.raises(SchemaError, match="alpha must be a number of 0 or more"):
        centrality.opsahl_degree(samples.network("kite"), alpha=alpha)

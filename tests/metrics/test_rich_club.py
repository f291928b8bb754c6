from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import UndefinedMeasure
from cinet.interop.networkx import to_networkx
from cinet.metrics.rich_club import rich_club
from tests import oracles, oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, named, relabelled


def test_karate():
    found = rich_club(named("karate"))
    for k, wanted in GOLDEN["rich_club_karate"].items():
        assert found.loc[int(k), "rich_club"] == pytest.approx(wanted, abs=5e-7)
    peer = nx.rich_club_coefficient(nx.karate_club_graph(), normalized=False)
    for k, wanted in peer.items():
        assert found.loc[k, "rich_club"] == pytest.approx(wanted)


@given(data=st.data())
def test_phi_is_the_density_of_the_rich(data):
    net = data.draw(strategies.networks())
    matrix, found = strategies.matrix_of(net), rich_club(net)
    degree = [len(oracles.alters(matrix, i)) for i in range(len(matrix))]
    assert found.index.tolist() == list(range(max(degree, default=0)))
    assert found.index.name == "k"
    for k in found.index:
        assert found.loc[k, "rich_club"] == pytest.approx(oracles_meso.rich_club(matrix, k), nan_ok=True)
        assert found.loc[k, "rich_actors"] == sum(each > k for each in degree)
    other = relabelled(net, data.draw(st.permutations(range(net.n_actors))))
    assert rich_club(other).equals(found)


def test_no_tie_no_club():
    for n in (0, 1, 3):
        found = rich_club(strategies.network_of(np.zeros((n, n))))
        assert found.shape == (0, 3)


def test_the_peer_leaves_out_the_threshold_where_one_actor_is_left():
    star = strategies.network_of(samples.star(3))
    assert np.isnan(rich_club(star)["rich_club"].iloc[-1])
    assert max(nx.rich_club_coefficient(to_networkx(star), normalized=False)) == 0


def test_a_directed_network_is_refused():
    with pytest.raises(UndefinedMeasure, match="rich_club is defined for undirected"):
        rich_club(strategies.network_of(samples.path(3), directed=True))

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.metrics.brokerage import ROLES, brokerage
from cinet.metrics.centrality import degree
from cinet.metrics.structural_holes import effective_size
from cinet.network import Network
from tests import oracles, strategies
from tests.metrics import samples


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_roles_are_those_of_the_enumeration(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    wanted = oracles.roles(strategies.matrix_of(net), net.actors["type"].tolist(), directed)
    assert brokerage(net).to_numpy().tolist() == wanted


def test_all_graphs_on_four_actors():
    kinds = ["firm", "firm", "university", "government"]
    pairs = [(i, j) for i in range(4) for j in range(i)]
    for present in range(2 ** len(pairs)):
        matrix = np.zeros((4, 4))
        for bit, (i, j) in enumerate(pairs):
            matrix[i, j] = matrix[j, i] = present >> bit & 1
        found = brokerage(strategies.network_of(matrix, kinds=kinds))
        assert found.to_numpy().tolist() == oracles.roles(matrix, kinds, directed=False)


def test_karate_clubs():
    found = brokerage(samples.karate(weighted=False), by="club")
    assert found.columns.tolist() == ROLES
    assert found.loc[0].tolist() == [87, 0, 15, 15, 0, 102]
    assert found.loc[33].tolist() == [78, 3, 40, 40, 0, 121]


@given(strategies.matrices(directed=True, weighted=False), st.data())
def test_turning_all_arcs_swaps_gatekeepers_and_representatives(matrix, data):
    kinds = data.draw(strategies.kinds(len(matrix)))
    there, back = (
        brokerage(strategies.network_of(held, directed=True, kinds=kinds)) for held in (matrix, matrix.T)
    )
    assert there["gatekeeper"].tolist() == back["representative"].tolist()
    assert there["total"].tolist() == back["total"].tolist()


@given(strategies.networks(weighted=False))
def test_the_total_is_the_number_of_open_pairs(net):
    k = degree(net)
    # effective size k - 2 t / k gives the t closed pairs
    closed = (k * (k - effective_size(net)) / 2).fillna(0)
    assert np.allclose(brokerage(net)["total"], k * (k - 1) / 2 - closed)


def test_a_missing_group_is_a_group_of_its_own():
    actors = pd.DataFrame({"type": ["firm", None, "firm"]}, index=list("abc"))
    net = Network.from_pairs([0, 1], [1, 2], [1, 1], actors)
    assert brokerage(net).loc["b"].tolist() == [0, 1, 0, 0, 0, 1]


@pytest.mark.parametrize("directed", [False, True])
def test_an_unknown_grouping_is_refused(directed):
    net = strategies.network_of(samples.path(3), directed=directed)
    with pytest.raises(SchemaError, match="no column 'park' to group by; it has 'type'"):
        brokerage(net, by="park")

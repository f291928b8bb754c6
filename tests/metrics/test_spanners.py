from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.metrics.spanners import his_spanners
from tests import oracles, oracles_holes, strategies
from tests.metrics import samples

EITHER = st.booleans().flatmap(lambda directed: strategies.networks(directed=directed))


@given(EITHER)
def test_the_score_is_that_of_the_definition(net):
    matrix = oracles.ties(strategies.matrix_of(net), net.directed)
    wanted = oracles_holes.his_spanners(matrix, net.actors["type"].tolist())
    found = his_spanners(net, by="type")
    assert found.name == "his_spanners"
    assert np.allclose(found, wanted)


@given(strategies.networks(min_actors=1), st.sampled_from([0.5, 4.0]))
def test_the_unit_of_the_strengths_is_that_of_the_score(net, factor):
    kinds = net.actors["type"].tolist()
    scaled = strategies.network_of(strategies.matrix_of(net) * factor, kinds=kinds)
    assert np.allclose(his_spanners(scaled, by="type"), his_spanners(net, by="type") * factor)


def test_the_bridge_between_two_cliques_comes_first():
    matrix = np.zeros((8, 8))
    matrix[:4, :4] = matrix[4:, 4:] = samples.clique(4)
    matrix[3, 4] = matrix[4, 3] = 1
    found = his_spanners(strategies.network_of(matrix, kinds=["firm"] * 4 + ["user"] * 4), by="type")
    assert set(found.nlargest(2).index) == {"a3", "a4"}


def test_one_group_has_no_spanners():
    assert (his_spanners(strategies.network_of(samples.star(4)), by="type") == 0).all()


@pytest.mark.parametrize("n", [0, 1, 3])
def test_networks_without_ties(n):
    assert his_spanners(strategies.network_of(np.zeros((n, n))), by="type").tolist() == [0.0] * n


def test_a_column_that_is_not_there():
    with pytest.raises(SchemaError, match="no column 'park' to group by"):
        his_spanners(strategies.network_of(samples.star(2)), by="park")

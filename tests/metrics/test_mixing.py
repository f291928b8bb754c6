from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.interop.networkx import to_networkx
from cinet.metrics.mixing import ei_index, type_mixing
from cinet.network import Network
from tests import oracles, strategies
from tests.metrics import samples


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_type_mixing_is_that_of_the_double_loop(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    wanted = oracles.type_mixing(strategies.matrix_of(net), net.actors["type"].tolist(), directed)
    found = type_mixing(net)
    assert found.index.names == ["type_a", "type_b"]
    assert list(found.index) == list(wanted)
    assert np.allclose(found, np.reshape(list(wanted.values()), (-1, 3)), rtol=1e-10, equal_nan=True)


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_observed_and_expected_weights_add_up_to_all_ties(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    found = type_mixing(net)
    assert found["observed_weight"].sum() == pytest.approx(net.edges()["weight"].sum())
    assert found["expected_weight"].sum() == pytest.approx(net.edges()["weight"].sum())


def test_the_expectation_is_that_of_newmans_assortativity():
    """r = (sum e_gg - sum a_g^2) / (1 - sum a_g^2) from observed and expected weights, against networkx."""
    net = samples.karate(weighted=False)
    found = type_mixing(net, by="club")
    total = found["observed_weight"].sum()
    same = [a == b for a, b in found.index]
    e, a = (found.loc[same, column].sum() / total for column in ("observed_weight", "expected_weight"))
    wanted = nx.attribute_assortativity_coefficient(to_networkx(net), "club")
    assert (e - a) / (1 - a) == pytest.approx(wanted, rel=1e-12)
    assert wanted == pytest.approx(0.717531, abs=5e-7)


def test_karate_ei_index():
    assert ei_index(samples.karate(weighted=True), by="club") == pytest.approx(-0.717949, abs=5e-7)


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_ei_index_is_that_of_the_count(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    wanted = oracles.ei_index(strategies.matrix_of(net), net.actors["type"].tolist(), directed)
    assert ei_index(net) == pytest.approx(wanted, nan_ok=True)


def test_the_extremes_of_the_ei_index():
    assert ei_index(strategies.network_of(samples.clique(3))) == -1
    assert ei_index(strategies.network_of(samples.star(2), kinds=["firm", "user", "user"])) == 1
    assert np.isnan(ei_index(strategies.network_of(np.zeros((2, 2)))))


def test_actors_without_a_group_are_shown_as_missing():
    actors = pd.DataFrame({"park": ["x", None]}, index=list("ab"))
    found = type_mixing(Network.from_pairs([0], [1], [2.0], actors), by="park")
    assert found.loc[("x", "(missing)"), "observed_weight"] == 2


def test_groups_may_be_numbers_and_categories():
    actors = pd.DataFrame({"park": [2, 1], "size": pd.Categorical(["small", "large"])}, index=list("ab"))
    net = Network.from_pairs([0], [1], [2.0], actors)
    assert type_mixing(net, by="park").index.tolist() == [(1, 1), (1, 2), (2, 2)]
    assert type_mixing(net, by="size").loc[("large", "small"), "observed_weight"] == 2


@pytest.mark.parametrize("function", [type_mixing, ei_index])
def test_an_unknown_grouping_is_refused(function):
    with pytest.raises(SchemaError, match="no column 'park' to group by"):
        function(strategies.network_of(samples.path(3)), by="park")

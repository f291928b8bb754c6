from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.interop.networkx import to_networkx
from cinet.metrics.mixing import ei_index, ei_moments, nominal_assortativity, type_mixing
from cinet.metrics.whole import summary
from cinet.network import Network
from tests import oracles, oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, relabelled


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


def test_karate_moments():
    held = GOLDEN["karate_clubs"]
    found = ei_moments(samples.karate(weighted=True), by="club")
    for name in ("external_ties", "internal_ties", "ei_index", "ei_z"):
        assert found[name] == pytest.approx(held[name], abs=5e-7)
    # EI = 2 E / m - 1
    assert (found["ei_expected"] + 1) * 78 / 2 == pytest.approx(held["external_expected"], abs=5e-7)
    assert found["ei_sd"] * 78 / 2 == pytest.approx(held["external_sd"], abs=5e-7)


@settings(max_examples=30)
@given(net=strategies.networks(max_actors=6))
def test_moments_are_those_over_all_permutations_of_the_labels(net):
    found = ei_moments(net)
    kinds = net.actors["type"].tolist()
    assert found["external_ties"] + found["internal_ties"] == net.n_ties
    assert found["ei_index"] == pytest.approx(ei_index(net), nan_ok=True)
    if net.n_ties == 0:
        assert found.iloc[2:].isna().all()
        return
    mean, sd = oracles_meso.ei_moments(strategies.matrix_of(net), kinds)
    assert found["ei_expected"] == pytest.approx(mean, abs=1e-12)
    assert found["ei_sd"] == pytest.approx(sd, abs=1e-7)
    assert np.isnan(found["ei_z"]) == (found["ei_sd"] == 0)
    assert found["ei_z"] == pytest.approx(
        (found["ei_index"] - mean) / sd if sd > 1e-9 else np.nan, nan_ok=True
    )


@given(data=st.data())
def test_assortativity_by_group(data):
    net = data.draw(strategies.networks())
    matrix, kinds = strategies.matrix_of(net), net.actors["type"].tolist()
    for weighted, counted in ((True, matrix), (False, (matrix > 0).astype(float))):
        wanted = oracles_meso.nominal_assortativity(counted, kinds)
        found = nominal_assortativity(net, weighted=weighted)
        assert found == pytest.approx(wanted, abs=1e-9, nan_ok=True)
    other = relabelled(net, data.draw(st.permutations(range(net.n_actors))))
    assert nominal_assortativity(other) == pytest.approx(nominal_assortativity(net), abs=1e-12, nan_ok=True)
    assert ei_moments(other).tolist() == pytest.approx(ei_moments(net).tolist(), nan_ok=True)


def test_assortativity_of_the_karate_clubs():
    net = samples.karate(weighted=True)
    found = nominal_assortativity(net, by="club")
    assert found == pytest.approx(nx.attribute_assortativity_coefficient(to_networkx(net), "club"))
    assert found == pytest.approx(GOLDEN["karate_clubs"]["nominal_assortativity"], abs=5e-7)
    assert summary(net)["degree_assortativity"] == pytest.approx(
        GOLDEN["karate_clubs"]["degree_assortativity"], abs=5e-7
    )


@pytest.mark.parametrize("function", [ei_moments, nominal_assortativity])
def test_directed_networks_are_refused(function):
    with pytest.raises(UndefinedMeasure, match="is defined for undirected"):
        function(strategies.network_of(samples.path(3), directed=True))


@pytest.mark.parametrize("function", [type_mixing, ei_index, ei_moments, nominal_assortativity])
def test_an_unknown_grouping_is_refused(function):
    with pytest.raises(SchemaError, match="no column 'park' to group by"):
        function(strategies.network_of(samples.path(3)), by="park")

from __future__ import annotations

import json
from collections import Counter
from itertools import permutations
from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.inference.compare import Statistic, compare, replicate
from cinet.inference.nulls import Labels, NetworkNull, Rewire, curveball, labels, rewire
from cinet.metrics.brokerage import brokerage
from cinet.metrics.centrality import degree
from cinet.metrics.mixing import ei_index
from cinet.metrics.whole import summary
from cinet.network import Network
from tests import oracles_brokerage, strategies
from tests.inference import samples
from tests.metrics import samples as networks

GOLDEN = Path(__file__).parents[1] / "golden" / "brokerage"
KARATE = json.loads((GOLDEN / "karate_clubs.json").read_text(encoding="utf-8"))["ei"]
COLUMNS = ["observed", "null_mean", "null_sd", "ratio", "z", "p", "low", "high", "n_draws"]
PARTS = ["university", "firm", "government"]


@pytest.fixture(scope="module")
def eco():
    return samples.ecosystem()


@pytest.fixture(scope="module")
def karate():
    return networks.karate(weighted=False)


def drawn(net, null, seed=0):
    return null.draw_network(net, np.random.SeedSequence(seed))


def rows_of(net):
    return net.indptr.tolist(), net.indices.tolist(), net.weights.tolist()


# --- labels -------------------------------------------------------------------------------------------------------


def test_names():
    assert labels() == Labels("type")
    assert labels("park").name == "labels of park"
    assert rewire() == Rewire(20)
    assert rewire(rounds=3).name == "rewired"
    assert all(isinstance(null, NetworkNull) for null in (labels(), rewire()))
    assert not isinstance(curveball(), NetworkNull)


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_labels_move_and_ties_stay(directed, data, seed):
    net = data.draw(strategies.networks(directed=directed))
    out = drawn(net, labels(), seed)
    assert rows_of(out) == rows_of(net)
    assert (out.directed, out.index.equals(net.index)) == (directed, True)
    assert Counter(out.actors["type"]) == Counter(net.actors["type"])
    assert out.actors["type"].dtype == net.actors["type"].dtype


def test_only_the_named_column_moves(karate):
    actors = karate.actors.assign(place=range(karate.n_actors), park=pd.Categorical(["x", None] * 17))
    net = Network(karate.indptr, karate.indices, karate.weights, actors, recipe={"weighting": "full"})
    out = drawn(net, labels("park"))
    pd.testing.assert_frame_equal(out.actors.drop(columns="park"), actors.drop(columns="park"))
    assert out.actors["park"].dtype == actors["park"].dtype
    assert out.actors["park"].isna().sum() == 17
    assert not out.actors["park"].equals(net.actors["park"])
    assert dict(out.recipe) == {"weighting": "full"}


def test_every_arrangement_of_labels_is_equally_likely():
    net = strategies.network_of(networks.path(4), kinds=["firm", "firm", "user", "user"])
    seen = Counter(tuple(drawn(net, labels(), seed).actors["type"]) for seed in range(1200))
    assert len(seen) == 6
    assert sum((count - 200) ** 2 / 200 for count in seen.values()) < 20.5  # chi2, 5 df, .999


@given(strategies.matrices(min_actors=4, max_actors=6, weighted=False), st.integers(1, 3))
def test_the_mean_over_all_arrangements_is_the_closed_form(matrix, first):
    """E-I index = 2 E / m - 1, with mean and SD of the external ties E in closed form."""
    n = len(matrix)
    m = int(matrix.sum()) // 2
    if m == 0:
        return
    arrangements = sorted(set(permutations(["x"] * first + ["y"] * (n - first))))
    found = [ei_index(strategies.network_of(matrix, kinds=kinds)) for kinds in arrangements]
    mean, sd = oracles_brokerage.external_ties(matrix, (first, n - first))
    assert np.mean(found) == pytest.approx(2 * mean / m - 1, abs=1e-12)
    assert np.std(found) == pytest.approx(2 * sd / m, abs=1e-7)


def test_karate_clubs_against_permuted_labels(karate):
    matrix = strategies.matrix_of(karate)
    mean, sd = oracles_brokerage.external_ties(matrix, (17, 17))
    assert [mean, sd] == pytest.approx([KARATE["mean_external"], KARATE["sd_external"]], abs=5e-7)
    assert (KARATE["external"] - mean) / sd == pytest.approx(KARATE["z"], abs=5e-7)
    m, n = karate.n_ties, 2000
    row = compare(karate, "ei_index", null=labels("club"), by="club", n=n, seed=7).loc["ei_index"]
    assert row["observed"] == pytest.approx((KARATE["external"] - KARATE["internal"]) / m)
    error = 2 * sd / m / sqrt(n)
    assert row["null_mean"] == pytest.approx(2 * mean / m - 1, abs=4 * error)
    assert row["null_sd"] == pytest.approx(2 * sd / m, rel=0.06)
    assert row["z"] == pytest.approx(KARATE["z"], rel=0.06)
    assert row["p"] == 1 / (n + 1)


def test_an_unknown_column_is_refused(karate):
    with pytest.raises(SchemaError, match="no column 'park' to group by"):
        compare(karate, "ei_index", null=labels("park"), by="club", n=1)


# --- rewiring -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_degrees_and_actors_stay(directed, data, seed):
    net = data.draw(strategies.networks(directed=directed))
    out = drawn(net, rewire(rounds=4), seed)
    for axis in (0, 1):
        before, after = ((strategies.matrix_of(held) > 0).sum(axis=axis) for held in (net, out))
        assert np.array_equal(before, after)
    assert Counter(out.weights) == Counter(net.weights)
    assert out.directed == directed
    pd.testing.assert_frame_equal(out.actors, net.actors)


def test_ties_are_rewired_by_the_seed(karate):
    first, again, other = (rows_of(drawn(karate, rewire(), seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert first != rows_of(karate)


@pytest.mark.parametrize("rounds", [0, -1])
def test_rewiring_needs_a_round(rounds):
    with pytest.raises(SchemaError, match=f"rounds must be at least 1, not {rounds}"):
        rewire(rounds=rounds)


# --- comparing a network ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("null", [labels("club"), rewire(rounds=5)], ids=["labels", "rewired"])
def test_the_same_table_whatever_the_workers(karate, null):
    one, four = (
        compare(karate, "brokerage", null=null, by="club", n=9, seed=3, workers=workers) for workers in (1, 4)
    )
    pd.testing.assert_frame_equal(one, four, check_exact=True)
    assert one.columns.tolist() == COLUMNS
    assert one["observed"].tolist() == brokerage(karate, by="club")["total"].tolist()
    other = compare(karate, "brokerage", null=null, by="club", n=9, seed=4)
    # labels leave the number of open pairs as it is
    assert one["null_mean"].equals(other["null_mean"]) == (null.name == "labels of club")


def test_what_each_null_leaves_alone(karate):
    fixed = compare(karate, "local_clustering", null=labels("club"), n=5)
    assert fixed["null_sd"].max() < 1e-15
    assert compare(karate, "degree", null=rewire(), n=5)["null_sd"].max() == 0
    assert compare(karate, "summary", null=rewire(), n=9, seed=1).loc["transitivity", "null_sd"] > 0


def test_clustering_of_a_projection_is_far_from_its_rewiring():
    """The rewired mean depends on degrees only; the cliques of the projection stand out."""
    ring = strategies.network_of(np.kron(np.eye(6), networks.clique(4)) + np.eye(24, k=4) + np.eye(24, k=-4))
    row = compare(ring, "summary", null=rewire(), n=49, seed=1).loc["transitivity"]
    assert row["observed"] == summary(ring)["transitivity"]
    assert row["z"] > 5
    assert row["p"] == 0.02


@pytest.mark.parametrize("measure", ["brokerage_totals", "brokerage_groups", "brokerage_tensor"])
def test_tables_of_brokerage_can_be_compared(karate, measure):
    found = compare(karate, measure, null=labels("club"), by="club", n=9, seed=2)
    assert (found["n_draws"] == 9).all()
    if measure == "brokerage_totals":
        assert found.loc["total", "null_sd"] == 0
        assert found.loc["coordinator", "null_sd"] > 0


def test_the_mean_of_roles_over_all_labellings():
    """Any three actors are of one club with a chance that the sizes settle: the mean number of coordinators."""
    net = strategies.network_of(networks.path(5), kinds=["firm"] * 3 + ["user"] * 2)
    found = []
    for kinds in set(permutations(net.actors["type"])):
        moved = strategies.network_of(networks.path(5), kinds=kinds)
        found.append(brokerage(moved)["coordinator"].sum())
    assert np.mean(found) == pytest.approx(3 * (3 * 2 * 1) / (5 * 4 * 3))


def test_an_ecosystem_is_projected_first(eco):
    net = eco.network(weighting="newman")
    direct = compare(net, "strength", null=rewire(rounds=3), n=5, seed=1)
    projected = compare(eco, "strength", null=rewire(rounds=3), n=5, seed=1, weighting="newman")
    pd.testing.assert_frame_equal(direct, projected, check_exact=True)
    both = {"strength": Statistic("strength"), "ei": Statistic("ei_index")}
    found = replicate(eco, both, null=labels(), n=3, seed=1)
    alone = compare(eco.network(), "ei_index", null=labels(), n=3, seed=1)
    pd.testing.assert_frame_equal(found["ei"], alone, check_exact=True)
    assert replicate(eco, {}, null=labels(), n=1, seed=1) == {}


def test_a_statistic_of_a_network(karate):
    assert Statistic("degree").of(karate).equals(degree(karate))
    assert Statistic("ei_index", by="club").of(karate).item() == ei_index(karate, by="club")


def test_what_does_not_go_together(eco, karate):
    with pytest.raises(SchemaError, match="two-mode null shuffles who takes part in what, which a network"):
        compare(karate, "ei_index", null=curveball(), n=1)
    with pytest.raises(
        SchemaError, match="helix reads who takes part in what, which a network does not hold"
    ):
        compare(karate, "helix", null=rewire(), parts=PARTS, n=1)
    with pytest.raises(SchemaError, match="helix reads who takes part in what"):
        compare(eco, "helix", null=labels(), parts=PARTS, n=1)
    with pytest.raises(SchemaError, match="this network is made already: leave out weighting='newman'"):
        compare(karate, "degree", null=rewire(), weighting="newman", n=1)
    mixed = {"a": Statistic("degree"), "b": Statistic("degree", weighting="newman")}
    with pytest.raises(SchemaError, match="share its weighting, not full and newman"):
        replicate(eco, mixed, null=rewire(), n=1, seed=1)
    with pytest.raises(SchemaError, match="degree is not split by groups"):
        compare(karate, "degree", null=rewire(), by="club", n=1)
    with pytest.raises(UnknownName, match="Did you mean 'liaison'"):
        compare(karate, "brokerage", null=rewire(), by="club", value="liason", n=1)


# --- further arguments of a measure -------------------------------------------------------------------------------


def test_options_reach_the_measure(karate, eco):
    shared = brokerage(karate, by="club", credit="shared")["total(credit=shared)"]
    found = compare(
        karate,
        "brokerage",
        null=rewire(rounds=2),
        by="club",
        options={"credit": "shared"},
        value="total(credit=shared)",
        n=3,
    )
    assert found["observed"].tolist() == shared.tolist()
    of_events = Statistic("brokerage", value="total(credit=min)", options={"credit": "min"})
    wanted = brokerage(eco.network(), credit="min")["total(credit=min)"]
    assert of_events.of(eco.incidence()).equals(wanted)


def test_options_that_a_measure_does_not_have(karate, eco):
    with pytest.raises(
        UnknownName, match=r"brokerage has no option 'kredit'. Did you mean 'credit'\? It has by,"
    ):
        compare(karate, "brokerage", null=rewire(), n=1, options={"kredit": "min"})
    with pytest.raises(UnknownName, match="degree has no option 'credit'"):
        compare(karate, "degree", null=rewire(), n=1, options={"credit": "min"})
    with pytest.raises(SchemaError, match="options= belongs to measures of networks: leave it out for helix"):
        compare(eco, "helix", null=curveball(), parts=PARTS, n=1, options={"n_boot": 1})

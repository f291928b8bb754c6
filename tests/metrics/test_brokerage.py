from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.metrics.brokerage import ROLES, brokerage
from cinet.metrics.centrality import degree
from cinet.metrics.structural_holes import effective_size
from cinet.network import Network
from tests import oracles, oracles_brokerage, strategies
from tests.metrics import samples

GOLDEN = Path(__file__).parents[1] / "golden" / "brokerage"
KARATE = json.loads((GOLDEN / "karate_clubs.json").read_text(encoding="utf-8"))


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


# --- against ties drawn at random ---------------------------------------------------------------------------------


def test_the_null_adds_columns_and_leaves_the_counts():
    net = samples.karate(weighted=False)
    found = brokerage(net, by="club", null="bernoulli")
    parts = [f"{part}_{role}" for part in ("expected", "sd", "z") for role in ROLES]
    assert found.columns.tolist() == [*ROLES, *parts]
    pd.testing.assert_frame_equal(found[ROLES], brokerage(net, by="club"))
    assert (found[parts].dtypes == np.float64).all()


@pytest.mark.parametrize("actor", [0, 33])
def test_karate_against_chance(actor):
    row = brokerage(samples.karate(weighted=False), by="club", null="bernoulli").loc[actor]
    assert row[KARATE["roles"]].tolist() == KARATE["raw"][str(actor)]
    assert row["z_total"] == pytest.approx(KARATE["z_total"][str(actor)], abs=0.005)
    # two clubs: nobody can stand between two others
    assert [row["expected_liaison"], row["sd_liaison"]] == [0, 0]
    assert np.isnan(row["z_liaison"])


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_expectations_of_actors_are_those_of_the_paths(directed, data):
    net = data.draw(strategies.networks(directed=directed, min_actors=1, max_actors=5))
    found = brokerage(net, null="bernoulli")
    group = net.actors["type"].tolist()
    possible = net.n_actors * (net.n_actors - 1) / (1 if directed else 2)
    couples = oracles_brokerage.Couples(net.n_actors, net.n_ties / max(possible, 1), directed)
    for number in range(net.n_actors):
        row = found.iloc[number]
        for name, chosen in oracles_brokerage.paths_by_role(group, directed, number):
            mean, sd = couples.moments(chosen)
            assert [row[f"expected_{name}"], row[f"sd_{name}"]] == pytest.approx([mean, sd], abs=1e-9)
            if sd > 1e-6:
                assert row[f"z_{name}"] == pytest.approx((row[name] - mean) / sd)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_actors_for_a_pair(n):
    found = brokerage(strategies.network_of(np.zeros((n, n))), null="bernoulli")
    assert not found.filter(like="expected_").to_numpy().any()
    assert found.filter(like="z_").isna().all(axis=None)


def test_symmetric_arcs_are_not_the_undirected_null():
    """Reading ties as pairs of arcs doubles the pairs of the total and misses that they come together."""
    net = samples.karate(weighted=False)
    arcs = Network(net.indptr, net.indices, np.ones(len(net.indices)), net.actors, directed=True)
    once, twice = (brokerage(held, by="club", null="bernoulli").loc[0] for held in (net, arcs))
    assert twice["total"] == 2 * once["total"]
    assert twice["expected_total"] == pytest.approx(2 * once["expected_total"])
    assert twice["sd_total"] < 0.8 * 2 * once["sd_total"]


def test_an_unknown_null_is_refused():
    with pytest.raises(UnknownName, match="null 'curveball' is not known for brokerage; known: 'bernoulli'"):
        brokerage(strategies.network_of(samples.path(3)), null="curveball")


# --- what a pair is worth -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("credit", ["shared", "min", "geometric"])
@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_credits_are_those_of_the_enumeration(directed, credit, data):
    net = data.draw(strategies.networks(directed=directed))
    group = net.actors["type"].tolist()
    wanted = oracles_brokerage.credited_roles(strategies.matrix_of(net), group, directed, credit)
    found = brokerage(net, credit=credit)
    assert found.columns.tolist() == [f"{role}(credit={credit})" for role in ROLES]
    assert (found.dtypes == np.float64).all()
    rows = [[row[role] for role in ROLES] for row in wanted]
    assert np.allclose(found.to_numpy().reshape(-1, 6), np.reshape(rows, (-1, 6)), rtol=1e-12)


@pytest.mark.parametrize("actor", [0, 33])
def test_karate_shared(actor):
    row = brokerage(samples.karate(weighted=False), by="club", credit="shared").loc[actor]
    assert row["total(credit=shared)"] == pytest.approx(KARATE["shared_total"][str(actor)], abs=5e-5)


def test_the_share_of_the_medici_is_not_ego_betweenness():
    net = samples.network("florentine")
    actors = net.actors.assign(type="family")
    held = Network(net.indptr, net.indices, net.weights, actors)
    assert brokerage(held, credit="shared").loc["Medici", "total(credit=shared)"] == 13.5


@given(strategies.networks(weighted=False))
def test_ties_of_strength_one_are_worth_one(net):
    full = brokerage(net).to_numpy()
    for credit in ("min", "geometric"):
        assert np.array_equal(brokerage(net, credit=credit).to_numpy(), full)


@given(strategies.networks(), st.sampled_from([0.5, 4.0, 1024.0]))
def test_weighted_credit_has_the_unit_of_the_strengths(net, factor):
    scaled = Network(net.indptr, net.indices, net.weights * factor, net.actors)
    for credit, grows in [("shared", 1.0), ("min", factor), ("geometric", factor)]:
        plain = brokerage(net, credit=credit).to_numpy()
        assert np.allclose(brokerage(scaled, credit=credit).to_numpy(), grows * plain, rtol=1e-12)


@given(strategies.matrices(min_actors=1), st.randoms(use_true_random=False), st.data())
def test_relabelling_moves_everything_with_the_actors(matrix, random, data):
    order = list(range(len(matrix)))
    random.shuffle(order)
    kinds = data.draw(strategies.kinds(len(matrix)))
    plain = strategies.network_of(matrix, kinds=kinds)
    moved = strategies.network_of(matrix[np.ix_(order, order)], kinds=[kinds[place] for place in order])
    for options in ({"null": "bernoulli"}, {"credit": "shared"}):
        wanted = brokerage(plain, **options).to_numpy()[order]
        assert np.allclose(brokerage(moved, **options).to_numpy(), wanted, rtol=1e-9, equal_nan=True)


def test_an_unknown_credit_is_refused():
    net = strategies.network_of(samples.path(3))
    with pytest.raises(
        UnknownName, match=r"credit 'share' is not known. Did you mean 'shared'\? Known: full,"
    ):
        brokerage(net, credit="share")
    with pytest.raises(SchemaError, match="whole counts only, not for credit='min': leave out one"):
        brokerage(net, credit="min", null="bernoulli")


def test_one_way_round_of_the_two_roles():
    """1 -> 2 -> 3 with the last two alike: the second lets the first in, a gatekeeper."""
    matrix = np.zeros((3, 3))
    matrix[0, 1] = matrix[1, 2] = 1
    found = brokerage(strategies.network_of(matrix, directed=True, kinds=["firm", "user", "user"]))
    assert found.iloc[1].to_dict() == dict.fromkeys(ROLES, 0) | {"gatekeeper": 1, "total": 1}

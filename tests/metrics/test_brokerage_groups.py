from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.metrics import brokerage_groups as module
from cinet.metrics.brokerage import ROLES, brokerage
from cinet.metrics.brokerage_groups import brokerage_groups, brokerage_tensor, brokerage_totals
from cinet.metrics.measure import describe
from tests import oracles, oracles_brokerage, strategies
from tests.metrics import samples

NULL_COLUMNS = ["open_pairs", "expected_open_pairs", "sd_open_pairs", "z_open_pairs"]


def directions(test):
    return pytest.mark.parametrize("directed", [False, True])(test)


@directions
@given(data=st.data())
def test_cells_are_those_of_the_enumeration(directed, data):
    net = data.draw(strategies.networks(directed=directed, min_actors=1))
    group = net.actors["type"].tolist()
    wanted = oracles_brokerage.cells(strategies.matrix_of(net), group, directed)
    found = brokerage_tensor(net)["open_pairs"]
    assert found.dtype == np.int64
    k = len(set(group))
    assert len(found) == net.n_actors * (k * k if directed else k * (k + 1) // 2)
    assert found.index.is_unique
    named = {(net.index[v], a, c): count for (v, a, c), count in wanted.items()}
    assert found[found > 0].to_dict() == named


@directions
@given(data=st.data())
def test_groups_are_sums_of_their_actors(directed, data):
    net = data.draw(strategies.networks(directed=directed, min_actors=1))
    kinds = net.actors["type"].to_dict()
    wanted = Counter()
    for (actor, a, c), count in brokerage_tensor(net)["open_pairs"].items():
        wanted[a, kinds[actor], c] += count
    found = brokerage_groups(net)["open_pairs"]
    assert found.to_dict() == dict(wanted)
    assert found.index.is_monotonic_increasing


@directions
@given(data=st.data())
def test_roles_are_sums_of_cells(directed, data):
    net = data.draw(strategies.networks(directed=directed, min_actors=1, max_actors=5))
    kinds = net.actors["type"].to_dict()
    wanted = {actor: dict.fromkeys(ROLES, 0) for actor in net.index}
    for (actor, a, c), count in brokerage_tensor(net)["open_pairs"].items():
        for name in (oracles_brokerage.merged(oracles.role(a, kinds[actor], c), directed), "total"):
            wanted[actor][name] += count
    for row in wanted.values():
        row["representative"] = row["representative" if directed else "gatekeeper"]
    assert brokerage(net).to_dict("index") == wanted


@given(strategies.matrices(directed=True, weighted=False, min_actors=1), st.data())
def test_turning_all_arcs_swaps_the_ends(matrix, data):
    kinds = data.draw(strategies.kinds(len(matrix)))
    there, back = (
        brokerage_groups(strategies.network_of(held, directed=True, kinds=kinds))["open_pairs"]
        for held in (matrix, matrix.T)
    )
    assert back.to_dict() == {(c, b, a): count for (a, b, c), count in there.items()}


@directions
@given(data=st.data())
def test_moments_are_those_of_the_paths(directed, data):
    net = data.draw(strategies.networks(directed=directed, min_actors=2, max_actors=5))
    codes, groups = net.codes("type")
    possible = net.n_actors * (net.n_actors - 1) / (1 if directed else 2)
    couples = oracles_brokerage.Couples(net.n_actors, net.n_ties / possible, directed)
    table = brokerage_groups(net, null="bernoulli")
    assert table.columns.tolist() == NULL_COLUMNS
    for (a, b, c), chosen in oracles_brokerage.paths_by_cell(codes.tolist(), len(groups), directed):
        if directed or a <= c:
            row = table.loc[(groups[a], groups[b], groups[c])]
            assert row.iloc[1:3].tolist() == pytest.approx(couples.moments(chosen), abs=1e-9)
    totals = brokerage_totals(net)
    for name, chosen in oracles_brokerage.paths_by_role(codes.tolist(), directed):
        assert totals.loc[name].iloc[1:3].tolist() == pytest.approx(couples.moments(chosen), abs=1e-9)
    for found in (table, totals):
        known = found[found["sd_open_pairs"] > 0]
        z = (known["open_pairs"] - known["expected_open_pairs"]) / known["sd_open_pairs"]
        assert known["z_open_pairs"].to_numpy() == pytest.approx(z.to_numpy())
        assert found.loc[found["sd_open_pairs"] == 0, "z_open_pairs"].isna().all()


def test_karate_totals():
    net = samples.karate(weighted=False)
    found = brokerage_totals(net, by="club")
    assert found.index.tolist() == ROLES
    assert found.index.name == "role"
    assert found.columns.tolist() == NULL_COLUMNS
    assert found["open_pairs"].tolist() == brokerage(net, by="club").sum().tolist()
    # 528 paths of two steps, three in each of 45 triangles
    degrees = np.diff(net.indptr)
    assert found.loc["total", "open_pairs"] == (degrees * (degrees - 1)).sum() // 2 - 3 * 45
    assert np.isnan(found.loc["liaison", "z_open_pairs"])


@directions
@pytest.mark.parametrize("n", [0, 1])
def test_nobody_and_one(directed, n):
    net = strategies.network_of(np.zeros((n, n)), directed=directed)
    assert brokerage_tensor(net)["open_pairs"].tolist() == [0] * n
    table = brokerage_groups(net, null="bernoulli")
    assert table[NULL_COLUMNS[:3]].to_numpy().tolist() == [[0, 0, 0]] * n
    totals = brokerage_totals(net)
    assert not totals[NULL_COLUMNS[:3]].to_numpy().any()
    assert totals["z_open_pairs"].isna().all()


def test_names_of_the_index():
    net = strategies.network_of(samples.path(3), kinds=["user", "firm", "university"])
    assert brokerage_tensor(net).index.names == ["actor_id", "type_source", "type_target"]
    assert brokerage_groups(net).index.names == ["type_source", "type_broker", "type_target"]
    # ends in order, whichever way the path runs
    assert brokerage_groups(net).loc[("university", "firm", "user"), "open_pairs"] == 1
    assert ("user", "firm", "university") not in brokerage_groups(net).index


def test_a_missing_group_is_a_group_of_its_own():
    net = strategies.network_of(samples.path(3), kinds=["firm", None, "firm"])
    assert brokerage_groups(net).loc[("firm", "(missing)", "firm"), "open_pairs"] == 1


def test_columns_describe_themselves():
    table = brokerage_groups(samples.karate(weighted=False), by="club", null="bernoulli")
    assert describe(table).index.tolist() == NULL_COLUMNS
    node = brokerage(samples.karate(weighted=False), by="club", null="bernoulli")
    assert describe(node).index.tolist() == node.columns.tolist()


def test_what_is_refused(monkeypatch):
    net = strategies.network_of(samples.path(3))
    for function in (brokerage_tensor, brokerage_groups, brokerage_totals):
        with pytest.raises(SchemaError, match="no column 'park'"):
            function(net, by="park")
    with pytest.raises(UnknownName, match="null 'labels' is not known for brokerage"):
        brokerage_groups(net, null="labels")
    monkeypatch.setattr(module, "_MOST_CELLS", 2)
    with pytest.raises(SchemaError, match="3 brokers x 1 groups x 1 groups are more than 2 cells"):
        brokerage_tensor(net)

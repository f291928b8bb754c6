from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.metrics.brokerage import brokerage
from cinet.metrics.typed_triads import open_triads, typed_triads
from tests import oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, relabelled, toy


def ratio(part, whole):
    return part / whole if whole else np.nan


def test_the_toy():
    held = GOLDEN["typed_toy"]
    found = typed_triads(toy()).loc[tuple(held["triple"])]
    assert found.index.tolist() == ["closed", "open", "closure"]
    assert found.tolist() == pytest.approx([held["closed"], held["open"], held["closure"]], abs=5e-7)


def test_the_toy_by_who_stands_in_the_middle():
    found = open_triads(toy())
    # f3 between u2 and p1, f2 between u2 and p1, u2 between f2 and f3, and so on
    assert found.loc[("f", "p", "u"), "open"] == 2
    assert found.loc[("p", "f", "u"), "open"] == 1
    assert found.loc[("u", "f", "p"), "open"] == 0
    assert found.loc[("u", "f", "f"), "open"] == 2


def check(found, net, events):
    kinds = net.actors["type"].tolist()
    wanted = oracles_meso.typed_triads(strategies.matrix_of(net), kinds, events)
    names = sorted(set(kinds))
    assert list(found.index) == [
        (a, b, c) for i, a in enumerate(names) for j, b in enumerate(names[i:], i) for c in names[j:]
    ]
    for triple, row in found.iterrows():
        shut, unshut, joint = (wanted[triple, kind] for kind in ("closed", "open", "joint"))
        assert (row["closed"], row["open"]) == (shut, unshut)
        assert row["closure"] == pytest.approx(ratio(3 * shut, 3 * shut + unshut), nan_ok=True)
        if "joint" in row:
            assert (row["joint"], row["pairwise"]) == (joint, shut - joint)
            assert row["joint_share"] == pytest.approx(ratio(joint, shut), nan_ok=True)


@given(net=strategies.networks())
def test_networks_are_looked_through_three_by_three(net):
    found = typed_triads(net)
    assert found.index.names == ["type_a", "type_b", "type_c"]
    assert found.columns.tolist() == ["closed", "open", "closure"]
    check(found, net, [])


@given(inc=strategies.incidences())
def test_joint_collaborations_are_told_from_pairs(inc):
    found = typed_triads(inc)
    assert found.columns.tolist() == ["closed", "open", "closure", "joint", "pairwise", "joint_share"]
    check(found, inc.network(), strategies.events_of(inc))


def test_every_way_that_three_actors_can_meet():
    """Exhaustive: all sets of the events ab, ac, bc, abc."""
    meetings = [[0, 1], [0, 2], [1, 2], [0, 1, 2]]
    for chosen in range(16):
        events = [meeting for bit, meeting in enumerate(meetings) if chosen >> bit & 1]
        inc = strategies.incidence_of(events, ["firm", "user", "user"])
        row = typed_triads(inc).loc[("firm", "user", "user")]
        together, pairs = bool(chosen & 8), chosen & 7
        assert row["joint"] == together
        assert row["pairwise"] == (not together and pairs == 7)
        assert row["open"] == (not together and pairs in (3, 5, 6))


@given(data=st.data())
def test_the_middle_and_the_ends(data):
    net = data.draw(strategies.networks())
    kinds = net.actors["type"].tolist()
    wanted = oracles_meso.centred_triads(strategies.matrix_of(net), kinds)
    found = open_triads(net)
    assert found.index.names == ["middle", "end_a", "end_b"]
    for (middle, a, b), row in found.iterrows():
        unshut, shut = (wanted[middle, (a, b), closed] for closed in (False, True))
        assert (row["open"], row["closed"]) == (unshut, shut)
        assert row["closure"] == pytest.approx(ratio(shut, shut + unshut), nan_ok=True)
    assert found["open"].sum() == typed_triads(net)["open"].sum() == brokerage(net)["total"].sum()
    assert found["closed"].sum() == 3 * typed_triads(net)["closed"].sum()
    other = relabelled(net, data.draw(st.permutations(range(net.n_actors))))
    assert open_triads(other).equals(found)
    assert typed_triads(other).equals(typed_triads(net))


def test_davis_women_meet_in_threes():
    """All women alike: of the triangles of the projection some never met at one event."""
    davis = samples.davis()
    inc = strategies.incidence_of(strategies.events_of(davis), ["woman"] * 18)
    row = typed_triads(inc).loc[("woman", "woman", "woman")]
    wanted = oracles_meso.typed_triads(
        strategies.matrix_of(davis.network()), ["woman"] * 18, strategies.events_of(davis)
    )
    three = ("woman",) * 3
    assert (row["closed"], row["joint"]) == (wanted[three, "closed"], wanted[three, "joint"])
    assert 0 < row["pairwise"] < row["closed"]


@pytest.mark.parametrize("function", [typed_triads, open_triads])
def test_what_is_refused(function):
    with pytest.raises(UndefinedMeasure, match="is defined for undirected"):
        function(strategies.network_of(samples.path(3), directed=True))
    with pytest.raises(SchemaError, match="no column 'park'"):
        function(strategies.network_of(samples.path(3)), by="park")

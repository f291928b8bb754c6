"""Ties of a network file keep strength and direction on their way into a network."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cinet as ci
from cinet.ecosystem import Ecosystem
from cinet.errors import CinetWarning, SchemaError, SizeCapError, UndefinedMeasure, UnknownName
from cinet.inference import nulls
from cinet.loaders.combining import combine
from cinet.loaders.dyadic import NetworkFile, dyadic_ecosystem
from cinet.loaders.pseudonyms import pseudonymise
from cinet.network import Network

Row = tuple[str, str, float, bool]

ACTORS = list("abcde")


def read(rows: list[Row], **more: object) -> Ecosystem:
    frame = pd.DataFrame(rows, columns=["source", "target", "weight", "directed"])
    frame = frame.astype({"weight": float, "directed": bool}).assign(row=range(len(rows)), **more)
    actors = pd.DataFrame({"actor_id": ACTORS, "row": range(len(ACTORS))})
    return dyadic_ecosystem(frame, actors, NetworkFile("a.net", "made", "utf-8"))


def arcs(net: Network) -> dict[tuple[str, str], float]:
    return {(one, two): weight for one, two, weight in net.edges().itertuples(index=False)}


def events(rows: dict[str, str], **more: object) -> Ecosystem:
    joint = pd.DataFrame({"collab_id": list(rows), "year": 2020})
    pairs = [(event, actor) for event, there in rows.items() for actor in there]
    taking = pd.DataFrame(pairs, columns=["collab_id", "actor_id"]).assign(**more)
    return Ecosystem(pd.DataFrame({"actor_id": ACTORS, "type": "firm"}), joint, taking)


def test_arcs_keep_their_direction_and_their_weight():
    eco = read([("b", "a", 0.1, True), ("a", "b", 3.0, True), ("b", "c", 7.0, True), ("b", "c", 1.0, True)])
    net = eco.network()
    assert net.directed
    assert arcs(net) == {("a", "b"): 3.0, ("b", "a"): 0.1, ("b", "c"): 8.0}
    assert net.index.tolist() == ACTORS
    assert {key: net.recipe[key] for key in ("ties", "weighting", "direction")} == {
        "ties": "imported",
        "weighting": "imported",
        "direction": "as imported",
    }
    assert "directed" in repr(net)
    assert arcs(eco.network(directed=True)) == arcs(net)


def test_directions_taken_away_are_added_up():
    eco = read([("b", "a", 0.5, True), ("a", "b", 3.0, True), ("c", "b", 7.0, True)])
    net = eco.network(directed=False)
    assert not net.directed
    assert arcs(net) == {("a", "b"): 3.5, ("b", "c"): 7.0}
    assert net.recipe["direction"] == "taken away; both directions added up"


def test_a_tie_without_a_direction_stands_in_both_beside_arcs():
    eco = read([("b", "a", 2.0, True), ("b", "a", 5.0, False), ("d", "c", 1.0, False)])
    net = eco.network()
    assert arcs(net) == {("a", "b"): 5.0, ("b", "a"): 7.0, ("c", "d"): 1.0, ("d", "c"): 1.0}
    assert net.recipe["direction"] == "as imported; ties without a direction stand in both"
    assert arcs(eco.network(directed=False)) == {("a", "b"): 7.0, ("c", "d"): 1.0}


def test_without_any_arc_the_network_is_undirected():
    eco = read([("b", "a", 2.0, False), ("c", "a", 1e-200, False)])
    for weighting in ("full", "newman", "pair", "batagelj"):
        net = eco.network(weighting)
        assert not net.directed
        assert arcs(net) == {("a", "b"): 2.0, ("a", "c"): 1e-200}
        assert "direction" not in net.recipe
    with pytest.raises(UndefinedMeasure, match="nothing here has one"):
        eco.network(directed=True)
    with pytest.raises(UnknownName, match="weighting 'fully' is not known"):
        eco.network("fully")


def test_collaborations_have_no_direction():
    eco = events({"p": "abc"})
    with pytest.raises(UndefinedMeasure, match="takes part on equal terms"):
        eco.network(directed=True)
    assert (
        arcs(eco.network(directed=False))
        == arcs(eco.network())
        == dict.fromkeys([("a", "b"), ("a", "c"), ("b", "c")], 1.0)
    )


def test_windows_are_all_directed_or_none_is():
    eco = read([("b", "a", 2.0, True), ("a", "c", 1.0, False)], start=["2019-01-01", "2020-01-01"])
    nets = eco.networks(ci.windows(2019, 2020))
    assert arcs(nets["2019"]) == {("b", "a"): 2.0}
    assert arcs(nets["2020"]) == {("a", "c"): 1.0, ("c", "a"): 1.0}
    assert nets["2020"].directed
    assert nets["2020"].recipe["window"] == "2020"
    assert not any(net.directed for net in eco.networks(ci.windows(2019, 2020), directed=False).values())


def test_several_relations_are_named():
    eco = read([("a", "b", 2.0, True), ("a", "b", 1.0, True)], relation=["trust", "advice"])
    with pytest.warns(CinetWarning, match=r"ties of 2 relations, 'advice', 'trust': choose one"):
        net = eco.network()
    assert net.recipe["relations"] == ["advice", "trust"]
    assert arcs(net) == {("a", "b"): 3.0}
    assert arcs(eco.select(kind="trust").network()) == {("a", "b"): 2.0}


@pytest.mark.parametrize("memory_limit", [None, "100MB"])
def test_projects_and_ties_together(memory_limit):
    net = read([("a", "b", 2.5, True), ("d", "c", 4.0, False)])
    projects = events({"p": "abc", "q": "e"}, weight=[2.0, 3.0, 4.0, 1.0])
    both = combine(net, projects, names=["net", "projects"], actor_ids="one")
    found = both.network("newman", memory_limit=memory_limit)
    half = 0.5
    assert arcs(found) == {
        ("a", "b"): half + 2.5, ("a", "c"): half, ("b", "a"): half, ("b", "c"): half, ("c", "a"): half,
        ("c", "b"): half, ("c", "d"): 4.0, ("d", "c"): 4.0,
    }  # fmt: skip
    assert found.recipe["ties"] == "imported and projected"
    assert found.recipe["weighting"] == "newman"
    low = both.network("full", directed=False, memory_limit=memory_limit)
    assert arcs(low) == {("a", "b"): 3.5, ("a", "c"): 1.0, ("b", "c"): 1.0, ("c", "d"): 4.0}
    with pytest.raises(SizeCapError):
        both.network(cap=2)


def test_an_end_that_is_gone_leaves_no_tie():
    eco = read([("a", "b", 2.0, True), ("c", "b", 1.0, True), ("d", "e", 4.0, False)])
    assert arcs(eco.merge({"a": "b"}).network()) == {("c", "b"): 1.0, ("d", "e"): 4.0, ("e", "d"): 4.0}
    assert arcs(eco.merge({"a": "d"}).network()) == {
        ("c", "b"): 1.0, ("d", "b"): 2.0, ("d", "e"): 4.0, ("e", "d"): 4.0,
    }  # fmt: skip
    alone = read([("a", "b", 2.0, True)]).merge({"a": "b"})
    assert arcs(alone.network()) == {}
    assert not alone.network().directed


def test_direction_outlives_pseudonyms_and_a_round_through_the_tables():
    eco = read([("a", "b", 2.0, True), ("c", "b", 1.0, False)])
    safe = pseudonymise(eco, seed=1)
    assert "direction" not in safe.collaborations
    assert sorted(arcs(safe.network()).values()) == [1.0, 1.0, 2.0]
    assert safe.network().directed


def made(direction: str | None, roles: list[str | None] | None, **more: object) -> Ecosystem:
    joint = pd.DataFrame({"collab_id": ["x"], "granularity": "dyadic"})
    if direction is not None:
        joint["direction"] = direction
    taking = pd.DataFrame({"collab_id": ["x", "x"], "actor_id": ["a", "b"]}).assign(**more)
    if roles is not None:
        taking["role"] = roles
    return Ecosystem(pd.DataFrame({"actor_id": ["a", "b"], "type": "firm"}), joint, taking)


def test_ties_from_tables_of_ones_own():
    # the roles alone say the direction, and a weight that is not there is 1
    assert arcs(made(None, ["target", "source"]).network()) == {("b", "a"): 1.0}
    assert arcs(made("directed", ["source", "target"]).network()) == {("a", "b"): 1.0}
    # what is called undirected is, whatever the roles are
    assert not made("undirected", ["source", "target"]).network().directed
    assert not made(None, ["source", None]).network().directed
    assert not made(None, None).network().directed
    # ends that do not agree: half way
    assert arcs(made(None, None, weight=[1.0, 4.0]).network()) == {("a", "b"): 2.5}


@pytest.mark.parametrize("roles", [None, ["source", None], ["source", "source"], ["leader", "member"]])
def test_a_directed_tie_without_a_source_is_refused(roles):
    eco = made("directed", roles)
    with pytest.raises(SchemaError, match="1 directed ties do not say which end is their source, first 'x'"):
        eco.network()


def test_a_tie_of_three_is_refused():
    joint = pd.DataFrame({"collab_id": ["x"], "granularity": "dyadic"})
    taking = pd.DataFrame({"collab_id": "x", "actor_id": list("abc")})
    eco = Ecosystem(pd.DataFrame({"actor_id": list("abc"), "type": "firm"}), joint, taking)
    with pytest.raises(SchemaError, match="1 collaborations have granularity 'dyadic' and more than two"):
        eco.network()


def test_a_comparison_reads_the_strengths_of_the_file():
    eco = read([("a", "b", 2.5, True), ("b", "c", 4.0, True)])
    table = ci.compare(eco, "strength", null=nulls.rewire(), n=1)
    assert table["observed"].tolist() == ci.strength(eco.network()).tolist()
    assert table.loc["a", "observed"] == 2.5


PAIRS = st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS)).filter(lambda pair: pair[0] != pair[1])
ROWS = st.lists(st.tuples(PAIRS, st.integers(1, 9), st.booleans()), min_size=1, max_size=8)


@settings(max_examples=25)
@given(ROWS, st.sampled_from([None, False]))
def test_as_the_ties_are_added_by_hand(given_rows, directed):
    rows = [(*pair, weight / 4, is_arc) for pair, weight, is_arc in given_rows]
    expected: dict[tuple[str, str], float] = {}
    wanted = directed is None and any(is_arc for *_, is_arc in rows)
    for one, two, weight, is_arc in rows:
        ends = [(one, two)] if is_arc else [(one, two), (two, one)]
        for pair in ends if wanted else [tuple(sorted((one, two)))]:
            expected[pair] = expected.get(pair, 0.0) + weight
    net = read(rows).network(directed=directed)
    assert net.directed == wanted
    assert arcs(net) == expected


@settings(max_examples=10)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(given_rows, random):
    rows = [(*pair, float(weight), is_arc) for pair, weight, is_arc in given_rows]
    turned = random.sample(rows, len(rows))
    np.testing.assert_array_equal(read(rows).network().weights, read(turned).network().weights)

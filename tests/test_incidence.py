from __future__ import annotations

import pickle

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.incidence import WEIGHTINGS, Incidence, event_weights
from cinet.metrics.centrality import strength
from tests import oracles, strategies
from tests.metrics import samples
from tests.strategies import actor_table, events_of, incidence_of, matrix_of

TWO = pd.DataFrame(index=["p", "q"])
THREE = actor_table(["firm", "user", "firm"])


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indptr", "indices", "strata", "message"),
    [
        ([0, 1], [0], None, r"indptr must rise from 0 to the number of participations \(1\) in 3 steps"),
        ([1, 1, 1], [0], None, "indptr must rise"),
        ([0, 1, 2], [0], None, "indptr must rise"),
        ([0, 2, 1], [0], None, "indptr must rise"),
        ([0, 1, 1], [0], [1], r"strata must hold one code per collaboration \(2\), not 1"),
        ([0, 1, 1], [3], None, r"a participation names an actor outside 0\.\.2"),
        ([0, 1, 1], [-1], None, r"a participation names an actor outside 0\.\.2"),
        ([0, 0, 2], [1, 0], None, "actors of collaboration 'q' are not in strictly ascending order"),
        ([0, 2, 2], [1, 1], None, "actors of collaboration 'p' are not in strictly ascending order"),
    ],
)
def test_what_is_no_incidence(indptr, indices, strata, message):
    with pytest.raises(SchemaError, match=message):
        Incidence(indptr, indices, collaborations=TWO, actors=THREE, strata=strata)


@pytest.mark.parametrize(
    ("rows", "cols", "message"),
    [
        ([2], [0], r"a participation names a collaboration outside 0\.\.1"),
        ([-1], [0], r"a participation names a collaboration outside 0\.\.1"),
        ([0], [3], r"a participation names an actor outside 0\.\.2"),
        ([0, 0], [1, 1], "strictly ascending order"),
        ([0, 0], [1], "two lists of one length, not 2 and 1"),
        ([[0]], [[1]], "two lists of one length"),
    ],
)
def test_what_are_no_codes(rows, cols, message):
    with pytest.raises(SchemaError, match=message):
        Incidence.from_codes(rows, cols, collaborations=TWO, actors=THREE)


# --- what is held -------------------------------------------------------------------------------------------------


@given(strategies.incidences(), st.randoms(use_true_random=False))
def test_the_order_of_the_participations_does_not_matter(incidence, random):
    pairs = [(row, actor) for row, members in enumerate(events_of(incidence)) for actor in members]
    random.shuffle(pairs)
    again = Incidence.from_codes(
        [row for row, _ in pairs],
        [actor for _, actor in pairs],
        collaborations=incidence.collaborations,
        actors=incidence.actors,
    )
    assert np.array_equal(again.indptr, incidence.indptr)
    assert np.array_equal(again.indices, incidence.indices)


def test_properties():
    incidence = incidence_of([[0, 2], [], [1]], ["firm", "user", "firm"], year=[2014, 2015, 2016])
    assert (incidence.n_collaborations, incidence.n_actors) == (3, 3)
    assert incidence.sizes.tolist() == [2, 0, 1]
    assert incidence.collaborations["year"].tolist() == [2014, 2015, 2016]
    assert incidence.collaborations.index.name == "collab_id"
    assert incidence.actors.index.name == "actor_id"


@pytest.mark.parametrize(
    ("strata", "text"),
    [
        (None, "<Incidence 2 collaborations x 3 actors, 1 participations>"),
        ([1, 1], "<Incidence 2 collaborations x 3 actors, 1 participations, 1 strata>"),
    ],
)
def test_repr(strata, text):
    assert repr(Incidence([0, 1, 1], [0], collaborations=TWO, actors=THREE, strata=strata)) == text


def test_a_shuffled_incidence_has_other_participants_only():
    incidence = Incidence([0, 1, 3], [0, 1, 2], collaborations=TWO, actors=THREE, strata=[0, 1])
    other = incidence.shuffled(np.array([2, 0, 1], np.int32))
    assert events_of(other) == [[2], [0, 1]]
    assert other.strata.tolist() == [0, 1]
    assert other.actors.equals(incidence.actors)
    with pytest.raises(SchemaError, match="ascending"):
        incidence.shuffled(np.array([2, 1, 0], np.int32))


def test_nothing_can_be_changed():
    collaborations = TWO.assign(year=2014)
    incidence = Incidence([0, 1, 1], [0], collaborations=collaborations, actors=THREE, strata=[0, 1])
    collaborations["year"] = 2015
    given, actors = incidence.collaborations, incidence.actors
    given["year"] = 2016
    actors["type"] = "other"
    assert incidence.collaborations["year"].tolist() == [2014, 2014]
    assert incidence.actors["type"].tolist() == ["firm", "user", "firm"]
    for name in ("indptr", "indices", "strata"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(incidence, name)[0] = 1
        with pytest.raises(AttributeError, match=f"an Incidence is frozen: '{name}' cannot be set"):
            setattr(incidence, name, 1)


@pytest.mark.parametrize("strata", [None, [0, 1]])
def test_pickles(strata):
    incidence = Incidence([0, 1, 3], [0, 1, 2], collaborations=TWO, actors=THREE, strata=strata)
    again = pickle.loads(pickle.dumps(incidence))
    assert repr(again) == repr(incidence)
    assert events_of(again) == events_of(incidence)
    pd.testing.assert_frame_equal(again.actors, incidence.actors)
    pd.testing.assert_frame_equal(again.collaborations, incidence.collaborations)


# --- projection ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@given(incidence=strategies.incidences())
def test_projection_is_that_of_the_enumeration(weighting, incidence):
    net = incidence.network(weighting)
    wanted = oracles.projection(events_of(incidence), incidence.n_actors, weighting)
    assert np.allclose(matrix_of(net), wanted, rtol=1e-13)
    assert net.recipe["weighting"] == weighting
    assert net.index.equals(incidence.actors.index)


@given(strategies.incidences())
def test_newman_conserves_the_joint_collaborations_of_an_actor(incidence):
    joint = [
        sum(actor in members and len(members) > 1 for members in events_of(incidence))
        for actor in range(incidence.n_actors)
    ]
    assert np.allclose(strength(incidence.network("newman")), joint, rtol=1e-12)


@given(strategies.incidences())
def test_pair_conserves_the_number_of_joint_collaborations(incidence):
    total = incidence.network("pair").edges()["weight"].sum()
    assert total == pytest.approx((incidence.sizes > 1).sum(), rel=1e-12)


@pytest.mark.parametrize(
    ("weighting", "total", "pair"), [("full", 322, 6), ("newman", 44.5, 1.562637), ("pair", 14, 0.815751)]
)
def test_davis(weighting, total, pair):
    net = samples.davis().network(weighting)
    edges = net.edges().set_index(["source", "target"])["weight"]
    assert edges.sum() == pytest.approx(total, rel=1e-12)
    assert edges["Evelyn", "Laura"] == pytest.approx(pair, abs=5e-7)
    assert len(edges) == 139
    if weighting == "newman":
        assert strength(net)["Evelyn"] == pytest.approx(8, rel=1e-12)


@pytest.mark.parametrize("weighting", ["full", "newman"])
def test_davis_is_projected_as_networkx_does(weighting):
    graph = nx.davis_southern_women_graph()
    women = [node for node, kind in graph.nodes(data="bipartite") if kind == 0]
    project = {
        "full": nx.bipartite.weighted_projected_graph,
        "newman": nx.bipartite.collaboration_weighted_projected_graph,
    }[weighting]
    wanted = nx.to_numpy_array(project(graph, women), nodelist=women)
    assert np.allclose(matrix_of(samples.davis().network(weighting)), wanted, rtol=1e-14)


def test_the_recipe_is_kept():
    net = incidence_of([[0, 1]], ["firm", "user"]).network("pair", recipe={"window": "2014"})
    assert net.recipe == {"window": "2014", "weighting": "pair"}


def test_event_weights():
    assert event_weights(np.array([0, 1, 2, 4]), "full").tolist() == [0, 0, 1, 1]
    assert event_weights(np.array([0, 1, 2, 4]), "pair").tolist() == [0, 0, 1, 1 / 6]


def test_an_unknown_weighting_is_refused():
    with pytest.raises(
        UnknownName, match=r"'newmann' is not known. Did you mean 'newman'\? Known: full, newman, pair"
    ):
        incidence_of([[0, 1]], ["firm", "user"]).network("newmann")


# --- patterns -----------------------------------------------------------------------------------------------------

PARTS = {"science": ["university", "research_institute"], "firm": ["firm"], "public": ["government"]}


@given(strategies.incidences())
def test_patterns_are_those_of_the_enumeration(incidence):
    found = incidence.patterns(PARTS)
    wanted = oracles.patterns(events_of(incidence), incidence.actors["type"].tolist(), PARTS)
    assert found.none_known
    for cell, count in found.frame().iloc[0].items():
        parts = frozenset() if cell == "none" else frozenset(cell.split("+"))
        assert count == wanted[parts]
    assert found.counts.sum() == incidence.n_collaborations


def test_patterns_by_a_column_leave_out_what_has_no_value():
    incidence = incidence_of(
        [[0, 1], [0], [1], [2]],
        ["firm", "university", "user"],
        year=pd.array([2015, 2014, None, 2015], dtype="Int64"),
    )
    found = incidence.patterns(["firm", "university"], by="year")
    assert found.groups.tolist() == [2014, 2015]
    assert found.groups.name == "year"
    assert found.counts.tolist() == [[0, 1, 0, 0], [1, 0, 0, 1]]


def test_patterns_by_a_scheme():
    found = incidence_of([[0, 1], [0, 2]], ["university", "firm", "government"]).patterns("triple")
    assert found.parts == ("university", "firm", "government")
    assert found.counts[0, [3, 5]].tolist() == [1, 1]


def test_types_may_be_categories():
    incidence = incidence_of([[0, 1], [1, 2]], ["university", "firm", "user"])
    actors = incidence.actors.astype({"type": "category"})
    again = Incidence(
        incidence.indptr, incidence.indices, collaborations=incidence.collaborations, actors=actors
    )
    parts = ["university", "firm"]
    assert np.array_equal(again.patterns(parts).counts, incidence.patterns(parts).counts)


def test_an_unknown_column_is_refused():
    incidence = incidence_of([[0, 1]], ["firm", "user"], year=[2014])
    with pytest.raises(UnknownName, match=r"no column 'yaer'. Did you mean 'year'\? They have 'year'"):
        incidence.patterns(["firm", "user"], by="yaer")


def test_patterns_need_types():
    bare = Incidence([0, 0], [], collaborations=TWO.iloc[:1], actors=pd.DataFrame(index=["a"]))
    with pytest.raises(SchemaError, match="no column 'type'"):
        bare.patterns(["firm", "user"])


def test_patterns_by_two_columns():
    actors = pd.DataFrame({"type": ["firm", "university"]}, index=["a", "b"])
    joint = pd.DataFrame({"year": [2020, 2020, 2021, None], "field": list("xyxx")}, index=list("pqrs"))
    inc = Incidence.from_codes([0, 0, 1, 2, 3], [0, 1, 0, 1, 0], collaborations=joint, actors=actors)
    found = inc.patterns(["firm", "university"], by=["year", "field"])
    assert found.groups.names == ["year", "field"]
    assert found.groups.tolist() == [(2020, "x"), (2020, "y"), (2021, "x")]
    assert found.counts.tolist() == [[0, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]]
    one = inc.patterns(["firm", "university"], by=["field"])
    assert one.counts.tolist() == inc.patterns(["firm", "university"], by="field").counts.tolist()
    with pytest.raises(SchemaError, match="different columns"):
        inc.patterns(["firm", "university"], by=["year", "year"])

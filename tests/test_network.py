from __future__ import annotations

import copy
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.network import Network
from tests import strategies
from tests.strategies import actor_table, matrix_of, network_of

THREE = actor_table(["firm", "user", "firm"])


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indptr", "indices", "weights", "message"),
    [
        ([0, 1, 2], [1, 0], [1, 1], r"indptr must rise from 0 to the number of entries \(2\) in 4 steps"),
        ([1, 1, 2, 2], [1, 0], [1, 1], "indptr must rise from 0"),
        ([0, 1, 1, 1], [1, 0], [1, 1], "indptr must rise from 0"),
        ([0, 2, 1, 2], [1, 0], [1, 1], "indptr must rise from 0"),
        ([0, 1, 2, 2], [1, 0], [1], "there are 1 weights for 2 entries"),
        ([0, 1, 2, 2], [1, 3], [1, 1], r"an entry names an actor outside 0\.\.2"),
        ([0, 1, 2, 2], [-1, 0], [1, 1], r"an entry names an actor outside 0\.\.2"),
        ([0, 1, 2, 2], [0, 0], [1, 1], "self-loops are not allowed: actor 'a0' is tied to itself"),
        (
            [0, 1, 2, 2],
            [1, 0],
            [0, 1],
            "1 of 2 tie weights are not finite positive numbers, first 0.0 between 'a0', 'a1'",
        ),
        ([0, 1, 2, 2], [1, 0], [-1, -1], "first -1.0 between 'a0', 'a1'.*leave out absent ties"),
        ([0, 1, 2, 2], [1, 0], [np.nan, 1], "first nan"),
        ([0, 1, 2, 2], [1, 0], [1, np.inf], "first inf between 'a1', 'a0'"),
        (
            [0, 2, 4, 4],
            [1, 1, 0, 0],
            [1, 1, 1, 1],
            "alters of actor 'a0' are not in strictly ascending order",
        ),
        ([0, 0, 0, 2], [1, 0], [1, 1], "alters of actor 'a2' are not in strictly ascending order"),
        ([0, 1, 2, 2], [1, 0], [1, 2], "must hold every tie in both rows with the same weight"),
        ([0, 1, 1, 1], [1], [1], "must hold every tie in both rows"),
    ],
)
def test_what_is_no_network(indptr, indices, weights, message):
    with pytest.raises(SchemaError, match=message):
        Network(indptr, indices, weights, THREE)


def test_actor_ids_must_be_unique():
    with pytest.raises(SchemaError, match="actor ids must be unique; 'a' stand more than once"):
        Network([0, 0, 0], [], [], pd.DataFrame(index=["a", "a"]))


@pytest.mark.parametrize(
    ("sources", "targets", "weights", "message"),
    [
        ([0, 0], [1, 1], [1, 1], "ascending order: sum multiple ties"),
        ([0, 1], [1, 0], [1, 1], "ascending order"),
        ([1], [1], [1], "self-loops are not allowed"),
        ([0], [3], [1], r"a tie names an actor outside 0\.\.2"),
        ([-1], [0], [1], r"a tie names an actor outside 0\.\.2"),
        ([0], [1], [0], "not finite positive"),
        ([0, 1], [1], [1], "three lists of one length, not 2, 1 and 1"),
        ([0], [1], [1, 2], "three lists of one length, not 1, 1 and 2"),
        ([[0]], [[1]], [[1]], "three lists of one length"),
    ],
)
def test_what_are_no_pairs(sources, targets, weights, message):
    with pytest.raises(SchemaError, match=message):
        Network.from_pairs(sources, targets, weights, THREE)


def test_arcs_may_go_one_way_or_both():
    one = Network.from_pairs([0], [1], [1.5], THREE, directed=True)
    both = Network.from_pairs([0, 1], [1, 0], [1.5, 2], THREE, directed=True)
    assert (one.n_ties, both.n_ties) == (1, 2)


# --- what is held -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_the_edges_build_the_network_again(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    edges = net.edges()
    place = {actor: number for number, actor in enumerate(net.index)}
    again = Network.from_pairs(
        edges["source"].map(place), edges["target"].map(place), edges["weight"], net.actors, directed=directed
    )
    assert np.array_equal(matrix_of(again), matrix_of(net))
    assert len(edges) == net.n_ties
    order = list(zip(edges["source"].map(place), edges["target"].map(place), strict=True))
    assert order == sorted(order)
    assert directed or all(i < j for i, j in order)


@given(strategies.matrices())
def test_rows_are_read_as_they_are_written(matrix):
    assert np.array_equal(matrix_of(network_of(matrix)), matrix)


def test_nobody():
    nobody = Network([0], [], [], actor_table([]))
    assert (nobody.n_actors, nobody.n_ties, len(nobody.edges())) == (0, 0, 0)
    assert len(Network.from_pairs([], [], [], actor_table([])).index) == 0


def test_the_index_is_named():
    assert network_of([[0, 1], [1, 0]]).index.name == "actor_id"
    assert Network([0, 0], [], [], pd.DataFrame(index=["x"])).actors.index.name == "actor_id"


@pytest.mark.parametrize(
    ("column", "codes", "groups"),
    [
        (["y", "x", "y"], [1, 0, 1], ["x", "y"]),
        ([2, 1, 2], [1, 0, 1], [1, 2]),
        (["y", None, "x"], [1, 2, 0], ["x", "y", "(missing)"]),
        ([None, None, None], [0, 0, 0], ["(missing)"]),
        ([2.5, None, 1.5], [1, 2, 0], [1.5, 2.5, "(missing)"]),
        (["(missing)", None, "x"], [0, 0, 1], ["(missing)", "x"]),
    ],
)
def test_codes(column, codes, groups):
    net = Network([0, 0, 0, 0], [], [], pd.DataFrame({"park": column}, index=list("abc")))
    found, names = net.codes("park")
    assert found.tolist() == codes
    assert found.dtype == np.int32
    assert names.tolist() == groups


def test_codes_of_an_unknown_column():
    with pytest.raises(SchemaError, match="no column 'park' to group by; it has 'type'"):
        network_of([[0, 1], [1, 0]]).codes("park")


@pytest.mark.parametrize(
    ("net", "text"),
    [
        (network_of([[0, 1], [1, 0]]), "<Network 2 actors, 1 tie, undirected>"),
        (network_of([[0, 1], [1, 0]], directed=True), "<Network 2 actors, 2 ties, directed>"),
        (
            Network(
                [0, 0],
                [],
                [],
                actor_table(["firm"]),
                recipe={"window": "2014", "weighting": "full", "sha": "1"},
            ),
            "<Network 1 actors, 0 ties, undirected, weighting full, window 2014>",
        ),
    ],
)
def test_repr(net, text):
    assert repr(net) == text


# --- nothing can be changed ---------------------------------------------------------------------------------------


def test_arrays_are_copied_and_locked():
    indices = np.array([1, 0], np.int32)
    net = Network(np.array([0, 1, 2, 2]), indices, np.array([1.0, 1.0]), THREE)
    indices[0] = 2
    assert net.indices.tolist() == [1, 0]
    for name in ("indptr", "indices", "weights"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(net, name)[0] = 1


def test_the_actor_table_is_copied():
    actors = THREE.copy()
    net = Network([0, 0, 0, 0], [], [], actors)
    actors.loc["a0", "type"] = "other"
    given = net.actors
    given.loc["a1", "type"] = "other"
    assert net.actors["type"].tolist() == ["firm", "user", "firm"]


def test_attributes_and_recipe_are_locked():
    recipe = {"window": "2014"}
    net = Network([0], [], [], actor_table([]), recipe=recipe)
    recipe["window"] = "2015"
    assert net.recipe == {"window": "2014"}
    with pytest.raises(TypeError):
        net.recipe["window"] = "2015"
    for name in ("weights", "directed", "anything"):
        with pytest.raises(AttributeError, match=f"a Network is frozen: '{name}' cannot be set"):
            setattr(net, name, 1)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
@pytest.mark.parametrize("directed", [False, True])
def test_copies_and_pickles(again, directed):
    net = Network.from_pairs([0], [1], [2.0], THREE, directed=directed, recipe={"window": "2014"})
    other = again(net)
    assert repr(other) == repr(net)
    assert other.recipe == net.recipe
    assert np.array_equal(matrix_of(other), matrix_of(net))
    pd.testing.assert_frame_equal(other.actors, net.actors)

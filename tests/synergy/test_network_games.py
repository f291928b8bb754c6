from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.synergy.game import Game
from cinet.synergy.network_games import link_synergy, myerson, position_value
from cinet.synergy.shapley import shapley
from tests import oracles_games as oracles
from tests.strategies import network_of

FROZEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "games" / "coopgame.json").read_text(encoding="utf-8")
)
EXAMPLE = {"1": 0, "2": 0, "3": 0, "12": 60, "13": 48, "23": 30, "123": 72}
PATH = [("1", "2"), ("2", "3")]


@st.composite
def situations(draw, least=1, most=5):
    """A game and links among its players."""
    n = draw(st.integers(least, most))
    values = draw(st.lists(st.integers(-20, 20), min_size=2**n - 1, max_size=2**n - 1))
    pairs = list(combinations(range(n), 2))
    links = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6)) if pairs else []
    return Game([0, *values], range(n)), links


# --- published and closed forms -------------------------------------------------------------------------------------


def test_published_games_on_a_path():
    assert myerson(EXAMPLE, PATH).tolist() == pytest.approx([24, 39, 9])
    majority = {"1": 0, "2": 0, "3": 0, "12": 1, "13": 1, "23": 1, "123": 1}
    assert myerson(majority, PATH).tolist() == pytest.approx([1 / 6, 2 / 3, 1 / 6])
    unanimity = {"1": 0, "2": 0, "3": 0, "12": 0, "13": 0, "23": 0, "123": 1}
    assert myerson(unanimity, PATH).tolist() == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda frozen: str(frozen["n"]))
def test_myerson_of_another_package(frozen):
    found = myerson(Game(frozen["values"], range(frozen["n"])), frozen["links"])
    assert found.tolist() == pytest.approx(frozen["myerson"], abs=1e-9)


def test_position_value_of_unanimity_counts_links():
    # both links of a path are needed: each is paid half, and shares it between its ends
    unanimity = Game([0, 0, 0, 0, 0, 0, 0, 1], ["1", "2", "3"])
    assert position_value(unanimity, PATH).tolist() == pytest.approx([1 / 4, 1 / 2, 1 / 4])


def test_link_synergy_by_hand():
    found = link_synergy(EXAMPLE, PATH)
    assert found.index.tolist() == [("1", "2"), ("2", "3")]
    assert found.index.names == ["source", "target"]
    assert found["link_synergy"].tolist() == [42, 12]
    assert found["myerson_gain"].tolist() == pytest.approx([24, 9])
    # in a triangle no link is a bridge
    assert link_synergy(EXAMPLE, [*PATH, ("1", "3")])["link_synergy"].tolist() == [0, 0, 0]


# --- properties -----------------------------------------------------------------------------------------------------


@given(situations())
def test_values_are_those_of_the_definitions(situation):
    game, links = situation
    v, players = oracles.worth_of(game.values), list(range(game.n_players))
    np.testing.assert_allclose(myerson(game, links), oracles.myerson(v, players, links), atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(situations(most=4))
def test_position_values_are_those_of_the_definition(situation):
    game, links = situation
    v, players = oracles.worth_of(game.values), list(range(game.n_players))
    np.testing.assert_allclose(
        position_value(game, links), oracles.position_value(v, players, links), atol=1e-9
    )


@given(situations())
def test_component_efficiency(situation):
    game, links = situation
    v = oracles.worth_of(game.values)
    for value in (myerson(game, links), position_value(game, links)):
        for part in oracles.components(range(game.n_players), links):
            assert value.iloc[list(part)].sum() == pytest.approx(v(part), abs=1e-9)


@given(situations(least=2))
def test_fairness(situation):
    game, links = situation
    gains = link_synergy(game, links)
    for link in links:
        fewer = [other for other in links if other != link]
        change = myerson(game, links) - myerson(game, fewer)
        assert change.iloc[link[0]] == pytest.approx(change.iloc[link[1]], abs=1e-9)
        row = gains.loc[(str(min(link)), str(max(link)))]
        assert row["myerson_gain"] == pytest.approx(change.iloc[link[0]], abs=1e-9)
        v = oracles.worth_of(game.values)
        everybody = range(game.n_players)
        lost = sum(map(v, oracles.components(everybody, links))) - sum(
            map(v, oracles.components(everybody, fewer))
        )
        assert row["link_synergy"] == pytest.approx(lost, abs=1e-9)


@given(situations())
def test_complete_and_empty_networks(situation):
    game, _ = situation
    n = game.n_players
    np.testing.assert_allclose(myerson(game, combinations(range(n), 2)), shapley(game), atol=1e-9)
    alone = game.values[1 << np.arange(n)]
    assert myerson(game, []).tolist() == pytest.approx(alone.tolist())
    assert position_value(game, []).tolist() == alone.tolist()
    assert link_synergy(game, []).shape == (0, 2)


@settings(deadline=None, max_examples=20)
@given(situations(least=3), st.integers(0, 9))
def test_sampled_values_agree_with_exact_ones(situation, seed):
    game, links = situation
    found = myerson(game, links, method="sample", n_samples=400, seed=seed)
    assert found.columns.tolist() == ["myerson", "se", "ci_low", "ci_high"]
    assert (np.abs(found["myerson"] - myerson(game, links)) <= 6 * found["se"] + 1e-9).all()


# --- networks -------------------------------------------------------------------------------------------------------


def test_a_network_and_its_actors():
    net = network_of([[0, 2.5, 0], [2.5, 0, 1], [0, 1, 0]])
    # the game names the same actors in another order
    game = Game.from_coalitions(
        {"a2": 0, "a0": 0, "a1": 0, "a0+a1": 60, "a0+a2": 48, "a1+a2": 30, "a0+a1+a2": 72}
    )
    for value, wanted in ((myerson, [24, 39, 9]), (position_value, [25.5, 36, 10.5])):
        found = value(game, net)
        assert found.index.equals(net.index)
        assert found.tolist() == pytest.approx(wanted)
    synergy = link_synergy(game, net)
    assert synergy.index.tolist() == [("a0", "a1"), ("a1", "a2")]
    assert synergy["link_synergy"].tolist() == [42, 12]


def test_actors_that_are_not_text():
    net = network_of([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    actors = net.actors.set_axis(pd.Index([10, 20, 30]))
    numbered = type(net)(net.indptr, net.indices, net.weights, actors)
    found = myerson(lambda coalition: len(coalition) ** 2, numbered)
    assert found.index.tolist() == [10, 20, 30]
    assert found.sum() == pytest.approx(9)


def test_a_function_asks_the_network_for_its_players():
    net = network_of(np.ones((4, 4)) - np.eye(4))
    assert myerson(lambda coalition: len(coalition) ** 2, net).tolist() == pytest.approx([4] * 4)


def test_sampling_on_a_line_of_forty():
    n = 40
    matrix = np.diag(np.ones(n - 1), 1)
    net = network_of(matrix + matrix.T)
    found = myerson(lambda coalition: len(coalition) - 1, net, method="sample", n_samples=60, seed=2)
    # each link makes 1, wherever it stands: half for each end
    exact = np.array([0.5, *[1.0] * (n - 2), 0.5])
    np.testing.assert_allclose(found["myerson"], exact, atol=1e-12)
    assert found.index.equals(net.index)


def test_links_in_any_order_and_twice():
    once = link_synergy(EXAMPLE, PATH)
    again = link_synergy(EXAMPLE, frozenset([("3", "2"), ("1", "2"), ("2", "1")]))
    pd.testing.assert_frame_equal(once, again)


@pytest.mark.parametrize(
    ("net", "error", "said"),
    [
        (network_of([[0, 1], [0, 0]], directed=True), UndefinedMeasure, "directed"),
        (network_of([[0, 1], [1, 0]]), UnknownName, "'1', '2', '3', 'a0', 'a1' stand in one of the two only"),
        ([("1", "9")], UnknownName, "names '9', who is no player"),
        ([("1", "1")], SchemaError, "two different players"),
        ([("1", "2", "3")], SchemaError, "two different players"),
        (["12"], SchemaError, "link '12' is not a pair"),
        ([7], SchemaError, "link 7 is not a pair"),
        (None, SchemaError, "not NoneType"),
    ],
)
def test_bad_links(net, error, said):
    for function in (myerson, position_value, link_synergy):
        with pytest.raises(error, match=said):
            function(EXAMPLE, net)
    with pytest.raises(error, match=said):
        myerson(EXAMPLE, net, method="sample")


def test_bad_options():
    with pytest.raises(UnknownName, match="Did you mean 'sample'"):
        myerson(EXAMPLE, PATH, method="sampl")
    with pytest.raises(SchemaError, match="17 links"):
        position_value(Game.additive(dict.fromkeys(range(7), 1)), list(combinations(range(7), 2))[:17])
    with pytest.raises(SchemaError, match="pass players="):
        myerson(len, [("a", "b")])

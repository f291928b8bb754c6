from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.synergy.core import least_core
from cinet.synergy.game import Game
from cinet.synergy.nucleolus import membership, nucleolus
from tests import oracles_games as oracles

FROZEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "games" / "coopgame.json").read_text(encoding="utf-8")
)
LEXICOGRAPHIC = ["1", "2", "3", "12", "13", "23", "123"]


def lexicographic(*values):
    return Game.from_coalitions(dict(zip(LEXICOGRAPHIC, values, strict=True)))


@st.composite
def games(draw, least=2, most=5):
    k = draw(st.integers(least, most))
    values = draw(st.lists(st.integers(-9, 20), min_size=2**k - 1, max_size=2**k - 1))
    # everybody together can give each what it has alone
    values[-1] = max(values[-1], sum(values[2**player - 1] for player in range(k)))
    return Game([0, *values], [f"p{player}" for player in range(k)])


def test_games_of_the_r_package():
    assert nucleolus(lexicographic(-1, 0, 1, 3, 4, 2, 5)).tolist() == pytest.approx([8 / 3, 2 / 3, 5 / 3])
    trap = lexicographic(2, 6, 5, 15, 1, 18, 14)
    assert nucleolus(trap).tolist() == pytest.approx([2, 7, 5])
    assert nucleolus(trap, pre=True).tolist() == pytest.approx([-1, 13, 2])


def test_closed_forms():
    # the owner of the only left glove gets all of it
    assert nucleolus(lexicographic(0, 0, 0, 1, 1, 0, 1)).tolist() == pytest.approx([1, 0, 0])
    assert nucleolus(lexicographic(0, 0, 0, 1, 1, 1, 1)).tolist() == pytest.approx([1 / 3] * 3)
    assert nucleolus(Game([0, 3], ["a"])).tolist() == [3]
    assert nucleolus(Game.additive({"a": 1, "b": -2, "c": 0})).tolist() == [1, -2, 0]
    # two players split what they make together
    assert nucleolus({"a": 1, "b": 2, "a+b": 9}).tolist() == pytest.approx([4, 5])


def test_claims_of_the_talmud():
    """An estate of 100, 200, 300 and claims of 100, 200, 300 (Aumann and Maschler 1985)."""
    claims = np.array([100, 200, 300])
    for estate, shares in ((100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])):
        owed_to_others = claims.sum() - membership(3) @ claims
        found = nucleolus(Game(np.maximum(estate - owed_to_others, 0), ["a", "b", "c"]))
        assert found.tolist() == pytest.approx(shares)


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda frozen: str(frozen["n"]))
def test_exact_values_of_another_package(frozen):
    game = Game(frozen["values"], range(frozen["n"]))
    for pre, name in ((False, "nucleolus"), (True, "prenucleolus")):
        exact = [float(Fraction(share)) for share in frozen[name]]
        np.testing.assert_allclose(nucleolus(game, pre=pre), exact, atol=1e-9)


@settings(deadline=None)
@given(games())
def test_efficient_rational_and_in_the_core_if_there_is_one(game):
    shares = nucleolus(game)
    unit = max(1.0, np.abs(game.values).max())
    assert shares.sum() == pytest.approx(game.values[-1], abs=1e-7 * unit)
    assert (shares >= game.values[1 << np.arange(game.n_players)] - 1e-7 * unit).all()
    if least_core(game) <= 0:
        assert oracles.excesses(game.values, shares.to_numpy())[0] <= 1e-7 * unit


@settings(deadline=None)
@given(games(), st.integers(0, 2**32 - 1))
def test_no_other_division_has_smaller_excesses(game, seed):
    shares = nucleolus(game).to_numpy()
    found = oracles.excesses(game.values, shares)
    alone = game.values[1 << np.arange(game.n_players)]
    rest = game.values[-1] - alone.sum()
    others = alone + rest * np.random.default_rng(seed).dirichlet(np.ones(game.n_players), 20)
    # near ones as well
    for other in [*others, *(0.99 * shares + 0.01 * other for other in others)]:
        difference = np.array(oracles.excesses(game.values, other)) - found
        first = difference[np.abs(difference) > 1e-6]
        assert not len(first) or first[0] > 0


@settings(deadline=None, max_examples=30)
@given(games(most=4), st.integers(1, 7), st.integers(-5, 5), st.randoms(use_true_random=False))
def test_unit_zero_and_names_do_not_matter(game, factor, shift, random):
    n = game.n_players
    order = list(range(n))
    random.shuffle(order)
    moved = np.zeros(2**n)
    for mask in range(2**n):
        moved[sum((mask >> old & 1) << new for new, old in enumerate(order))] = game.values[mask]
    there = Game(factor * moved + shift * membership(n).sum(axis=1), [game.players[old] for old in order])
    pd.testing.assert_series_equal(
        nucleolus(there).loc[list(game.players)], nucleolus(game) * factor + shift, atol=1e-6
    )


def test_nobody_can_be_given_what_it_has_alone():
    with pytest.raises(UndefinedMeasure, match="alone the players are worth 4, together 3"):
        nucleolus({"a": 2, "b": 2, "a+b": 3})
    assert nucleolus({"a": 2, "b": 2, "a+b": 3}, pre=True).tolist() == pytest.approx([1.5, 1.5])


def test_too_many_players():
    with pytest.raises(SchemaError, match="at most 14"):
        nucleolus(Game.additive(dict.fromkeys(range(15), 1)))

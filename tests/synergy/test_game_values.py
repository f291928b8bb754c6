from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.synergy.game import Game
from cinet.synergy.shapley import (
    dividends,
    interaction_index,
    is_convex,
    is_monotone,
    is_superadditive,
    shapley,
)

FROZEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "games" / "coopgame.json").read_text(encoding="utf-8")
)
LEXICOGRAPHIC = ["1", "2", "3", "12", "13", "23", "123"]


def lexicographic(*values):
    return Game.from_coalitions(dict(zip(LEXICOGRAPHIC, values, strict=True)))


@st.composite
def games(draw, n=None):
    k = draw(st.integers(1, 5)) if n is None else n
    values = draw(st.lists(st.integers(-20, 20), min_size=2**k - 1, max_size=2**k - 1))
    return Game([0, *values], [f"p{player}" for player in range(k)])


# --- published and closed forms ------------------------------------------------------------------------------------


def test_games_of_the_r_package():
    assert shapley(lexicographic(2, 4, 5, 18, 14, 9, 24)).tolist() == pytest.approx([9.5, 8.0, 6.5])
    assert dividends(lexicographic(0, 0, 0, 60, 48, 30, 72))[["1+2", "1+3", "2+3", "1+2+3"]].tolist() == [
        60,
        48,
        30,
        -66,
    ]
    assert dividends(lexicographic(3, 4, 1, 8, 4, 6, 10)).loc[
        ["1", "2", "3", "1+2", "1+3", "2+3", "1+2+3"]
    ].tolist() == [3, 4, 1, 1, 0, 1, 0]


def test_glove_majority_unanimity():
    assert shapley(lexicographic(0, 0, 0, 1, 1, 0, 1)).tolist() == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert shapley(lexicographic(0, 0, 0, 1, 1, 1, 1)).tolist() == pytest.approx([1 / 3] * 3)
    assert shapley(lexicographic(0, 0, 0, 0, 0, 0, 1)).tolist() == pytest.approx([1 / 3] * 3)


def test_sixteen_players_in_closed_form():
    n = 16
    # unanimity of the first five: they share, the others are null players
    game = Game([float(mask & 31 == 31) for mask in range(2**n)], range(n))
    assert shapley(game).tolist() == pytest.approx([0.2] * 5 + [0.0] * 11, abs=1e-15)
    assert interaction_index(game, size=5).loc["0+1+2+3+4"] == pytest.approx(1)
    assert is_convex(game)


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda frozen: str(frozen["n"]))
def test_shapley_of_another_package(frozen):
    found = shapley(Game(frozen["values"], range(frozen["n"])))
    assert found.tolist() == pytest.approx(frozen["shapley"], abs=1e-10)


# --- axioms --------------------------------------------------------------------------------------------------------


@given(games())
def test_efficiency(game):
    assert shapley(game).sum() == pytest.approx(game.values[-1], abs=1e-9)


@given(games(n=4), st.permutations(range(4)))
def test_relabelling(game, order):
    moved = np.zeros(16)
    for mask in range(16):
        moved[sum((mask >> old & 1) << new for new, old in enumerate(order))] = game.values[mask]
    there = Game(moved, [game.players[old] for old in order])
    pd.testing.assert_series_equal(shapley(game), shapley(there).loc[list(game.players)])
    assert is_superadditive(game) == is_superadditive(there)


@given(games(n=3))
def test_symmetry_and_null_player(game):
    # p3 joins and adds nothing; p0 and p4 are then made interchangeable
    wide = Game([game.values[mask & 7] for mask in range(16)], ["a", "b", "c", "null"])
    assert shapley(wide)["null"] == pytest.approx(0, abs=1e-12)
    alike = Game(
        [game.values[(mask & 6) | ((mask & 1) & (mask >> 3))] for mask in range(16)], ["a", "b", "c", "twin"]
    )
    assert shapley(alike)["a"] == pytest.approx(shapley(alike)["twin"], abs=1e-12)


@given(games(n=4), games(n=4), st.integers(-3, 3))
def test_additivity(one, other, times):
    both = Game(one.values + times * other.values, one.players)
    np.testing.assert_allclose(shapley(both), shapley(one) + times * shapley(other), atol=1e-9)
    np.testing.assert_allclose(
        interaction_index(both, size=None),
        interaction_index(one, size=None) + times * interaction_index(other, size=None),
        atol=1e-9,
    )


@given(games())
def test_interaction_of_one_is_shapley_and_dividends_add_up(game):
    np.testing.assert_allclose(interaction_index(game, size=1), shapley(game), atol=1e-12)
    assert dividends(game).sum() == pytest.approx(game.values[-1], abs=1e-9)
    assert len(dividends(game)) == 2**game.n_players - 1


def test_an_additive_game_has_no_synergy():
    game = Game.additive({"a": 0.1, "b": 0.2, "c": 0.3})
    assert dividends(game).iloc[[2, 4, 5, 6]].abs().max() < 1e-15
    # rounding of 0.1 + 0.2 is forgiven
    assert is_convex(game)
    assert is_superadditive(game)
    assert is_monotone(game)


@pytest.mark.parametrize(
    ("values", "convex", "superadditive", "monotone"),
    [
        ((0, 0, 0, 1, 1, 1, 3), True, True, True),
        ((0, 0, 0, 1, 1, 1, 1), False, True, True),
        ((1, 1, 1, 1, 1, 1, 1), False, False, True),
        ((-1, -1, -1, -3, -3, -3, -6), False, False, False),
        ((1, 1, -1, 2, 0, 0, 1), True, True, False),
    ],
)
def test_properties(values, convex, superadditive, monotone):
    game = lexicographic(*values)
    assert (is_convex(game), is_superadditive(game), is_monotone(game)) == (convex, superadditive, monotone)


# --- sampling ------------------------------------------------------------------------------------------------------


def test_sampling_finds_the_value_of_a_game_with_thirty_players():
    players = [f"p{number}" for number in range(30)]
    # each pair of neighbours in a line makes 1: the inner ones have two halves
    found = shapley(
        lambda coalition: sum(f"p{a}" in coalition and f"p{a + 1}" in coalition for a in range(29)),
        players=players,
        method="sample",
        n_samples=400,
        seed=3,
    )
    assert found.columns.tolist() == ["shapley", "se", "ci_low", "ci_high"]
    assert found.index.tolist() == players
    assert found["shapley"].sum() == pytest.approx(29)
    exact = np.array([0.5, *[1.0] * 28, 0.5])
    # an order and its reverse together pay each pair in full: no error is left
    np.testing.assert_allclose(found["shapley"], exact, atol=1e-12)
    assert (found["se"] < 1e-12).all()


@settings(deadline=None, max_examples=20)
@given(games(n=5), st.integers(0, 99))
def test_sampled_values_agree_with_exact_ones(game, seed):
    found = shapley(game, method="sample", n_samples=600, seed=seed)
    error = np.abs(found["shapley"] - shapley(game))
    assert (error <= 6 * found["se"] + 1e-9).all()
    assert (found["ci_low"] <= found["shapley"]).all()
    assert (found["shapley"] <= found["ci_high"]).all()


def test_the_interval_covers_as_often_as_it_says():
    game = Game([0, *np.random.default_rng(1).integers(0, 30, 31)], range(5))
    exact = shapley(game)
    inside = [
        (found["ci_low"] <= exact) & (exact <= found["ci_high"])
        for found in (shapley(game, method="sample", n_samples=60, seed=seed) for seed in range(150))
    ]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.03)


def test_the_seed_decides():
    game = Game([0, *np.random.default_rng(1).integers(0, 30, 31)], range(5))
    one, again, other = (shapley(game, method="sample", n_samples=40, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert not one.equals(other)


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda g: shapley(g, method="exactly"), UnknownName, "Did you mean 'exact'"),
        (lambda g: shapley(g, method="sample", n_samples=3), SchemaError, "at least 4"),
        (lambda g: shapley(g, method="sample", n_samples=True), SchemaError, "at least 4"),
        (lambda g: shapley(g, method="sample", seed=-1), SchemaError, "seed=-1"),
        (
            lambda g: shapley(lambda _: np.nan, players=["a", "b"], method="sample"),
            SchemaError,
            "gave nan for a coalition of 1",
        ),
        (
            lambda g: shapley(lambda _: "much", players=["a", "b"], method="sample"),
            SchemaError,
            "not a number for a coalition of 1",
        ),
        (lambda g: shapley(len, method="sample"), SchemaError, "pass players="),
        (lambda g: shapley(len, players=range(21)), SchemaError, "method='sample'"),
        (lambda g: interaction_index(g, size=0), SchemaError, "between 1 and 3"),
        (lambda g: interaction_index(g, size=True), SchemaError, "between 1 and 3"),
        (lambda g: interaction_index(g, size=4), SchemaError, "between 1 and 3"),
        (lambda g: is_convex(g, tol=-1), SchemaError, "tol=-1"),
        (lambda g: is_monotone(g, tol=np.nan), SchemaError, "tol=nan"),
    ],
)
def test_bad_input(call, error, said):
    with pytest.raises(error, match=said):
        call(lexicographic(0, 0, 0, 1, 1, 1, 1))

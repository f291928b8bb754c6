from __future__ import annotations

from itertools import permutations
from math import factorial

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from cinet.kernels import coalitions
from tests import oracles_games as oracles


def random_game(n, seed, low=0.0):
    values = np.random.default_rng(seed).uniform(low, 1, 2**n)
    values[0] = 0
    return values


def random_positive_game(n, seed):
    gains = np.random.default_rng(seed).integers(1, 9, 2**n).astype(float)
    gains[0] = 0
    return coalitions.worths(gains)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_values_are_those_of_the_definitions(n):
    values = random_game(n, n, low=-1)
    v, players = oracles.worth_of(values), list(range(n))
    np.testing.assert_allclose(coalitions.shapley(values), oracles.shapley(v, players), atol=1e-13)
    coalition_of = [frozenset(p for p in players if mask >> p & 1) for mask in range(2**n)]
    np.testing.assert_allclose(
        coalitions.dividends(values), [oracles.dividend(v, held) for held in coalition_of], atol=1e-13
    )
    np.testing.assert_allclose(
        coalitions.interactions(values)[1:],
        [oracles.interaction(v, players, held) for held in coalition_of[1:]],
        atol=1e-13,
    )


def test_games_side_by_side_are_games_one_by_one():
    games = np.stack([random_positive_game(4, seed) for seed in range(5)])
    for function in (
        coalitions.shapley,
        coalitions.dividends,
        coalitions.interactions,
        coalitions.convex_core,
    ):
        np.testing.assert_array_equal(function(games), [function(game) for game in games])


def test_dividends_and_worths_undo_each_other():
    values = random_game(6, 1)
    np.testing.assert_allclose(coalitions.worths(coalitions.dividends(values)), values, atol=1e-13)


@pytest.mark.parametrize("n", [2, 3, 4])
def test_gaps_are_those_of_the_definitions(n):
    rng = np.random.default_rng(n)
    seen = set()
    for _ in range(60):
        # small whole numbers, so that equality occurs and signs differ
        values = coalitions.worths(np.append(0, rng.integers(-1, 3, 2**n - 1)).astype(float))
        v, players = oracles.worth_of(values), list(range(n))
        found = (
            coalitions.convexity_gap(values) >= 0,
            coalitions.superadditivity_gap(values) >= 0,
            coalitions.monotonicity_gap(values) >= 0,
        )
        assert found == (
            oracles.is_convex(v, players),
            oracles.is_superadditive(v, players),
            oracles.is_monotone(v, players),
        )
        seen.add(found)
    assert len(seen) > 2


def test_a_single_player_breaks_nothing():
    alone = np.array([0.0, 3.0])
    assert coalitions.convexity_gap(alone) == np.inf
    assert coalitions.superadditivity_gap(alone) == np.inf


def test_superadditivity_is_seen_among_many_players():
    values = coalitions.sizes(11).astype(float)
    assert coalitions.superadditivity_gap(values) == 0
    # two players with high numbers, in the part that is enumerated in blocks
    values[1 << 9 | 1 << 10] -= 0.5
    assert coalitions.superadditivity_gap(values) == -0.5


@pytest.mark.parametrize("n", [3, 4, 5])
def test_the_volume_of_a_core_is_that_of_the_hull_of_its_marginal_vectors(n):
    orders = np.array(list(permutations(range(n))))
    for seed in range(3):
        values = random_positive_game(n, seed)
        corners = coalitions.marginal_vector(values, orders)[:, :-1]
        hull = ConvexHull(corners, qhull_options="QJ Pp" if n == 5 else "Qt").volume
        found = float(coalitions.convex_core(values))
        assert found == pytest.approx(hull * factorial(n - 1), rel=1e-6)


def test_the_volume_holds_for_convex_games_with_negative_dividends():
    # |S|^2 has dividends of pairs only; take one off at the top and it stays convex
    values = coalitions.sizes(3).astype(float) ** 2
    values[-1] -= 0.5
    assert coalitions.dividends(values)[-1] == -0.5
    corners = coalitions.marginal_vector(
        values, np.array([[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    )
    assert float(coalitions.convex_core(values)) == pytest.approx(ConvexHull(corners[:, :-1]).volume * 2)


def neighbours_of(links, n):
    near = np.zeros(n, dtype=np.int64)
    for a, b in links:
        near[a] |= 1 << b
        near[b] |= 1 << a
    return near


def test_worth_along_links_is_that_of_the_components():
    rng = np.random.default_rng(5)
    for n in (1, 2, 3, 5):
        values = random_game(n, n)
        v = oracles.worth_of(values)
        links = [(a, b) for a in range(n) for b in range(a) if rng.random() < 0.4]
        found = coalitions.restricted(values, neighbours_of(links, n))
        first = coalitions.first_components(neighbours_of(links, n))
        for mask in range(1, 2**n):
            parts = oracles.components([p for p in range(n) if mask >> p & 1], links)
            assert found[mask] == pytest.approx(sum(v(part) for part in parts))
            assert first[mask] == sum(1 << p for p in min(parts, key=min))


def test_worth_of_sets_of_links():
    values = random_game(5, 9)
    v = oracles.worth_of(values)
    links = [(0, 1), (3, 4), (1, 2), (0, 2), (2, 4)]
    found = coalitions.link_worths(values, np.array(links))
    for mask in range(2 ** len(links)):
        chosen = [link for bit, link in enumerate(links) if mask >> bit & 1]
        parts = oracles.components(range(5), chosen)
        assert found[mask] == pytest.approx(sum(v(part) for part in parts))

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.kernels import coalitions
from cinet.synergy.core import convex_core_share, core_area, core_bounds, core_vertices, least_core
from cinet.synergy.game import Game
from cinet.synergy.nucleolus import membership
from cinet.synergy.shapley import is_convex, shapley
from tests import oracles_games as oracles

MAJORITY = Game([0, 0, 0, 1, 0, 1, 1, 1], ["a", "b", "c"])
GLOVE = Game([0, 0, 0, 1, 0, 1, 0, 1], ["left", "right", "other"])
# a core, but not convex: pairs are worth 3 of 5
BALANCED = Game([0, 0, 0, 3, 0, 3, 3, 5], ["a", "b", "c"])
SIMPLEX = np.sqrt(3) / 2


@st.composite
def convex_games(draw, least=2, most=5):
    k = draw(st.integers(least, most))
    gains = draw(st.lists(st.integers(0, 20), min_size=2**k - 1, max_size=2**k - 1).filter(any))
    return Game(coalitions.worths(np.array([0.0, *gains])), [f"p{player}" for player in range(k)])


@st.composite
def any_games(draw, n=3):
    values = draw(st.lists(st.integers(0, 20), min_size=2**n - 1, max_size=2**n - 1))
    values[-1] = max(values) + draw(st.integers(1, 20))
    return Game([0, *values], [f"p{player}" for player in range(n)])


def test_empty_cores():
    assert least_core(MAJORITY) == pytest.approx(1 / 3)
    assert core_bounds(MAJORITY).isna().all().all()
    assert len(core_vertices(MAJORITY)) == 0
    assert core_vertices(MAJORITY).columns.tolist() == ["a", "b", "c"]
    assert core_area(MAJORITY) == 0


def test_a_core_of_a_single_division():
    assert least_core(GLOVE) == pytest.approx(0, abs=1e-12)
    np.testing.assert_allclose(core_bounds(GLOVE), [[1, 1], [0, 0], [0, 0]], atol=1e-9)
    np.testing.assert_allclose(core_vertices(GLOVE), [[1, 0, 0]], atol=1e-12)
    assert core_area(GLOVE) == 0


def test_a_core_of_a_game_that_is_not_convex():
    assert not is_convex(BALANCED)
    assert least_core(BALANCED) == pytest.approx(-1 / 3)
    np.testing.assert_allclose(core_bounds(BALANCED), [[1, 2]] * 3, atol=1e-9)
    corners = core_vertices(BALANCED)
    assert {tuple(row) for row in corners.round(9).to_numpy()} == {(1, 2, 2), (2, 1, 2), (2, 2, 1)}
    # a triangle of side 1 in one of side 5
    assert core_area(BALANCED) == pytest.approx(1 / 25)


def test_four_players_that_are_not_convex():
    """Each trio can take 3 of 5: x_i <= 2, so the core is the simplex less four tips of side 3 of 5."""
    size = coalitions.sizes(4)
    game = Game(np.array([0.0, 0, 0, 3, 5])[size], list("abcd"))
    # inclusion and exclusion over shares above 2: 1 - 4 (3/5)^3 + 6 (1/5)^3
    assert core_area(game) == pytest.approx(1 - 4 * 0.6**3 + 6 * 0.2**3)
    np.testing.assert_allclose(core_bounds(game), [[0, 2]] * 4, atol=1e-9)


def test_five_players_that_are_not_convex():
    size = coalitions.sizes(5)
    game = Game(np.array([0.0, 0, 0, 0, 4, 5])[size], list("abcde"))
    # all of x_i <= 1, with 5 to divide: one point
    assert core_area(game) == 0
    np.testing.assert_allclose(core_vertices(game), np.ones((1, 5)), atol=1e-9)


def test_two_players_and_one():
    game = Game([0, 6, 1, 10], ["u", "i"])
    assert core_area(game) == pytest.approx(0.3)
    assert core_vertices(game).to_numpy().tolist() == [[6, 4], [9, 1]]
    assert np.isnan(least_core(Game([0, 3], ["a"])))
    assert core_bounds(Game([0, 3], ["a"])).to_numpy().tolist() == [[3, 3]]


def test_nothing_to_divide():
    nothing = Game([0] * 8, list("abc"))
    assert np.isnan(core_area(nothing))
    assert least_core(nothing) == 0
    assert core_vertices(nothing).to_numpy().tolist() == [[0, 0, 0]]
    assert np.isnan(core_area(Game([0, -1, -1, -1], ["a", "b"])))


@settings(deadline=None)
@given(convex_games())
def test_shapley_lies_in_the_core_of_a_convex_game(game):
    shares = shapley(game).to_numpy()
    assert (membership(game.n_players) @ shares >= game.values - 1e-9).all()
    bounds = core_bounds(game)
    assert (bounds["core_low"] <= shares + 1e-9).all()
    assert (shares <= bounds["core_high"] + 1e-9).all()


@settings(deadline=None)
@given(convex_games(least=3, most=3))
def test_closed_form_and_polygon(game):
    a, b, c, t = coalitions.dividends(game.values)[[3, 5, 6, 7]] / game.values[-1]
    closed = (a + b + c + t) ** 2 - (a * a + b * b + c * c)
    assert core_area(game) == pytest.approx(closed, abs=1e-12)
    polygon = oracles.polygon_area(core_vertices(game)) / (SIMPLEX * game.values[-1] ** 2)
    assert core_area(game) == pytest.approx(polygon, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(any_games())
def test_linear_programmes_corners_and_hull_agree(game):
    corners, bounds = core_vertices(game), core_bounds(game)
    assert (len(corners) == 0) == bounds["core_low"].isna().all()
    if len(corners):
        np.testing.assert_allclose(corners.min(), bounds["core_low"], atol=1e-6)
        np.testing.assert_allclose(corners.max(), bounds["core_high"], atol=1e-6)
        polygon = oracles.polygon_area(corners) / (SIMPLEX * game.values[-1] ** 2)
        assert core_area(game) == pytest.approx(polygon, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(convex_games(least=3, most=4))
def test_a_flat_core_has_volume_0(game):
    # a player who takes part in nothing
    gains = np.append(coalitions.dividends(game.values), np.zeros(2**game.n_players))
    wider = Game(coalitions.worths(gains), [*game.players, "idle"])
    assert core_area(wider) == 0


def test_rounding_never_makes_an_area_negative():
    gains = np.array([0, 0.1, 0.2, 0, 0.3, 0.7, 0, 0])
    assert 0 <= float(convex_core_share(coalitions.worths(gains))) < 1e-15


def test_corners_of_six_players_and_bounds_of_sixteen():
    convex = Game(coalitions.sizes(6).astype(float) ** 2, list("abcdef"))
    assert len(core_vertices(convex)) == 720
    many = Game(coalitions.sizes(16).astype(float) ** 2, range(16))
    assert core_bounds(many).to_numpy().tolist() == [[1, 31]] * 16


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: core_vertices(Game(coalitions.sizes(7) ** 2, range(7))),
            "7 players are too many: at most 6",
        ),
        (lambda: core_vertices(Game(coalitions.sizes(6) > 3, range(6))), "6 players are too many"),
        (lambda: core_area(Game(coalitions.sizes(9) ** 2, range(9))), "at most 8"),
        (lambda: core_bounds(Game(coalitions.sizes(15) > 3, range(15))), "at most 14"),
        (lambda: least_core(Game(coalitions.sizes(15), range(15))), "at most 14"),
    ],
)
def test_too_many_players(call, said):
    with pytest.raises(SchemaError, match=said):
        call()

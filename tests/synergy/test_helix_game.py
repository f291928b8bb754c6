from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from cinet.errors import EmptySelection, SchemaError
from cinet.patterns import Patterns
from cinet.synergy.core import core_area
from cinet.synergy.game import Game
from cinet.synergy.helix_game import helix_game
from cinet.synergy.nucleolus import nucleolus
from cinet.synergy.shapley import shapley
from tests import oracles as literal
from tests import oracles_games as oracles
from tests import strategies

FOLDER = Path(__file__).parents[1] / "golden"
VENN = json.loads((FOLDER / "synergy" / "venn.json").read_text(encoding="utf-8"))
GOLDEN = json.loads((FOLDER / "games" / "helix_game.json").read_text(encoding="utf-8"))
SETS = list(VENN["sets"])


def published():
    rows = [VENN["sets"][name]["venn"] for name in SETS]
    return Patterns.from_venn(pd.DataFrame(rows, columns=VENN["cells"], index=pd.Index(SETS, name="set")))


@pytest.fixture(scope="module")
def game():
    return helix_game(published(), n_boot=199)


def as_printed(value, printed):
    digits = len(printed.partition(".")[2])
    return value == pytest.approx(float(printed), abs=0.5000001 * 10**-digits)


# --- published values ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
def test_published_sets(game, name):
    rows = game.table().loc[name]
    for place, player in enumerate("UIG"):
        row = rows.loc[player]
        low, high = GOLDEN["core"][name][place]
        assert as_printed(row["v"], low)
        assert as_printed(row["core_low"], low)
        assert as_printed(row["core_high"], high)
        assert as_printed(row["shapley"], GOLDEN["shapley"][name][place])
        assert as_printed(row["nucleolus"], GOLDEN["nucleolus"][name][place])
    assert as_printed(100 * game.core_area[name], GOLDEN["area_percent"][name])
    corners = game.vertices.loc[name]
    assert as_printed(oracles.polygon_area(corners), GOLDEN["area_plane"][name])
    assert np.allclose(corners.sum(axis=1), 100)


def test_published_shares_are_the_dividends(game):
    one = Patterns.from_venn(dict(zip(VENN["cells"], VENN["sets"]["SK-G"]["venn"], strict=True)))
    held = Game.from_patterns(one, share=True)
    gains = dict(zip(VENN["cells"], GOLDEN["shares"]["SK-G"], strict=True))
    for cell, printed in gains.items():
        found = sum(
            (-1) ** (len(cell) - len(part)) * held.worth(tuple(part)) for part in oracles.subsets(cell)
        )
        assert as_printed(found, printed), cell


# --- what the game is -----------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=25)
@given(strategies.patterns())
def test_shapley_is_fractional_counting_and_agrees_with_the_functions_of_games(patterns):
    found = helix_game(patterns, share=False, n_boot=0)
    counts = patterns.counts[0]
    k = len(patterns.parts)
    for part, name in enumerate(patterns.parts):
        held = sum(counts[cell] / cell.bit_count() for cell in range(1, 2**k) if cell >> part & 1)
        assert found.shapley[0, name] == pytest.approx(held)
    game = Game.from_patterns(patterns)
    np.testing.assert_allclose(found.shapley, shapley(game), atol=1e-9)
    np.testing.assert_allclose(found.nucleolus, nucleolus(game), atol=1e-9)
    assert found.core_area[0] == pytest.approx(core_area(game))


@settings(deadline=None, max_examples=50)
@given(strategies.patterns(n_parts=3))
def test_area_in_closed_form(patterns):
    n = patterns.counts[0, 1:].sum()
    a, b, c, t = patterns.counts[0, [3, 5, 6, 7]] / n
    closed = (a + b + c + t) ** 2 - (a * a + b * b + c * c)
    assert helix_game(patterns, n_boot=0).core_area[0] == pytest.approx(closed, abs=1e-12)


@settings(deadline=None, max_examples=20)
@given(strategies.patterns(n_parts=3, none_known=True))
def test_records_without_any_part_do_not_count(patterns):
    without = patterns.counts.copy()
    without[:, 0] = 0
    there = Patterns(without, patterns.parts, none_known=False)
    one, other = (helix_game(held, n_boot=9).table() for held in (patterns, there))
    # what independence expects does depend on whether they were observed
    null = "core_area_null"
    pd.testing.assert_frame_equal(one.drop(columns=null), other.drop(columns=null))


@pytest.mark.parametrize("none_known", [True, False])
def test_independent_parts_have_the_area_of_the_null(none_known):
    chances = (0.8, 0.05, 0.3)
    cells = [
        np.prod([chance if cell >> part & 1 else 1 - chance for part, chance in enumerate(chances)])
        for cell in range(8)
    ]
    if not none_known:
        cells[0] = 0
    row = helix_game(Patterns(np.array([cells]) * 1000, "uig", none_known=none_known), n_boot=0).groups()
    assert row.loc[0, "core_area"] > 0.01
    assert row.loc[0, "core_area_null"] == pytest.approx(row.loc[0, "core_area"], rel=1e-9)


@pytest.mark.parametrize("name", SETS)
def test_area_that_independence_expects(game, name):
    counts = published().counts[SETS.index(name)]
    fitted = literal.independence(literal.cells(counts, 3), 3, none_known=False)
    a, b, c, t = (fitted[cell] for cell in ((1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)))
    closed = (a + b + c + t) ** 2 - (a * a + b * b + c * c)
    assert game.groups().loc[name, "core_area_null"] == pytest.approx(closed, rel=1e-8)
    assert as_printed(100 * closed, GOLDEN["area_null_percent"][name])


def test_parts_that_never_meet_have_no_area_and_expect_none():
    row = helix_game(Patterns.from_venn({"U": 5, "I": 3, "G": 2}), n_boot=0).groups().loc[0]
    assert row["core_area"] == row["core_area_null"] == 0


def test_share_and_records(game):
    records = helix_game(published(), share=False, n_boot=199)
    n = pd.Series([VENN["sets"][name]["n"] for name in SETS], index=SETS)
    assert records.groups()["n"].tolist() == n.tolist()
    unit = 100 / np.repeat(n.to_numpy(), 3)
    for column in ("v", "shapley", "nucleolus", "core_high", "shapley_low", "shapley_high"):
        np.testing.assert_allclose(records.table()[column] * unit, game.table()[column], rtol=1e-9)
    pd.testing.assert_series_equal(records.core_area, game.core_area)


# --- uncertainty ----------------------------------------------------------------------------------------------------


def test_intervals_hold_the_estimate_and_shrink_with_records():
    cells = {"U": 60, "I": 30, "G": 20, "UI": 12, "UG": 9, "IG": 5, "UIG": 4}
    few = helix_game(Patterns.from_venn(cells)).table()
    many = helix_game(Patterns.from_venn({cell: 100 * count for cell, count in cells.items()})).table()
    for name in ("shapley", "core_area"):
        low, high = few[f"{name}_low"], few[f"{name}_high"]
        assert ((low < few[name]) & (few[name] < high)).all()
        np.testing.assert_allclose((high - low) / (many[f"{name}_high"] - many[f"{name}_low"]), 10, rtol=0.15)


def test_the_interval_of_a_share_is_that_of_a_mean():
    """Each record gives U one share of 0, 1/3, 1/2 or 1, so the spread of shares gives the standard error."""
    cells = {"U": 600, "I": 300, "G": 200, "UI": 120, "UG": 90, "IG": 50, "UIG": 40}
    row = helix_game(Patterns.from_venn(cells), n_boot=4000).table().loc[(0, "U")]
    given_to_u = np.repeat([1, 0, 0, 0.5, 0.5, 0, 1 / 3], list(cells.values()))
    reach = 1.96 * given_to_u.std() / np.sqrt(len(given_to_u)) * 100
    assert row["shapley_high"] - row["shapley_low"] == pytest.approx(2 * reach, rel=0.05)


def test_each_group_has_its_own_stream():
    counts = np.array([[0, 9, 8, 7, 6, 5, 4, 3.0]])
    alone = helix_game(Patterns(counts, "abc", none_known=False), n_boot=50, seed=4)
    among = helix_game(Patterns(np.vstack([counts, counts]), "abc", none_known=False), n_boot=50, seed=4)
    assert among.table().loc[0].equals(alone.table().loc[0])
    assert not among.table().loc[0].equals(among.table().loc[1])


def test_level():
    patterns = Patterns.from_venn({"a": 9, "b": 5, "a+b": 4})
    wide, narrow = (helix_game(patterns, level=level).groups().loc[0] for level in (0.99, 0.5))
    assert wide["core_area_low"] < narrow["core_area_low"] < narrow["core_area_high"] < wide["core_area_high"]


# --- the form of the result -----------------------------------------------------------------------------------------


def test_columns_and_indices(game):
    ends = ["shapley_low", "shapley_high"], ["core_area_low", "core_area_high"]
    columns = [
        "v",
        "shapley",
        "nucleolus",
        "core_low",
        "core_high",
        *ends[0],
        "core_area",
        "core_area_null",
        *ends[1],
    ]
    assert game.table().columns.tolist() == columns
    assert game.table().index.names == ["set", "player"]
    assert game.groups().columns.tolist() == ["n", "core_area", "core_area_null", *ends[1]]
    assert game.core_bounds.columns.tolist() == ["core_low", "core_high"]
    assert game.shapley.name == "shapley"
    assert game.nucleolus.name == "nucleolus"
    assert game.core_area.index.equals(published().groups)
    assert game.vertices.index.names == ["set", "vertex"]
    assert repr(game) == "<HelixGame of 3 players (U, I, G), 6 groups>"


def test_tables_are_copies_and_the_result_is_frozen(game):
    before = game.core_area.copy()
    area, groups = game.core_area, game.groups()
    area.iloc[0] = 99
    groups["core_area"] = 0.0
    assert game.core_area.equals(before)
    with pytest.raises(AttributeError, match="frozen"):
        game.core_area = 1
    assert pickle.loads(pickle.dumps(game)).table().equals(game.table())


def test_a_group_without_records():
    table = pd.DataFrame({"a": [5, 0], "b": [3, 0], "a+b": [2, 0]}, index=pd.Index([2014, 2015], name="year"))
    found = helix_game(Patterns.from_venn(table), n_boot=20)
    assert found.table().loc[2015].isna().all().all()
    assert found.groups().loc[2015, "n"] == 0
    assert found.table().loc[2014].notna().all().all()
    assert found.vertices.index.get_level_values("year").unique().tolist() == [2014]


def test_groups_of_two_levels():
    index = pd.MultiIndex.from_product([["RIA", "IA"], [2014, 2015]], names=["programme", "year"])
    counts = np.random.default_rng(0).integers(1, 9, (4, 8)).astype(float)
    counts[:, 0] = 0
    found = helix_game(Patterns(counts, "abc", index, none_known=False), n_boot=0)
    assert found.table().index.names == ["programme", "year", "player"]
    assert found.vertices.index.names == ["programme", "year", "vertex"]
    assert found.core_area["IA", 2014] == found.table().loc[("IA", 2014, "b"), "core_area"]


def test_many_parts_have_an_area_but_no_picture():
    counts = np.random.default_rng(0).integers(0, 9, (1, 32)).astype(float)
    found = helix_game(Patterns(counts, "abcde", none_known=True), n_boot=5)
    assert found.core_area[0] > 0
    assert found.vertices.shape == (0, 5)


def test_an_absent_part():
    found = helix_game(Patterns.from_venn({"U": 5, "I": 0, "G": 2, "UG": 3}), n_boot=0)
    assert found.shapley[0, "I"] == found.nucleolus[0, "I"] == found.core_area[0] == 0


@pytest.mark.parametrize(
    ("patterns", "options", "error", "said"),
    [
        (Patterns([[4, 0, 0, 0]], "ab", none_known=True), {}, EmptySelection, "no group has a record"),
        (Patterns(np.ones((1, 512)), "abcdefghi", none_known=True), {}, SchemaError, "at most 8"),
        (Patterns([[0, 1, 1, 1]] * 2, "ab", pd.Index([1, 1]), none_known=False), {}, SchemaError, "more than once"),
        (Patterns([[0, 1, 1, 1]], "ab", none_known=False), {"n_boot": -1}, SchemaError, "n_boot=-1"),
        (Patterns([[0, 1, 1, 1]], "ab", none_known=False), {"n_boot": 2.5}, SchemaError, "n_boot=2.5"),
        (Patterns([[0, 1, 1, 1]], "ab", none_known=False), {"n_boot": True}, SchemaError, "n_boot=True"),
        (Patterns([[0, 1, 1, 1]], "ab", none_known=False), {"level": 95}, SchemaError, "level=95"),
        (Patterns([[0, 1, 1, 1]], "ab", none_known=False), {"seed": 1.5}, SchemaError, "seed=1.5"),
    ],
)  # fmt: skip
def test_bad_input(patterns, options, error, said):
    with pytest.raises(error, match=said):
        helix_game(patterns, **options)

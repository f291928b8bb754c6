from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.synergy.grey_relational import grey_relational, grey_relational_ideal
from cinet.synergy.obstacle import obstacle
from cinet.synergy.topsis import topsis
from tests import oracles_indicators as oracles

GOLDEN = Path(__file__).parents[1] / "golden" / "indicators"
PEERS = json.loads((GOLDEN / "peers.json").read_text(encoding="utf-8"))
PUBLISHED = json.loads((GOLDEN / "published.json").read_text(encoding="utf-8"))
FIGHTERS, INVESTMENT = PUBLISHED["fighters"], PUBLISHED["investment"]
NAMES = list("abcd")
DIRECTIONS = ["positive", "negative", "positive", "negative"]

cases = pytest.mark.parametrize("case", PEERS, ids=lambda case: f"{len(case['x'])} units")
tables = hnp.arrays(
    np.float64, st.tuples(st.integers(2, 7), st.just(4)), elements=st.integers(1, 80).map(lambda n: n / 8)
).map(lambda x: pd.DataFrame(x, columns=NAMES))
weightings = (
    st.lists(st.integers(0, 8), min_size=4, max_size=4)
    .filter(any)
    .map(lambda raw: [one / sum(raw) for one in raw])
)


def as_printed(value, printed):
    digits = len(printed.partition(".")[2])
    return value == pytest.approx(float(printed), abs=0.5000001 * 10**-digits)


def years_of(n_units, n_years, n_indicators, seed=1):
    index = pd.MultiIndex.from_product([range(n_units), range(n_years)], names=["unit", "year"])
    values = np.random.default_rng(seed).random((len(index), n_indicators))
    return pd.DataFrame(values, index=index, columns=[f"x{number}" for number in range(n_indicators)])


# --- TOPSIS -------------------------------------------------------------------------------------------------------


def test_fighters():
    x, weights = pd.DataFrame(FIGHTERS["x"]), FIGHTERS["topsis_weights"]
    found = topsis(x, weights, directions={FIGHTERS["cost"]: "negative"})
    for column in ("C", "d_plus", "d_minus"):
        assert all(map(as_printed, found[column], FIGHTERS[column])), column
    assert found["rank"].tolist() == [1, 4, 2, 3]
    other = topsis(x, weights, directions={FIGHTERS["cost"]: "negative"}, normalise="minmax")
    assert all(map(as_printed, other["C"], FIGHTERS["C_after_minmax"]))


@cases
def test_closeness_of_the_peers(case):
    x = pd.DataFrame(case["x"])
    found = topsis(x, case["weights"], directions=case["types"])["C"]
    assert np.allclose(found, case["topsis_pymcdm"], rtol=0, atol=1e-12)
    assert np.allclose(found, case["topsis_skcriteria"], rtol=0, atol=1e-12)
    other = topsis(x, case["weights"], directions=case["types"], normalise="minmax")["C"]
    assert np.allclose(other, case["topsis_minmax_pymcdm"], rtol=0, atol=1e-12)


@settings(max_examples=25)
@given(tables, weightings, st.data())
def test_topsis_is_its_formula_in_any_order(table, weights, data):
    found = topsis(table, weights, directions=DIRECTIONS)
    varying = [w for w, name in zip(weights, NAMES, strict=True) if table[name].nunique() > 1]
    if not sum(varying):
        assert found[["C", "rank"]].isna().all(axis=None)
        assert (found[["d_plus", "d_minus"]] == 0).all(axis=None)
        return
    columns = [table[name].tolist() for name in NAMES]
    wanted = oracles.topsis(columns, weights, DIRECTIONS)
    assert np.allclose(found[["C", "d_plus", "d_minus"]], wanted, atol=1e-12)
    assert found["C"].between(0, 1).all()
    rows, names = (data.draw(st.permutations(list(labels))) for labels in (table.index, NAMES))
    keyed, turned = (dict(zip(NAMES, held, strict=True)) for held in (weights, DIRECTIONS))
    moved = topsis(table.loc[rows, names], keyed, directions=turned).loc[table.index]
    pd.testing.assert_frame_equal(moved, found, rtol=0, atol=1e-12)
    # another unit of measurement
    scaled = topsis(table * [2, 1, 0.25, 1000], weights, directions=DIRECTIONS)
    assert np.allclose(scaled["C"], found["C"], atol=1e-12)
    assert scaled["rank"].tolist() == found["rank"].tolist()


def test_the_best_and_the_worst_unit():
    found = topsis(pd.DataFrame({"a": [1, 2, 3], "b": [9, 5, 1]}), directions={"b": "-"})
    assert found["C"].iloc[[0, 2]].tolist() == [0, 1]
    assert found["rank"].tolist() == [3, 2, 1]


def test_an_ideal_value_in_topsis():
    table = pd.DataFrame({"pH": [6.0, 7.0, 9.0]})
    assert topsis(table, directions=("centre", 7))["C"].tolist() == pytest.approx([0.5, 1, 0])


def test_ranks_of_a_panel_are_those_of_its_years():
    table = years_of(4, 3, 3)
    found = topsis(table)
    for year in range(3):
        own = found.xs(year, level=1)
        assert own["rank"].tolist() == [oracles.places(own["C"].tolist())[unit] for unit in range(4)]
    assert not np.allclose(found["C"], topsis(table, base="year")["C"])


def test_ties_share_the_best_place():
    assert topsis(pd.DataFrame({"a": [1, 3, 3, 2]}))["rank"].tolist() == [4, 1, 1, 3]


# --- grey relational analysis -------------------------------------------------------------------------------------


def test_investment_and_output():
    factors, references = (pd.DataFrame(INVESTMENT[name]) for name in ("factors", "references"))
    found = grey_relational(references, factors)
    assert found.columns.tolist() == list(references)
    for name, degrees in INVESTMENT["degrees"].items():
        assert all(map(as_printed, found[name], degrees)), name
        alone = grey_relational(references[name], factors)
        pd.testing.assert_series_equal(alone, found[name], check_names=False)
        assert alone.name == "grey_relational"


@settings(max_examples=25)
@given(tables, st.sampled_from([0.1, 0.5, 1.0]), st.data())
def test_grey_degrees_are_their_formula(table, rho, data):
    ways = {
        "initial": (lambda s: [x / s[0] for x in s], lambda s: [s[0] / x for x in s]),
        "mean": (lambda s: [x / np.mean(s) for x in s], lambda s: [np.mean(s) / x for x in s]),
        "max": (lambda s: [x / max(s) for x in s], lambda s: [min(s) / x for x in s]),
        "none": (list, list),
    }
    way = data.draw(st.sampled_from(list(ways)))
    up, down = ways[way]
    series = {name: table[name].tolist() for name in NAMES}
    comparable = [up(series["a"]), up(series["b"]), down(series["c"]), up(series["d"])]
    assume(max(np.ptp(comparable, axis=0)) > 1e-9)
    found = grey_relational(
        table["a"], table[["b", "c", "d"]], directions={"c": "negative"}, preprocess=way, rho=rho
    )
    assert np.allclose(found, oracles.grey(comparable[0], comparable[1:], rho), atol=1e-12)
    assert ((found > 0) & (found <= 1)).all()


def test_min_max_before_grey_degrees():
    series = pd.DataFrame({"a": [1, 2, 5], "b": [5, 3, 1]})
    found = grey_relational(pd.Series([0, 1, 4]), series, directions={"b": "-"}, preprocess="minmax")
    assert found.tolist() == pytest.approx([1, (1 + 1 + (0 + 0.125) / (0.25 + 0.125)) / 3])


def test_series_that_are_alike():
    table = pd.DataFrame({"a": [1, 2], "b": [2, 4]})
    assert grey_relational(pd.Series([3, 6]), table).tolist() == [1, 1]


def test_weighted_points():
    series = pd.DataFrame({"a": [1.0, 2.0], "b": [1.0, 5.0]})
    found = grey_relational(pd.Series([1.0, 2.0]), series, weights=[0.25, 0.75])
    assert found.tolist() == pytest.approx([1, 0.25 + 0.75 / 3])


two = pd.DataFrame({"a": [1.0, 2.0], "b": [1.0, 3.0]})


@pytest.mark.parametrize(
    ("reference", "series", "options", "error", "text"),
    [
        ([1, 2], two, {}, SchemaError, "the reference is a Series or a DataFrame, not list"),
        (pd.Series([1, 2], index=[5, 6]), two, {}, SchemaError, "not over the same points in the same order"),
        (two["a"].iloc[:1], two.iloc[:1], {}, UndefinedMeasure, "there is one point only"),
        (two["a"], two, {"directions": {"b": ("centre", 2)}}, SchemaError, "it has no ideal value"),
        (two["a"], two, {"rho": 0}, SchemaError, "rho= lies above 0 and not above 1; it is 0"),
        (two["a"], two, {"rho": 1.5}, SchemaError, "rho= lies above 0 and not above 1; it is 1.5"),
        (two["a"], two, {"rho": np.nan}, SchemaError, "rho= lies above 0"),
        (two["a"], two, {"preprocess": "first"}, UnknownName, "preprocess 'first' is not known"),
        (two["a"], two, {"weights": [1, 1]}, SchemaError, "the weights per point add up to 2"),
        (two["a"], two - 1, {}, UndefinedMeasure, "initial value, .* is not positive in 'a', 'b'"),
        (two["a"], two * -1, {"preprocess": "mean"}, UndefinedMeasure, "mean value, .* is not"),
        (two["a"], two.assign(b=[1, 1]), {"preprocess": "minmax"}, UndefinedMeasure, "nothing of the constant 'b'"),
        (two["a"], two.assign(b=[1, 0]), {"directions": {"b": "-"}}, UndefinedMeasure, "reciprocals, .* in 'b'"),
        (pd.Series([1, np.nan], name="r"), two, {}, SchemaError, "not so at '1, r: nan'"),
    ],
)  # fmt: skip
def test_series_that_cannot_be_compared(reference, series, options, error, text):
    with pytest.raises(error, match=text):
        grey_relational(reference, series, **options)


def test_units_against_the_ideal_by_hand():
    table = pd.DataFrame({"a": [3, 9, 6], "b": [1, 5, 2]}, index=list("uvw"))
    found = grey_relational_ideal(table, [0.25, 0.75], directions={"b": "negative"})
    # distances from the ideal: u (1, 0), v (0, 1), w (.5, .25); xi = .5 / (d + .5)
    assert found["grey_relational"].tolist() == pytest.approx([0.25 / 3 + 0.75, 0.25 + 0.75 / 3, 0.125 + 0.5])
    assert found["rank"].tolist() == [1, 3, 2]
    raw = grey_relational_ideal(table, normalise=None)
    assert raw["rank"].tolist() == [3, 1, 2]


def test_units_that_are_alike_are_all_ideal():
    found = grey_relational_ideal(pd.DataFrame({"a": [2, 2]}))
    assert found.values.tolist() == [[1, 1], [1, 1]]


# --- obstacles ----------------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(tables, weightings)
def test_obstacles_are_their_formula_and_add_up(table, weights):
    found = obstacle(table, weights, directions=DIRECTIONS)
    scores = np.column_stack([
        oracles.minmax(table[name].tolist(), direction)
        for name, direction in zip(NAMES, DIRECTIONS, strict=True)
    ])  # fmt: skip
    for unit in table.index:
        assert found.loc[unit].tolist() == pytest.approx(oracles.obstacle(scores[unit], weights), abs=1e-12)
        nothing = (scores[unit] == 1) | (np.array(weights) == 0)
        assert found.loc[unit].sum() == (0 if nothing.all() else pytest.approx(1))
    assert not np.signbit(found).any(axis=None)


def test_obstacles_by_hand():
    scores = pd.DataFrame({"a": [0.5, 1], "b": [0.75, 1], "c": [0, 1]}, index=["u", "v"])
    systems = {"a": "tech", "b": "tech", "c": "green"}
    own = {"systems": systems, "normalise": None}
    plain = obstacle(scores, [0.5, 0.2, 0.3], **own, normalised=False)
    assert plain.loc["u"].tolist() == pytest.approx([0.25, 0.05, 0.3])
    assert obstacle(scores, [0.5, 0.2, 0.3], **own).loc["u"].tolist() == pytest.approx([25 / 60, 5 / 60, 0.5])
    grouped = obstacle(scores, [0.5, 0.2, 0.3], **own, by="system")
    assert grouped.columns.tolist() == ["tech", "green"]
    assert grouped.loc["u"].tolist() == pytest.approx([0.5, 0.5])
    assert grouped.loc["v"].tolist() == [0, 0]
    two_steps = obstacle(
        scores, {"c": 1, "a": 0.25, "b": 0.75}, **own, system_weights={"green": 0.6, "tech": 0.4}, normalised=False
    )  # fmt: skip
    assert two_steps.loc["u"].tolist() == pytest.approx([0.05, 0.075, 0.6])
    listed = obstacle(scores, [0.25, 0.75, 1], **own, system_weights=[0.4, 0.6], normalised=False)
    pd.testing.assert_frame_equal(listed, two_steps)
    even = obstacle(scores, **own, system_weights=[0.4, 0.6], normalised=False)
    assert even.loc["u"].tolist() == pytest.approx([0.1, 0.05, 0.6])


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"by": "systems"}, UnknownName, r"by 'systems' is not known\. Did you mean 'system'"),
        ({"weights": [0.5, 0.6]}, SchemaError, r"the weights per indicator add up to 1\.1, not to 1; divide"),
        ({"weights": [1.5, -0.5]}, SchemaError, r"not negative; indicator 'b' has -0\.5"),
        ({"weights": [0.5, np.nan]}, SchemaError, "finite and not negative; indicator 'b' has nan"),
        ({"weights": [0, 0]}, SchemaError, "add up to 0, not to 1"),
        ({"weights": ["x", 1]}, SchemaError, "hold something that is not a number"),
        ({"weights": pd.DataFrame({"weight": [0.5, 0.5]})}, SchemaError, "not a DataFrame; pass one column"),
        ({"weights": {"a": 0.5, "c": 0.5}}, SchemaError, r"each indicator once \(missing: 'b'; unknown: 'c'\)"),
        ({"weights": pd.Series([0.5, 0.5], ["a", "a"])}, SchemaError, r"\(twice: 'a'; missing: 'b'\)"),
        ({"system_weights": [0.5, 0.6]}, SchemaError, "the weights per system add up to 1.1"),
        ({"weights": [0.5, 0.5], "system_weights": [0.5, 0.5]}, SchemaError, "indicator of system 'x' add up to"),
        ({"normalise": None}, UndefinedMeasure, "values from 0 to 1 are needed here; indicator 'a' holds 3 in row 0"),
    ],
)  # fmt: skip
def test_wrong_input_of_obstacles_is_refused(options, error, text):
    with pytest.raises(error, match=text):
        obstacle(pd.DataFrame({"a": [3, 1], "b": [1, 0]}), systems=["x", "y"], **options)

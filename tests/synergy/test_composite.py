from __future__ import annotations

import json
import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import EmptySelection, SchemaError, UndefinedMeasure, UnknownName
from cinet.panel import IndicatorPanel
from cinet.registry import composite as registered
from cinet.synergy.composite import composite_synergy, pairwise_synergy
from cinet.synergy.order_degree import order_components, order_degree
from tests import oracles_composite as oracle

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "composite" / "values.json").read_text(encoding="utf-8")
)
X = pd.DataFrame(GOLDEN["X"], index=GOLDEN["years"])
KNOWN = {key: GOLDEN[key] for key in ("directions", "bounds")}
BOTH = ("geometric", "linear")


def as_printed(value, printed):
    digits = len(printed.partition(".")[2])
    return value == pytest.approx(float(printed), abs=0.5000001 * 10**-digits)


def golden_order(aggregation):
    return order_degree(X, systems=GOLDEN["systems"], aggregation=aggregation, **KNOWN)


def years(*rows, columns=None):
    return pd.DataFrame(rows, index=range(2019, 2019 + len(rows)), columns=columns)


# --- known values -------------------------------------------------------------------------------------------------


def test_known_components():
    found = order_components(X, **KNOWN)
    assert found.to_numpy() == pytest.approx(np.array(GOLDEN["components"]))
    assert list(found.columns) == list("abcd")


@pytest.mark.parametrize("aggregation", BOTH)
def test_known_orders_and_synergies(aggregation):
    held = GOLDEN[aggregation]
    order = golden_order(aggregation)
    assert list(order.columns) == ["S1", "S2"]
    for row, printed in zip(order.to_numpy().tolist(), held["order"], strict=True):
        assert all(as_printed(value, text) for value, text in zip(row, printed, strict=True))
    # the changes are put together geometrically either way
    chained = composite_synergy(order)
    assert math.isnan(chained["synergy"].iloc[0])
    assert all(as_printed(*pair) for pair in zip(chained["synergy"].iloc[1:], held["previous"], strict=True))
    for base in ("first", 2019):
        fixed = composite_synergy(order, base)
        assert as_printed(fixed.loc[2021, "synergy"], held["first_2021"])
        assert fixed["base"].tolist()[1:] == [2019, 2019]


@pytest.mark.parametrize(("changes", "printed"), GOLDEN["signs"])
def test_the_sign_rule(changes, printed):
    found = composite_synergy(years([0.5, 0.5], [0.5 + change for change in changes])).iloc[1]
    assert as_printed(found["synergy"], printed)
    assert found["theta"] == (1 if min(changes) >= 0 else -1)
    assert math.copysign(1, found["synergy"]) == (1 if float(printed) >= 0 else -1)


def test_a_subsystem_that_stands_still_is_seen():
    found = composite_synergy(years([0.2, 0.3], [0.4, 0.3], [0.3, 0.3]))
    assert found["synergy"].tolist()[1:] == [0, 0]
    assert [math.copysign(1, value) for value in found["synergy"].iloc[1:]] == [1, 1]
    assert found["unchanged"].tolist()[1:] == [1, 1]
    assert found["theta"].tolist()[1:] == [1, -1]
    linear = composite_synergy(years([0.2, 0.3], [0.4, 0.3]), aggregation="linear")
    assert linear["synergy"].iloc[1] == pytest.approx(0.1)


def test_rounding_is_no_change():
    assert 0.1 + 0.2 != 0.3
    found = composite_synergy(years([0.1 + 0.2, 0.1], [0.3, 0.2])).iloc[1]
    assert (found["synergy"], found["theta"], found["unchanged"]) == (0, 1, 1)


# --- bases and panels ---------------------------------------------------------------------------------------------


def test_a_panel_is_its_units_one_by_one():
    parts = {
        unit: years(*RNG_ROWS[place : place + 4].tolist(), columns=list("abc"))
        for place, unit in enumerate(["south", "north"])
    }
    panel = pd.concat(parts, names=["park", "year"])
    mixed = panel.sample(frac=1, random_state=3)
    for base in ("previous", "first", 2020):
        for held in (panel, mixed):
            found = composite_synergy(held, base)
            assert found.index.equals(held.index)
            for unit, rows in parts.items():
                alone = composite_synergy(rows, base)
                same = found.xs(unit, level="park").sort_index()
                pd.testing.assert_frame_equal(same, alone, check_names=False)


RNG_ROWS = np.random.default_rng(4).uniform(size=(8, 3))


def test_rows_before_the_base_and_the_base_itself_are_undefined():
    found = composite_synergy(years([0.1, 0.1], [0.2, 0.3], [0.3, 0.4]), 2020)
    assert found["synergy"].isna().tolist() == [True, True, False]
    assert found["grade"].isna().tolist() == found["theta"].isna().tolist() == [True, True, False]
    assert found.loc[[2019, 2020], ["base", "weakest", "grade_name"]].isna().all(axis=None)


def test_units_without_the_base_year_are_undefined():
    index = pd.MultiIndex.from_tuples([("A", 1), ("A", 2), ("B", 2), ("B", 3)])
    order = pd.DataFrame({"x": [0.1, 0.2, 0.3, 0.4], "y": [0.1, 0.2, 0.3, 0.4]}, index=index)
    assert composite_synergy(order, 1)["synergy"].isna().tolist() == [True, False, True, True]
    assert composite_synergy(order, "first")["base"].tolist()[1::2] == [1, 2]
    # a unit that begins after another one has ended does not go on from it
    later = order.set_axis(pd.MultiIndex.from_tuples([("A", 1), ("A", 2), ("B", 3), ("B", 4)]))
    assert composite_synergy(later)["synergy"].isna().tolist() == [True, False, True, False]


def test_a_gap_shows_in_the_base():
    order = pd.DataFrame({"x": [0.1, 0.2], "y": [0.1, 0.2]}, index=["2019", "2021"])
    assert composite_synergy(order).loc["2021", "base"] == "2019"


def test_weakest_and_grades():
    found = composite_synergy(
        years([0.1, 0.1, 0.1], [0.9, 0.9, 0.9], [0.8, 0.95, 0.8], columns=list("abc")), lang="zh"
    )
    assert found["weakest"].tolist()[1:] == ["a+b+c", "a+c"]
    assert found["grade_name"].tolist()[1:] == ["高度协同", "不协同"]
    assert found["grade"].tolist()[1:] == [4, 1]
    own = composite_synergy(
        years([0.1, 0.1], [0.5, 0.5]), grades={"none": -1, "weak": 0, "strong": 0.4}, right=True
    )
    assert own["grade_name"].iloc[1] == "weak"


# --- pairs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("aggregation", BOTH)
def test_pairs_are_systems_of_two(aggregation):
    order = years(*RNG_ROWS.tolist(), columns=list("abc"))
    found = pairwise_synergy(order, "first", aggregation=aggregation)
    assert list(found.columns) == ["a+b", "a+c", "b+c"]
    for one, other in combinations("abc", 2):
        alone = composite_synergy(order[[one, other]], "first", aggregation=aggregation)["synergy"]
        pd.testing.assert_series_equal(found[f"{one}+{other}"], alone, check_names=False)


# --- properties ---------------------------------------------------------------------------------------------------

changes_of_order = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 1000), min_size=k, max_size=k), min_size=2, max_size=5)
)


@given(changes_of_order, st.sampled_from(BOTH), st.booleans())
def test_against_the_formula(rows, aggregation, equal):
    rows = [[value / 1000 for value in row] for row in rows]
    k = len(rows[0])
    weights = None if equal else [2 * (j + 1) / (k * (k + 1)) for j in range(k)]
    found = composite_synergy(years(*rows), weights=weights, aggregation=aggregation)["synergy"].tolist()
    for value, before, after in zip(found[1:], rows, rows[1:], strict=False):
        assert value == pytest.approx(
            oracle.synergy(before, after, weights, aggregation == "linear"), abs=1e-9
        )
        assert -1 <= value <= 1
        assert (value, math.copysign(1, value)) != (0, -1)


@settings(max_examples=30)
@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2), min_size=2, max_size=6))
def test_order_lies_between_0_and_1_and_turns_with_direction(rows):
    table = pd.DataFrame(rows)
    bounds = {0: (-1e6, 1e6), 1: (-2e6, 3e6)}
    up = order_components(table, bounds=bounds)
    down = order_components(table, directions="-", bounds=bounds)
    assert ((up >= 0) & (up <= 1)).all(axis=None)
    assert (up + down).to_numpy() == pytest.approx(np.ones(table.shape))
    for i, j in np.ndindex(table.shape):
        assert up.iloc[i, j] == pytest.approx(oracle.order(table.iloc[i, j], *bounds[j], True), abs=1e-12)
        assert down.iloc[i, j] == pytest.approx(oracle.order(table.iloc[i, j], *bounds[j], False), abs=1e-12)
    for aggregation in BOTH:
        order = order_degree(table, bounds=bounds, aggregation=aggregation)["all"]
        assert order.between(0, 1).all()


def test_geometric_order_is_at_most_linear():
    geometric, linear = (golden_order(aggregation) for aggregation in BOTH)
    assert (geometric <= linear + 1e-12).all(axis=None)


def test_the_order_of_subsystems_and_indicators_does_not_matter():
    order = golden_order("geometric")
    turned = order_degree(X[list("dbca")], systems=GOLDEN["systems"], **KNOWN)
    pd.testing.assert_frame_equal(turned[["S1", "S2"]], order)
    weights = {"S1": 0.7, "S2": 0.3}
    one = composite_synergy(order, weights=weights)["synergy"]
    pd.testing.assert_series_equal(one, composite_synergy(order[["S2", "S1"]], weights=weights)["synergy"])


# --- bounds and weights -------------------------------------------------------------------------------------------


def test_bounds_from_the_sample():
    table = pd.DataFrame({"a": [-10.0, 0.0, 10.0], "b": [1.0, 2.0, 3.0]})
    sample = order_components(table, bounds="sample")
    assert sample["a"].tolist() == [0, 0.5, 1]
    margin = order_components(table)
    assert margin["a"].tolist() == pytest.approx([1 / 22, 0.5, 21 / 22])
    assert margin["b"].tolist() == pytest.approx([0.1 / 2.4, 1.1 / 2.4, 2.1 / 2.4])
    below = order_components(pd.DataFrame({"a": [-3.0, -2.0, -1.0]}))
    assert below["a"].tolist() == pytest.approx([0.3 / 2.4, 1.3 / 2.4, 2.3 / 2.4])
    assert order_components(table, margin=0.0).equals(sample)
    zero = order_degree(table, bounds="sample")
    assert zero["all"].iloc[0] == 0


def test_a_panel_of_indicators_carries_its_directions_and_systems():
    panel = IndicatorPanel(X, GOLDEN["directions"], GOLDEN["systems"])
    pd.testing.assert_frame_equal(order_degree(panel, bounds=GOLDEN["bounds"]), golden_order("geometric"))


def test_bounds_as_a_table():
    table = pd.DataFrame(GOLDEN["bounds"], index=["low", "high"]).T
    found = order_components(X, directions=GOLDEN["directions"], bounds=table)
    pd.testing.assert_frame_equal(found, order_components(X, **KNOWN))


def test_values_outside_their_bounds():
    bounds = GOLDEN["bounds"] | {"a": (14, 20)}
    with pytest.raises(
        SchemaError, match="outside their bounds: 'row 2019, column a', 'row 2021, column a'; widen"
    ):
        order_components(X, directions=GOLDEN["directions"], bounds=bounds)
    clipped = order_components(X, directions=GOLDEN["directions"], bounds=bounds, outside="clip")
    assert clipped["a"].tolist() == pytest.approx([0, 4 / 6, 1])


@pytest.mark.parametrize("weights", [{"a": 0.75, "b": 0.25, "c": 0.5, "d": 0.5}, [0.75, 0.25, 0.5, 0.5]])
def test_weights_of_indicators(weights):
    parts = order_components(X, **KNOWN)
    linear = order_degree(X, systems=GOLDEN["systems"], weights=weights, aggregation="linear", **KNOWN)
    assert linear["S1"].tolist() == pytest.approx((0.75 * parts["a"] + 0.25 * parts["b"]).tolist())
    geometric = order_degree(X, systems=GOLDEN["systems"], weights=weights, **KNOWN)
    assert geometric["S1"].tolist() == pytest.approx((parts["a"] ** 0.75 * parts["b"] ** 0.25).tolist())


# --- bad input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"bounds": "samples"}, UnknownName, "bounds 'samples' is not known. Did you mean 'sample'"),
        ({"margin": -1}, SchemaError, "margin must be 0 or more"),
        ({"outside": "drop"}, UnknownName, "outside 'drop' is not known"),
        ({"aggregation": "mean"}, UnknownName, "aggregation 'mean' is not known"),
        (
            {"bounds": {"a": (1, 2)}},
            SchemaError,
            "bounds must name every indicator .* differ at 'b', 'c', 'd'",
        ),
        ({"bounds": {"a": (1, 2, 3)}}, SchemaError, r"bounds must map every indicator to \(low, high\)"),
        ({"bounds": {"a": ("x", 2)}}, SchemaError, "bounds must map every indicator"),
        ({"bounds": pd.DataFrame({"low": [1]})}, SchemaError, "columns low and high"),
        ({"bounds": GOLDEN["bounds"] | {"a": (1, math.inf)}}, SchemaError, "bounds must be finite"),
        (
            {"bounds": GOLDEN["bounds"] | {"a": (30, 10)}},
            SchemaError,
            "lower bound is not below the upper one for 'a'",
        ),
        ({"directions": {"a": ("centre", 15)}}, UndefinedMeasure, "'a' is best in between"),
        ({"directions": {"z": "-"}}, UnknownName, "'z' is not an indicator"),
        ({"weights": {"a": 1}}, SchemaError, "weights must name every indicator once"),
        ({"weights": 3}, SchemaError, "4 indicators need as many weights; 1 were given"),
        ({"weights": [0.5, 0.5]}, SchemaError, "4 indicators need as many weights; 2 were given"),
        ({"weights": [0.5, 0.5, 0.5, 0.6]}, SchemaError, "indicator of 'S2'.* add up to 1.1"),
    ],
)
def test_bad_orders(options, error, text):
    given = {"systems": GOLDEN["systems"], "directions": GOLDEN["directions"]} | options
    with pytest.raises(error, match=text):
        order_degree(X, **given)


def test_a_constant_column_needs_bounds():
    with pytest.raises(SchemaError, match="'a'; a column that is constant needs bounds of its own"):
        order_components(pd.DataFrame({"a": [1.0, 1.0]}), bounds="sample")


@pytest.mark.parametrize(
    ("order", "options", "error", "text"),
    [
        (years([0.1, 0.2]), {}, EmptySelection, "no row has an earlier one"),
        (years([0.1, 0.2], [0.1, 1.2]), {}, SchemaError, "order must lie between 0 and 1"),
        (
            years([0.1, 0.2], [0.1, 0.3]),
            {"base": "fist"},
            UnknownName,
            "base 'fist' is neither .* Did you mean 'first'",
        ),
        (
            years([0.1, 0.2], [0.1, 0.3]),
            {"base": 1999},
            UnknownName,
            "nor a year of the table. Years: '2019', '2020'",
        ),
        (years([0.1, 0.2], [0.1, 0.3]), {"base": [2019]}, UnknownName, "nor a year of the table"),
        (years([0.1, 0.2], [0.1, 0.3]), {"base": 2020}, EmptySelection, "no row has an earlier one"),
        (
            years([0.1, 0.2], [0.1, 0.3]),
            {"aggregation": "sum"},
            UnknownName,
            "aggregation 'sum' is not known",
        ),
        (years([0.1, 0.2], [0.1, 0.3]), {"weights": [1, 1]}, SchemaError, "add up to 2"),
        (
            pd.DataFrame([[0.1, 0.2]] * 2, index=pd.MultiIndex.from_tuples([(1, 1, 1), (1, 1, 2)])),
            {},
            SchemaError,
            "it has 3 levels",
        ),
        (
            pd.DataFrame([[0.1, 0.2]] * 2, index=pd.Index([2019, "x"], dtype=object)),
            {},
            SchemaError,
            "years of the index cannot be put in order",
        ),
    ],
)
def test_bad_synergies(order, options, error, text):
    with pytest.raises(error, match=text):
        composite_synergy(order, options.pop("base", "previous"), **options)


def test_columns_are_registered():
    names = {spec.name for spec in registered.COLUMNS}
    found = composite_synergy(years([0.1, 0.2], [0.2, 0.3]))
    assert {"synergy", "theta", "unchanged"} <= names & set(found.columns)
    for measure in registered.MEASURES:
        assert set(measure.columns or (measure.name,)) <= names

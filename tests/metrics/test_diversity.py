"""Rao-Stirling, true diversity, DIV, Gini, Simpson, Shannon; related variety; the bootstrap of counts."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.metrics.diversity import div, gini, rao_stirling, shannon, simpson, true_diversity
from cinet.metrics.variety import diversity_interval, related_variety
from cinet.registry.diversity import COLUMNS, MEASURES
from tests import oracles_diversity as oracles

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "diversity" / "values.json").read_text(encoding="utf-8")
)
THREE = GOLDEN["three_classes"]
CLASSES = list("abc")
DISTANCE = pd.DataFrame(THREE["distance"], index=CLASSES, columns=CLASSES)
SHARES = pd.Series(THREE["shares"], index=CLASSES, name="unit")


def apart(n):
    return pd.DataFrame(1.0 - np.eye(n))


@st.composite
def tables(draw, *, most=4):
    """Counts of one to four units over one to five classes, units that hold nothing included, with distances."""
    n, k = draw(st.integers(1, most)), draw(st.integers(1, 5))
    counts = np.reshape(draw(st.lists(st.integers(0, 9), min_size=n * k, max_size=n * k)), (n, k))
    upper = (
        np.triu(np.reshape(draw(st.lists(st.integers(0, 8), min_size=k * k, max_size=k * k)), (k, k)), 1) / 8
    )
    labels = [f"k{place}" for place in range(k)]
    X = pd.DataFrame(counts, index=[f"u{place}" for place in range(n)], columns=labels)
    return X, pd.DataFrame(upper + upper.T, index=labels, columns=labels)


def per_unit(X, function):
    return [function(row.tolist()) if row.sum() else np.nan for _, row in X.iterrows()]


# --- known values -------------------------------------------------------------------------------------------------


def test_three_classes():
    assert rao_stirling(SHARES, DISTANCE) == pytest.approx(THREE["rao_stirling"], abs=1e-15)
    half = rao_stirling(SHARES, DISTANCE, pairs="unordered")
    assert half == pytest.approx(THREE["rao_stirling_unordered"], abs=1e-15)
    assert true_diversity(SHARES, DISTANCE) == pytest.approx(THREE["true_diversity"], abs=5e-7)
    assert gini(SHARES) == pytest.approx(THREE["gini"], abs=1e-15)
    assert div(SHARES, DISTANCE, n_classes=THREE["n_classes"]) == pytest.approx(THREE["div"], abs=1e-15)
    assert div(SHARES, DISTANCE, star=True) == pytest.approx(THREE["div_star"], abs=1e-14)


def test_related_variety_of_four_classes():
    held = GOLDEN["variety"]
    groups = {name: name[0] for name in held["shares"]}
    found = related_variety(pd.Series(held["shares"], name="region"), groups)
    assert found.index.tolist() == ["region"]
    assert found.iloc[0].tolist() == pytest.approx(
        [held["related"], held["unrelated"], held["total"]], abs=5e-7
    )


@pytest.mark.parametrize("n", [2, 3, 7])
def test_even_and_entirely_different_classes(n):
    even = [1.0] * n
    assert rao_stirling(even, apart(n)) == pytest.approx(1 - 1 / n)
    assert true_diversity(even, apart(n)) == pytest.approx(n)
    assert div(even, apart(n)) == pytest.approx(1)
    assert div(even, apart(n), star=True) == pytest.approx(n)
    assert shannon(even) == pytest.approx(np.log2(n))
    assert gini(even) == 0


def test_one_class():
    alone = pd.Series({"a": 4, "b": 0, "c": 0})
    assert rao_stirling(alone, DISTANCE) == 0
    assert true_diversity(alone, DISTANCE) == 1
    assert div(alone, DISTANCE) == 0
    assert div(alone, DISTANCE, star=True) == 0
    assert [gini(alone), simpson(alone), shannon(alone)] == [0, 0, 0]
    assert gini(alone, over="all") == pytest.approx(2 / 3)


def test_a_unit_that_holds_nothing():
    X = pd.DataFrame([[0, 0, 0], [1, 1, 0]], index=["none", "some"], columns=CLASSES)
    for function in (
        partial(rao_stirling, distance=DISTANCE),
        partial(rao_stirling, distance=DISTANCE, balance_power=0),
        partial(true_diversity, distance=DISTANCE),
        partial(div, distance=DISTANCE),
        gini,
        simpson,
        shannon,
    ):
        assert function(X).isna().tolist() == [True, False]
    assert related_variety(X, dict.fromkeys(CLASSES, "g")).isna().any(axis=1).tolist() == [True, False]
    assert np.isnan(div(X.loc["none"], DISTANCE))


# --- the definitions ----------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(given_table=tables(), alpha=st.sampled_from([0, 0.5, 1, 2]), beta=st.sampled_from([0, 0.5, 1, 2]))
def test_rao_stirling_is_the_double_sum(given_table, alpha, beta):
    X, d = given_table
    found = rao_stirling(X, d, disparity_power=alpha, balance_power=beta)
    held = d.to_numpy().tolist()
    wanted = per_unit(X, lambda row: oracles.rao(row, held, alpha, beta))
    assert found.tolist() == pytest.approx(wanted, abs=1e-12, nan_ok=True)


@settings(max_examples=40)
@given(given_table=tables())
def test_the_other_measures_are_their_formulas(given_table):
    X, d = given_table
    held = d.to_numpy().tolist()
    k = X.shape[1]
    for found, function in [
        (div(X, d), lambda row: oracles.div(row, held, k)),
        (div(X, d, n_classes=9), lambda row: oracles.div(row, held, 9)),
        (div(X, d, star=True), lambda row: oracles.div(row, held, 1)),
        (gini(X), lambda row: oracles.gini([value for value in row if value > 0])),
        (gini(X, over="all"), oracles.gini),
        (simpson(X), lambda row: 1 - sum((value / sum(row)) ** 2 for value in row)),
        (shannon(X), oracles.entropy),
        (shannon(X, base=None) / np.log(2), oracles.entropy),
        (shannon(X, base=10) / np.log10(2), oracles.entropy),
    ]:
        assert found.tolist() == pytest.approx(per_unit(X, function), abs=1e-12, nan_ok=True)
        assert not np.signbit(found.to_numpy()).any()


@settings(max_examples=40)
@given(given_table=tables())
def test_limits_of_rao_stirling(given_table):
    X, d = given_table
    used = (X > 0).sum(axis=1)
    every = rao_stirling(X, d, disparity_power=0, balance_power=0)
    assert every.fillna(0).tolist() == (used * (used - 1)).tolist()
    for same in (rao_stirling(X, d, disparity_power=0), rao_stirling(X, d * 0 + 1 - np.eye(len(d)))):
        assert same.tolist() == pytest.approx(simpson(X).tolist(), abs=1e-12, nan_ok=True)
    halves = rao_stirling(X, d, pairs="unordered") * 2
    assert halves.tolist() == pytest.approx(rao_stirling(X, d).tolist(), nan_ok=True)
    assert (rao_stirling(X, d).dropna() <= simpson(X).dropna() + 1e-12).all()
    assert (true_diversity(X, d).dropna() <= used[used > 0] + 1e-9).all()


@settings(max_examples=40)
@given(given_table=tables(), data=st.data())
def test_scale_order_and_unused_classes_do_not_matter(given_table, data):
    X, d = given_table
    order = data.draw(st.permutations(list(X.columns)))
    other = data.draw(st.permutations(list(X.columns)))
    more = X[order].assign(unused=0)[::-1] * 1e300
    wider = d.loc[other, other].reindex(index=[*other, "unused"], columns=[*other, "unused"], fill_value=1.0)
    wider.loc["unused", "unused"] = 0.0
    n = X.shape[1]
    pairs = [(function(X), function(more)) for function in (gini, simpson, shannon)]
    pairs += [(function(X, d), function(more, wider)) for function in (rao_stirling, true_diversity)]
    pairs.append((div(X, d, n_classes=n + 1), div(more, wider)))
    for found, other in pairs:
        assert other[X.index].tolist() == pytest.approx(found.tolist(), abs=1e-9, nan_ok=True)


@settings(max_examples=40)
@given(given_table=tables(), data=st.data())
def test_related_and_unrelated_variety_add_up(given_table, data):
    X, _ = given_table
    groups = [data.draw(st.sampled_from("gh")) for _ in X.columns]
    found = related_variety(X, pd.Series(groups, index=X.columns))
    wanted = per_unit(X, lambda row: oracles.varieties(row, groups)[0])
    assert found["related_variety"].tolist() == pytest.approx(wanted, abs=1e-12, nan_ok=True)
    wanted = per_unit(X, lambda row: oracles.varieties(row, groups)[1])
    assert found["unrelated_variety"].tolist() == pytest.approx(wanted, abs=1e-12, nan_ok=True)
    total = found["related_variety"] + found["unrelated_variety"]
    assert total.tolist() == pytest.approx(found["total_variety"].tolist(), abs=1e-12, nan_ok=True)
    assert found["total_variety"].equals(shannon(X).rename("total_variety"))
    natural = related_variety(X, pd.Series(groups, index=X.columns), base=None)
    assert np.allclose(natural, found * np.log(2), atol=1e-12, equal_nan=True)
    assert related_variety(X, dict.fromkeys(X.columns, "one"))["unrelated_variety"].dropna().eq(0).all()


# --- the form of the result ---------------------------------------------------------------------------------------


def test_a_table_gives_a_series_and_one_unit_a_float():
    X = pd.DataFrame([[5, 3, 2]], columns=CLASSES, index=["u"])
    assert rao_stirling(X, DISTANCE).index.tolist() == ["u"]
    for one in (X.loc["u"], {"a": 5, "b": 3, "c": 2}):
        assert isinstance(rao_stirling(pd.Series(one), DISTANCE), float)
    assert isinstance(simpson([5, 3, 2]), float)
    assert simpson(np.array([[5, 3, 2]])).tolist() == [pytest.approx(0.62)]
    assert rao_stirling([5, 3, 2], THREE["distance"]) == pytest.approx(0.352)


def test_names_tell_the_choices():
    X = pd.DataFrame([[5, 3, 2]], columns=CLASSES)
    assert rao_stirling(X, DISTANCE).name == "rao_stirling"
    found = rao_stirling(X, DISTANCE, disparity_power=2, balance_power=0.5, pairs="unordered")
    assert found.name == "rao_stirling(disparity_power=2,balance_power=0.5,pairs=unordered)"
    assert [div(X, DISTANCE).name, div(X, DISTANCE, star=True).name] == ["div", "div(star)"]
    assert [gini(X).name, gini(X, over="all").name, simpson(X).name] == ["gini", "gini(over=all)", "simpson"]
    names = [shannon(X, base=base).name for base in (2, None, 10)]
    assert names == ["shannon", "shannon(base=e)", "shannon(base=10)"]
    assert true_diversity(X, DISTANCE).name == "true_diversity"


def test_every_column_of_the_measures_is_registered():
    known = {column.name for column in COLUMNS}
    assert {name for measure in MEASURES for name in (measure.columns or (measure.name,))} <= known


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("X", "said"),
    [
        (pd.DataFrame([[1, -1]]), "first -1.0 in row '0', column '1'"),
        (pd.DataFrame([[1, np.inf]]), "finite numbers of 0 or more; 1 are not, first inf"),
        (pd.DataFrame([[1, np.nan]]), "first nan"),
        (pd.DataFrame([["x", 1]]), "the table of units and classes must hold numbers only"),
        (pd.DataFrame(index=["u"]), "the table has no class"),
        ([], "the table has no class"),
        (
            pd.DataFrame([[1, 2]], columns=["a", "a"]),
            "classes must have different names; 'a' stand more than once",
        ),
        (pd.DataFrame([[1], [2]], index=["u", "u"]), "units must have different names; 'u'"),
        (5.0, "not 0 dimensions"),
        (np.zeros((1, 1, 1)), "not 3 dimensions"),
    ],
)
def test_what_is_no_table_of_classes_is_refused(X, said):
    with pytest.raises(SchemaError, match=said):
        simpson(X)


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (DISTANCE.loc[["a", "b"], ["a", "b"]], "no row for the classes 'c'; it has 'a', 'b'"),
        (
            1 - DISTANCE,
            "distance of a class to itself must be 0; it is 1 for 'a', 'b', 'c'. Is this a similarity",
        ),
        (DISTANCE - 1, "the distance matrix must hold finite numbers of 0 or more"),
        (DISTANCE.loc[:, ["a", "b"]], "must be square"),
        (DISTANCE.rename(columns={"c": "x"}), "'c', 'x' stand in one of them only"),
        (DISTANCE + np.triu(np.ones((3, 3)), 1), "the distance matrix must be symmetric"),
    ],
)
def test_what_is_no_distance_is_refused(distance, said):
    for function in (rao_stirling, true_diversity, div):
        with pytest.raises(SchemaError, match=said):
            function(SHARES, distance)


def test_rounding_of_one_less_a_similarity_is_none_of_these():
    noisy = DISTANCE - 2e-16
    noisy.loc["a", "c"] += 1e-12
    assert rao_stirling(SHARES, noisy) == pytest.approx(THREE["rao_stirling"])
    assert true_diversity(SHARES, DISTANCE / 0.8 * (1 + 1e-15)) > 1
    apart_ = np.ones((3, 3))
    np.fill_diagonal(apart_, -1e-16)
    assert simpson(SHARES) == pytest.approx(rao_stirling(SHARES.tolist(), apart_))


def test_options_are_checked():
    with pytest.raises(UnknownName, match=r"pairs 'orderd' is not known. Did you mean 'ordered'\?"):
        rao_stirling(SHARES, DISTANCE, pairs="orderd")
    with pytest.raises(UnknownName, match=r"over 'every' is not known. Known: used, all"):
        gini(SHARES, over="every")
    for name in ("disparity_power", "balance_power"):
        for value in (-1, np.nan, np.inf):
            with pytest.raises(SchemaError, match=f"{name} must be a finite number of 0 or more"):
                rao_stirling(SHARES, DISTANCE, **{name: value})
    with pytest.raises(SchemaError, match=r"distances from 0 to 1; the largest is 1\.6"):
        true_diversity(SHARES, DISTANCE * 2)
    with pytest.raises(SchemaError, match="n_classes must be at least the 3 classes that a unit uses, not 2"):
        div(SHARES, DISTANCE, n_classes=2)
    with pytest.raises(SchemaError, match=r"DIV\* does not depend on how many classes there are"):
        div(SHARES, DISTANCE, n_classes=5, star=True)
    with pytest.raises(SchemaError, match="base of the logarithm must be a finite number above 1, not 1"):
        shannon(SHARES, base=1)


def test_groups_are_checked():
    with pytest.raises(SchemaError, match="the classes 'c' have no group"):
        related_variety(SHARES, {"a": "g", "b": "g"})
    twice = pd.Series(["g", "h", "g", "g"], index=["a", "a", "b", "c"])
    with pytest.raises(SchemaError, match="each class belongs to one group; 'a' stand more than once"):
        related_variety(SHARES, twice)


# --- how sure it is -----------------------------------------------------------------------------------------------

COUNTS = pd.DataFrame([[50, 30, 20], [5, 3, 2], [0, 0, 0]], index=["many", "few", "none"], columns=CLASSES)


def rao_of(X):
    return rao_stirling(X, DISTANCE)


def test_the_bias_of_rao_stirling_is_known():
    """E of the plug-in value over multinomial draws is Delta (n - 1) / n."""
    found = diversity_interval(COUNTS, rao_of, n_boot=20_000, seed=5)
    assert found.columns.tolist() == ["n", "observed", "se", "ci_low", "ci_high", "bias"]
    assert found["n"].tolist() == [100, 10, 0]
    for unit in ("many", "few"):
        row = found.loc[unit]
        assert row["observed"] == pytest.approx(0.352)
        assert row["bias"] == pytest.approx(-0.352 / row["n"], abs=4 * row["se"] / np.sqrt(20_000))
        assert row["ci_low"] < row["observed"] < row["ci_high"]
    assert found.loc["few", "se"] > 2 * found.loc["many", "se"]
    assert found.loc["none"].drop("n").isna().all()


def test_draws_are_reproducible_and_units_do_not_depend_on_each_other():
    both = diversity_interval(COUNTS, rao_of, n_boot=99, seed=3)
    pd.testing.assert_frame_equal(
        both, diversity_interval(COUNTS, rao_of, n_boot=99, seed=3), check_exact=True
    )
    alone = diversity_interval(COUNTS.iloc[:1], rao_of, n_boot=99, seed=3)
    pd.testing.assert_frame_equal(both.iloc[:1], alone, check_exact=True)
    assert both.loc["few", "se"] != diversity_interval(COUNTS, rao_of, n_boot=99, seed=4).loc["few", "se"]
    narrow = diversity_interval(COUNTS, rao_of, n_boot=99, seed=3, level=0.5)
    assert narrow.loc["few", "ci_high"] < both.loc["few", "ci_high"]


def test_each_unit_has_its_own_draws():
    twice = pd.DataFrame([[5, 3, 2]] * 2, columns=CLASSES)
    assert diversity_interval(twice, rao_of, n_boot=99)["se"].nunique() == 2


def test_two_draws_leave_one_degree_of_freedom():
    row = diversity_interval(COUNTS, rao_of, n_boot=2).loc["few"]
    apart_by = (row["ci_high"] - row["ci_low"]) / 0.95
    assert row["se"] == pytest.approx(apart_by / np.sqrt(2))


def test_the_first_of_several_columns_is_taken():
    groups = {"a": "g", "b": "g", "c": "h"}
    found = diversity_interval(COUNTS, partial(related_variety, groups=groups), n_boot=9)
    assert found["observed"].equals(related_variety(COUNTS, groups)["related_variety"].rename("observed"))


def test_an_interval_needs_records():
    with pytest.raises(SchemaError, match=r"counts must be whole numbers; row 'unit', column 'a' holds 0\.5"):
        diversity_interval(SHARES, simpson)
    with pytest.raises(SchemaError, match="n_boot must be at least 2 draws, not 1"):
        diversity_interval(COUNTS, simpson, n_boot=1)
    with pytest.raises(SchemaError, match="level must lie between 0 and 1"):
        diversity_interval(COUNTS, simpson, level=95)
    with pytest.raises(SchemaError, match="one value for each of the 3 units, not 2 values"):
        diversity_interval(COUNTS, lambda X: simpson(X).iloc[:2])

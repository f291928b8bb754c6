from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.registry import coupling as registered
from cinet.synergy.coupling import coupling, grade_by_method
from cinet.synergy.grades import COORDINATION, COUPLING_STAGES
from tests import oracles_coupling as oracle

FOLDER = Path(__file__).parents[1] / "golden" / "coupling"
GOLDEN = json.loads((FOLDER / "values.json").read_text(encoding="utf-8"))
METHODS = ("standard", "wang", "liao")


def table(*rows, **options):
    return pd.DataFrame(rows, **options)


def one(*scores, method="standard", **options):
    return coupling(table(scores), method, **options).iloc[0]


def as_printed(value, printed):
    digits = len(printed.partition(".")[2])
    return value == pytest.approx(float(printed), abs=0.5000001 * 10**-digits)


# --- known values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", GOLDEN["scores"], ids=lambda held: str(held["U"]))
@pytest.mark.parametrize("method", ["standard", "wang"])
def test_known_values(held, method):
    row = one(*held["U"], method=method)
    assert as_printed(row["C"], held[method][0])
    assert as_printed(row["D"], held[method][1])


def test_published_pairs_of_the_standard_and_the_corrected_formula():
    # U1 >= U2, r = U2 / U1: the standard C gives r, the corrected one then gives U1
    printed = pd.read_csv(FOLDER / "wang2021_table8.csv", dtype={"standard": str, "wang": str})
    assert len(printed) == 7 * 13
    width = np.linspace(-0.5, 0.5, 101)[:, None] * 1e-4
    c = np.minimum(printed["standard"].to_numpy(float) + width, 1 - 1e-9)
    r = ((1 - np.sqrt(1 - c**2)) / c) ** 2
    u1 = (1 - printed["wang"].to_numpy(float) ** 2 / r) / (1 - r)
    possible = (u1 > 0) & (u1 <= 1)
    assert possible.any(axis=0).all()
    pick = possible.argmax(axis=0)
    place = np.arange(len(printed))
    scores = pd.DataFrame({"economy": u1[pick, place], "ecology": (u1 * r)[pick, place]})
    for method in ("standard", "wang"):
        found = coupling(scores, method)["C"]
        assert all(as_printed(value, text) for value, text in zip(found, printed[method], strict=True))


@pytest.mark.parametrize("held", GOLDEN["printed_2015"], ids=lambda held: held[0])
def test_published_coordination_follows_from_published_c_and_t(held):
    # two scores with this C and T: T (1 +- sqrt(1 - C^2)); the printed ones are rounded, and so is D
    ends = []
    for end in (-0.5, 0.5):
        c, t = (float(text) + end * 10 ** -len(text.partition(".")[2]) for text in held[1:3])
        apart = math.sqrt(1 - c * c)
        ends.append(one(t * (1 + apart), t * (1 - apart))["D"])
    half = 0.5 * 10 ** -len(held[3].partition(".")[2])
    assert ends[0] <= float(held[3]) + half
    assert ends[1] >= float(held[3]) - half


def test_a_floor_under_zero_scores_moves_c_to_a_thousandth():
    assert one(0.0, 0.1, 0.2)["C"] == 0
    assert 1e-4 < one(1e-10, 0.1, 0.2)["C"] < 1e-2


# --- grades -------------------------------------------------------------------------------------------------------


def level(d):
    """Two equal scores with this D."""
    return d * d


@pytest.mark.parametrize("step", range(1, 10))
def test_grades_hold_their_lower_or_their_upper_end(step):
    d = step / 10
    row, right = one(level(d), level(d), lang="zh"), one(level(d), level(d), right=True, lang="zh")
    assert (row["grade"], row["grade_name"]) == (step + 1, GOLDEN["grades_zh"][step])
    assert (right["grade"], right["grade_name"]) == (step, GOLDEN["grades_zh"][step - 1])
    for away in (-1e-9, 1e-9):
        near = one(level(d + away), level(d + away))["grade"]
        assert near == step + (away > 0)


def test_a_rounded_three_tenths_is_on_the_cut():
    assert 0.1 + 0.2 > 0.3
    for d in (0.3, 0.1 + 0.2, 0.3 - 1e-13):
        assert one(level(d), level(d))["grade"] == 4
        assert one(level(d), level(d), right=True)["grade"] == 3


def test_the_ends_belong_to_the_first_and_the_last_grade():
    assert one(1.0, 1.0)["grade"] == one(1.0, 1.0, right=True)["grade"] == 10
    assert one(0.0, 1.0)["grade"] == one(0.0, 1.0, right=True)["grade"] == 1


def test_stages_follow_c():
    stages = [one(1.0, r * r, lang="zh")["stage"] for r in (0.1, 0.2, 0.4, 0.9)]
    assert stages == GOLDEN["stages_zh"]
    assert one(1.0, 0.04, stages=(0.3, 0.6, 0.8))["stage"] == "antagonism"
    assert one(0.5, 0.5, lang="zh")["lag"] == "同步"


def test_names_are_ordered_and_complete():
    found = coupling(table((0.2, 0.3), (0.9, 0.8)))
    assert list(found["grade_name"].cat.categories) == list(COORDINATION.names["en"])
    assert found["grade_name"].max() == "excellent coordination"
    assert list(found["stage"].cat.categories) == list(COUPLING_STAGES.names["en"])


def test_own_grades():
    named = one(0.5, 0.5, grades={"low": 0, "middle": 0.4, "high": 0.8})
    assert (named["grade"], named["grade_name"]) == (2, "middle")
    assert one(0.5, 0.5, grades=(0.2, 0.4))["grade_name"] == "0.4 and above"
    assert one(0.5, 0.5, grades=(0.2, 0.8))["grade_name"] == "[0.2, 0.8)"
    assert one(0.5, 0.5, grades=(0.8,), right=True)["grade_name"] == "0.8 and below"
    assert one(0.5, 0.5, grades=(0.2, 0.4), right=True)["grade_name"] == "above 0.4"
    assert one(0.5, 0.5, grades=(0.8,), lang="zh")["grade_name"] == "低于 0.8"
    assert one(0.5, 0.5, grades=(0.4,), lang="zh", right=True)["grade_name"] == "高于 0.4"


# --- lag ----------------------------------------------------------------------------------------------------------


def test_lag():
    scores = table(
        (0.3, 0.6, 0.9),
        (0.6, 0.3, 0.9),
        (0.5, 0.55, 0.6),
        (0.3, 0.1 + 0.2, 0.9),
        (0.2, 0.3, 0.3),
        columns=list("abc"),
    )
    assert coupling(scores)["lag"].tolist() == ["a", "b", "synchronous", "a+b", "synchronous"]
    assert coupling(scores, synchronous=0.0)["lag"].tolist() == ["a", "b", "a", "a+b", "a"]


# --- properties ---------------------------------------------------------------------------------------------------

scores_of_units = st.integers(2, 6).flatmap(
    lambda n: st.lists(
        st.lists(st.floats(0, 1, allow_subnormal=False), min_size=n, max_size=n), min_size=1, max_size=8
    )
)


@given(scores_of_units, st.sampled_from(METHODS), st.booleans())
def test_against_the_formulas(rows, method, equal):
    rows = [[round(score, 6) for score in row] for row in rows]
    n = len(rows[0])
    weights = [1 / n] * n if equal else [2 * (i + 1) / (n * (n + 1)) for i in range(n)]
    found = coupling(table(*rows), method, weights=None if equal else weights)
    for row, (_, held) in zip(rows, found.iterrows(), strict=True):
        degree = getattr(oracle, method)(row)
        assert held["C"] == pytest.approx(degree, abs=1e-9, nan_ok=True)
        assert math.isnan(degree) or 0 <= held["C"] <= 1
        assert held["D"] == pytest.approx(oracle.coordination(degree, row, weights), abs=1e-7, nan_ok=True)
        assert math.isnan(degree) or 0 <= held["D"] <= 1
        assert math.isnan(held["grade"]) == pd.isna(held["stage"]) == math.isnan(degree)


@given(st.floats(1e-6, 1), st.integers(2, 6), st.sampled_from(METHODS))
def test_equal_scores_are_fully_coupled(score, n, method):
    row = one(*[score] * n, method=method)
    assert row["C"] == 1
    assert row["D"] == pytest.approx(math.sqrt(score))


@settings(max_examples=25)
@given(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), st.sampled_from(METHODS))
def test_the_order_of_subsystems_does_not_matter(scores, method):
    names, weights = ["a", "b", "c"], {"a": 0.5, "b": 0.3, "c": 0.2}
    held = table(scores, columns=names)
    whole = coupling(held, method, weights=weights)[["C", "T", "D"]].to_numpy()
    for order in [("b", "a", "c"), ("c", "a", "b")]:
        turned = held[list(order)]
        for given_weights in (weights, [weights[name] for name in order]):
            again = coupling(turned, method, weights=given_weights)[["C", "T", "D"]]
            assert again.to_numpy() == pytest.approx(whole, abs=1e-12)


@settings(max_examples=25)
@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=5), st.floats(0.1, 1))
def test_standard_and_liao_are_free_of_scale_and_wang_is_not_above_standard_for_two(scores, factor):
    smaller = [score * factor for score in scores]
    for method in ("standard", "liao"):
        assert one(*smaller, method=method)["C"] == pytest.approx(one(*scores, method=method)["C"])
    assert one(*smaller)["T"] == pytest.approx(one(*scores)["T"] * factor)
    assert one(*scores[:2], method="wang")["C"] <= one(*scores[:2])["C"] + 1e-12


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=5), st.integers(0, 4), st.floats(0.001, 0.5))
def test_standard_d_with_equal_weights_is_the_root_of_the_geometric_mean(scores, which, more):
    n = len(scores)
    d = one(*scores)["D"]
    assert d == pytest.approx(math.prod(scores) ** (1 / (2 * n)))
    better = list(scores)
    better[which % n] = min(1.0, better[which % n] + more)
    assert one(*better)["D"] >= d - 1e-12


def test_liao_with_half_is_standard_for_two():
    assert one(0.3, 0.6, method="liao", k=0.5)["C"] == pytest.approx(one(0.3, 0.6)["C"])
    assert one(0.3, 0.6, method="liao")["C"] == pytest.approx((8 / 9) ** 2)


def test_weights_enter_the_level_alone():
    plain, weighted = one(0.2, 0.8), one(0.2, 0.8, weights=[0.9, 0.1])
    assert plain["C"] == weighted["C"]
    assert weighted["T"] == pytest.approx(0.26)


def test_zero_scores():
    found = coupling(table((0.0, 0.0), (0.0, 0.5)))
    assert found.loc[0, ["C", "D", "grade", "grade_name", "stage"]].isna().all()
    assert found.loc[0, "T"] == 0
    assert found.loc[1, ["C", "D"]].tolist() == [0, 0]
    assert found.loc[1, "grade"] == 1


def test_panels_keep_their_index():
    index = pd.MultiIndex.from_product([["north", "south"], [2019, 2020]], names=["park", "year"])
    found = coupling(pd.DataFrame({"a": [0.1, 0.2, 0.3, 0.4], "b": [0.2, 0.3, 0.4, 0.5]}, index=index))
    assert found.index.equals(index)


def test_the_rounding_of_sums_of_weights_is_accepted():
    assert one(1 + 1e-12, -1e-12)["T"] == 0.5


# --- interval -----------------------------------------------------------------------------------------------------


def test_interval_compresses_every_column_within_the_sample():
    raw = table((10.0, 3.0), (20.0, 1.0), (40.0, 2.0))
    compressed = table((0.01, 0.99), (0.01 + 0.98 / 3, 0.01), (0.99, 0.5))
    pd.testing.assert_frame_equal(coupling(raw, interval=(0.01, 0.99)), coupling(compressed))


@pytest.mark.parametrize("interval", [(0.9, 0.1), (0, 2), (0.1,), 0.5, ("a", 1)])
def test_an_interval_must_be_one(interval):
    with pytest.raises(SchemaError, match="interval must be two numbers with 0 <= a < b <= 1"):
        coupling(table((0.1, 0.2), (0.2, 0.1)), interval=interval)


def test_a_constant_column_cannot_be_compressed():
    with pytest.raises(SchemaError, match="columns 'b' are constant"):
        coupling(table((0.1, 0.2), (0.2, 0.2), columns=["a", "b"]), interval=(0, 1))


# --- grades by method ---------------------------------------------------------------------------------------------


def test_grade_by_method():
    scores = table((0.3, 0.6), (0.4, 0.4), (0.0, 0.0), (0.1, 0.9))
    found = grade_by_method(scores)
    for method in METHODS:
        pd.testing.assert_series_equal(
            found[f"grade(method={method})"], coupling(scores, method)["grade"], check_names=False
        )
    assert found["grade_spread"].tolist()[:2] == [1, 0]
    assert found.loc[2].isna().all()
    assert found.loc[3, "grade_spread"] == 3


def test_grade_by_method_passes_its_choices_on():
    scores = table((0.3, 0.6))
    found = grade_by_method(scores, k=1.0, grades=(0.3, 0.5), right=True, weights=[0.2, 0.8])
    for method in METHODS:
        k = 1.0 if method == "liao" else None
        same = coupling(scores, method, k=k, grades=(0.3, 0.5), right=True, weights=[0.2, 0.8])["grade"]
        assert found[f"grade(method={method})"].tolist() == same.tolist()


# --- bad input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "error", "text"),
    [
        ([[0.1, 0.2]], SchemaError, "U must be a DataFrame with one row per unit .* it is a list"),
        (table(columns=["a", "b"]), EmptySelection, "U has no row"),
        (table((0.1,)), SchemaError, r"U has 1 column\(s\); at least two"),
        (table((0.1, 0.2), (0.1, 0.2), index=["x", "x"]), SchemaError, "more than one row called 'x'"),
        (table((0.1, 0.2), columns=["a", "a"]), SchemaError, "more than one column called 'a'"),
        (table((0.1, "x"), columns=["a", "b"]), SchemaError, "columns 'b' of U are not numbers"),
        (
            table((0.1, math.nan), columns=["a", "b"]),
            SchemaError,
            "missing or infinite values: 'row 0, column b'",
        ),
        (table((0.1, math.inf), columns=["a", "b"]), SchemaError, "missing or infinite"),
        (
            table((0.1, 1.2), columns=["a", "b"]),
            SchemaError,
            "between 0 and 1, .* 'row 0, column b'; normalise",
        ),
        (table((0.1, -0.2), columns=["a", "b"]), SchemaError, "between 0 and 1"),
        (table((0.1, 0.9), columns=["a", "synchronous"]), UnknownName, "may not be called 'synchronous'"),
    ],
)
def test_bad_scores(scores, error, text):
    with pytest.raises(error, match=text):
        coupling(scores)


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"method": "wand"}, UnknownName, "method 'wand' is not known. Did you mean 'wang'"),
        ({"k": 2}, SchemaError, "k is the exponent of method 'liao'; method 'standard' has none"),
        ({"method": "liao", "k": 0}, SchemaError, "k must be a positive number; got 0"),
        ({"method": "liao", "k": "x"}, SchemaError, "k must be a positive number; got 'x'"),
        ({"lang": "fr"}, UnknownName, "lang 'fr' is not known"),
        ({"weights": [0.5, 0.6]}, SchemaError, "add up to 1.1"),
        ({"weights": {"a": 1.0}}, SchemaError, "weights"),
        ({"synchronous": -1}, SchemaError, "synchronous must be 0 or more"),
        ({"grades": (0.5, 0.3)}, SchemaError, "grades must be inner cut points that rise"),
        ({"grades": ()}, SchemaError, "grades must be inner cut points"),
        ({"grades": (0.1, math.nan)}, SchemaError, "grades must be inner cut points"),
        ({"grades": ((0.1, 0.2),)}, SchemaError, "grades must be inner cut points"),
        ({"grades": ("x",)}, SchemaError, "grades hold something that is not a number"),
        ({"grades": {"all": 0}}, SchemaError, "grades must name at least two classes"),
        ({"stages": {"high": 0.5, "low": 0}}, SchemaError, "stages must be inner cut points that rise"),
    ],
)
def test_bad_options(options, error, text):
    with pytest.raises(error, match=text):
        coupling(table((0.1, 0.2), columns=["a", "b"]), **options)


# --- registry -----------------------------------------------------------------------------------------------------


def test_columns_are_registered():
    names = {spec.name for spec in registered.COLUMNS}
    found = coupling(table((0.1, 0.2)))
    assert {"C", "coupling.T", "D", "grade", "grade_spread"} == names
    assert {"C", "T", "D", "grade"} <= set(found.columns)
    for measure in registered.MEASURES:
        assert set(measure.columns) <= names

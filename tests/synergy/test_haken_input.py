from __future__ import annotations

import math

import pandas as pd
import pytest

from cinet.errors import EmptySelection, SchemaError, UndefinedMeasure, UnknownName
from cinet.synergy.haken import haken
from tests.oracles_haken import panel, series

# --- forms of input -----------------------------------------------------------------------------------------------


def test_forms_of_a_panel():
    data = panel()
    wanted = haken(data["tech"], data["market"], n_boot=0)
    assert wanted["n"].tolist() == [8 * 7] * 2
    mixed = data.sample(frac=1, random_state=2)
    other_order = data["market"].sample(frac=1, random_state=3)
    turned = data.swaplevel()
    flat = data.reset_index()
    years = flat.set_index("year")
    forms = [
        haken(mixed["tech"], mixed["market"], n_boot=0),
        haken(data["tech"], other_order, n_boot=0),
        haken(data["tech"], data["market"], panel="park", n_boot=0),
        haken(turned["tech"], turned["market"], panel="park", n_boot=0),
        haken(years["tech"], years["market"], panel=years["park"], n_boot=0),
        haken(years["tech"], years["market"], panel=flat["park"].tolist(), n_boot=0),
        haken(flat["tech"], flat["market"], panel=flat["park"], n_boot=0),
    ]
    for found in forms:
        pd.testing.assert_frame_equal(found, wanted)
    bare = haken(data["tech"].to_numpy(), data["market"].tolist(), panel=flat["park"], n_boot=0)
    assert bare.index.tolist() == ["q1", "q2"]
    assert bare["lambda1"].tolist() == pytest.approx(wanted["lambda1"].tolist())


def test_series_without_names_or_with_the_same():
    q1, q2 = series()
    assert haken(q1.rename("x"), q2.rename("x"), n_boot=0).index.tolist() == ["q1", "q2"]
    assert haken(q1, q2.rename(None), n_boot=0).index.tolist() == ["q1", "q2"]
    wanted = haken(q1, q2, n_boot=0)["lambda2"].tolist()
    assert haken(q1.tolist(), q2, n_boot=0)["lambda2"].tolist() == wanted
    assert haken(q1, q2.tolist(), n_boot=0)["lambda2"].tolist() == wanted


def test_the_order_of_rows_does_not_matter():
    q1, q2 = series(scale=0.005)
    pd.testing.assert_frame_equal(haken(q1[::-1], q2, n_boot=20), haken(q1, q2[::-1], n_boot=20))


def test_units_of_different_length():
    data = panel()
    short = data.drop([("park 0", 2000), ("park 0", 2001), ("park 1", 2007)])
    lone = pd.concat([short, pd.DataFrame({"tech": 0.3, "market": 0.1}, index=[("park 9", 2003)])])
    lone.index = pd.MultiIndex.from_tuples(lone.index, names=["park", "year"])
    found = haken(short["tech"], short["market"], n_boot=30)
    assert found["n"].tolist() == [8 * 7 - 3] * 2
    # a unit seen once holds no transition and changes nothing
    pd.testing.assert_frame_equal(haken(lone["tech"], lone["market"], n_boot=30), found)


def test_other_kinds_of_time():
    q1, q2 = series()
    wanted = haken(q1, q2, n_boot=0)
    for index in (pd.period_range("2000", periods=13, freq="Y"), [f"y{t:02}" for t in range(13)]):
        found = haken(q1.set_axis(index), q2.set_axis(index), n_boot=0)
        pd.testing.assert_frame_equal(found, wanted)


# --- bad input ----------------------------------------------------------------------------------------------------

Q1, Q2 = series()
MANY = pd.MultiIndex.from_tuples([(1, 1, t) for t in range(13)])


@pytest.mark.parametrize(
    ("q1", "q2", "options", "error", "text"),
    [
        (Q1[:-1], Q2, {}, SchemaError, "q1 has 12 values and q2 has 13"),
        ([], [], {}, EmptySelection, "q1 and q2 are empty"),
        (["x"] * 6, [1] * 6, {}, SchemaError, "q1 holds something that is not a number"),
        ([[1.0]], [1.0], {}, SchemaError, "q1 must be one series of numbers; it has 2 dimensions"),
        (Q1.mask(Q1.index == 2004), Q2, {}, SchemaError, "q1 holds missing or infinite values at '2004'"),
        (
            Q1,
            Q2.set_axis(range(13)),
            {},
            SchemaError,
            "labels of q1 and q2 must be the same, .* differ at '0'",
        ),
        (Q1.drop(2005), Q2.drop(2005), {}, SchemaError, "not equally far apart: 2004 is followed by 2006"),
        (
            Q1.set_axis([2000] * 13),
            Q2.set_axis([2000] * 13),
            {},
            SchemaError,
            "period '2000', .* stands twice",
        ),
        (
            Q1.set_axis([2000, "x"] + [1] * 11),
            Q2.set_axis([2000, "x"] + [1] * 11),
            {},
            SchemaError,
            "put in order",
        ),
        (Q1.set_axis(MANY), Q2.set_axis(MANY), {}, SchemaError, "it has 3 levels"),
        (Q1, Q2, {"panel": "park"}, UnknownName, "panel 'park' names no level"),
        (Q1, Q2, {"panel": ["A"]}, SchemaError, "panel must give the unit of each of the 13 values"),
        (Q1, Q2, {"panel": ["A"] * 12 + [None]}, SchemaError, "panel must give the unit of each"),
        (Q1, Q2, {"panel": pd.Series(["A"] * 13)}, SchemaError, "panel must have the index of q1"),
        (Q1, Q2, {"errors": "robust"}, UnknownName, "errors 'robust' is not known"),
        (Q1, Q2, {"errors": "cluster"}, UndefinedMeasure, "clustered errors need several units"),
        (Q1, Q2, {"level": 5}, SchemaError, "level must be between 0 and 1; got 5"),
        (Q1, Q2, {"factor": -1}, SchemaError, "factor must be 0 or more"),
        (Q1, Q2, {"max_condition": 1}, SchemaError, "max_condition must be above 1"),
        (Q1, Q2, {"n_boot": -1}, SchemaError, "n_boot must be a whole number, 0 or more"),
        (Q1, Q2, {"n_boot": 2.5}, SchemaError, "n_boot must be a whole number"),
        (Q1, Q2, {"seed": "x"}, SchemaError, "seed must be a whole number"),
        (Q1, Q2, {"seed": math.inf}, SchemaError, "seed must be a whole number"),
    ],
)
def test_bad_input(q1, q2, options, error, text):
    with pytest.raises(error, match=text):
        haken(q1, q2, **options)


def test_a_gap_within_a_unit_is_refused():
    data = panel()
    gap = data.drop(("park 3", 2004))
    with pytest.raises(SchemaError, match="period '2005' does not follow the period before it in its unit"):
        haken(gap["tech"], gap["market"])

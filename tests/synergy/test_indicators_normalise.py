from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cinet.errors import UndefinedMeasure
from cinet.kernels.scaling import METHODS
from cinet.panel import IndicatorPanel
from cinet.synergy.normalise import normalise
from tests import oracles_indicators as oracles

PEERS = json.loads(
    (Path(__file__).parents[1] / "golden" / "indicators" / "peers.json").read_text(encoding="utf-8")
)
NAMES = list("abcd")
DIRECTIONS = ["positive", "negative", ("centre", 3.0), ("interval", 2.0, 5.0)]

tables = hnp.arrays(
    np.float64,
    st.tuples(st.integers(2, 7), st.just(4)),
    elements=st.integers(-40, 80).map(lambda number: number / 8),
).map(lambda x: pd.DataFrame(x, columns=NAMES))


@settings(max_examples=25)
@given(tables)
def test_min_max_is_its_formula(table):
    found = normalise(table, directions=DIRECTIONS)
    for name, direction in zip(NAMES, DIRECTIONS, strict=True):
        assert np.allclose(found[name], oracles.minmax(table[name].tolist(), direction), atol=1e-15), (
            direction
        )


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(table=tables, data=st.data())
def test_units_and_indicators_in_any_order(method, table, data):
    table = table.abs() + 1
    rows, columns = (data.draw(st.permutations(list(labels))) for labels in (table.index, NAMES))
    directions = dict(zip(NAMES, DIRECTIONS, strict=True))
    found = normalise(table, method, directions=directions).loc[rows, columns]
    moved = normalise(table.loc[rows, columns], method, directions=directions)
    pd.testing.assert_frame_equal(found, moved, rtol=0, atol=1e-12)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(table=tables, factor=st.sampled_from([0.25, 2, 1024]))
def test_the_unit_of_measurement_does_not_matter(method, table, factor):
    table = table.abs() + 1
    directions = ["positive", "negative", "positive", "negative"]
    found, scaled = (normalise(one, method, directions=directions) for one in (table, table * factor))
    assert np.allclose(found, scaled, rtol=0, atol=1e-12)


@pytest.mark.parametrize("method", [name for name in METHODS if name != "zscore"])
@settings(max_examples=25)
@given(table=tables)
def test_scores_lie_in_the_unit_interval_and_follow_the_direction(method, table):
    table = table.abs() + 1
    found = normalise(table, method, directions=DIRECTIONS)
    assert ((found >= 0) & (found <= 1 + 1e-12)).all(axis=None)
    assert not np.signbit(found).any(axis=None)
    better = np.sign(np.subtract.outer(table["a"].to_numpy(), table["a"].to_numpy()))
    assert (better * np.subtract.outer(found["a"].to_numpy(), found["a"].to_numpy()) >= 0).all()
    worse = np.sign(np.subtract.outer(table["b"].to_numpy(), table["b"].to_numpy()))
    assert (worse * np.subtract.outer(found["b"].to_numpy(), found["b"].to_numpy()) <= 0).all()


@pytest.mark.parametrize("method", ["minmax", "max", "sum", "vector"])
@pytest.mark.parametrize("case", PEERS, ids=lambda case: f"{len(case['x'])} units")
def test_what_pymcdm_gives(method, case):
    found = normalise(pd.DataFrame(case["x"]), method, directions=case["types"])
    assert np.allclose(found, np.array(case[method]).T, rtol=0, atol=1e-14)


def test_z_scores_by_hand():
    found = normalise(pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]}), "zscore", directions={"b": "-"})
    assert found["a"].tolist() == pytest.approx([-(1.5**0.5), 0, 1.5**0.5])
    assert found["b"].tolist() == pytest.approx([1.5**0.5, 0, -(1.5**0.5)])
    assert not np.signbit(found.iloc[1]).any()


def test_ranks_by_hand():
    found = normalise(pd.DataFrame({"a": [5, 1, 5, 9], "b": [5, 1, 5, 9]}), "rank", directions={"b": "-"})
    assert found["a"].tolist() == [0.5, 0, 0.5, 1]
    assert found["b"].tolist() == [0.5, 1, 0.5, 0]


def test_an_ideal_value_counts_as_positive_after_its_distance():
    table = pd.DataFrame({"pH": [6.0, 7.0, 9.0]})
    assert normalise(table, "sum", directions=("centre", 7))["pH"].tolist() == pytest.approx(
        [1 / 3, 2 / 3, 0]
    )
    inside = normalise(table, directions=("interval", 5, 10))
    assert inside["pH"].tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("method", "wanted"), [("minmax", 0), ("zscore", 0), ("rank", 0), ("max", 1), ("sum", 0.25)]
)
def test_constant_columns(method, wanted):
    found = normalise(pd.DataFrame({"a": [0.1] * 4, "b": [1, 2, 3, 4]}), method)
    assert found["a"].tolist() == [wanted] * 4


@pytest.mark.parametrize("method", METHODS)
def test_columns_of_zeros(method):
    assert normalise(pd.DataFrame({"a": [0.0] * 3, "b": [1, 2, 3]}), method)["a"].tolist() == [0, 0, 0]


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e140])
@pytest.mark.parametrize("method", METHODS)
def test_very_small_and_very_large_numbers(method, scale):
    table = pd.DataFrame({"a": [1.0, 2.0, 5.0]})
    assert np.allclose(normalise(table * scale, method), normalise(table, method), rtol=1e-9)


def test_the_base_says_what_can_be_compared():
    index = pd.MultiIndex.from_product([["A", "B"], [2020, 2021]], names=["unit", "year"])
    panel = IndicatorPanel(pd.DataFrame({"a": [1.0, 3.0, 2.0, 5.0]}, index=index))
    assert normalise(panel)["a"].tolist() == [0, 0.5, 0.25, 1]
    assert normalise(panel, base="year")["a"].tolist() == [0, 0, 1, 1]
    assert normalise(panel, interval=(0.5, 1))["a"].tolist() == [0.5, 0.75, 0.625, 1]


def test_one_unit_cannot_be_compared():
    with pytest.raises(UndefinedMeasure, match="one unit only"):
        normalise(pd.DataFrame({"a": [1]}))

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.synergy.haken_potential import fixed_point, haken_potential, haken_score
from tests.oracles_haken import NAMES, TRUE


@given(st.floats(-0.5, -0.01), st.floats(0.05, 1), st.floats(0.1, 1), st.floats(0.05, 1))
def test_the_stable_state_is_the_valley(lambda1, a, lambda2, b):
    parameters = dict(zip(NAMES, (lambda1, a, lambda2, b), strict=True))
    stable = fixed_point(lambda1, a, lambda2, b)
    around = stable * np.array([0.99, 1.0, 1.01, -1.0])
    v = haken_potential(parameters, around)
    assert v.iloc[1] < min(v.iloc[0], v.iloc[2])
    assert v.iloc[3] == pytest.approx(v.iloc[1], rel=1e-14)
    assert v.iloc[1] < 0
    score = haken_score(parameters, [0.0, stable, -stable / 2], scale=(1, 10))
    assert score["score"].iloc[:2].tolist() == pytest.approx([1, 10])
    assert score["distance"].iloc[1] == 0
    assert score["score"].between(1, 10).all()


def test_stages_and_equal_distances():
    found = haken_score(
        TRUE, pd.Series([0.2, 0.5, 0.8], index=list("xyz")), stages={"weak": 0, "strong": 0.9}
    )
    assert found["stage"].tolist() == ["weak", "weak", "strong"]
    assert found.index.tolist() == list("xyz")
    assert haken_score(TRUE, [0.2, 0.5, 0.8], stages=(0.4,))["stage"].tolist() == [
        "below 0.4",
        *["0.4 and above"] * 2,
    ]
    assert haken_score(TRUE, [0.3, -0.3])["score"].isna().all()


@pytest.mark.parametrize(
    ("parameters", "error", "text"),
    [
        (TRUE | {"lambda2": -0.1}, UndefinedMeasure, "there is no potential: lambda2 = -0.1 is not positive"),
        ({"lambda1": 1}, SchemaError, "parameters 'a', 'lambda2', 'b' are missing"),
        (TRUE | {"a": math.nan}, SchemaError, "parameter a must be a finite number; got nan"),
        (TRUE | {"b": "x"}, SchemaError, "parameter b must be a finite number; got 'x'"),
        (3, SchemaError, "parameters must be a result of haken, one row of it or a mapping; got 3"),
        (pd.DataFrame([TRUE]), UndefinedMeasure, "no ordering was chosen"),
        (pd.DataFrame([TRUE]).assign(status="rejected"), UndefinedMeasure, "no ordering was chosen"),
    ],
)
def test_bad_parameters(parameters, error, text):
    with pytest.raises(error, match=text):
        haken_potential(parameters, [0.1])


@pytest.mark.parametrize("q1", [[], [math.nan], [[0.1]]])
def test_bad_values(q1):
    with pytest.raises(SchemaError, match="q1 must be one series of finite numbers"):
        haken_potential(TRUE, q1)


def test_words_are_no_values():
    with pytest.raises(SchemaError, match="q1 holds something that is not a number"):
        haken_potential(TRUE, ["x"])


def test_a_barrier_is_no_stable_state():
    with pytest.raises(UndefinedMeasure, match="no stable state apart from 0"):
        haken_score({"lambda1": 0.1, "a": -0.3, "lambda2": 0.8, "b": 0.4}, [0.1, 0.2])
    with pytest.raises(SchemaError, match="scale must be two numbers that rise"):
        haken_score(TRUE, [0.1, 0.2], scale=(1, 1))
    with pytest.raises(SchemaError, match="scale must be two numbers that rise; got 3"):
        haken_score(TRUE, [0.1, 0.2], scale=3)

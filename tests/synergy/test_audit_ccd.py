from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.synergy.audit_ccd import audit_ccd
from cinet.synergy.coupling import coupling
from tests import oracles_coupling as oracle

RNG = np.random.default_rng(5)
SCORES = pd.DataFrame(
    RNG.uniform(0.05, 0.95, (12, 3)),
    index=[f"park {i}" for i in range(12)],
    columns=["tech", "market", "city"],
)
WEIGHTS = [0.5, 0.3, 0.2]
SOUND = ("standard", "wang", "liao")
WRONG_C = (
    "lost_coefficient", "lost_root", "square_root", "pair_sum", "pair_sum_lost_coefficient", "each_pair_twice",
    "weighted_scores", "weighted_means",
)  # fmt: skip


def degrees(name):
    rows = SCORES.to_numpy().tolist()
    if name in SOUND:
        return [getattr(oracle, name)(row) for row in rows]
    return [oracle.wrong(name, row, WEIGHTS) for row in rows]


def coordination(name):
    rows = SCORES.to_numpy().tolist()
    levels = [math.fsum(w * u for w, u in zip(WEIGHTS, row, strict=True)) for row in rows]
    return [math.sqrt(c * t) for c, t in zip(degrees(name), levels, strict=True)]


def printed(values, digits=4):
    return [f"{value:.{digits}f}" for value in values]


@pytest.mark.parametrize("name", SOUND + WRONG_C)
@pytest.mark.parametrize("value", ["C", "D"])
def test_every_formula_is_recognised(name, value):
    reported = printed(degrees(name) if value == "C" else coordination(name))
    found = audit_ccd(SCORES, reported, value=value, weights=WEIGHTS)
    assert found.index[0] == name
    assert found["reproduces"].tolist() == [True] + [False] * (len(found) - 1)
    first = found.iloc[0]
    assert first["right"] == (name in SOUND)
    assert first["share"] == 1
    assert first["max_deviation"] <= 0.5e-4 + 1e-12
    assert first["same_as"] == ""


def test_mistakes_after_a_right_c_are_recognised():
    held = coupling(SCORES, weights=WEIGHTS)
    squeezed = (SCORES - SCORES.min()) / (SCORES.max() - SCORES.min())
    reported = {
        "lost_root_of_D": held["C"] * held["T"],
        "sum_as_T": np.sqrt(held["C"] * SCORES.sum(axis=1)),
        "equal_weights_in_T": coupling(SCORES)["D"],
        "rescaled": coupling(squeezed, weights=WEIGHTS)["D"],
        "compressed": coupling(SCORES, weights=WEIGHTS, interval=(0.01, 0.99))["D"],
    }
    for name, values in reported.items():
        found = audit_ccd(SCORES, printed(values), weights=WEIGHTS)
        assert (found.index[0], bool(found["reproduces"].iloc[0])) == (name, True)
        assert not found["right"].iloc[0]
    of_c = audit_ccd(SCORES, printed(held["C"]), value="C", weights=WEIGHTS)
    assert not {"lost_root_of_D", "sum_as_T", "equal_weights_in_T"} & set(of_c.index)
    rescaled = printed(coupling(squeezed)["C"])
    assert audit_ccd(SCORES, rescaled, value="C").index[0] == "rescaled"


def test_pair_sums_pass_one():
    equal = pd.DataFrame([[0.4, 0.4, 0.4]])
    assert audit_ccd(equal, ["1.5"], value="C").index[0] == "pair_sum"


def test_none_is_said_honestly():
    reported = RNG.uniform(0, 1, 12)
    found = audit_ccd(SCORES, printed(reported))
    assert found.index[0] == "(none)"
    assert not found["reproduces"].any()
    assert math.isnan(found["max_deviation"].iloc[0])
    assert found["share"].iloc[1:].is_monotonic_decreasing


def test_one_misprint_is_seen_in_the_share():
    reported = printed(coupling(SCORES)["D"])
    reported[3] = "0.0001"
    found = audit_ccd(SCORES, reported)
    assert found.index[0] == "(none)"
    assert found.index[1] == "standard"
    assert found["share"].iloc[1] == pytest.approx(11 / 12)


def test_two_subsystems_are_ambiguous_and_said_to_be():
    two = SCORES[["tech", "market"]]
    found = audit_ccd(two, printed(coupling(two)["C"]), value="C")
    assert found.index[0] == "standard"
    assert found.loc["standard", "same_as"] == "square_root, each_pair_twice, weighted_scores, weighted_means"
    assert set(found.index[found["reproduces"]]) == {
        "standard",
        *found.loc["standard", "same_as"].split(", "),
    }
    assert "standard" in found.loc["each_pair_twice", "same_as"]
    assert found.loc["pair_sum", "same_as"] == ""


def test_digits():
    d = coupling(SCORES)["D"]
    three = audit_ccd(SCORES, printed(d, 3))
    assert three.loc["standard", "reproduces"]
    # numbers lose their last zero: the longest tells how many digits were printed
    numbers = [0.5, *(float(text) for text in printed(d, 3)[1:])]
    scores = SCORES.copy()
    scores.iloc[0] = 0.25
    assert audit_ccd(scores, numbers).loc["standard", "reproduces"]
    numbers[0] = 0.6
    scores.iloc[0] = 0.61**2
    assert audit_ccd(scores, numbers).loc["standard", "share"] == pytest.approx(11 / 12)
    off = [f"{float(text) + 0.002:.3f}" for text in printed(d, 3)]
    assert not audit_ccd(SCORES, off).loc["standard", "reproduces"]
    assert audit_ccd(SCORES, off, tol=0.003).loc["standard", "reproduces"]
    assert audit_ccd(pd.DataFrame([[1e-10, 0.1, 0.2]]), ["8.20e-04"], value="C").loc["standard", "share"] == 0
    tiny = oracle.standard([1e-10, 0.1, 0.2])
    assert audit_ccd(pd.DataFrame([[1e-10, 0.1, 0.2]]), [f"{tiny:.2e}"], value="C").loc[
        "standard", "reproduces"
    ]
    assert audit_ccd(pd.DataFrame([[0.4, 0.4]]), ["1"], value="C").loc["standard", "reproduces"]


def test_series_are_matched_by_label_and_gaps_left_out():
    reported = pd.Series(printed(coupling(SCORES)["D"]), index=SCORES.index, dtype=object)
    reported.iloc[2], reported.iloc[5] = None, " "
    shuffled = reported.sample(frac=1, random_state=1)
    found = audit_ccd(SCORES, shuffled)
    assert found.index[0] == "standard"
    pd.testing.assert_frame_equal(found, audit_ccd(SCORES, reported))


def test_undefined_formulae_reproduce_nothing():
    found = audit_ccd(pd.DataFrame([[0.0, 0.0], [0.0, 0.0]]), ["0", "0"])
    assert found.index[0] == "(none)"
    assert found.loc["standard", "share"] == 0
    assert math.isnan(found.loc["standard", "max_deviation"])
    part = audit_ccd(pd.DataFrame([[0.0, 0.0], [0.4, 0.4]]), ["0", "1"], value="C")
    assert part.loc["standard", "share"] == 0.5
    assert part.loc["standard", "max_deviation"] == 0


@pytest.mark.parametrize(
    ("reported", "options", "error", "text"),
    [
        (["0.1"], {}, SchemaError, "reported holds 1 values and U 12 rows"),
        (["a"] * 12, {}, SchemaError, "reported holds 'a', 'a', .* which are no numbers"),
        (["inf"] * 12, {}, SchemaError, "no numbers"),
        ([None] * 12, {}, EmptySelection, "reported holds no number"),
        (pd.Series([0.1] * 12), {}, UnknownName, "labels of reported must be the row labels of U"),
        ([0.1] * 12, {"value": "T"}, UnknownName, "value 'T' is not known"),
        ([0.1] * 12, {"tol": -1}, SchemaError, "tol must be 0 or more"),
        ([0.1] * 12, {"weights": [1, 1, 1]}, SchemaError, "add up to 3"),
    ],
)
def test_bad_input(reported, options, error, text):
    with pytest.raises(error, match=text):
        audit_ccd(SCORES, reported, **options)

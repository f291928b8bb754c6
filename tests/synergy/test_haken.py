from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cinet.errors import UndefinedMeasure
from cinet.registry import haken as registered
from cinet.synergy.haken import haken
from cinet.synergy.haken_fit import fit, simulate
from cinet.synergy.haken_potential import haken_potential, haken_score
from tests import oracles_haken as oracle
from tests.oracles_haken import NAMES, TRUE, panel, series

FOLDER = Path(__file__).parents[1] / "golden" / "haken"
GOLDEN = json.loads((FOLDER / "recovery.json").read_text(encoding="utf-8"))
CHECKED = json.loads((FOLDER / "statsmodels.json").read_text(encoding="utf-8"))


def as_printed(value, printed):
    digits = len(printed.partition(".")[2])
    return value == pytest.approx(float(printed), abs=0.5000001 * 10**-digits)


# --- known values -------------------------------------------------------------------------------------------------


def test_known_recovery():
    assert {name: GOLDEN[name] for name in NAMES} == TRUE
    q1, q2 = series()
    assert all(as_printed(*pair) for pair in zip(q1, GOLDEN["q1"], strict=True))
    assert all(as_printed(*pair) for pair in zip(q2, GOLDEN["q2"], strict=True))
    table = haken(q1, q2, n_boot=0)
    row = table.loc["tech"]
    assert row[list(NAMES)].astype(float).tolist() == pytest.approx(list(TRUE.values()), abs=1e-10)
    assert as_printed(row["fixed_point"], GOLDEN["fixed_point"])
    assert (row["status"], row["follower"], row["n"]) == ("chosen", "market", 12)
    assert table.loc["market", "status"] == "rejected"
    assert as_printed(haken_potential(TRUE, [row["fixed_point"]]).iloc[0], GOLDEN["potential_there"])
    score = haken_score(table, q1)
    assert as_printed(score["distance"].iloc[0], GOLDEN["distance_first"])
    assert as_printed(score["distance"].iloc[-1], GOLDEN["distance_last"])
    assert score["score"].iloc[[0, -1]].tolist() == [0, 1]


@pytest.mark.parametrize("errors", ["classical", "hc1", "cluster"])
def test_estimates_and_errors_of_another_program(errors):
    data = pd.DataFrame(CHECKED["data"]).set_index(["unit", "time"])
    table = haken(data["q1"], data["q2"], errors=errors, n_boot=0)
    for name in ("q1", "q2"):
        row, held = table.loc[name], CHECKED[f"{name}_first"]
        for equation, (own, cross), sign in (("first", NAMES[:2], -1), ("second", NAMES[2:], 1)):
            known = held[equation][errors]
            number = 1 if equation == "first" else 2
            assert row[own] == pytest.approx(1 - known["params"][0], rel=1e-9)
            assert row[cross] == pytest.approx(sign * known["params"][1], rel=1e-9)
            assert [row[f"{own}_se"], row[f"{cross}_se"]] == pytest.approx(known["se"], rel=1e-8)
            assert [-row[f"{own}_t"], sign * row[f"{cross}_t"]] == pytest.approx(known["t"], rel=1e-7)
            assert [row[f"{own}_p"], row[f"{cross}_p"]] == pytest.approx(known["p"], rel=1e-6)
            assert row[f"r2_{number}"] == pytest.approx(held[equation]["r2"])
            assert row[f"condition_{number}"] == pytest.approx(held[equation]["condition"])


def test_default_errors():
    data = panel()
    clustered = haken(data["tech"], data["market"], n_boot=0)
    pd.testing.assert_frame_equal(clustered, haken(data["tech"], data["market"], errors="cluster", n_boot=0))
    alone = series(scale=0.005)
    pd.testing.assert_frame_equal(haken(*alone, n_boot=0), haken(*alone, errors="classical", n_boot=0))


@given(
    st.tuples(st.floats(-0.2, 0.5), st.floats(-0.5, 0.5), st.floats(0.3, 0.9), st.floats(0.1, 0.8)),
    st.tuples(st.floats(0.2, 0.6), st.floats(0.01, 0.9)),
)
def test_recovery_without_noise(parameters, start):
    q1, q2 = series(parameters, start, periods=10)
    row = haken(q1, q2, n_boot=0).loc["tech"]
    assume(row["status"] != "refused")
    assert row[list(NAMES)].astype(float).tolist() == pytest.approx(list(parameters), abs=1e-10)


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_against_the_normal_equations(seed):
    q1, q2 = series(scale=0.01, seed=seed)
    table = haken(q1, q2, n_boot=0)
    for name, pair in (("tech", (q1, q2)), ("market", (q2, q1))):
        row = table.loc[name]
        if row["status"] != "refused":
            found = row[list(NAMES)].astype(float).tolist()
            assert found == pytest.approx(oracle.parameters(*pair), rel=1e-8, abs=1e-9)


def test_swapping_the_variables_swaps_the_rows():
    q1, q2 = series(scale=0.005)
    table, turned = haken(q1, q2, n_boot=30), haken(q2, q1, n_boot=30)
    pd.testing.assert_frame_equal(table, turned.loc[["tech", "market"]])


# --- choice and refusal -------------------------------------------------------------------------------------------


def test_factor_makes_the_condition_stricter():
    q1, q2 = series()
    assert haken(q1, q2, factor=7.9, n_boot=0).loc["tech", "status"] == "chosen"
    strict = haken(q1, q2, factor=8.1, n_boot=0)
    assert strict["status"].tolist() == ["rejected", "rejected"]
    assert "lambda2 = 0.8 does not exceed 8.1 x |lambda1| = 0.81" in strict.loc["tech", "reason"]


def test_reasons_name_what_fails():
    q1, q2 = series(scale=0.005, seed=11)
    table = haken(q1, q2, level=1e-9, n_boot=0)
    assert table["status"].tolist() == ["rejected"] * 2
    assert "a is not significant (p =" in table.loc["tech", "reason"]
    assert "b is not significant (p =" in table.loc["tech", "reason"]
    assert "is not positive, so tech does not settle" in table.loc["market", "reason"]
    assert (
        "tech is the order parameter and market follows it"
        in haken(*series(), n_boot=0).loc["tech", "reason"]
    )


def test_both_orderings_can_be_admissible():
    rng = np.random.default_rng(0)
    found = pd.DataFrame()
    for _ in range(400):
        start = rng.uniform(0.5, 1.5, 2)
        q1, q2 = series(
            (0.15, -0.2, 0.4, 0.2), tuple(start), periods=12, scale=0.02, seed=int(rng.integers(1e6))
        )
        found = haken(q1, q2, level=0.9, factor=0.5, n_boot=0)
        if "admissible" in set(found["status"]):
            break
    assert set(found["status"]) == {"chosen", "admissible"}
    apart = found["lambda2"] / found["lambda1"].abs()
    assert apart[found["status"] == "chosen"].item() > apart[found["status"] == "admissible"].item()
    assert "could lead" in found.loc[found["status"] == "admissible", "reason"].item()


def test_few_transitions_are_refused():
    for periods, refused in ((1, True), (2, True), (5, True), (6, False)):
        q1, q2 = series(periods=periods)
        table = haken(q1, q2, n_boot=5)
        assert (table["status"] == "refused").all() == refused
        assert table["lambda1"].isna().all() == refused
        assert table["share_chosen"].isna().all() == refused
        assert table["n"].tolist() == [periods - 1] * 2
    short = haken(*series(periods=5))
    assert "4 transitions are too few" in short.loc["tech", "reason"]


def test_collinear_regressors_are_refused():
    q1, _ = series(scale=0.002)
    steady = pd.Series(0.5, index=q1.index, name="market")
    table = haken(q1, steady, n_boot=10)
    assert table.loc["tech", "status"] == "refused"
    assert "q1 and q1 q2 are collinear (condition number" in table.loc["tech", "reason"]
    assert table.loc["tech", ["lambda1", "lambda1_low", "fixed_point", "share_chosen"]].isna().all()
    assert table.loc["tech", "condition_1"] > 1e6
    strict = haken(*series(), max_condition=5.3, n_boot=0)
    assert "q2 and q1^2 are collinear" in strict.loc["tech", "reason"]


def test_a_variable_that_is_always_zero_is_refused():
    q1, _ = series()
    table = haken(q1, (q1 * 0).rename("market"), n_boot=0)
    assert table["status"].tolist() == ["refused"] * 2
    assert np.isinf(table.loc["tech", "condition_1"])


def test_numbers_too_large_to_square_are_refused():
    q1, q2 = series()
    table = haken(q1 * 1e200, q2 * 1e200)
    assert table["status"].tolist() == ["refused"] * 2


def test_no_real_fixed_point():
    table = haken(*series((-0.1, -0.1, 0.8, 0.4)), n_boot=0)
    assert table.loc["tech", "status"] == "chosen"
    assert math.isnan(table.loc["tech", "fixed_point"])
    with pytest.raises(UndefinedMeasure, match=r"there is no score: .* no stable state apart from 0"):
        haken_score(table, [0.1, 0.2])


# --- bootstrap ----------------------------------------------------------------------------------------------------


def test_bootstrap_is_reproducible_and_depends_on_the_seed():
    q1, q2 = series(scale=0.005)
    one, again, other = (haken(q1, q2, n_boot=50, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert not one["lambda1_low"].equals(other["lambda1_low"])


def test_intervals_enclose_the_estimates_and_shares_are_shares():
    data = panel(units=20)
    table = haken(data["tech"], data["market"], n_boot=200)
    for name in NAMES:
        assert (table[f"{name}_low"] < table[name]).all()
        assert (table[name] < table[f"{name}_high"]).all()
    shares = table[["share_chosen", "share_other"]]
    assert ((shares >= 0) & (shares <= 1)).all(axis=None)
    assert (shares.sum(axis=1) <= 1).all()
    assert table.loc["tech", "share_chosen"] > 0.95
    bare = haken(data["tech"], data["market"], n_boot=0)
    pd.testing.assert_frame_equal(table[bare.columns], bare)


def test_draws_have_the_spread_of_the_residuals():
    data = panel(units=3, periods=6)
    held1, held2 = (data[name].to_numpy().reshape(3, 6) for name in ("tech", "market"))
    there = np.ones((3, 5), dtype=bool)
    found = fit(held1[None], held2[None], there, "classical")
    drawn = simulate(found, (held1, held2), there, 40_000, np.random.default_rng(1))
    for q, held in zip(drawn, (held1, held2), strict=True):
        assert (q[:, :, 0] == held[:, 0]).all()
    left = found.residual[0].reshape(2, 15)
    wanted = left @ left.T / (15 - 2)
    for unit in range(3):
        spread = np.cov(drawn[0][:, unit, 1], drawn[1][:, unit, 1])
        assert spread == pytest.approx(wanted, rel=0.05, abs=0.05 * wanted.max())


def test_a_short_noisy_series_is_not_sure_of_its_order_parameter():
    shares = [
        haken(*series(scale=0.02, seed=seed), n_boot=100).loc["tech", "share_chosen"] for seed in range(8)
    ]
    assert np.median(shares) < 0.5


def test_intervals_cover_the_truth():
    runs = 80
    hits = np.zeros(4)
    for seed in range(runs):
        row = haken(*series(scale=0.01, seed=seed), n_boot=199).loc["tech"]
        hits += [row[f"{name}_low"] <= TRUE[name] <= row[f"{name}_high"] for name in NAMES]
    # three standard errors below 95 % with this many runs
    assert (hits / runs > 0.95 - 3 * math.sqrt(0.95 * 0.05 / runs)).all()


def test_draws_that_run_away_choose_nothing():
    # equations fitted to mere noise, some of which leave every bound within 60 periods
    noise = np.random.default_rng(5).standard_normal((2, 60))
    table = haken(3 * (1 + noise[0]) ** 2, 3 * noise[1] - 5, n_boot=60)
    assert table["status"].tolist() == ["rejected"] * 2
    assert table["lambda1"].notna().all()
    assert table["lambda1_low"].isna().tolist() == table["b_high"].isna().tolist() == [True, False]
    assert table.loc["q1", ["share_chosen", "share_other"]].sum() < 0.5


def test_no_noise_gives_intervals_without_width():
    row = haken(*series(), n_boot=20).loc["tech"]
    for name in NAMES:
        assert row[f"{name}_low"] == pytest.approx(TRUE[name], abs=1e-9)
        assert row[f"{name}_high"] == pytest.approx(TRUE[name], abs=1e-9)
    assert row["share_chosen"] == 1


# --- registry -----------------------------------------------------------------------------------------------------


def test_columns_are_registered():
    names = {spec.name for spec in registered.COLUMNS}
    table = haken(*series(), n_boot=5)
    assert {"lambda1", "lambda2", "fixed_point", "share_chosen", "share_other"} <= names & set(table.columns)
    score = haken_score(TRUE, [0.1, 0.2])
    assert {"potential"} <= names & set(score.columns)
    for measure in registered.MEASURES:
        assert set(measure.columns) <= names

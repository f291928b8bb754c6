from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.registry.pid import COLUMNS, MEASURES
from cinet.synergy.estimators import entropy, entropy_table
from cinet.synergy.nsb import moments_given_beta, nsb_posterior
from tests import oracles_pid as oracles

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "estimators" / "values.json").read_text(encoding="utf-8")
)
NAMES = ("ml", "miller_madow", "chao_shen", "grassberger", "shrink", "nsb")
READS_CELLS = ("shrink", "nsb")

counted = st.lists(st.integers(0, 30), min_size=1, max_size=12).filter(any)


def nats(counts, name, **more):
    return entropy(counts, name, base=math.e, **more)


def as_printed(value, printed):
    return value == pytest.approx(float(printed), abs=0.5000001 * 10 ** -len(printed.partition(".")[2]))


# --- known values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", GOLDEN["values"], ids=lambda row: f"{row['estimator']} {row.get('n_cells', '')}"
)
def test_printed_values(row):
    cells = {"n_cells": row["n_cells"]} if "n_cells" in row else {}
    assert as_printed(nats(GOLDEN["counts"], row["estimator"], **cells), row["printed"])
    if "up_to_1e4" in row:
        cut = oracles.nsb(GOLDEN["counts"], row["n_cells"], largest=math.log(1e4))
        assert as_printed(cut, row["up_to_1e4"])


@pytest.mark.parametrize("row", GOLDEN["nsb"], ids=lambda row: f"{row['n_cells']} cells")
def test_nsb_against_many_digits(row):
    found = nats(row["counts"], "nsb", n_cells=row["n_cells"])
    assert found == pytest.approx(float(row["printed"]), abs=1e-11)


def test_printed_shrinkage():
    held = GOLDEN["shrinkage"]
    found = entropy_table(GOLDEN["counts"], n_cells=held["n_cells"])
    assert as_printed(found["shrinkage"].iloc[0], held["printed"])


@settings(max_examples=60)
@given(counted, st.integers(0, 9))
def test_estimators_are_those_of_the_formulas(counts, unseen):
    k = len(counts) + unseen
    for name in ("miller_madow", "chao_shen", "grassberger"):
        assert nats(counts, name) == pytest.approx(getattr(oracles, name)(counts), abs=1e-12), name
    assert nats(counts, "ml") == pytest.approx(oracles.plug_in(counts), abs=1e-13)
    assert nats(counts, "shrink", n_cells=k) == pytest.approx(oracles.shrink(counts, k), abs=1e-12)
    lam = entropy_table(counts, n_cells=k)["shrinkage"].iloc[0]
    assert lam == pytest.approx(oracles.shrinkage(counts, k), abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "n_cells"),
    [
        ([1], 2),
        ([1, 1], 2),
        ([7], 9),
        ([3, 1], 2),
        ([1] * 12, 40),
        ([90, 3, 1, 1], 30),
        ([25] * 6, 6),
        ([400, 300, 2, 2, 1], 12),
    ],
)
def test_nsb_against_forty_thousand_strips(counts, n_cells):
    assert nats(counts, "nsb", n_cells=n_cells) == pytest.approx(oracles.nsb(counts, n_cells), abs=1e-6)


@pytest.mark.parametrize("beta", [0.02, 0.7, 5.0, 300.0])
def test_moments_given_beta_of_two_cells(beta):
    counts = (3.0, 1.0)
    law = stats.beta(counts[0] + beta, counts[1] + beta)

    def expected(power):
        def integrand(p):
            h = -(p * math.log(p) + (1 - p) * math.log1p(-p))
            return law.pdf(p) * h**power

        # in pieces, because large beta makes a narrow peak
        edges = np.unique(np.clip(law.ppf([0, 1e-6, 0.1, 0.5, 0.9, 1 - 1e-6, 1]), 0.0, 1.0))
        return sum(quad(integrand, a, b, epsabs=1e-12)[0] for a, b in pairwise(edges))

    mean, variance = moments_given_beta(np.array([beta]), np.array(counts), np.ones(2), 2)
    assert mean[0] == pytest.approx(expected(1), abs=1e-9)
    assert variance[0] == pytest.approx(expected(2) - expected(1) ** 2, abs=1e-9)


def test_moments_given_beta_with_unseen_cells():
    rng = np.random.default_rng(4)
    beta = 0.4
    draws = rng.dirichlet(np.array([5, 2, 2, 0, 0]) + beta, size=200_000)
    held = -(draws * np.log(np.maximum(draws, 1e-300))).sum(axis=1)
    mean, variance = moments_given_beta(np.array([beta]), np.array([5.0, 2.0]), np.array([1.0, 2.0]), 5)
    assert mean[0] == pytest.approx(held.mean(), abs=5 * held.std() / math.sqrt(len(held)))
    assert variance[0] == pytest.approx(held.var(), rel=0.02)


def test_posterior_mean_of_two_cells_is_that_of_the_mixture_of_beta_laws():
    """Integrated over p and over the expected entropy itself, without the formula of the posterior."""
    middle = (np.arange(400) + 0.5) / 400
    p = (np.arange(4000) + 0.5) / 4000
    h = -(p * np.log(p) + (1 - p) * np.log1p(-p))
    grid = np.exp(np.linspace(-14, 16, 40_000))
    xi = oracles.psi(2 * grid + 1) - oracles.psi(grid + 1)
    beta = np.interp(middle * math.log(2), xi, grid)
    weight = np.array([stats.beta(b, b).pdf(p) for b in beta[beta > 0.01]]).sum(axis=0) * p**6 * (1 - p) ** 4
    assert nsb_posterior([6, 4], 2)[0] == pytest.approx((weight * h).sum() / weight.sum(), abs=2e-4)


def test_nsb_of_extreme_samples():
    assert nsb_posterior([5], 1) == (0.0, 0.0)
    even, spread = nsb_posterior([10**6] * 5, 5)
    assert even == pytest.approx(math.log(5), abs=1e-6)
    assert spread < 1e-5
    # all different: nothing is known but that the number of cells is large
    loose, spread = nsb_posterior([1] * 50, 10**9)
    assert math.log(50) < loose < math.log(10**9)
    assert spread > 1


# --- properties -----------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(counted, st.data())
def test_the_order_of_cells_and_unseen_cells(counts, data):
    moved = [*data.draw(st.permutations(counts)), 0, 0]
    for name in NAMES:
        k = {"n_cells": len(counts) + 2} if name in READS_CELLS else {}
        assert entropy(moved, name, **k) == pytest.approx(entropy(counts, name, **k), abs=1e-10), name


@settings(max_examples=40)
@given(counted, st.integers(0, 50))
def test_bounds(counts, unseen):
    k = len(counts) + unseen
    for name in ("ml", "shrink", "nsb"):
        assert -1e-12 <= entropy(counts, name, n_cells=k) <= math.log2(k) + 1e-9, name
    assert entropy(counts, "miller_madow") >= entropy(counts, "ml")
    assert entropy(counts, "shrink", n_cells=k) >= entropy(counts, "ml") - 1e-12
    table = entropy_table(counts, n_cells=k).iloc[0]
    assert 0 <= table["shrinkage"] <= 1
    assert 0 <= table["coverage"] <= 1
    assert table["nsb_sd"] >= 0


@pytest.mark.parametrize("name", NAMES)
def test_one_cell_holds_everything(name):
    found = entropy([9], name)
    assert found == pytest.approx(0, abs=0.3 if name == "grassberger" else 1e-12)
    assert math.copysign(1, entropy([9], "ml")) == 1
    assert entropy([9, 0, 0], "ml") == 0


@pytest.mark.parametrize("name", NAMES)
def test_large_samples_need_no_correction(name):
    counts = np.array([500_000, 300_000, 150_000, 50_000])
    truth = float(stats.entropy(counts / counts.sum(), base=2))
    assert entropy(counts, name) == pytest.approx(truth, abs=1e-5)


def test_corrections_lessen_the_bias_of_small_samples():
    shares = np.full(20, 1 / 20)
    samples = np.random.default_rng(1).multinomial(30, shares, size=200)
    off = {name: abs(entropy(samples, name).mean() - math.log2(20)) for name in NAMES}
    assert off["ml"] == max(off.values())
    assert off["ml"] > 0.4
    assert max(off[name] for name in ("chao_shen", "grassberger", "shrink", "nsb")) < off["ml"] / 2


def test_bases():
    counts = [4, 2, 1]
    for name in NAMES:
        assert entropy(counts, name) == pytest.approx(nats(counts, name) / math.log(2))
        assert entropy(counts, name, base=10) == pytest.approx(nats(counts, name) / math.log(10))
    table, in_nats = entropy_table(counts), entropy_table(counts, base=math.e)
    scaled = [column for column in table if column.startswith("H_") or column == "nsb_sd"]
    assert np.allclose(table[scaled] * math.log(2), in_nats[scaled])
    assert table["coverage"].equals(in_nats["coverage"])


def test_shares_and_weights_have_a_plug_in_entropy():
    assert entropy([0.5, 0.25, 0.25]) == 1.5
    assert entropy([1.5, 1.5]) == 1.0


# --- the form of the result -----------------------------------------------------------------------------------------


def test_groups():
    table = pd.DataFrame({"A": [4, 0, 1], "B": [2, 0, 1], "C": [1, 0, 0]}, index=["north", "none", "south"])
    for name in NAMES:
        found = entropy(table, name)
        assert found.index.equals(table.index)
        assert found.name == "entropy"
        assert np.isnan(found["none"])
        for group in ("north", "south"):
            assert found[group] == entropy(table.loc[group], name)
    everything = entropy_table(table)
    assert everything.columns.tolist() == [
        name for spec in MEASURES if spec.name == "entropy_table" for name in spec.columns
    ]
    for name in NAMES:
        pd.testing.assert_series_equal(everything[f"H_{name}"], entropy(table, name), check_names=False)
    assert everything["n"].tolist() == [7, 0, 2]
    assert everything["occupied"].tolist() == [3, 0, 2]
    assert everything["singletons"].tolist() == [1, 0, 2]
    assert everything.loc["none"].drop(["n", "occupied", "singletons"]).isna().all()


def test_arrays_have_numbered_groups():
    found = entropy([[1, 1], [2, 0]])
    assert found.index.equals(pd.RangeIndex(2, name="group"))
    assert found.tolist() == [1.0, 0.0]
    assert entropy_table([1, 1]).index.name == "group"
    assert entropy_table([[1, 1], [2, 0]])["H_ml"].tolist() == [1.0, 0.0]
    assert isinstance(entropy(pd.Series([1, 1], index=["a", "b"])), float)


def test_no_record_is_undefined():
    assert all(np.isnan(entropy([0, 0], name)) for name in NAMES)


def test_every_column_is_registered():
    known = {spec.name for spec in COLUMNS} | {"n"}
    for spec in MEASURES:
        assert set(spec.columns or (spec.name,)) <= known


# --- bad input ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "arguments", "error", "text"),
    [
        (
            [1, 2],
            {"estimator": "chao_chen"},
            UnknownName,
            "'chao_chen' is not known. Did you mean 'chao_shen'",
        ),
        ([1, -2], {}, SchemaError, r"not negative; cell 1 \(counted from 0\) holds -2.0"),
        ([[1, 1], [np.nan, 2]], {}, SchemaError, "cell 0 .counted from 0. of group '1' holds nan"),
        ([1, np.inf], {}, SchemaError, "finite"),
        (["many", "few"], {}, SchemaError, "not a number"),
        ([1 + 2j], {}, SchemaError, "not a number"),
        ([[1, 2], [3]], {}, SchemaError, "not a number"),
        (np.ones((2, 2, 2)), {}, SchemaError, "3 dimensions"),
        (7, {}, SchemaError, "0 dimensions"),
        ([], {}, EmptySelection, "no cell"),
        (pd.Series([1, 2], index=["a", "a"]), {}, SchemaError, "'a' stands twice"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), {}, SchemaError, "'a' stands twice"),
        (pd.DataFrame([[1], [2]], index=["r", "r"]), {}, SchemaError, "'r' stands twice"),
        ([1, 2], {"base": 1}, SchemaError, "above 1"),
        ([1, 2], {"base": math.nan}, SchemaError, "above 1"),
        ([1, 2], {"base": "e"}, SchemaError, "not 'e'"),
        ([1, 2], {"n_cells": 1}, SchemaError, "n_cells=1 cells cannot hold the 2 occupied ones"),
        ([[1, 0], [1, 2]], {"n_cells": 1}, SchemaError, "2 occupied ones in group '1'"),
        ([0, 0], {"n_cells": 0}, SchemaError, "n_cells=0"),
        ([1, 2], {"n_cells": 2.5}, SchemaError, "whole number of cells, not 2.5"),
    ],
)
def test_bad_input(counts, arguments, error, text):
    with pytest.raises(error, match=text):
        entropy(counts, **arguments)


@pytest.mark.parametrize("name", NAMES[1:])
def test_corrections_need_whole_records(name):
    with pytest.raises(SchemaError, match=f"{name} corrects for the number of records.*holds 0.5"):
        entropy([1, 0.5], name)


def test_the_table_needs_whole_records():
    with pytest.raises(SchemaError, match=r"entropy_table corrects.*of group 'x' holds 2\.5"):
        entropy_table(pd.DataFrame({"a": [2.5]}, index=["x"]))

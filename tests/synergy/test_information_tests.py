from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from scipy.stats import chi2_contingency

from cinet.errors import SchemaError, UnknownName
from cinet.joint import Joint
from cinet.synergy.adjust import benjamini_hochberg
from cinet.synergy.information import mutual_information
from cinet.synergy.information_tests import mutual_information_tests
from tests import oracles_information as oracles


def firms(n=600, seed=0):
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, 3, n), rng.integers(0, 4, n)
    c = np.where(rng.random(n) < 0.3, a, rng.integers(0, 3, n))
    return pd.DataFrame({"a": a, "b": b, "c": c})


def test_g2_is_that_of_a_contingency_table():
    table = firms()
    found = mutual_information_tests(Joint.from_records(table), n_perm=0)
    assert list(found.columns) == ["mutual_information", "G2", "df", "p_chi2", "q"]
    for x, y in (("a", "b"), ("a", "c"), ("b", "c")):
        g, p, df, _ = chi2_contingency(
            pd.crosstab(table[x], table[y]), lambda_="log-likelihood", correction=False
        )
        row = found.loc[f"{x}+{y}"]
        assert row[["G2", "df", "p_chi2"]].tolist() == pytest.approx([g, df, p], rel=1e-9)
    assert found["q"].tolist() == benjamini_hochberg(found["p_chi2"]).tolist()


def test_dependence_is_found_and_independence_is_not():
    found = mutual_information_tests(Joint.from_records(firms()), n_perm=199)
    assert found.loc["a+c", "p"] == 1 / 200
    assert found.loc["a+c", "q"] == pytest.approx(3 / 200)
    assert (found.loc[["a+b", "b+c"], "p"] > 0.02).all()
    # the mean of the null is its bias, (r - 1)(c - 1) / 2n nats
    bias = found["df"] / (2 * 600 * np.log(2))
    assert found["null_mean"].tolist() == pytest.approx(bias.tolist(), rel=0.2)
    assert found["q"].tolist() == benjamini_hochberg(found["p"]).tolist()


def test_given_variables_are_held_fixed():
    rng = np.random.default_rng(1)
    z = rng.integers(0, 2, 800)
    table = pd.DataFrame({"z": z, **{name: np.where(rng.random(800) < 0.85, z, 1 - z) for name in "xy"}})
    joint = Joint.from_records(table)
    free = mutual_information_tests(joint, variables=["x", "y"], n_perm=99).loc["x+y"]
    fixed = mutual_information_tests(joint, given="z", n_perm=99).loc["x+y"]
    assert free["p"] == 0.01
    assert fixed["p"] > 0.02
    assert fixed["mutual_information"] == pytest.approx(
        mutual_information(joint, x="x", y="y", given="z"), abs=1e-15
    )
    assert (free["df"], fixed["df"]) == (1, 2)
    parts = [chi2_contingency(pd.crosstab(part["x"], part["y"]), lambda_="log-likelihood", correction=False)[0]
             for _, part in table.groupby("z")]  # fmt: skip
    assert fixed["G2"] == pytest.approx(sum(parts), rel=1e-9)


@given(oracles.joints(least=3, most=3, fractions=False))
def test_values_are_those_of_the_definition(joint):
    found = mutual_information_tests(joint, given=["v2"], n_perm=0)
    wanted = oracles.mutual_information(oracles.tallies(joint), [0], [1], [2])
    assert found["mutual_information"].iloc[0] == pytest.approx(wanted, abs=1e-11)
    if found["df"].iloc[0] == 0:
        assert found[["p_chi2", "q"]].isna().all(axis=None)
    else:
        assert 0 <= found["p_chi2"].iloc[0] <= 1


def test_the_seed_decides_and_the_workers_do_not():
    joint = Joint.from_records(firms(60))
    first = mutual_information_tests(joint, n_perm=20, seed=1, workers=1)
    pd.testing.assert_frame_equal(first, mutual_information_tests(joint, n_perm=20, seed=1, workers=2))
    assert (first["null_mean"] != mutual_information_tests(joint, n_perm=20, seed=2)["null_mean"]).all()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"given": ["a", "b"]}, SchemaError, "at least two variables that are not given"),
        ({"variables": ["a", "b"], "given": ["b"]}, SchemaError, r"got \['a', 'b'\] given \['b'\]"),
        ({"variables": ["a", "a"]}, SchemaError, "only once"),
        ({"variables": ["a", "d"]}, UnknownName, "variable 'd'"),
        ({"given": "d"}, UnknownName, "variable 'd'"),
        ({"n_perm": -3}, SchemaError, "n_perm must be"),
    ],
)
def test_bad_options(options, error, words):
    with pytest.raises(error, match=words):
        mutual_information_tests(Joint.from_records(firms(20)), **options)


def test_weights_that_are_not_whole_are_not_permuted():
    joint = Joint([[0, 0], [1, 1]], [0.5, 2], variables=["a", "b"], categories=[range(2), range(2)])
    with pytest.raises(SchemaError, match="not whole"):
        mutual_information_tests(joint)
    assert mutual_information_tests(joint, n_perm=0)["df"].iloc[0] == 1

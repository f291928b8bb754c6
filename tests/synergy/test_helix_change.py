from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.patterns import Patterns
from cinet.registry import MEASURES
from cinet.synergy.adjust import benjamini_hochberg
from cinet.synergy.helix import helix
from cinet.synergy.helix_change import helix_change

YEARS = Patterns(
    [[0, 30, 20, 10], [0, 60, 20, 60], [0, 0, 0, 0], [0, 15, 25, 40], [0, 45, 25, 12]],
    ["a", "b"],
    pd.Index([2014, 2015, 2016, 2017, 2018], name="year"),
    none_known=False,
)


@pytest.mark.parametrize(("value", "error"), [("T", "se"), ("T_excess", "se_excess")])
def test_each_group_against_the_one_before(value, error):
    counts = np.random.default_rng(3).integers(5, 80, (4, 8))
    counts[:, 0] = 0
    patterns = Patterns(counts, list("abc"), none_known=False)
    levels, found = helix(patterns, n_boot=0), helix_change(patterns, value=value)
    for now in range(1, 4):
        change = levels[value][now] - levels[value][now - 1]
        spread = np.sqrt(levels[error][now] ** 2 + levels[error][now - 1] ** 2)
        row = found.iloc[now]
        assert row[["change", "se_change", "z"]].tolist() == pytest.approx([change, spread, change / spread])
        assert row["p"] == pytest.approx(2 * norm.sf(abs(change / spread)))
    assert found.iloc[0].drop(["n", value]).isna().all()
    assert found[value].equals(levels[value])
    assert found["q"].tolist() == pytest.approx(benjamini_hochberg(found["p"]).tolist(), nan_ok=True)


def test_each_group_against_a_base():
    found = helix_change(YEARS, base=2015)
    assert found["change"].isna().tolist() == [False, True, True, False, False]
    levels = helix(YEARS, n_boot=0)["T"]
    assert found.loc[2018, "change"] == pytest.approx(levels[2018] - levels[2015])
    backwards = helix_change(YEARS, base=2018)
    assert backwards.loc[2015, "z"] == -found.loc[2018, "z"]
    assert backwards.loc[2015, "p"] == found.loc[2018, "p"]


def test_a_group_without_records_has_no_change_and_nor_has_the_next():
    found = helix_change(YEARS)
    assert found.columns.tolist() == list(MEASURES["helix_change"].columns)
    assert found["change"].isna().tolist() == [True, False, True, True, False]
    assert found.index.equals(YEARS.groups)


def test_without_an_error_there_is_no_test():
    found = helix_change(Patterns([[5, 0, 0, 5], [0, 0, 0, 9]], ["a", "b"], none_known=True))
    assert found["change"].iloc[1] == -1
    assert found["se_change"].iloc[1] == 0
    assert found[["z", "p", "q"]].iloc[1].isna().all()


def test_levels_are_pooled_first():
    groups = pd.MultiIndex.from_product([[2014, 2015], ["x", "y"]], names=["year", "programme"])
    patterns = Patterns(
        np.random.default_rng(1).integers(1, 60, (4, 8)), list("abc"), groups, none_known=True
    )
    assert helix_change(patterns, "year").equals(helix_change(patterns.pooled("year")))
    assert helix_change(patterns, base=(2015, "x"))["change"].isna().tolist() == [False, False, True, False]


def test_one_group_has_no_change():
    assert helix_change(YEARS, ())["change"].isna().tolist() == [True]


def test_twenty_changes_of_nothing_are_found_as_often_as_promised():
    """Samples of one table: z is standard normal."""
    samples = np.random.default_rng(11).multinomial(3000, np.array([4, 3, 2, 5, 1, 2, 3, 4]) / 24, size=300)
    z = helix_change(Patterns(samples, list("abc"), none_known=True))["z"].dropna()
    assert z.std() == pytest.approx(1, abs=0.12)
    assert (z.abs() > 1.96).mean() == pytest.approx(0.05, abs=0.03)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"value": "T_exces"}, UnknownName, "value 'T_exces' is not known. Did you mean 'T_excess'"),
        (
            {"base": 2020},
            UnknownName,
            r"base 2020 is no group\. The groups are '2014', '2015'",
        ),
        ({"base": np.array([2014, 2015])}, UnknownName, r"base array\(\[2014, 2015\]\) is no group\."),
        ({"by": "yera"}, UnknownName, r"no level 'yera'\. Did you mean 'year'\? They have 'year'"),
    ],
)
def test_arguments_that_make_no_sense(options, error, message):
    with pytest.raises(error, match=message):
        helix_change(YEARS, **options)


def test_a_base_that_is_not_one_group():
    twice = Patterns([[1, 2, 3, 4]] * 2, ["a", "b"], pd.Index(["x", "x"]), none_known=True)
    with pytest.raises(SchemaError, match="base 'x' is the label of 2 groups"):
        helix_change(twice, base="x")


def test_nothing_to_compare():
    with pytest.raises(EmptySelection):
        helix_change(Patterns([[0] * 4] * 2, ["a", "b"], none_known=True))

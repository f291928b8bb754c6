from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, chi2_contingency

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.patterns import Patterns
from cinet.registry import MEASURES
from cinet.synergy.entropies import quasi_independence
from cinet.synergy.helix_models import helix_independence, krippendorff
from tests import oracles, oracles_helix, reproduced_helix, strategies

SETS = [name for name in reproduced_helix.VENN if name != "UIGC"]


# --- independence -------------------------------------------------------------------------------------------------


@given(strategies.patterns())
def test_g2_is_the_likelihood_ratio_against_the_null_of_helix(patterns):
    k, counts = len(patterns.parts), patterns.counts[0]
    expected = quasi_independence(patterns.counts, k, patterns.none_known)[0] * counts.sum()
    row = helix_independence(patterns).iloc[0]
    assert row["G2"] == pytest.approx(oracles_helix.likelihood_ratio(counts, expected), abs=1e-8)
    assert row["n"] == counts.sum()
    assert row["G2"] >= 0


def test_two_parts_are_the_test_of_a_fourfold_table():
    counts = [40, 12, 9, 22]
    row = helix_independence(Patterns([counts], ["a", "b"], none_known=True)).iloc[0]
    wanted = chi2_contingency(np.reshape(counts, (2, 2)), correction=False, lambda_="log-likelihood")
    assert row[["G2", "df", "p"]].tolist() == pytest.approx([wanted.statistic, wanted.dof, wanted.pvalue])


@pytest.mark.parametrize(
    ("counts", "none_known", "df"),
    [
        ([5] * 8, True, 4),
        ([0, *[5] * 7], False, 3),
        ([0, 5, 5, 5, 0, 0, 0, 0], False, 0),
        ([0, 0, 0, 0, 0, 3, 0, 5], False, 0),
        ([0, 4, 0, 2, 0, 3, 0, 5], False, 1),
        ([4, 0, 2, 0, 3, 0, 5, 0], True, 1),
        ([0, 0, 0, 0, 0, 0, 0, 5], True, 0),
    ],
    ids=[
        "eight",
        "seven",
        "one nowhere",
        "two always",
        "one always",
        "one nowhere, none known",
        "one combination",
    ],
)
def test_degrees_of_freedom(counts, none_known, df):
    row = helix_independence(Patterns([counts], list("abc"), none_known=none_known)).iloc[0]
    assert row["df"] == df
    if df:
        assert row["p"] == pytest.approx(chi2.sf(row["G2"], df))
    else:
        assert np.isnan(row["p"])
        assert row["G2"] == 0


def test_independent_parts():
    row = helix_independence(Patterns([[24, 12, 24, 12, 8, 4, 8, 4]], list("abc"), none_known=True)).iloc[0]
    assert row[["G2", "p"]].tolist() == [0, 1]


# --- krippendorff -------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(st.integers(2, 4).flatmap(lambda k: st.lists(st.integers(1, 60), min_size=2**k, max_size=2**k)))
def test_iterative_proportional_fitting_finds_the_same(counts):
    k = len(counts).bit_length() - 1
    row = krippendorff(Patterns([counts], [f"p{part}" for part in range(k)], none_known=True)).iloc[0]
    interaction, redundancy = oracles_helix.krippendorff(oracles.cells(counts, k), k)
    assert row["krippendorff_I"] == pytest.approx(interaction, abs=1e-9)
    assert row["df"] == 1
    assert row["G2"] == pytest.approx(2 * np.log(2) * sum(counts) * interaction, abs=1e-6)
    assert row["p"] == pytest.approx(chi2.sf(row["G2"], 1))
    if k <= 3:
        assert row["krippendorff_R"] == pytest.approx(redundancy, abs=1e-9)
    else:
        assert np.isnan(row["krippendorff_R"])


@pytest.mark.parametrize("name", SETS)
def test_the_definition_on_the_published_sets(name):
    """Proportional fitting on eight cells, the empty one 0: what the golden numbers are."""
    patterns = Patterns.from_venn(reproduced_helix.VENN[name], n_none=0)
    wanted = oracles_helix.krippendorff(oracles.cells(patterns.counts[0], 3), 3)
    found = krippendorff(patterns)[["krippendorff_I", "krippendorff_R"]].iloc[0]
    assert found.tolist() == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("name", SETS)
def test_a_venn_diagram_leaves_no_freedom_for_an_interaction(name):
    row = krippendorff(Patterns.from_venn(reproduced_helix.VENN[name])).iloc[0]
    assert row[["krippendorff_I", "df", "G2"]].tolist() == [0, 0, 0]
    assert row["krippendorff_R"] == -row["T"]
    assert np.isnan(row["p"])


@given(strategies.patterns(n_parts=3))
def test_t_is_interaction_less_redundancy(patterns):
    row = krippendorff(patterns).iloc[0]
    assert row["T"] == pytest.approx(row["krippendorff_I"] - row["krippendorff_R"], abs=1e-12)
    assert row["krippendorff_I"] >= 0


def test_parity_is_all_interaction():
    row = krippendorff(Patterns([[9, 0, 0, 9, 0, 9, 9, 0]], list("abc"), none_known=True)).iloc[0]
    assert row[["T", "krippendorff_I", "krippendorff_R"]].tolist() == pytest.approx([-1, 1, 2])


def test_a_margin_of_zero_leaves_no_freedom():
    row = krippendorff(Patterns([[9, 0, 4, 7, 5, 0, 3, 2]], list("abc"), none_known=True)).iloc[0]
    assert row[["krippendorff_I", "df"]].tolist() == [0, 0]


# --- both ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", [krippendorff, helix_independence])
def test_groups_pooling_and_empty_groups(function):
    patterns = Patterns(
        [[0] * 8, [3, 1, 4, 1, 5, 9, 2, 6], [2, 7, 1, 8, 2, 8, 1, 8]], list("abc"), none_known=True
    )
    found = function(patterns)
    assert found.columns.tolist() == list(MEASURES[function.__name__].columns)
    assert found.iloc[0].drop("n").isna().all()
    assert found.iloc[1:].notna().all(axis=None)
    assert function(patterns, ()).equals(function(patterns.pooled()))


@pytest.mark.parametrize("function", [krippendorff, helix_independence])
def test_refusals(function):
    with pytest.raises(SchemaError, match="expected Patterns, got list"):
        function([[1, 2, 3, 4]])
    with pytest.raises(EmptySelection, match="no group holds a record"):
        function(Patterns([[0] * 4], ["a", "b"], none_known=True))
    with pytest.raises(UnknownName, match="no level 'year'"):
        function(Patterns([[1] * 4], ["a", "b"], none_known=True), "year")

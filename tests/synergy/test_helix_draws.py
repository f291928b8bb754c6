from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from cinet.errors import SchemaError
from cinet.patterns import Patterns
from cinet.synergy.helix import helix
from tests import reproduced_helix, strategies
from tests.samples_helix import copy, parity, published

# --- uncertainty --------------------------------------------------------------------------------------------------


def test_draws_are_reproducible_and_do_not_depend_on_other_groups():
    table = pd.DataFrame([reproduced_helix.VENN[name] for name in ("WA-F", "WA-D")], index=["f", "d"])
    both = helix(Patterns.from_venn(table), n_boot=99, seed=3)
    again = helix(Patterns.from_venn(table), n_boot=99, seed=3)
    alone = helix(Patterns.from_venn(table.loc[["f"]]), n_boot=99, seed=3)
    other = helix(Patterns.from_venn(table), n_boot=99, seed=4)
    pd.testing.assert_frame_equal(both, again, check_exact=True)
    # q depends on the number of groups
    pd.testing.assert_frame_equal(
        both.loc[["f"]].drop(columns="q"), alone.drop(columns="q"), check_exact=True
    )
    assert both.loc["f", "ci_low"] != other.loc["f", "ci_low"]


def test_the_interval_agrees_with_the_standard_error():
    row = helix(published("WA-G"), n_boot=999, seed=1).iloc[0]
    assert row["ci_high"] - row["ci_low"] == pytest.approx(2 * 1.96 * row["se"], rel=0.1)
    assert row["ci_low"] < row["T"] < row["ci_high"]


def test_p_is_small_under_synergy_and_moderate_under_independence():
    noisy = np.array(parity(3)) * 30 + 10
    assert helix(Patterns([noisy], list("abc"), none_known=True), n_boot=199).iloc[0]["p"] == 1 / 200
    even = Patterns([[24, 12, 24, 12, 8, 4, 8, 4]], list("abc"), none_known=True)
    assert 0.2 < helix(even, n_boot=199).iloc[0]["p"] < 0.95
    redundant = Patterns([np.array(copy(3)) * 50], list("abc"), none_known=True)
    assert helix(redundant, n_boot=199).iloc[0]["p"] == 1


def test_draws_equal_to_the_observation_count():
    without_the_first = Patterns([[3, 0, 2, 0, 4, 0, 5, 0]], list("abc"), none_known=True)
    assert helix(without_the_first, n_boot=19).iloc[0]["p"] == 1


def test_each_group_has_its_own_draws():
    twice = Patterns([[9, 8, 7, 6]] * 2, list("ab"), none_known=True)
    assert helix(twice, n_boot=99)["ci_low"].nunique() == 2


def test_shares_are_rounded_to_whole_records_for_the_draws():
    row = helix(Patterns([[0.2, 0.1, 0.1, 0.05]], list("ab"), none_known=True), n_boot=9).iloc[0]
    assert np.isfinite(row["T"])
    assert row[["ci_low", "ci_high", "excess_low", "excess_high", "p", "q"]].isna().all()


def gradient_error(patterns, column):
    """Delta method by brute force: the slope of a column of the result in every cell, from both sides."""
    counts, k = patterns.counts[0], len(patterns.parts)
    total, step = counts.sum(), 1e-4
    slopes = np.zeros(2**k)
    for cell in np.flatnonzero(counts):
        ends = []
        for way in (1, -1):
            moved = counts.copy()
            moved[cell] += way * step
            ends.append(
                helix(Patterns([moved], patterns.parts, none_known=patterns.none_known), n_boot=0)[
                    column
                ].iloc[0]
            )
        slopes[cell] = (ends[0] - ends[1]) / (2 * step) * total
    share = counts / total
    return np.sqrt((share * (slopes - (share * slopes).sum()) ** 2).sum() / total)


@settings(max_examples=30)
@given(patterns=strategies.patterns())
def test_standard_errors_are_the_delta_method(patterns):
    # away from the border, where the slope has no limit
    filled = np.maximum(patterns.counts, 1.0) * 10
    filled[:, 0] *= patterns.none_known
    inner = Patterns(filled, patterns.parts, none_known=patterns.none_known)
    row = helix(inner, n_boot=0).iloc[0]
    assert row["se"] == pytest.approx(gradient_error(inner, "T"), rel=1e-4, abs=1e-7)
    assert row["se_excess"] == pytest.approx(gradient_error(inner, "T_excess"), rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("name", ["WA-G", "SK-F", "WA-F"])
def test_the_intervals_agree_with_the_standard_errors_of_t_and_its_excess(name):
    row = helix(published(name), n_boot=1999, seed=1).iloc[0]
    assert row["ci_high"] - row["ci_low"] == pytest.approx(2 * 1.96 * row["se"], rel=0.1)
    assert row["excess_high"] - row["excess_low"] == pytest.approx(2 * 1.96 * row["se_excess"], rel=0.1)
    assert row["excess_low"] < row["T_excess"] < row["excess_high"]


def test_most_intervals_of_the_excess_cover_the_truth():
    """Independent parts, the empty records dropped: the excess is 0."""
    rng = np.random.default_rng(5)
    shares = np.array([0.35, 0.3, 0.2])
    cells = np.array(
        [np.prod(np.where([cell >> part & 1 for part in range(3)], shares, 1 - shares)) for cell in range(8)]
    )
    cells[0] = 0
    samples = rng.multinomial(2000, cells / cells.sum(), size=200)
    found = helix(Patterns(samples, list("abc"), none_known=False), n_boot=299)
    covered = ((found["excess_low"] <= 0) & (found["excess_high"] >= 0)).mean()
    assert 0.89 <= covered <= 0.99
    by_error = (found["T_excess"].abs() <= 1.96 * found["se_excess"]).mean()
    assert 0.89 <= by_error <= 0.99
    # one-sided: p is uniform under the null
    assert 0.4 <= found["p"].mean() <= 0.6


def test_when_empty_records_were_counted_the_excess_is_t():
    row = helix(Patterns([[9, 8, 7, 6, 5, 4, 3, 9]], list("abc"), none_known=True), n_boot=50).iloc[0]
    for one, other in (
        ("T", "T_excess"),
        ("se", "se_excess"),
        ("ci_low", "excess_low"),
        ("ci_high", "excess_high"),
    ):
        assert row[one] == row[other]


def test_many_draws_are_taken_in_portions():
    table = np.random.default_rng(2).integers(1, 50, (40, 8))
    groups = Patterns(table, list("abc"), none_known=True)
    # 40 groups of 4,000 draws and 8 cells do not fit into one portion
    found = helix(groups, n_boot=4000, seed=3)
    first = helix(Patterns(table[:1], list("abc"), none_known=True), n_boot=4000, seed=3)
    assert found.iloc[0].drop("q").equals(first.iloc[0].drop("q"))
    assert found.notna().all(axis=None)


def test_q_is_p_adjusted_for_the_groups():
    groups = Patterns([[9, 8, 7, 6], [30, 1, 1, 30], [0, 0, 0, 0], [5, 5, 5, 5]], list("ab"), none_known=True)
    found = helix(groups, n_boot=99)
    p = found["p"].dropna().sort_values()
    assert found["q"].isna().tolist() == [False, False, True, False]
    assert found.loc[p.index, "q"].tolist() == pytest.approx(
        [min(p.iloc[j] * 3 / (j + 1) for j in range(i, 3)) for i in range(3)]
    )


def test_the_table_of_the_guide_holds_what_is_computed():
    names = {"SK": "South Korea", "WA": "West Africa", "G": "global", "D": "domestic", "F": "foreign"}
    page = (reproduced_helix.ROOT / "docs" / "synergy.md").read_text(encoding="utf-8")
    sets = pd.DataFrame({name: cells for name, cells in reproduced_helix.VENN.items() if name != "UIGC"}).T
    for name, row in (1000 * helix(Patterns.from_venn(sets))).iterrows():
        country, _, coverage = name.partition("-")
        p = f"{row['p'] / 1000:.2f}".removeprefix("0")
        wanted = (
            f"| {names[country]}, {names[coverage]} | {row['T']:.2f} | {row['T_null']:.2f} | {row['T_excess']:+.2f} "
            f"| {row['excess_low']:+.2f} to {row['excess_high']:+.2f} | {p} |"
        )
        assert wanted in page


def test_more_records_than_can_be_drawn():
    many = Patterns([[0, 1e19, 1e19, 5]], list("ab"), none_known=False)
    with pytest.raises(
        SchemaError, match=r"a group holds 2e\+19 records, more than can be drawn again one by one"
    ):
        helix(many)
    assert helix(many, n_boot=0)["T"].notna().all()

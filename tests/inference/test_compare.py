from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest

import cinet as ci
from cinet.errors import SchemaError, UnknownName
from cinet.inference import compare as compare_module
from cinet.inference.compare import Statistic, compare, replicate
from cinet.inference.nulls import curveball
from cinet.metrics.brokerage import brokerage
from cinet.metrics.mixing import ei_index, type_mixing
from cinet.metrics.structural_holes import constraint
from cinet.metrics.whole import summary
from cinet.synergy.helix import helix
from tests import strategies
from tests.inference import samples

COLUMNS = ["observed", "null_mean", "null_sd", "ratio", "z", "p", "low", "high", "n_draws"]
PARTS = ["university", "firm", "government"]


@pytest.fixture(scope="module")
def eco():
    return samples.ecosystem()


# --- what a statistic is ------------------------------------------------------------------------------------------


def test_statistics_are_the_measures_themselves(eco):
    incidence = eco.incidence()
    net = incidence.network("newman")
    assert Statistic("constraint", weighting="newman").of(incidence).equals(constraint(net))
    assert Statistic("brokerage").of(incidence).equals(brokerage(net)["total"])
    assert Statistic("brokerage", value="liaison").of(incidence).equals(brokerage(net)["liaison"])
    assert (
        Statistic("type_mixing", weighting="newman").of(incidence).equals(type_mixing(net)["observed_weight"])
    )
    assert Statistic("summary").of(incidence).equals(summary(net))
    assert Statistic("ei_index", by="type").of(incidence).to_dict() == {"ei_index": ei_index(net)}
    patterns = incidence.patterns(PARTS, by="programme")
    assert (
        Statistic("helix", parts=PARTS, by="programme").of(incidence).equals(helix(patterns, n_boot=0)["T"])
    )
    excess = Statistic("helix", parts=PARTS, value="T_excess").of(incidence)
    assert excess.equals(helix(incidence.patterns(PARTS), n_boot=0)["T_excess"])


@pytest.mark.parametrize(
    ("statistic", "error", "message"),
    [
        (Statistic("helix"), SchemaError, r"helix needs parts=, for example \['university'"),
        (
            Statistic("brokerage", value="liason"),
            UnknownName,
            "brokerage has several columns: choose value= from coordinator.*Did you mean 'liaison'",
        ),
        (Statistic("constrain"), UnknownName, "Did you mean 'constraint'"),
        (Statistic("ei_index", by="park"), SchemaError, "no column 'park'"),
        (Statistic("helix", parts=["firm", "univrsity"]), UnknownName, "Did you mean 'university'"),
        (Statistic("helix", parts=PARTS, by="yaer"), UnknownName, "Did you mean 'year'"),
        (Statistic("degree", by="type"), SchemaError, "degree is not split by groups: leave out by='type'"),
        (
            Statistic("degree", parts=PARTS),
            SchemaError,
            "parts= belongs to measures of patterns such as helix",
        ),
        (
            Statistic("degree", value="x"),
            SchemaError,
            "degree has no columns to choose from: leave out value='x'",
        ),
        (Statistic("ei_index", value="x"), SchemaError, "ei_index has no columns to choose from"),
        (Statistic("degree", weighting="newmann"), UnknownName, "Did you mean 'newman'"),
    ],
)
def test_what_is_no_statistic(eco, statistic, error, message):
    with pytest.raises(error, match=message):
        statistic.of(eco.incidence())


# --- known draws --------------------------------------------------------------------------------------------------


def with_ties(number):
    """Five actors, the first tied to the first few others: its degree is the number."""
    return strategies.incidence_of([[0, other] for other in range(1, number + 1)], ["firm"] * 5)


def degrees(observed, draws, **options):
    null = samples.Prescribed(tuple(map(with_ties, draws)))
    table = compare(samples.Held(with_ties(observed)), "degree", null=null, n=len(draws), **options)
    return table.loc["a0"]


def test_mean_spread_and_quantiles():
    row = degrees(4, [1, 2, 2, 3])
    assert row.index.tolist() == COLUMNS
    assert row["observed"] == 4
    assert row["null_mean"] == 2
    assert row["null_sd"] == pytest.approx(np.std([1, 2, 2, 3], ddof=1))
    assert row["ratio"] == 2
    assert row["z"] == pytest.approx(2 / np.std([1, 2, 2, 3], ddof=1))
    assert [row["low"], row["high"]] == pytest.approx(np.quantile([1, 2, 2, 3], [0.025, 0.975]).tolist())
    assert row["n_draws"] == 4


@pytest.mark.parametrize(
    ("observed", "draws", "alternative", "extreme"),
    [
        (3, [1, 2, 3, 4], "greater", 2),
        (3, [1, 2, 3, 4], "less", 3),
        (3, [1, 2, 3, 4], "two-sided", 4),
        (4, [1, 2, 3, 4], "two-sided", 2),
        (4, [1, 1, 1, 1], "two-sided", 0),
        (4, [1, 1, 1, 1], "greater", 0),
        (1, [1, 1, 1, 1], "two-sided", 4),
        (0, [1, 2, 3, 4], "less", 0),
        (4, [0, 1, 2, 1], "greater", 0),
    ],
)
def test_p_counts_the_draws_at_least_as_extreme(observed, draws, alternative, extreme):
    assert degrees(observed, draws, alternative=alternative)["p"] == (extreme + 1) / (len(draws) + 1)


def test_two_sided_is_the_default():
    assert degrees(4, [1, 2, 3, 4])["p"] == degrees(4, [1, 2, 3, 4], alternative="two-sided")["p"]


@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
def test_equal_up_to_rounding_counts_as_equal(alternative):
    """1/2 + 1/3 + 1/6 in one order and in the other differ in the last bit."""
    events = [[0, 1, 2], [0, 1, 3, 4], [0, 1, 5, 6, 7, 8, 9]]
    kinds = ["firm"] * 2 + ["user"] * 8
    forth, back = (strategies.incidence_of(rows, kinds) for rows in (events, events[::-1]))
    null = samples.Prescribed((back, back))
    table = compare(
        samples.Held(forth), "type_mixing", null=null, n=2, weighting="newman", alternative=alternative
    )
    row = table.loc[("firm", "firm")]
    assert abs(row["observed"] - row["null_mean"]) == 2**-53
    assert row["p"] == 1
    assert np.isnan(row["z"])


def test_a_null_that_does_not_vary_has_no_z():
    row = degrees(4, [2, 2, 2])
    assert row["null_sd"] == 0
    assert np.isnan(row["z"])
    assert row["ratio"] == 2


def test_one_draw_has_no_spread():
    row = degrees(4, [2])
    assert np.isnan(row["null_sd"])
    assert np.isnan(row["z"])
    assert row["p"] == 0.5


def test_a_null_mean_of_nothing_has_no_ratio():
    row = degrees(2, [0, 0])
    assert np.isnan(row["ratio"])
    assert row["p"] == 1 / 3


def test_entries_that_are_undefined_in_some_draws():
    """Constraint of the first actor is undefined where it has no tie."""
    draws = [with_ties(0), with_ties(1), with_ties(2), with_ties(2)]
    null = samples.Prescribed(tuple(draws))
    table = compare(samples.Held(with_ties(2)), "constraint", null=null, n=4)
    first = table.loc["a0"]
    assert first["n_draws"] == 3
    assert first["null_mean"] == pytest.approx((1 + 0.5 + 0.5) / 3)
    # .5 was observed, 1/6 from the mean; so far from it are all three
    assert first["p"] == 1
    assert np.isfinite(first["low"])
    last = table.loc["a4"]  # tied in no draw and not observed either
    assert last["n_draws"] == 0
    assert last.drop("n_draws").isna().all()


def test_an_entry_that_was_not_observed_has_no_p():
    null = samples.Prescribed((with_ties(1), with_ties(2)))
    row = compare(samples.Held(with_ties(0)), "constraint", null=null, n=2).loc["a0"]
    assert row["n_draws"] == 2
    assert row["null_mean"] == 0.75
    assert row[["observed", "p", "z", "ratio"]].isna().all()


def test_nothing_to_compare():
    nobody = strategies.incidence_of([], [])
    table = compare(samples.Held(nobody), "degree", null=samples.Prescribed((nobody,)), n=1)
    assert table.shape == (0, len(COLUMNS))


def test_entries_stay_in_the_order_of_the_observation():
    """A draw may hold other groups; it is read by name."""
    observed = strategies.incidence_of([[0, 1], [2, 3]], ["firm", "user", "firm", "user"], year=[2014, 2015])
    other = strategies.incidence_of([[0, 1], [2, 3]], ["firm", "user", "firm", "user"], year=[2015, 2016])
    table = compare(
        samples.Held(observed),
        "helix",
        null=samples.Prescribed((other,)),
        n=1,
        parts=["firm", "user"],
        by="year",
        value="n",
    )
    assert table.index.tolist() == [2014, 2015]
    assert table["n_draws"].tolist() == [0, 1]


# --- the whole way ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", ["type_mixing", "ei_index", "summary", "constraint"])
def test_workers_do_not_change_the_comparison(eco, measure):
    first, *others = (
        compare(eco, measure, null=curveball("programme", rounds=5), n=12, seed=3, workers=workers)
        for workers in (1, 2, 3)
    )
    for other in others:
        pd.testing.assert_frame_equal(first, other, check_exact=True)


def test_seeds(eco):
    first, again, other = (
        compare(eco, "ei_index", null=curveball(rounds=5), n=9, seed=seed) for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert first["null_mean"].item() != other["null_mean"].item()


def test_more_draws_begin_with_the_same_draws(eco):
    seen = []

    class Listening:
        strata, name = (), "listening"

        def draw(self, incidence, seed):
            out = curveball(rounds=2).draw(incidence, seed)
            seen.append(out.indices.tobytes())
            return out

    for n in (3, 5):
        compare(eco, "ei_index", null=Listening(), n=n, seed=1, workers=1)
    assert seen[:3] == seen[3:6]
    assert len(set(seen[3:])) == 5


def test_strata_reach_the_shuffle(eco):
    """Within programmes the number of collaborations of a type in a programme cannot change."""
    table = compare(
        eco,
        "helix",
        null=curveball("programme", rounds=5),
        n=5,
        parts=PARTS,
        by="programme",
        value="n",
        workers=1,
    )
    assert table["null_sd"].tolist() == [0, 0]
    assert table["ratio"].tolist() == [1, 1]
    assert table.index.tolist() == ["x", "y"]


def test_several_statistics_share_the_draws(eco):
    null = curveball(rounds=5)
    statistics = {"mixing": Statistic("type_mixing"), "synergy": Statistic("helix", parts=PARTS)}
    found = replicate(eco, statistics, null=null, n=7, seed=5)
    assert list(found) == ["mixing", "synergy"]
    alone = compare(eco, "type_mixing", null=null, n=7, seed=5)
    pd.testing.assert_frame_equal(found["mixing"], alone, check_exact=True)


def test_a_planted_preference_is_found(eco):
    """Firms that only meet firms and universities that only meet universities, against who meets whom at random."""
    events = [[0, 1], [1, 2], [0, 2], [0, 1, 2], [3, 4], [4, 5], [3, 5], [3, 4, 5]] * 3
    incidence = strategies.incidence_of(events, ["firm"] * 3 + ["university"] * 3)
    table = compare(samples.Held(incidence), "ei_index", null=curveball(rounds=20), n=99, seed=1)
    assert table.loc["ei_index", "observed"] == -1
    assert table.loc["ei_index", "p"] == 0.01


@pytest.mark.parametrize(
    ("asked", "terminal", "shown"),
    [(True, False, True), (False, True, False), (None, True, True), (None, False, False)],
)
def test_the_bar_is_shown_when_asked_or_on_a_terminal(eco, capsys, monkeypatch, asked, terminal, shown):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    compare(eco, "ei_index", null=curveball(rounds=1), n=2, progress=asked)
    assert ("two-mode" in capsys.readouterr().err) == shown


@pytest.mark.parametrize("n", [0, -1])
def test_a_comparison_needs_a_draw(eco, n):
    with pytest.raises(SchemaError, match=f"n must be at least 1 draw, not {n}"):
        compare(eco, "ei_index", null=curveball(), n=n)


def test_an_unknown_alternative_is_refused(eco):
    with pytest.raises(UnknownName, match=r"'grater' is not known. Did you mean 'greater'\?"):
        compare(eco, "ei_index", null=curveball(), n=1, alternative="grater")


def test_an_unknown_stratum_is_refused(eco):
    with pytest.raises(UnknownName, match="programm"):
        compare(eco, "ei_index", null=curveball("programm"), n=1)


def test_an_error_in_a_draw_reaches_the_caller(eco):
    null = samples.Prescribed(())
    with pytest.raises(IndexError):
        compare(eco, "ei_index", null=null, n=50, workers=2)


def test_measures_of_the_incidence_are_compared_with_shuffled_participations():
    eco = ci.example("parks").select(min_size=2)
    found = ci.compare(eco, "nodf", null=ci.nulls.curveball(), n=9, seed=1)
    assert found.index.tolist() == ["nodf_actors", "nodf_collaborations", "nodf"]
    assert (found["null_sd"] > 0).all()
    with pytest.raises(SchemaError, match="reads who takes part in what, which a network does not hold"):
        ci.compare(eco.network(), "nodf", null=ci.nulls.labels("type"), n=9, seed=1)


def test_a_table_summarised_in_blocks_is_the_same(monkeypatch):
    rng = np.random.default_rng(3)
    observed = pd.Series(rng.random(7), index=list("abcdefg"))
    draws = rng.random((9, 7))
    whole = compare_module.comparison_table(observed, draws)
    monkeypatch.setattr(compare_module, "_BLOCK", 3)
    pd.testing.assert_frame_equal(compare_module.comparison_table(observed, draws), whole)
    assert list(compare_module.comparison_table(observed.iloc[:0], draws[:, :0]).columns) == COLUMNS

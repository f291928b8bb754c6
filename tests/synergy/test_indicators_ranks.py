from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cinet.errors import SchemaError, SizeCapError, UndefinedMeasure, UnknownName
from cinet.panel import IndicatorPanel
from cinet.synergy import rank_intervals as module
from cinet.synergy.composite_index import composite_index
from cinet.synergy.data_weights import critic_weights, pca_weights, variation_weights
from cinet.synergy.entropy_weights import entropy_weights
from cinet.synergy.normalise import normalise
from cinet.synergy.rank_intervals import rank_intervals, rank_runs, rank_sources, rank_stability
from cinet.synergy.topsis import topsis
from tests import oracles_indicators as oracles

NAMES = list("abcd")
tables = hnp.arrays(
    np.float64, st.tuples(st.integers(2, 7), st.just(4)), elements=st.integers(1, 80).map(lambda n: n / 8)
).map(lambda x: pd.DataFrame(x, columns=NAMES))

PARKS = pd.DataFrame(
    {"a": [3, 9, 6, 4, 5, 8], "b": [1, 5, 2, 2, 4, 3], "c": [7, 1, 5, 6, 2, 2]}, index=list("uvwxyz")
)


def panel_of(n_units=5, n_years=3, seed=2):
    index = pd.MultiIndex.from_product([range(n_units), range(n_years)], names=["unit", "year"])
    values = np.random.default_rng(seed).random((len(index), 3))
    return IndicatorPanel(pd.DataFrame(values, index=index, columns=list("abc")), {"b": "negative"})


# --- composite index ----------------------------------------------------------------------------------------------


@settings(max_examples=20)
@given(tables)
def test_scores_are_their_formulas(table):
    weights = [0.1, 0.2, 0.3, 0.4]
    directions = ["positive", "negative", "positive", "negative"]
    x = normalise(table, directions=directions)
    linear = composite_index(table, weights, directions=directions)
    assert np.allclose(linear["score"], sum(w * x[name] for w, name in zip(weights, NAMES, strict=True)))
    geometric = composite_index(table, weights, directions=directions, aggregation="geometric")["score"]
    wanted = np.prod([x[name] ** w for w, name in zip(weights, NAMES, strict=True)], axis=0)
    assert np.allclose(geometric, wanted)
    assert (geometric <= linear["score"] + 1e-12).all()
    assert linear["score"].between(0, 1 + 1e-12).all()
    by_distance = composite_index(
        table, weights, directions=directions, normalise="vector", aggregation="topsis"
    )
    wanted = topsis(table, weights, directions=directions)[["C", "rank"]]
    assert np.allclose(by_distance, wanted, equal_nan=True)


@settings(max_examples=15)
@given(tables, st.data())
def test_scores_and_ranks_in_any_order(table, data):
    try:
        found = composite_index(table, "critic", aggregation="geometric", interval=(0.01, 1))
    except UndefinedMeasure:
        assume(False)
    rows, names = (data.draw(st.permutations(list(labels))) for labels in (table.index, NAMES))
    moved = composite_index(table.loc[rows, names], "critic", aggregation="geometric", interval=(0.01, 1))
    assert np.allclose(moved["score"].loc[table.index], found["score"], atol=1e-9)


def test_named_weights_are_those_of_their_functions():
    own = {"directions": {"b": "negative"}}
    ways = {
        "entropy": entropy_weights,
        "critic": critic_weights,
        "variation": variation_weights,
        "pca": pca_weights,
    }
    for name, function in ways.items():
        named = composite_index(PARKS, name, **own)
        pd.testing.assert_frame_equal(named, composite_index(PARKS, function(PARKS, **own), **own))
    equal = composite_index(PARKS, "equal", **own)
    pd.testing.assert_frame_equal(equal, composite_index(PARKS, **own))


def test_a_weighted_zero_is_a_geometric_score_of_zero():
    table = pd.DataFrame({"a": [0.0, 1, 2], "b": [2.0, 1, 0]})
    own = {"aggregation": "geometric", "normalise": None}
    assert composite_index(table, **own)["score"].tolist() == [0, 1, 0]
    # 0^0 = 1
    assert composite_index(table, [1, 0], **own)["score"].tolist() == pytest.approx([0, 1, 2])


def test_ranks_of_an_index():
    found = composite_index(pd.DataFrame({"a": [1, 3, 3, 2]}))
    assert found["rank"].tolist() == [4, 1, 1, 3]
    # the order of additions is no difference
    tied = composite_index(
        pd.DataFrame({"a": [0.1, 0.3, 0], "b": [0.2, 0.2, 0], "c": [0.3, 0.1, 1]}), normalise=None
    )
    assert tied["rank"].tolist() == [2, 2, 1]
    tiny = composite_index(pd.DataFrame({"a": [1e-20, 3e-20]}), normalise=None)
    assert tiny["rank"].tolist() == [2, 1]
    nothing = composite_index(pd.DataFrame({"a": [0, 0]}), normalise=None)
    assert nothing["rank"].tolist() == [1, 1]
    alike = composite_index(pd.DataFrame({"a": [1, 1]}), aggregation="topsis")
    assert alike.isna().all(axis=None)


def test_ranks_of_a_panel_are_those_of_its_years():
    found = composite_index(panel_of(), "entropy")
    for year in range(3):
        own = found.xs(year, level="year")
        assert own["rank"].tolist() == oracles.places(own["score"].tolist())
    assert not np.allclose(found["score"], composite_index(panel_of(), "entropy", base="year")["score"])


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"aggregation": "mean"}, UnknownName, r"aggregation 'mean' is not known\. Known: 'linear', 'geom"),
        ({"weights": "entropie"}, UnknownName, r"weights 'entropie' is not known. Did you mean 'entropy'\?"),
        ({"weights": [1, 1, 1]}, SchemaError, "the weights per indicator add up to 3"),
        ({"aggregation": "geometric", "normalise": "zscore"}, UndefinedMeasure, "values of 0 or more are needed here"),
        ({"normalise": None, "directions": {"b": "-"}}, SchemaError, "needs a normalisation"),
        ({"interval": (0.1, 1), "normalise": "max"}, SchemaError, "'max' does not fill it"),
    ],
)  # fmt: skip
def test_an_index_that_has_no_meaning(options, error, text):
    with pytest.raises(error, match=text):
        composite_index(PARKS, **options)


# --- runs ---------------------------------------------------------------------------------------------------------


def test_every_run_is_the_ranking_of_its_choices():
    own = {"directions": {"b": "negative"}}
    runs = rank_runs(PARKS, **own, n_draws=0)
    assert runs.columns.names == ["normalise", "weights", "aggregation", "draw"]
    assert runs.index.equals(PARKS.index)
    for method, weights, how, draw in runs.columns:
        moved = (0.01, 1)
        score = composite_index(PARKS, weights, **own, normalise=method, aggregation=how, interval=moved)[
            "score"
        ]
        assert runs[method, weights, how, draw].tolist() == oracles.places(np.round(score, 12).tolist())
    assert runs.shape == (6, 18)


def test_the_order_of_additions_makes_no_difference():
    options = {"normalisations": ["minmax"], "weights": ["equal"], "aggregations": ["linear", "geometric"]}
    for p, q, r in [(1, 2, 3), (1, 6, 7), (3, 7, 9), (2, 3, 9)]:
        table = pd.DataFrame([[p, q, r], [r, p, q], [q, r, p], [0, 0, 0], [10, 10, 10]])
        runs = rank_runs(table, **options, n_draws=0)
        assert (runs.iloc[:3] == 3).all(axis=None), (p, q, r)


def test_perturbed_weights():
    own = {"normalisations": "minmax", "aggregations": ["linear"]}
    weights = {"experts": pd.Series([0.5, 0.3, 0.2], list("abc")), "even": "equal"}
    one = rank_runs(PARKS, weights=weights, n_draws=50, seed=4, **own)
    again = rank_runs(PARKS, weights=weights, n_draws=50, seed=4, **own)
    other = rank_runs(PARKS, weights=weights, n_draws=50, seed=5, **own)
    pd.testing.assert_frame_equal(one, again, check_exact=True)
    assert not one.equals(other)
    assert one.shape == (6, 102)
    exact = rank_runs(PARKS, weights=weights, n_draws=0, **own)
    pd.testing.assert_frame_equal(one.xs(0, level="draw", axis=1), exact.xs(0, level="draw", axis=1))
    steady = rank_runs(PARKS, weights=weights, n_draws=50, concentration=1e12, **own)
    assert (rank_intervals(steady["minmax"]["experts"].pipe(_as_runs))["rank_low"] > 0).all()
    assert steady["minmax"]["experts"].nunique(axis=1).eq(1).all()


def _as_runs(part):
    return pd.concat({("minmax", "experts"): part}, axis=1, names=["normalise", "weights"])


def test_draws_vary_as_the_dirichlet_distribution_does():
    w = np.array([0.5, 0.3, 0.2, 0.0])
    drawn = module._perturbed(w, 20_000, 50.0, np.random.SeedSequence(1))
    assert drawn[:, 0].tolist() == w.tolist()
    assert np.allclose(drawn.sum(axis=0), 1)
    assert np.allclose(drawn[:, 1:].mean(axis=1), w, atol=3e-3)
    assert np.allclose(drawn[:, 1:].std(axis=1), np.sqrt(w * (1 - w) / 51), atol=1e-3)
    assert (drawn[3] == 0).all()


def test_each_set_of_weights_has_its_own_stream():
    weights = {"first": "equal", "second": "equal"}
    runs = rank_runs(PARKS, weights=weights, n_draws=30, concentration=5)
    assert not np.array_equal(runs.xs("first", axis=1, level=1), runs.xs("second", axis=1, level=1))


def test_other_normalisations_are_not_moved():
    runs = rank_runs(PARKS, normalisations=["vector", "zscore"], aggregations=["linear", "topsis"], n_draws=2)
    assert runs.shape == (6, 2 * 3 * 2 * 3)
    score = composite_index(PARKS, normalise="vector")["score"]
    assert runs["vector", "equal", "linear", 0].tolist() == oracles.places(score.tolist())


def test_runs_within_years():
    found = rank_runs(panel_of(), n_draws=0)
    assert (found.groupby(level="year").sum() == 15).all(axis=None)
    apart = rank_runs(panel_of(), n_draws=0, base="year")
    assert not found.equals(apart)


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"normalisations": []}, SchemaError, "normalisations= lists every option once and at least one; twice: none"),
        ({"weights": ["equal", "equal"]}, SchemaError, "weights= lists every option once .* twice: 'equal'"),
        ({"weights": {}}, SchemaError, "weights= names no set of weights"),
        ({"aggregations": ["linear", "sum"]}, UnknownName, "aggregation 'sum' is not known"),
        ({"normalisations": ["minimax"]}, UnknownName, r"normalisation 'minimax' is not known. Did you mean 'minmax'"),
        ({"weights": "entropie"}, UnknownName, r"weights 'entropie' is not known"),
        ({"n_draws": -1}, SchemaError, "n_draws= is a whole number of 0 or more"),
        ({"n_draws": 2.5}, SchemaError, r"whole number of 0 or more, not 2\.5"),
        ({"normalisations": None}, SchemaError, "normalisations= is a list of names, not None"),
        ({"aggregations": [1]}, SchemaError, "aggregations= is a list of names"),
        ({"concentration": "high"}, SchemaError, "concentration= is a number, not 'high'"),
        ({"concentration": 0.5}, SchemaError, r"at least 1, not 0\.5"),
        ({"n_draws": np.nan}, SchemaError, "whole number of 0 or more, not nan"),
        ({"seed": "x"}, SchemaError, "seed= is a whole number of 0 or more, not 'x'"),
        ({"seed": -1}, SchemaError, "seed= is a whole number of 0 or more, not -1"),
        ({"concentration": np.inf}, SchemaError, "finite and at least 1"),
        ({"interval": (1, 0)}, SchemaError, "interval= is"),
        ({"normalisations": ["zscore"]}, UndefinedMeasure, "values of 0 or more are needed here"),
        ({"n_draws": 2_000_000}, SizeCapError, "6 rows in 36,000,018 runs are more than 200,000,000 ranks"),
    ],
)  # fmt: skip
def test_wrong_choices_are_refused(options, error, text):
    with pytest.raises(error, match=text):
        rank_runs(PARKS, **options)


def test_nothing_to_rank():
    table = pd.DataFrame({"a": [1, 1, 1], "b": [1, 2, 3]})
    with pytest.raises(UndefinedMeasure, match="all units are alike in the weighted indicators"):
        rank_runs(table, weights={"first alone": [1, 0]})


# --- what the runs say --------------------------------------------------------------------------------------------


def runs_of(ranks, *cells):
    columns = pd.MultiIndex.from_product(cells, names=["normalise", "weights", "aggregation", "draw"])
    return pd.DataFrame(ranks, columns=columns)


def test_intervals_by_hand():
    runs = runs_of([[1, 2, 1, 3, 1], [2, 1, 3, 1, 2], [3, 3, 2, 2, 3]], ["m"], ["w"], ["l"], range(5))
    found = rank_intervals(runs, level=0.5)
    assert found["rank_mean"].tolist() == pytest.approx([1.6, 1.8, 2.6])
    assert found["rank_median"].tolist() == [1, 2, 3]
    assert found["rank_low"].tolist() == [1, 1, 2]
    assert found["rank_high"].tolist() == [2, 2, 3]
    assert found["rank_best"].tolist() == [1, 1, 2]
    assert found["rank_worst"].tolist() == [3, 3, 3]


def test_stability_by_hand():
    runs = runs_of([[1, 1, 1, 1], [2, 2, 3, 2.5], [3, 3, 2, 2.5]], ["m"], ["w"], ["l"], range(4))
    assert rank_stability(runs).tolist() == [1, 0.5, 0.5]
    assert rank_stability(runs, level=0.51).tolist() == [1, 0.5, 0.5]
    tied_once = runs_of([[1, 1.5, 1], [2, 1.5, 2]], ["m"], ["w"], ["l"], range(3))
    assert rank_stability(tied_once).tolist() == [0, 0]
    assert rank_stability(tied_once, level=2 / 3).tolist() == [1, 1]


def test_stability_is_a_count_of_pairs():
    runs = rank_runs(PARKS, n_draws=9, seed=1)
    ranks = runs.to_numpy()
    stable = [
        max((ranks[i] < ranks[j]).mean(), (ranks[j] < ranks[i]).mean()) >= 0.8
        for i, j in combinations(range(6), 2)
    ]
    assert 0 < sum(stable) < 15
    assert rank_stability(runs, level=0.8).mean() == pytest.approx(sum(stable) / 15)


def test_stability_within_years():
    table = panel_of().values.iloc[:-1]
    runs = rank_runs(table, n_draws=3)
    found = rank_stability(runs)
    for year in range(3):
        own = runs.xs(year, level="year")
        assert found.xs(year, level="year").tolist() == rank_stability(own).tolist()
    lonely = rank_stability(rank_runs(table.iloc[:4], n_draws=0))
    assert lonely.isna().tolist() == [False, True, True, False]


def test_too_many_pairs():
    runs = runs_of(np.ones((2001, 1)), ["m"], ["w"], ["l"], [0])
    with pytest.raises(SizeCapError, match="2,001 units make too many pairs"):
        rank_stability(runs)


@settings(max_examples=12)
@given(
    st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 4)),
    st.integers(2, 6),
    st.integers(0, 999),
)
def test_sources_are_those_of_the_analysis_of_variance(shape, n, seed):
    rng = np.random.default_rng(seed)
    ranks = np.column_stack([rng.permutation(n) + 1.0 for _ in range(np.prod(shape))])
    cells = [
        [f"{letter}{number}" for number in range(size)] for letter, size in zip("nwad", shape, strict=True)
    ]
    runs = runs_of(ranks, *cells)
    found = rank_sources(runs.sample(frac=1, axis=1, random_state=seed))
    long = (
        runs.stack(list(range(4)), future_stack=True)
        .rename("rank")
        .rename_axis(["unit", *"nwad"])
        .reset_index()
    )
    middle = (n + 1) / 2
    mean = long.groupby("unit")["rank"].transform("mean")
    total = ((long["rank"] - middle) ** 2).sum()
    wanted = {"unit": ((mean - middle) ** 2).sum()}
    for letter, name in zip("nwa", ["normalise", "weights", "aggregation"], strict=True):
        effect = long.groupby(["unit", letter])["rank"].transform("mean") - mean
        wanted[name] = (effect**2).sum()
    cell = long.groupby(["unit", *"nwa"])["rank"].transform("mean")
    wanted["draws"] = ((long["rank"] - cell) ** 2).sum()
    wanted["interactions"] = total - sum(wanted.values())
    for name, value in wanted.items():
        assert found.loc[name, "sum_of_squares"] == pytest.approx(value, abs=1e-9), name
    assert found["share"].sum() == pytest.approx(1)
    assert found["sum_of_squares"].sum() == pytest.approx(total)
    assert (found["share"] >= 0).all()


def test_a_ranking_without_method_and_one_that_is_all_method():
    cells = (["m1", "m2"], ["w"], ["l"], [0])
    sure = rank_sources(runs_of([[1, 1], [2, 2]], *cells))
    assert sure["share"].tolist() == [1, 0, 0, 0, 0, 0]
    turned = rank_sources(runs_of([[1, 2], [2, 1]], *cells))
    assert turned["share"].tolist() == [0, 1, 0, 0, 0, 0]
    tied = rank_sources(runs_of([[1.5, 1.5], [1.5, 1.5]], *cells))
    assert tied["share"].isna().all()


def test_sources_of_a_panel_are_sought_within_years():
    runs = rank_runs(panel_of(), n_draws=2)
    together = rank_sources(runs)["sum_of_squares"]
    apart = sum(rank_sources(runs.xs(year, level="year"))["sum_of_squares"] for year in range(3))
    assert together.tolist() == pytest.approx(apart.tolist())


def test_tables_that_are_no_runs():
    runs = rank_runs(PARKS, n_draws=1)
    for function, wrong in product(
        (rank_intervals, rank_stability, rank_sources), (PARKS, [1], runs.iloc[:0])
    ):
        with pytest.raises(SchemaError, match="runs are a table as rank_runs gives it"):
            function(wrong)
    for part in (runs.iloc[:, 1:], pd.concat([runs, runs], axis=1)):
        with pytest.raises(SchemaError, match="not a full factorial: pass all columns"):
            rank_sources(part)


@pytest.mark.parametrize("level", [0, -0.5, 1.5, np.nan])
def test_wrong_levels(level):
    runs = rank_runs(PARKS, n_draws=0)
    with pytest.raises(SchemaError, match="level= lies above 0"):
        rank_intervals(runs, level=level)
    with pytest.raises(SchemaError, match="level= lies above 0"):
        rank_stability(runs, level=level)


def test_half_of_the_runs_make_no_order():
    with pytest.raises(SchemaError, match=r"level= lies above 0\.5, else both orders"):
        rank_stability(rank_runs(PARKS, n_draws=0), level=0.5)

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cinet.errors import SchemaError, SizeCapError, UndefinedMeasure, UnknownName
from cinet.panel import IndicatorPanel
from cinet.synergy.ahp import RANDOM_INDEX, ahp_consistency, ahp_weights
from cinet.synergy.combined_weights import combine_weights, system_weights
from cinet.synergy.data_weights import critic_weights, pca_weights, variation_weights
from cinet.synergy.entropy_weights import entropy_weight_table, entropy_weights
from cinet.synergy.indicator_input import as_weights
from tests import oracles_indicators as oracles

GOLDEN = Path(__file__).parents[1] / "golden" / "indicators"
PEERS = json.loads((GOLDEN / "peers.json").read_text(encoding="utf-8"))
FIGHTERS = json.loads((GOLDEN / "published.json").read_text(encoding="utf-8"))["fighters"]
NAMES = list("abcd")

cases = pytest.mark.parametrize("case", PEERS, ids=lambda case: f"{len(case['x'])} units")
WEIGHTINGS = [entropy_weights, critic_weights, variation_weights, pca_weights]

tables = hnp.arrays(
    np.float64, st.tuples(st.integers(3, 8), st.just(4)), elements=st.integers(0, 80).map(lambda n: n / 8)
).map(lambda x: pd.DataFrame(x, columns=NAMES))


def as_printed(value, printed):
    digits = len(printed.partition(".")[2])
    return value == pytest.approx(float(printed), abs=0.5000001 * 10**-digits)


# --- entropy ------------------------------------------------------------------------------------------------------


def test_fighters():
    found = entropy_weight_table(pd.DataFrame(FIGHTERS["x"]), normalise=None)
    assert all(map(as_printed, found["entropy"], FIGHTERS["entropy"]))
    assert all(map(as_printed, found["weight"], FIGHTERS["weights"]))
    assert np.allclose(found["weight"], FIGHTERS["weights_in_the_book"], atol=2e-3)
    assert np.allclose(found["divergence"], 1 - found["entropy"], atol=1e-15)


@cases
def test_weights_of_the_peers(case):
    x = pd.DataFrame(case["x"])
    for name in ("entropy_pymcdm", "entropy_skcriteria"):
        assert np.allclose(entropy_weights(x, normalise=None), case[name], rtol=1e-9)
    assert np.allclose(critic_weights(x), case["critic_pymcdm"], rtol=1e-9)
    turned = critic_weights(x, directions=case["types"])
    assert np.allclose(turned, case["critic_skcriteria"], rtol=1e-9)
    by_rank = critic_weights(x, directions=case["types"], correlation="spearman")
    assert np.allclose(by_rank, case["critic_spearman_skcriteria"], rtol=1e-9)
    for name in ("variation_pymcdm", "variation_skcriteria"):
        assert np.allclose(variation_weights(x), case[name], rtol=1e-9)


@pytest.mark.parametrize("zero", ["limit", "shrink", "shift", "replace"])
@settings(max_examples=20)
@given(table=tables)
def test_entropies_are_those_of_the_formula(zero, table):
    assume((table.max() > table.min()).any())
    eps = 0.01
    treated = {
        "limit": lambda x: x,
        "shrink": lambda x: eps + (1 - 2 * eps) * x,
        "shift": lambda x: x + eps,
        "replace": lambda x: {0: eps, 1: 1 - eps}.get(x, x),
    }[zero]
    directions = ["positive", "negative", ("centre", 4.0), ("interval", 2.0, 5.0)]
    columns = [
        [treated(x) for x in oracles.minmax(table[name].tolist(), direction)]
        for name, direction in zip(NAMES, directions, strict=True)
    ]
    e = oracles.entropies(columns)
    assume(min(e) < 1 - 1e-9)
    found = entropy_weight_table(table, directions=directions, zero=zero, eps=eps)
    assert np.allclose(found["entropy"], e, atol=1e-12)
    assert np.allclose(found["weight"], oracles.shares([1 - one for one in e]), atol=1e-9)


def test_the_convention_for_zeros_moves_the_weights_a_little():
    table = pd.DataFrame({"a": [3, 9, 6, 4, 5], "b": [1, 5, 2, 2, 8]})
    found = {zero: entropy_weights(table, zero=zero)["a"] for zero in ("limit", "shrink", "shift", "replace")}
    assert len(set(found.values())) == 4
    assert max(found.values()) - min(found.values()) < 5e-3
    closer = entropy_weights(table, zero="shift", eps=1e-9)["a"]
    assert closer == pytest.approx(found["limit"], abs=1e-6)


def test_the_form_of_entropy_weights():
    panel = IndicatorPanel(pd.DataFrame({"a": [3, 9, 6], "b": [1, 5, 2]}), {"b": "negative"})
    found = entropy_weights(panel)
    assert found.name == "entropy_weights"
    assert found.index.name == "indicator"
    pd.testing.assert_series_equal(found, entropy_weight_table(panel)["weight"], check_names=False)
    assert entropy_weight_table(panel).columns.tolist() == ["entropy", "divergence", "weight"]


def test_without_a_normalisation_directions_have_no_effect():
    table = pd.DataFrame({"a": [3, 9, 6], "b": [1, 5, 2]})
    for weighting in (entropy_weights, variation_weights):
        there = weighting(table, normalise=None, directions="negative")
        pd.testing.assert_series_equal(there, weighting(table, normalise=None))
    with pytest.raises(SchemaError, match="normalise=None reads values as they are, more being better"):
        critic_weights(table, normalise=None, directions="negative")
    assert critic_weights(table, normalise=None).sum() == pytest.approx(1)


def test_options_that_are_no_numbers():
    table = pd.DataFrame({"a": [1, 2], "b": [2, 1]})
    with pytest.raises(SchemaError, match="eps= is a number, not 'small'"):
        entropy_weights(table, eps="small")
    with pytest.raises(SchemaError, match="retain= is a number, not None"):
        pca_weights(table, retain=None)


@pytest.mark.parametrize("eps", [0, 0.5, -1, np.nan])
def test_a_wrong_eps_is_refused(eps):
    with pytest.raises(SchemaError, match=r"eps lies above 0 and below 0\.5"):
        entropy_weights(pd.DataFrame({"a": [1, 2]}), eps=eps)


def test_values_that_have_no_entropy():
    table = pd.DataFrame({"a": [1.0, 2.0], "b": [-1.0, 3.0]}, index=["u", "v"])
    with pytest.raises(
        UndefinedMeasure, match="values of 0 or more are needed here; indicator 'b' holds -1 in row u"
    ):
        entropy_weights(table, normalise=None)
    with pytest.raises(UndefinedMeasure, match=r"after normalise='zscore'\. Use normalise='minmax'"):
        entropy_weights(table, normalise="zscore")
    with pytest.raises(
        UndefinedMeasure, match="values from 0 to 1 are needed here; indicator 'a' holds 2 in row v"
    ):
        entropy_weights(table.abs(), normalise=None, zero="shrink")
    with pytest.raises(UnknownName, match=r"zero 'limits' is not known. Did you mean 'limit'\?"):
        entropy_weights(table, zero="limits")


# --- all weightings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@settings(max_examples=20)
@given(table=tables, data=st.data())
def test_weights_add_up_and_do_not_depend_on_the_order(weighting, table, data):
    try:
        found = weighting(table)
    except UndefinedMeasure:
        assume(False)
    assert found.index.tolist() == NAMES
    assert found.sum() == pytest.approx(1)
    assert ((found >= 0) & (found <= 1)).all()
    assert (found[table.max() == table.min()] == 0).all()
    rows, columns = (data.draw(st.permutations(list(labels))) for labels in (table.index, NAMES))
    assert np.allclose(weighting(table.loc[rows, columns])[NAMES], found, rtol=0, atol=1e-7)


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@settings(max_examples=20)
@given(table=tables, factor=st.sampled_from([0.25, 8, 1000]))
def test_weights_do_not_depend_on_the_unit_of_measurement(weighting, table, factor):
    try:
        found = weighting(table)
    except UndefinedMeasure:
        assume(False)
    assert np.allclose(weighting(table * [factor, 1, 1, 1]), found, rtol=0, atol=1e-7)


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_edge_cases_of_weightings(weighting):
    assert weighting(pd.DataFrame({"a": [1, 2, 4]})).tolist() == [1]
    assert weighting(pd.DataFrame({"a": [1, 2, 4], "b": [0.1] * 3})).tolist() == [1, 0]
    assert weighting(pd.DataFrame({"a": [1, 2, 4], "b": [0.0] * 3})).tolist() == [1, 0]
    with pytest.raises(
        UndefinedMeasure, match="_weights has no weights to give: every indicator is constant"
    ):
        weighting(pd.DataFrame({"a": [0.1] * 3, "b": [0.0] * 3}))
    with pytest.raises(UndefinedMeasure, match="one unit only"):
        weighting(pd.DataFrame({"a": [1], "b": [2]}))
    with pytest.raises(SchemaError, match="not so at '1, a: nan'"):
        weighting(pd.DataFrame({"a": [1, None], "b": [2, 3]}))


@pytest.mark.parametrize("weighting", [entropy_weights, variation_weights])
def test_weights_of_raw_values_need_two_units(weighting):
    with pytest.raises(UndefinedMeasure, match="one unit only"):
        weighting(pd.DataFrame({"a": [1], "b": [2]}), normalise=None)


@pytest.mark.parametrize("weighting", [entropy_weights, critic_weights, variation_weights])
def test_weights_normalised_within_years(weighting):
    index = pd.MultiIndex.from_product([range(4), [2020, 2021]])
    table = pd.DataFrame(np.random.default_rng(3).random((8, 3)), index=index)
    together, apart = (weighting(table, normalise="minmax", base=base) for base in ("panel", "year"))
    assert together.sum() == pytest.approx(1)
    assert not np.allclose(together, apart)


# --- CRITIC, variation, principal components ----------------------------------------------------------------------


@settings(max_examples=20)
@given(tables)
def test_critic_is_its_formula(table):
    assume((table.max() > table.min()).all())
    try:
        found = critic_weights(table)
    except UndefinedMeasure:
        assume(False)
    columns = [oracles.minmax(table[name].tolist(), "positive") for name in NAMES]
    assert np.allclose(found, oracles.critic(columns), atol=1e-9)


def test_nothing_conflicts_when_all_is_correlated():
    table = pd.DataFrame({"a": [1, 2, 4], "b": [2, 4, 8]})
    with pytest.raises(UndefinedMeasure, match="or all are perfectly correlated"):
        critic_weights(table)
    assert critic_weights(table, directions={"b": "-"}).tolist() == pytest.approx([0.5, 0.5])
    with pytest.raises(UnknownName, match=r"correlation 'pearsen' is not known. Did you mean 'pearson'"):
        critic_weights(table, correlation="pearsen")


def test_variation_by_hand():
    found = variation_weights(pd.DataFrame({"a": [1, 3], "b": [10, 30], "c": [1, 1], "d": [0, 2]}))
    assert found.tolist() == pytest.approx([0.25, 0.25, 0, 0.5])
    with pytest.raises(UndefinedMeasure, match="values of 0 or more are needed here"):
        variation_weights(pd.DataFrame({"a": [-1, 3]}))


def test_principal_components_of_two_correlated_indicators_and_one_apart():
    """Correlations r, 0, 0: eigenvalues 1 + r, 1, 1 - r; axes (1, 1, 0) / sqrt 2, (0, 0, 1), (1, -1, 0) / sqrt 2."""
    table = pd.DataFrame({"a": [1, 1, -1, -1, 1, -1], "b": [1, 1, -1, -1, -1, 1], "c": [1, -1, 1, -1, 0, 0]})
    assert table.corr().loc["a", "b"] == pytest.approx(1 / 3)
    assert pca_weights(table).tolist() == pytest.approx([0.5, 0.5, 0])
    assert pca_weights(table, retain=0.1).tolist() == pytest.approx([0.5, 0.5, 0])
    # 4/3 of 3, then 7/3 of 3
    assert pca_weights(table, retain=0.5).tolist() == pytest.approx([2 / 7, 2 / 7, 3 / 7])
    assert pca_weights(table, retain=1).tolist() == pytest.approx([1 / 3] * 3)
    turned = pca_weights(table, directions={"b": "negative"})
    assert turned.tolist() == pytest.approx([0.5, 0.5, 0])


def test_equal_eigenvalues_are_retained_together():
    apart = pd.DataFrame({"a": [1, 1, -1, -1], "b": [1, -1, 1, -1], "c": [1, -1, -1, 1]})
    for retain in ("kaiser", 0.1, 1.0):
        assert pca_weights(apart, retain=retain).tolist() == pytest.approx([1 / 3] * 3)
    # five waves around a circle span a plane: two eigenvalues of 2.5, equal but for rounding
    turn = 2 * np.pi * np.arange(24)[:, None] / 24
    waves = pd.DataFrame(np.cos(turn + 2 * np.pi * np.arange(5) / 5))
    assert pca_weights(waves, retain=0.3).tolist() == pytest.approx([0.2] * 5)


@pytest.mark.parametrize("retain", [0, -1, 1.1, np.nan])
def test_a_wrong_share_of_variance_is_refused(retain):
    with pytest.raises(SchemaError, match="retain= is 'kaiser' or a share of the variance"):
        pca_weights(pd.DataFrame({"a": [1, 2], "b": [2, 1]}), retain=retain)


def test_an_unknown_rule_is_refused():
    with pytest.raises(UnknownName, match=r"retain 'kayser' is not known. Did you mean 'kaiser'"):
        pca_weights(pd.DataFrame({"a": [1, 2], "b": [2, 1]}), retain="kayser")


# --- analytic hierarchy process -----------------------------------------------------------------------------------


def judged(upper, n):
    a = np.eye(n)
    a[np.triu_indices(n, 1)] = upper
    a[np.tril_indices(n, -1)] = 1 / a.T[np.tril_indices(n, -1)]
    labels = NAMES[:n] if n <= 4 else range(n)
    return pd.DataFrame(a, labels, labels)


@settings(max_examples=20)
@given(hnp.arrays(np.float64, st.integers(1, 10), elements=st.integers(1, 9).map(float)))
def test_consistent_judgements_give_back_the_weights(w):
    labels = [f"c{place}" for place in range(len(w))]
    matrix = pd.DataFrame(w[:, None] / w, labels, labels)
    for method in ("eigenvector", "geometric"):
        assert np.allclose(ahp_weights(matrix, method=method), w / w.sum())
    told = ahp_consistency(matrix)
    assert told["lambda_max"] == pytest.approx(len(w))
    assert told["ri"] == RANDOM_INDEX[len(w) - 1]
    assert told["cr"] == pytest.approx(0, abs=1e-9)
    assert told["cr"] >= 0


@settings(max_examples=20)
@given(st.lists(st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1, 3, 5, 9]), min_size=6, max_size=6))
def test_the_weights_are_the_principal_eigenvector(upper):
    matrix = judged(upper, 4)
    w = ahp_weights(matrix, max_ratio=None)
    largest = ahp_consistency(matrix)["lambda_max"]
    assert np.allclose(matrix.to_numpy() @ w, largest * w)
    assert largest >= 4 - 1e-9
    powers = np.linalg.matrix_power(matrix.to_numpy() / largest, 400) @ np.ones(4)
    assert np.allclose(w, powers / powers.sum())


def test_three_criteria_have_the_same_weights_either_way():
    matrix = judged([3, 5, 2], 3)
    a, b = (ahp_weights(matrix, method=method) for method in ("eigenvector", "geometric"))
    assert np.allclose(a, b)
    geometric = np.array([15 ** (1 / 3), (2 / 3) ** (1 / 3), (1 / 10) ** (1 / 3)])
    assert b.tolist() == pytest.approx(geometric / geometric.sum())
    assert b.name == "ahp_weights"


def test_contradicting_judgements_are_refused():
    matrix = judged([9, 1 / 9, 9], 3)
    with pytest.raises(UndefinedMeasure, match=r"consistency ratio \d+\.\d{3}, below 0\.1 is needed. Revise"):
        ahp_weights(matrix)
    assert ahp_weights(matrix, max_ratio=None).tolist() == pytest.approx([1 / 3] * 3)


def test_rounded_reciprocals_are_accepted():
    matrix = pd.DataFrame([[1, 3], [0.33, 1]], list("ab"), list("ab"))
    assert ahp_weights(matrix).tolist() == pytest.approx([0.75, 0.25], abs=2e-3)
    assert ahp_consistency(matrix)[["ci", "cr"]].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("matrix", "error", "text"),
    [
        ([[1]], SchemaError, "judgements are a DataFrame of criteria by criteria, not list"),
        (pd.DataFrame(), SchemaError, "judgements need the same criteria"),
        (pd.DataFrame([[1, 2], [0.5, 1]], list("ab"), list("ba")), SchemaError, "rows: 'a', 'b'; columns: 'b', 'a'"),
        (pd.DataFrame([[1, 2], [0.5, 1]], list("aa"), list("aa")), SchemaError, "each once"),
        (pd.DataFrame(np.ones((11, 11))), SizeCapError, "11 criteria are judged; .* no agreed random index beyond 10"),
        (pd.DataFrame([["x", 1], [1, 1]]), SchemaError, "the judgements hold something that is not a number"),
        (pd.DataFrame([[1, 0], [1, 1]]), SchemaError, "positive and finite; the rows '0' are not"),
        (pd.DataFrame([[1, np.nan], [1, 1]]), SchemaError, "positive and finite; the rows '0' are not"),
        (pd.DataFrame([[1, np.inf], [1, 1]]), SchemaError, "positive and finite; the rows '0' are not"),
        (pd.DataFrame([[1, 3], [0.5, 1]]), SchemaError, "must be reciprocal .* not so in the rows '0', '1'"),
        (pd.DataFrame([[2, 1], [1, 1]]), SchemaError, "must be reciprocal .* not so in the rows '0'"),
    ],
)  # fmt: skip
def test_wrong_judgements_are_refused(matrix, error, text):
    with pytest.raises(error, match=text):
        ahp_weights(matrix)


def test_an_unknown_way_to_weights_is_refused():
    with pytest.raises(UnknownName, match=r"method 'eigen' is not known. Did you mean 'eigenvector'"):
        ahp_weights(judged([2], 2), method="eigen")


# --- combinations -------------------------------------------------------------------------------------------------

SETS = pd.DataFrame({"expert": [0.5, 0.3, 0.2], "entropy": [0.4, 0.2, 0.4]}, index=list("abc"))


def test_a_weight_of_minus_nothing_is_nothing():
    assert not np.signbit(as_weights([-0.0, 1.0], pd.Index(["a", "b"]))).any()


def test_combinations_by_hand():
    assert combine_weights(SETS).tolist() == pytest.approx([0.45, 0.25, 0.3])
    told = combine_weights(SETS, shares={"entropy": 0.75, "expert": 0.25})
    assert told.tolist() == pytest.approx([0.425, 0.225, 0.35])
    assert combine_weights(SETS, method="multiplicative").tolist() == pytest.approx([20 / 34, 6 / 34, 8 / 34])
    roots = np.sqrt([20, 6, 8])
    assert combine_weights(SETS, method="geometric").tolist() == pytest.approx(roots / roots.sum())
    # w1.w1 = .38, w2.w2 = .36, w1.w2 = .34: a = (.0144, .0076) / .0212
    share = 0.0144 / 0.022
    wanted = share * SETS["expert"] + (1 - share) * SETS["entropy"]
    assert combine_weights(SETS, method="game").tolist() == pytest.approx(wanted.tolist())


def test_labels_decide_not_the_order():
    mixed = {"expert": SETS["expert"], "entropy": SETS["entropy"].iloc[::-1]}
    for method in ("linear", "multiplicative", "geometric", "game"):
        pd.testing.assert_series_equal(
            combine_weights(mixed, method=method), combine_weights(SETS, method=method)
        )


def test_sets_that_are_alike_share_equally():
    alike = pd.DataFrame({"x": [0.5, 0.5], "y": [0.5, 0.5]})
    assert combine_weights(alike, method="game").tolist() == pytest.approx([0.5, 0.5])
    assert combine_weights(SETS[["expert"]], method="game").tolist() == pytest.approx([0.5, 0.3, 0.2])


def test_a_set_without_a_share_has_no_say():
    zero = pd.DataFrame({"x": [0.0, 1.0], "y": [0.4, 0.6]})
    assert combine_weights(zero, method="geometric", shares=[0, 1]).tolist() == pytest.approx([0.4, 0.6])


def test_combinations_that_have_no_meaning():
    clash = pd.DataFrame({"x": [0.0, 1.0], "y": [1.0, 0.0]})
    with pytest.raises(UndefinedMeasure, match="every indicator has weight 0 in one of the sets"):
        combine_weights(clash, method="multiplicative")
    # w1.w1 = 1, w1.w2 = .5, w2.w2 = .3
    even = pd.DataFrame({"sharp": [1.0, 0, 0, 0, 0, 0], "even": [0.5, 0.1, 0.1, 0.1, 0.1, 0.1]})
    with pytest.raises(UndefinedMeasure, match="the game gives the set 'even' a negative share"):
        combine_weights(even, method="game")


@pytest.mark.parametrize(
    ("weights", "options", "text"),
    [
        ([0.5, 0.5], {}, "give the sets of weights as a DataFrame"),
        ({}, {}, "give the sets of weights as a DataFrame"),
        ({"x": [0.5, 0.5]}, {}, "every set of weights is a Series"),
        (SETS, {"shares": [0.5, 0.5], "method": "game"}, "method 'game' finds its own shares"),
        (SETS, {"shares": [0.5, 0.6]}, r"the weights per set add up to 1\.1, not to 1"),
        (SETS, {"shares": [1.0]}, r"one weight per set is needed, 2 in all; they have shape \(1,\)"),
        (SETS * 2, {}, "the weights per indicator add up to 2, not to 1"),
        (SETS * -1, {}, r"not negative; indicator 'a', 'b', 'c' has -0\.5"),
        ({"x": SETS["expert"], "y": SETS["expert"].iloc[:2]}, {}, r"do not name each indicator once \(missing: 'c'\)"),
    ],
)  # fmt: skip
def test_wrong_sets_are_refused(weights, options, text):
    with pytest.raises(SchemaError, match=text):
        combine_weights(weights, **options)


def test_an_unknown_combination_is_refused():
    with pytest.raises(UnknownName, match=r"method 'games' is not known. Did you mean 'game'"):
        combine_weights(SETS, method="games")


def test_system_weights():
    table = pd.DataFrame({"a": [3, 9, 6], "b": [1, 5, 2], "c": [1, 2, 2], "d": [1, 1, 1]})
    panel = IndicatorPanel(table, None, ["x", "x", "y", "z"])
    weights = entropy_weights(panel)
    found = system_weights(weights, panel)
    assert found.columns.tolist() == ["system", "weight", "system_weight", "within_weight"]
    alone = entropy_weights(table[["a", "b"]])
    assert np.allclose(found["within_weight"][["a", "b"]], alone)
    assert found.loc["a", "system_weight"] == pytest.approx(weights[["a", "b"]].sum())
    assert found.loc["c", "within_weight"] == 1
    assert np.isnan(found.loc["d", "within_weight"])
    for systems in (
        {"a": "x", "b": "x", "c": "y", "d": "z"},
        pd.Series(list("xxyz"), list("abcd")),
        list("xxyz"),
    ):
        pd.testing.assert_frame_equal(system_weights(weights.to_dict(), systems), found)


def test_systems_that_do_not_fit():
    weights = pd.Series([0.5, 0.5], list("ab"))
    with pytest.raises(SchemaError, match=r"do not name each indicator once \(unknown: 'b'\)"):
        system_weights(weights, {"a": "x"})
    with pytest.raises(SchemaError, match="systems= names no system for indicator 'b'"):
        system_weights(weights, ["x", None])
    with pytest.raises(SchemaError, match="systems= names 1 systems for 2 indicators"):
        system_weights(weights, ["x"])
    with pytest.raises(SchemaError, match="systems= names 0 systems for 2 indicators"):
        system_weights(weights, None)
    with pytest.raises(SchemaError, match="one weight per indicator is needed, 1 in all"):
        system_weights([0.5, 0.5], ["x"])
    assert system_weights([0.5, 0.5], np.array(["x", "x"]))["system_weight"].tolist() == [1, 1]

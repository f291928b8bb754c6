"""Backbones of networks: p values, corrections, what is kept, what is refused."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, false_discovery_control

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.metrics.backbone import backbone
from cinet.metrics.measure import describe
from tests import oracles_backbone as oracles
from tests import strategies
from tests.metrics import samples
from tests.strategies import matrix_of, network_of

GOLDEN = Path(__file__).parents[1] / "golden" / "backbone"
ONE_MODE = ["disparity", "mlf", "noise_corrected"]

FEW = settings(max_examples=25)


def golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def table(net, method, **options):
    """The table of ties, by 'source-target'."""
    held = backbone(net, method, keep="table", **options)
    return held.set_index(held["source"].astype(str) + "-" + held["target"].astype(str))


@st.composite
def counted(draw, *, directed=False, max_actors=6):
    """Networks whose weights are whole numbers."""
    matrix = np.ceil(draw(strategies.matrices(directed=directed, max_actors=max_actors)).clip(0, 12))
    return network_of(matrix, directed=directed)


# --- published and checked numbers --------------------------------------------------------------------------------


def test_disparity_of_the_multiscale_network():
    wanted = golden("multiscale")
    found = table(network_of(wanted["matrix"]), "disparity")
    for tie, p in wanted["disparity"].items():
        assert found.loc[tie, "p"] == pytest.approx(p, abs=5e-7)
    assert found.loc["a0-a1", "p"] == pytest.approx((3 / 13) ** 3, rel=1e-14)
    assert found.loc["a0-a5", "p"] == pytest.approx((40 / 115) ** 4, rel=1e-14)
    assert found["kept"].sum() == wanted["disparity_kept"]


def test_noise_corrected_of_the_multiscale_network():
    wanted = golden("multiscale")
    found = table(network_of(wanted["matrix"]), "noise_corrected")
    for tie, (score, sd) in wanted["noise_corrected"].items():
        assert found.loc[tie, "nc_score"] == pytest.approx(score, abs=5e-7)
        assert found.loc[tie, "nc_sd"] == pytest.approx(sd, abs=5e-7)


def test_noise_corrected_is_that_of_the_authors_program():
    """A beta prior with the variance that is meant would have (1 - mu)^2 in place of 1 - mu^2."""
    matrix = np.array(golden("multiscale")["matrix"], float)
    by_moments = oracles.noise_corrected(matrix, False, moments=True)
    assert by_moments[6, 7][1] == pytest.approx(0.145276, abs=5e-7)
    assert table(network_of(matrix), "noise_corrected").loc["a6-a7", "nc_sd"] == pytest.approx(
        0.144286, abs=5e-7
    )


def test_marginal_likelihood_of_the_karate_club():
    wanted = golden("karate")
    net = samples.karate(weighted=True)
    found = table(net, "mlf")
    assert found.loc["0-1", "p"] == pytest.approx(wanted["mlf"]["0-1"], abs=5e-7)
    s = np.bincount(np.repeat(np.arange(34), np.diff(net.indptr)), weights=net.weights)
    total = s.sum() / 2
    edges = net.edges().astype({"source": int, "target": int}).itertuples(index=False)
    again = [binom.sf(w - 1, total, s[i] * s[j] / (2 * total**2)) for i, j, w in edges]
    np.testing.assert_allclose(found["p"], again, rtol=1e-10)


def test_netbone_expects_twice_the_weight_of_an_undirected_tie():
    matrix = matrix_of(samples.karate(weighted=True))
    s, total = matrix.sum(axis=1), matrix.sum() / 2
    theirs = oracles.binomial_tail(int(total), s[0] * s[1] / total**2, int(matrix[0, 1]) + 1)
    assert theirs == pytest.approx(golden("karate")["netbone_noise_corrected"]["0-1"], abs=5e-5)


# --- against the definitions --------------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@FEW
@given(data=st.data())
def test_disparity_is_the_formula(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    found = table(net, "disparity")
    np.testing.assert_allclose(
        found["p"], list(oracles.disparity(matrix_of(net), directed).values()), rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("directed", [False, True])
@FEW
@given(data=st.data())
def test_mlf_is_the_formula(directed, data):
    net = data.draw(counted(directed=directed))
    found = table(net, "mlf")
    np.testing.assert_allclose(
        found["p"], list(oracles.mlf(matrix_of(net), directed).values()), rtol=1e-9, atol=1e-14
    )


@pytest.mark.parametrize("directed", [False, True])
@FEW
@given(data=st.data())
def test_noise_corrected_is_the_formula(directed, data):
    net = data.draw(counted(directed=directed))
    found = table(net, "noise_corrected")
    wanted = np.array(list(oracles.noise_corrected(matrix_of(net), directed).values())).reshape(-1, 3)
    np.testing.assert_allclose(found["nc_score"], wanted[:, 0], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found["nc_sd"], wanted[:, 1], rtol=1e-6, atol=1e-9)
    if not np.isnan(wanted[:, 2]).any() and (wanted[:, 1] > 1e-6).all():
        np.testing.assert_allclose(found["p"], wanted[:, 2], rtol=1e-5, atol=1e-9)


def test_an_arc_that_holds_all_weight_has_no_noise_corrected_p():
    for weight in (1, 3):
        found = table(network_of([[0, weight, 0], [0, 0, 0], [0, 0, 0]], directed=True), "noise_corrected")
        assert found["nc_score"].tolist() == [0]
        assert found["nc_sd"].tolist() == [0]
        assert found["p"].isna().all()
        assert not found["kept"].any()


@pytest.mark.parametrize("correction", ["bonferroni", "bh"])
def test_an_undefined_p_stays_undefined(correction):
    net = network_of([[0, 1], [0, 0]], directed=True)
    assert table(net, "noise_corrected", correction=correction)["p_adjusted"].isna().all()


@FEW
@given(strategies.networks())
def test_an_end_with_one_tie_says_nothing(net):
    found = backbone(net, keep="table")
    degree = dict(zip(net.index, np.diff(net.indptr), strict=True))
    alone = (found["source"].map(degree) == 1) & (found["target"].map(degree) == 1)
    assert (found.loc[alone, "p"] == 1).all()


@pytest.mark.parametrize("method", ONE_MODE)
@FEW
@given(data=st.data())
def test_names_and_order_do_not_matter(method, data):
    net = data.draw(counted())
    order = np.array(data.draw(st.permutations(range(net.n_actors))), int)
    matrix = matrix_of(net)
    shuffled = network_of(matrix[np.ix_(order, order)])
    there = np.full(matrix.shape, np.nan)
    for held, places in ((net, np.arange(net.n_actors)), (shuffled, order)):
        found = backbone(held, method, keep="table")
        i, j = (places[held.index.get_indexer(found[side])] for side in ("source", "target"))
        if held is net:
            there[i, j] = there[j, i] = found["p"]
        np.testing.assert_allclose(there[i, j], found["p"], rtol=1e-9)


@FEW
@given(strategies.networks(), st.sampled_from([0.25, 8.0]))
def test_disparity_does_not_depend_on_the_unit(net, factor):
    found = [table(network_of(matrix_of(net) * by), "disparity")["p"] for by in (1, factor)]
    np.testing.assert_array_equal(*found)


@pytest.mark.parametrize("method", ONE_MODE)
@pytest.mark.parametrize("n", [0, 1, 3])
@pytest.mark.parametrize("correction", [None, "bonferroni", "bh"])
def test_nothing_to_test(method, n, correction):
    net = network_of(np.zeros((n, n)))
    assert backbone(net, method, correction=correction, keep="table").empty
    kept = backbone(net, method, correction=correction)
    assert (kept.n_actors, kept.n_ties) == (n, 0)


# --- what is kept -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ONE_MODE)
@pytest.mark.parametrize("directed", [False, True])
def test_the_kept_network_is_that_of_the_table(method, directed):
    matrix = np.array(golden("multiscale")["matrix"], float)
    net = network_of(np.triu(matrix) if directed else matrix, directed=directed)
    found, kept = backbone(net, method, keep="table"), backbone(net, method)
    assert found["kept"].any()
    wanted = found.loc[found["kept"], ["source", "target", "weight"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept.edges(), wanted)
    assert kept.directed is directed
    assert kept.index.equals(net.index)
    pd.testing.assert_frame_equal(kept.actors, net.actors)


def test_the_recipe_says_how():
    net = samples.davis().network("newman", recipe={"window": "1936"})
    assert backbone(net, alpha=0.1, correction="bh", tests="pairs").recipe == {
        "window": "1936",
        "weighting": "newman",
        "backbone": "disparity",
        "alpha": 0.1,
        "correction": "bh",
        "tests": "pairs",
    }


def test_the_level_is_kept_strictly():
    # four equal ties at each end: (1 - 1/4)^3 at either side
    net = network_of(samples.clique(5))
    assert backbone(net, alpha=0.421875).n_ties == 0
    assert backbone(net, alpha=0.421876).n_ties == 10


@pytest.mark.parametrize("method", ONE_MODE)
@FEW
@given(net=counted(), low=st.floats(0.01, 0.5))
def test_a_stricter_level_keeps_less(method, net, low):
    strict, loose = (backbone(net, method, alpha=level, keep="table")["kept"] for level in (low, 2 * low))
    assert (strict <= loose).all()


@pytest.mark.parametrize("correction", ["bonferroni", "bh"])
@pytest.mark.parametrize("tests", ["ties", "pairs"])
@pytest.mark.parametrize("directed", [False, True])
@FEW
@given(data=st.data())
def test_corrections_are_the_formulas(correction, tests, directed, data):
    net = data.draw(strategies.networks(directed=directed))
    found = backbone(net, correction=correction, tests=tests, keep="table")
    n = net.n_actors
    number = len(found) if tests == "ties" else n * (n - 1) // (1 if directed else 2)
    wanted = oracles.adjusted(found["p"].tolist(), correction, number)
    np.testing.assert_allclose(found["p_adjusted"], wanted, rtol=1e-12)
    assert found["kept"].tolist() == (found["p_adjusted"] < 0.05).tolist()


def test_benjamini_hochberg_is_that_of_scipy():
    found = backbone(samples.karate(weighted=True), "mlf", correction="bh", keep="table")
    np.testing.assert_allclose(found["p_adjusted"], false_discovery_control(found["p"]), rtol=1e-13)


def test_the_columns_describe_themselves():
    found = backbone(samples.karate(weighted=True), "noise_corrected", correction="bh", keep="table")
    assert found.columns.tolist() == [
        "source",
        "target",
        "weight",
        "nc_score",
        "nc_sd",
        "p",
        "p_adjusted",
        "kept",
    ]
    said = describe(found)
    assert said.index.tolist() == ["nc_score", "nc_sd", "p", "p_adjusted", "kept"]
    for name in said.index:
        assert found[name].between(said.loc[name, "lower"], said.loc[name, "upper"]).all()
    assert found["kept"].dtype == bool


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "disparty"}, r"method 'disparty' is not known. Did you mean 'disparity'\? Known: dispar"),
        ({"correction": "holm"}, "correction 'holm' is not known. Known: None, bonferroni, bh"),
        ({"tests": "tie"}, r"tests 'tie' is not known. Did you mean 'ties'\?"),
        ({"keep": "tables"}, r"keep 'tables' is not known. Did you mean 'table'\?"),
    ],
)
def test_unknown_choices_are_refused(options, message):
    with pytest.raises(UnknownName, match=message):
        backbone(network_of(samples.path(3)), **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"alpha": 0}, "alpha is a level above 0 and up to 1, not 0"),
        ({"alpha": 1.5}, r"not 1\.5"),
        ({"alpha": math.nan}, "not nan"),
        ({"n": 0}, "n must be at least 1, not 0"),
        ({"rounds": -1}, "rounds must be at least 1, not -1"),
        (
            {"method": "sdsm"},
            "sdsm asks who took part in what, which a Network no longer holds: pass the Inci",
        ),
    ],
)
def test_what_is_out_of_range_is_refused(options, message):
    with pytest.raises(SchemaError, match=message):
        backbone(network_of(samples.path(3)), **options)


@pytest.mark.parametrize("method", ["mlf", "noise_corrected"])
def test_shares_are_no_counts(method):
    with pytest.raises(
        UndefinedMeasure, match=rf"{method} reads a weight as a number of joint events, and 139 of 139 ties"
    ):
        backbone(samples.davis().network("newman"), method)


@pytest.mark.parametrize("method", ONE_MODE)
def test_a_tie_method_wants_the_weighting_chosen(method):
    with pytest.raises(SchemaError, match=rf"{method} reads the ties of a Network: pass incidence\.network"):
        backbone(samples.davis(), method)


@pytest.mark.parametrize("method", ["disparity", "sdsm"])
def test_other_data_are_refused(method):
    frame = samples.karate(weighted=True).edges()
    with pytest.raises(SchemaError, match=r"a Network or an Incidence, not DataFrame: eco\.network\(\)"):
        backbone(frame, method)

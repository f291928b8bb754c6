from __future__ import annotations

import json
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from cinet.errors import EmptySelection, SchemaError
from cinet.joint import Joint
from cinet.patterns import Patterns
from cinet.synergy.information import information_profile, o_information
from cinet.synergy.information_local import (
    local_information,
    o_information_gradient,
    o_information_ranking,
)
from tests import oracles_information as oracles

EXACT = json.loads(
    (Path(__file__).parents[1] / "golden" / "information" / "exact.json").read_text(encoding="utf-8")
)
QUADRUPLE = Patterns.from_venn(EXACT["quadruple"]["cells"])


def uniform(cells):
    return Joint.from_records(pd.DataFrame(cells, columns=[f"v{place}" for place in range(len(cells[0]))]))


PARITY = uniform([bits for bits in product((0, 1), repeat=4) if sum(bits) % 2 == 0])


# --- local terms --------------------------------------------------------------------------------------------------


@given(oracles.joints())
def test_the_mean_of_local_terms_is_the_value(joint):
    local = local_information(joint)
    assert local.index.equals(joint.cells())
    whole = information_profile(joint).iloc[0]
    assert local["probability"].sum() == pytest.approx(1)
    for name in local.columns.drop("probability"):
        mean = (local["probability"] * local[name]).sum()
        assert mean == pytest.approx(whole[name.replace("local_entropy", "joint_entropy").removeprefix("local_")],
                                     abs=1e-11), name  # fmt: skip


def test_local_terms_of_a_small_table():
    # p(0,0) = 1/2, p(0,1) = p(1,1) = 1/4
    local = local_information(uniform([(0, 0), (0, 0), (0, 1), (1, 1)]))
    pointwise = np.log2([(1 / 2) / (3 / 4 * 1 / 2), (1 / 4) / (3 / 4 * 1 / 2), (1 / 4) / (1 / 4 * 1 / 2)])
    for name in ("local_total_correlation", "local_dual_total_correlation", "local_co_information"):
        assert local[name].tolist() == pytest.approx(pointwise.tolist(), abs=1e-15)
    assert local["local_entropy"].tolist() == [1, 2, 2]
    assert local["local_o_information"].tolist() == [0, 0, 0]
    assert not np.signbit(local["local_o_information"]).any()
    assert local["local_s_information"].tolist() == pytest.approx((2 * pointwise).tolist(), abs=1e-15)


def test_every_cell_of_a_parity_is_alike():
    local = local_information(PARITY)
    assert local["local_o_information"].tolist() == [-2.0] * 8
    assert local["local_total_correlation"].tolist() == [1.0] * 8


def test_local_terms_are_of_one_table():
    with pytest.raises(SchemaError, match=r"Joint.from_patterns\(patterns.pooled\(\)\)"):
        local_information(QUADRUPLE)
    with pytest.raises(SchemaError, match="at least 2 variables"):
        local_information(uniform([(0,), (1,)]))


# --- gradients ----------------------------------------------------------------------------------------------------


@given(oracles.joints(least=3))
def test_gradients_are_differences(joint):
    found = o_information_gradient(joint)
    assert found.name == "o_information_gradient"
    assert list(found.index) == list(joint.variables)
    for name in joint.variables:
        rest = joint.marginal([other for other in joint.variables if other != name])
        assert found[name] == pytest.approx(o_information(joint) - o_information(rest), abs=1e-12)


def test_gradients_of_patterns_by_group():
    counts = np.array([[0, 3, 2, 1, 4, 1, 1, 5], [0] * 8])
    patterns = Patterns(counts, list("UIG"), pd.Index([2014, 2015], name="year"), none_known=False)
    found = o_information_gradient(patterns)
    assert found.index.equals(patterns.groups)
    assert found.loc[2014].tolist() == pytest.approx([o_information(patterns)[2014]] * 3, abs=1e-15)
    assert found.loc[2015].isna().all()


# --- ranking ------------------------------------------------------------------------------------------------------


def test_ranking_of_the_quadruple_helix():
    found = o_information_ranking(QUADRUPLE.pooled())
    printed = EXACT["quadruple"]["triads_mbit"]
    by_name = found.droplevel("group")
    assert sorted(by_name.index) == sorted(printed)
    for name, value in printed.items():
        assert 1000 * by_name.loc[name, "o_information"] == pytest.approx(float(value), abs=5.1e-5)
        assert by_name.loc[name, "co_information"] == pytest.approx(
            by_name.loc[name, "o_information"], abs=1e-15
        )
    assert found["o_information"].is_monotonic_increasing
    whole = o_information_ranking(QUADRUPLE, size=4)
    assert whole["o_information"].iloc[0] == o_information(QUADRUPLE).iloc[0]


@given(oracles.joints(least=3))
@pytest.mark.parametrize("size", [3])
def test_ranking_holds_every_combination(size, joint):
    found = o_information_ranking(joint, size=size)
    assert found.index.name == "variables"
    wanted = {"+".join(names): names for names in combinations(joint.variables, size)}
    assert sorted(found.index) == sorted(wanted)
    assert (np.diff(found["o_information"]) > -1e-11).all()
    for name, row in found.iterrows():
        profile = information_profile(joint.marginal(wanted[name])).iloc[0]
        assert row.tolist() == pytest.approx(profile[row.index].tolist(), abs=1e-12)


def test_ties_keep_the_order_of_the_variables():
    found = o_information_ranking(PARITY)
    assert found["o_information"].tolist() == [0.0] * 4
    assert list(found.index) == ["v0+v1+v2", "v0+v1+v3", "v0+v2+v3", "v1+v2+v3"]


def test_ranking_within_groups_of_several_levels():
    rng = np.random.default_rng(2)
    groups = pd.MultiIndex.from_product([[2014, 2015], ["x", "y"]], names=["year", None])
    counts = rng.integers(0, 9, (4, 16))
    counts[3] = 0
    patterns = Patterns(counts, list("abcd"), groups, none_known=True)
    found = o_information_ranking(patterns)
    assert found.index.names == ["year", "group", "variables"]
    assert found.index.droplevel(2).unique().tolist() == groups.tolist()
    for group in groups[:3]:
        assert found.loc[group, "o_information"].is_monotonic_increasing
    assert found.loc[groups[3]].isna().all(axis=None)
    row = patterns.counts[1]
    alone = o_information_ranking(Joint.from_patterns(Patterns([row], list("abcd"), none_known=True)))
    pd.testing.assert_frame_equal(found.loc[groups[1]], alone, atol=1e-14)


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [2, 5, 0, 3.0, "3"])
def test_bad_size(size):
    with pytest.raises(SchemaError, match="from 3 to the number of variables, 4"):
        o_information_ranking(PARITY, size=size)


@pytest.mark.parametrize("function", [o_information_gradient, o_information_ranking])
def test_bad_tables(function):
    with pytest.raises(SchemaError, match="at least 3 variables"):
        function(uniform([(0, 1), (1, 1)]))
    with pytest.raises(SchemaError, match="not from list"):
        function([])
    with pytest.raises(EmptySelection):
        function(Patterns([[0.0] * 8], list("abc"), none_known=True))

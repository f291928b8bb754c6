from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from cinet.errors import SchemaError, UnknownName
from cinet.joint import Joint
from cinet.patterns import Patterns
from cinet.synergy.adjust import benjamini_hochberg
from cinet.synergy.information import co_information
from cinet.synergy.joint_helix import helix_table
from tests import oracles_information as oracles

VENN = json.loads(
    (Path(__file__).parents[1] / "golden" / "synergy" / "venn.json").read_text(encoding="utf-8")
)


def firms(n=400, synergy=0.5, seed=0):
    """Municipalities in three regions; where ``synergy`` is high, size follows from place and technology."""
    rng = np.random.default_rng(seed)
    place, tech = rng.integers(0, 6, n), rng.integers(0, 3, n)
    size = np.where(rng.random(n) < synergy, (place + tech) % 3, rng.integers(0, 3, n))
    return Joint.from_records(
        pd.DataFrame({"region": place // 2, "place": place, "tech": tech, "size": size, "year": place % 2})
    )


FIRMS = firms()
THREE = ["place", "tech", "size"]


def plain(joint, **options):
    return helix_table(joint, n_perm=0, n_boot=0, **options)


# --- estimates ----------------------------------------------------------------------------------------------------


@given(oracles.joints(fractions=False))
def test_estimates_are_those_of_the_definition(joint):
    cells, places = oracles.tallies(joint), list(range(len(joint.variables)))
    row = plain(joint).loc["(all)"]
    assert row["n"] == joint.total
    assert row["cells"] == len(joint.counts)
    assert row["T"] == pytest.approx(oracles.co_information(cells, places), abs=1e-11)
    assert row["T_mm"] == pytest.approx(oracles.miller_madow(cells, places), abs=1e-11)
    assert row["se"] == pytest.approx(oracles.standard_error(cells, places), abs=1e-6)


@pytest.mark.parametrize("name", VENN["sets"])
def test_published_venn_counts(name):
    held = VENN["sets"][name]
    joint = Joint.from_patterns(Patterns.from_venn(dict(zip(VENN["cells"], held["venn"], strict=True))))
    row = plain(joint).iloc[0]
    assert 1000 * row["T"] == pytest.approx(
        float(held["T"]), abs=0.51 * 10 ** -len(held["T"].partition(".")[2])
    )
    # seven cells: the corrections of the entropies cancel
    assert row["T_mm"] == pytest.approx(row["T"], abs=1e-15)
    if "se" in held:
        assert 1000 * row["se"] == pytest.approx(float(held["se"]), abs=0.00051)


def test_a_full_table_of_eight_cells_has_one_correction_too_many():
    joint = Joint.from_records(pd.DataFrame(np.indices((2, 2, 2)).reshape(3, -1).T, columns=list("abc")))
    row = plain(joint).iloc[0]
    assert row["T"] == 0
    assert row["T_mm"] == pytest.approx(1 / (2 * 8 * np.log(2)))


# --- groups -------------------------------------------------------------------------------------------------------


def test_what_is_between_regions_is_t_of_the_regions():
    """Chain rule: where the group is a function of one variable, T_0 = T with the group in its place."""
    table = plain(FIRMS, variables=THREE, groups="region")
    assert list(table.index) == [0, 1, 2, "(between)", "(all)"]
    assert table.index.name == "region"
    regions = co_information(FIRMS.marginal(["region", "tech", "size"]))
    assert table.loc["(between)", "contribution"] == pytest.approx(regions, abs=1e-14)
    assert table.loc["(all)", "T"] == co_information(FIRMS.marginal(THREE))


@given(oracles.joints(least=3, fractions=False))
@settings(max_examples=50)
def test_what_is_between_groups_is_the_alternating_sum_with_them(joint):
    *variables, group = joint.variables
    table = plain(joint, groups=group)
    assert table.loc["(between)", "contribution"] == pytest.approx(co_information(joint), abs=1e-11)
    parts = table["contribution"].drop("(all)")
    assert parts.sum() == pytest.approx(table.loc["(all)", "T"], abs=1e-12)
    assert table.loc["(all)", "T"] == pytest.approx(co_information(joint.marginal(variables)), abs=1e-13)
    share = table["share"]
    if table.loc["(all)", "T"] == 0:
        assert share.isna().all()
    else:
        assert share.tolist() == (table["contribution"] / table.loc["(all)", "T"]).tolist()


def test_the_rows_of_groups_are_those_of_each_group_alone():
    table = helix_table(FIRMS, variables=THREE, groups="region", n_perm=30, n_boot=30)
    records = pd.DataFrame(FIRMS.codes, columns=FIRMS.variables)
    records = records.loc[records.index.repeat(FIRMS.counts.astype(int))]
    for region, part in records.groupby("region"):
        alone = plain(Joint.from_records(part[THREE])).iloc[0]
        for name in alone.index:
            assert table.loc[region, name] == pytest.approx(alone[name], abs=1e-13), name
    whole = helix_table(FIRMS.marginal(THREE), n_perm=30, n_boot=30).iloc[0]
    assert table.loc["(all)", whole.index].tolist() == whole.tolist()
    between = table.loc["(between)"]
    assert between["n"] == 400
    assert between.drop(["n", "contribution", "share"]).isna().all()
    assert table["q"].iloc[:3].tolist() == benjamini_hochberg(table["p"].iloc[:3]).tolist()
    assert table["q"].iloc[3:].isna().all()


def test_a_group_of_one_record():
    records = pd.DataFrame({"g": [0, 0, 0, 1], "a": [0, 1, 1, 0], "b": [0, 1, 0, 0], "c": [0, 1, 1, 0]})
    row = helix_table(Joint.from_records(records), groups="g", n_perm=9, n_boot=9).loc[1]
    assert row[["T", "T_mm", "se", "ci_low", "ci_high", "T_null", "T_excess"]].tolist() == [0] * 7
    assert np.isnan(row["z"])
    assert row["p"] == 1


# --- null and interval --------------------------------------------------------------------------------------------


def test_independent_fine_grained_firms_are_told_by_the_null():
    rng = np.random.default_rng(3)
    table = pd.DataFrame(
        {"a": rng.integers(0, 30, 1500), "b": rng.integers(0, 30, 1500), "c": rng.integers(0, 4, 1500)}
    )
    row = helix_table(Joint.from_records(table), n_perm=99, n_boot=0).iloc[0]
    assert row["T"] < -0.5
    assert abs(row["T_excess"]) < 0.02
    assert abs(row["z"]) < 3
    assert row["p"] > 0.01


def test_synergy_is_found():
    row = helix_table(FIRMS, variables=THREE, n_perm=199, n_boot=199).iloc[0]
    assert row["p"] == 1 / 200
    assert row["z"] < -10
    assert row["T_excess"] == row["T"] - row["T_null"]
    # the basic interval leans against the bias of T
    assert row["ci_low"] < row["T_mm"] < row["ci_high"] < -0.1
    assert row["ci_high"] - row["ci_low"] == pytest.approx(4 * row["se"], rel=0.25)


@pytest.mark.parametrize("null", ["permutation", "independence"])
def test_the_mean_of_the_null_is_its_bias(null):
    """Independent variables: the expected T is that of the Miller-Madow correction, on tables that are well filled."""
    rng = np.random.default_rng(5)
    joint = Joint.from_records(pd.DataFrame(rng.integers(0, 3, (2000, 3)), columns=list("abc")))
    row = helix_table(joint, null=null, n_perm=300, n_boot=0).iloc[0]
    bias = -((2 + 2 + 2) - 3 * 8 + 26) / (2 * 2000 * np.log(2))
    assert row["T_null"] == pytest.approx(bias, abs=4 * abs(row["T_excess"] / row["z"]) / np.sqrt(300))


def test_the_null_of_a_small_table_is_that_of_all_permutations():
    from itertools import permutations

    a, b, c = [0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]
    joint = Joint.from_records(pd.DataFrame({"a": a, "b": b, "c": c}))
    values = [
        co_information(Joint.from_records(pd.DataFrame({"a": a, "b": p, "c": q})))
        for p in set(permutations(b))
        for q in set(permutations(c))
    ]
    row = helix_table(joint, n_perm=4000, n_boot=0).iloc[0]
    share = np.mean(np.array(values) <= -1 + 1e-12)
    assert row["p"] == pytest.approx(share, abs=5 * np.sqrt(share * (1 - share) / 4000))
    assert row["T_null"] == pytest.approx(np.mean(values), abs=5 * np.std(values) / np.sqrt(4000))


def test_what_strata_explain_is_no_evidence():
    """Two strata, within each of which the variables are independent."""
    rng = np.random.default_rng(6)
    s = rng.integers(0, 2, 800)
    table = pd.DataFrame({"s": s, **{name: np.where(rng.random(800) < 0.9, s, 1 - s) for name in "abc"}})
    joint = Joint.from_records(table)
    free = helix_table(joint, variables=list("abc"), n_perm=99, n_boot=0).iloc[0]
    within = helix_table(joint, strata="s", n_perm=99, n_boot=0).iloc[0]
    assert free["T"] == within["T"]
    assert abs(free["z"]) > 10
    assert abs(within["z"]) < 3


def test_strata_that_fix_everything_leave_nothing_to_vary():
    joint = Joint.from_records(
        pd.DataFrame({"s": range(6), "a": [0, 0, 1] * 2, "b": [0, 1, 1] * 2, "c": [0, 1] * 3})
    )
    row = helix_table(joint, strata=["s"], n_perm=9, n_boot=0).iloc[0]
    assert row["T_null"] == pytest.approx(row["T"], abs=1e-14)
    assert np.isnan(row["z"])
    assert row["p"] == 1


def test_one_draw_has_no_z():
    row = helix_table(FIRMS, variables=THREE, n_perm=1, n_boot=1).iloc[0]
    assert np.isnan(row["z"])
    assert row["p"] in (0.5, 1.0)
    assert row["ci_low"] == row["ci_high"]


def test_the_seed_decides_and_the_workers_do_not(capsys):
    options = {"variables": THREE, "groups": "region", "n_perm": 12, "n_boot": 12}
    first = helix_table(FIRMS, seed=1, workers=1, **options)
    again = helix_table(FIRMS, seed=1, workers=3, progress=True, **options)
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert "permutation" in capsys.readouterr().err
    other = helix_table(FIRMS, seed=2, **options)
    assert (other["T_null"].dropna() != first["T_null"].dropna()).all()
    assert (other["ci_low"].dropna() != first["ci_low"].dropna()).all()


def test_draws_do_not_depend_on_the_order_of_records():
    records = pd.DataFrame(FIRMS.codes, columns=FIRMS.variables).assign(n=FIRMS.counts)
    again = Joint.from_records(records.sample(frac=1, random_state=1), weight="n")
    options = {"variables": THREE, "n_perm": 5, "n_boot": 5}
    pd.testing.assert_frame_equal(
        helix_table(FIRMS, **options), helix_table(again, **options), check_exact=True
    )


def test_columns_that_were_not_asked_for_are_left_out():
    assert list(plain(FIRMS, variables=THREE)) == ["n", "cells", "T", "T_mm", "se"]
    assert list(plain(FIRMS, variables=THREE, groups="region"))[5:] == ["contribution", "share"]
    assert list(plain(FIRMS.marginal(THREE)).index) == ["(all)"]


def test_weights_that_are_not_whole_give_estimates_only():
    joint = Joint(FIRMS.codes, FIRMS.counts / 3, variables=FIRMS.variables, categories=FIRMS.categories)
    assert plain(joint, variables=THREE)["T"].iloc[0] == pytest.approx(
        co_information(FIRMS.marginal(THREE)), abs=1e-13
    )
    for options in ({"n_perm": 9, "n_boot": 0}, {"n_perm": 0, "n_boot": 9}):
        with pytest.raises(SchemaError, match=r"and not whole\. Set the number of draws to 0"):
            helix_table(joint, variables=THREE, **options)
    many = Joint(FIRMS.codes, FIRMS.counts * 2**28, variables=FIRMS.variables, categories=FIRMS.categories)
    with pytest.raises(SchemaError, match="at most 268,435,456 in all"):
        helix_table(many, variables=THREE)


@pytest.mark.parametrize("groups", [None, "region"])
@pytest.mark.parametrize("n", [0, 9])
def test_the_other_sign(groups, n):
    options = {"variables": THREE, "groups": groups, "n_perm": n, "n_boot": n}
    table, turned = helix_table(FIRMS, **options), helix_table(FIRMS, sign="synergy", **options)
    assert list(turned) == list(table)
    same = [name for name in ("n", "cells", "se", "p", "q", "share") if name in table]
    pd.testing.assert_frame_equal(turned[same], table[same])
    other = table.drop(columns=[*same, "ci_low", "ci_high"], errors="ignore")
    pd.testing.assert_frame_equal(turned[other.columns], -other)
    if n:
        assert (turned["ci_low"] == -table["ci_high"]).tolist() == table["ci_low"].notna().tolist()
        assert (turned["ci_high"] == -table["ci_low"]).tolist() == table["ci_low"].notna().tolist()


def test_no_negative_zero():
    joint = Joint.from_records(pd.DataFrame({"a": [0, 1], "b": [0, 0], "c": [0, 1]}))
    for sign in ("leydesdorff", "synergy"):
        row = helix_table(joint, sign=sign, n_perm=5, n_boot=5).iloc[0].drop("T_mm")
        assert not np.signbit(row.dropna()).any(), row


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"null": "permute"}, UnknownName, "Did you mean 'permutation'"),
        ({"sign": "leidesdorff"}, UnknownName, "Did you mean 'leydesdorff'"),
        ({"n_perm": -1}, SchemaError, "n_perm must be a whole number"),
        ({"n_boot": 2.5}, SchemaError, "n_boot must be a whole number, not negative; 2.5"),
        ({"seed": True}, SchemaError, "seed must be a whole number"),
        ({"variables": ["place"]}, SchemaError, "two to 6 variables, not 1"),
        ({"variables": ["place", "size", "tec"]}, UnknownName, "variable 'tec'"),
        ({"variables": ["place", "size", "size"]}, SchemaError, "only once"),
        ({"variables": THREE, "groups": "regions"}, UnknownName, "variable 'regions'.*'region'"),
        ({"variables": THREE, "strata": ["years"]}, UnknownName, "variable 'years'"),
        ({"variables": THREE, "groups": "place"}, SchemaError, "'place' is a variable of T and among groups"),
        ({"variables": THREE, "strata": ["tech", "size"]}, SchemaError, "'tech', 'size' is a variable"),
        ({"groups": "region", "strata": ["year", "place", "tech"]}, SchemaError, "not 1: 'size'"),
    ],
)
def test_bad_options(options, error, words):
    with pytest.raises(error, match=words):
        helix_table(FIRMS, **options)


def test_too_many_variables():
    joint = Joint.from_records(pd.DataFrame(np.eye(7, dtype=int)))
    with pytest.raises(SchemaError, match="not 7"):
        helix_table(joint)


@pytest.mark.parametrize("name", ["(between)", "(all)"])
def test_groups_may_not_be_called_like_the_added_rows(name):
    joint = Joint.from_records(pd.DataFrame({"g": ["x", name], "a": [0, 1], "b": [0, 1]}))
    with pytest.raises(SchemaError, match="may not be called"):
        plain(joint, groups="g")

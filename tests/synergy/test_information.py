from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.joint import Joint
from cinet.patterns import Patterns
from cinet.synergy.information import (
    co_information,
    dual_total_correlation,
    information_profile,
    mutual_information,
    o_information,
    s_information,
    total_correlation,
)
from tests import oracles_information as oracles
from tests import strategies

HERE = Path(__file__).parents[1] / "golden"
EXACT = json.loads((HERE / "information" / "exact.json").read_text(encoding="utf-8"))
DIT = json.loads((HERE / "information" / "dit.json").read_text(encoding="utf-8"))
VENN = json.loads((HERE / "synergy" / "venn.json").read_text(encoding="utf-8"))

MEASURES = {
    "total_correlation": total_correlation,
    "dual_total_correlation": dual_total_correlation,
    "o_information": o_information,
    "s_information": s_information,
    "co_information": co_information,
}


def uniform(cells):
    names = [f"v{place}" for place in range(len(cells[0]))]
    return Joint.from_records(pd.DataFrame(cells, columns=names))


def parity(n):
    return uniform([bits for bits in product((0, 1), repeat=n) if sum(bits) % 2 == 0])


def copies(n):
    return uniform([(0,) * n, (1,) * n])


def as_printed(value, printed):
    digits = len(str(printed).partition(".")[2])
    return value == pytest.approx(float(printed), abs=0.5000001 * 10**-digits)


# --- known values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [3, 4, 5])
@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(("kind", "build"), [("parity", parity), ("copy", copies)])
def test_parity_and_copies(kind, build, name, n):
    assert MEASURES[name](build(n)) == pytest.approx(EXACT[kind][str(n)][name], abs=1e-14)


@pytest.mark.parametrize("name", EXACT["and"])
def test_and(name):
    joint = uniform([(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 1)])
    assert as_printed(MEASURES[name](joint), EXACT["and"][name])


@pytest.mark.parametrize("held", DIT, ids=lambda held: f"{len(held['cells'])} cells")
def test_random_tables_as_dit_gives_them(held):
    k = len(held["cells"][0])
    names = [f"v{place}" for place in range(k)]
    joint = Joint(
        held["cells"],
        held["counts"],
        variables=names,
        categories=[range(size) for size in np.max(held["cells"], axis=0) + 1],
    )
    row = information_profile(joint).iloc[0]
    for name in ("joint_entropy", *MEASURES):
        if name in held:
            assert row[name] == pytest.approx(held[name], abs=1e-12), name
    assert mutual_information(joint, x="v0", y="v1") == pytest.approx(held["I(0;1)"], abs=1e-12)
    assert mutual_information(joint, x="v0", y="v1", given="v2") == pytest.approx(held["I(0;1|2)"], abs=1e-12)
    assert mutual_information(joint, x=["v0", "v1"], y=["v2"]) == pytest.approx(held["I(0,1;2)"], abs=1e-12)


@pytest.mark.parametrize("name", VENN["sets"])
def test_published_venn_counts(name):
    held = VENN["sets"][name]
    patterns = Patterns.from_venn(dict(zip(VENN["cells"], held["venn"], strict=True)))
    joint = Joint.from_patterns(patterns)
    assert as_printed(1000 * co_information(joint), held["T"])
    assert o_information(joint) == pytest.approx(co_information(joint), abs=1e-15)
    assert co_information(patterns).iloc[0] == co_information(joint)
    assert as_printed(joint.entropy(), held["H"])
    for pair, printed in zip(("UI", "UG", "IG"), held["pairs"], strict=True):
        assert as_printed(1000 * mutual_information(joint, x=pair[0], y=pair[1]), printed)


@pytest.mark.parametrize("name", MEASURES)
def test_quadruple_helix(name):
    held = EXACT["quadruple"]
    if name in held:
        assert as_printed(MEASURES[name](Joint.from_patterns(Patterns.from_venn(held["cells"]))), held[name])


# --- near independence --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "exact"),
    [
        # 60-digit arithmetic
        ([[10**6, 10**6], [10**6, 10**6 + 1]], 4.5084174943594361468e-14),
        ([[1000, 2000, 3000], [1001, 2000, 3000]], 2.5030101155862179933e-8),
        ([[5 * 10**8, 10**9], [3 * 10**8, 6 * 10**8 + 1]], 1.0436162025832436033e-19),
        ([[1000000, 0], [1, 999999]], 0.99998931286783421979),
        ([[7, 0, 1], [0, 9, 0]], 0.99750254636911521613),
    ],
)
def test_digits_are_kept_near_independence(counts, exact):
    table = np.array(counts)
    classes = [range(size) for size in table.shape]
    joint = Joint(np.argwhere(table >= 0), table.ravel(), variables=["x", "y"], categories=classes)
    assert mutual_information(joint, x="x", y="y") == pytest.approx(exact, rel=2e-15, abs=0)


@given(st.lists(st.lists(st.integers(1, 50), min_size=1, max_size=4), min_size=2, max_size=4))
def test_independent_whole_counts_give_exactly_0(margins):
    table = np.ones((), dtype=np.int64)
    for margin in margins:
        table = np.multiply.outer(table, np.array(margin))
    names = [f"v{place}" for place in range(table.ndim)]
    joint = Joint(
        np.argwhere(table), table.ravel(), variables=names, categories=[range(size) for size in table.shape]
    )
    row = information_profile(joint).drop(columns=["n", "joint_entropy"]).iloc[0]
    assert (row == 0).all()
    assert not np.signbit(row).any()


def test_a_variable_independent_of_a_dependent_pair_gives_t_exactly_0():
    pair = np.array([[7, 1, 3], [2, 9, 4]])
    table = np.multiply.outer(np.array([3, 5, 11]), pair)
    joint = Joint(
        np.argwhere(table), table.ravel(), variables=list("zxy"), categories=[range(s) for s in table.shape]
    )
    assert co_information(joint) == 0
    assert o_information(joint) == 0
    assert mutual_information(joint, x="x", y="y") > 0.1


def test_fractional_counts_are_0_but_for_rounding():
    table = np.multiply.outer([0.1, 0.7, 1 / 3], [0.2, 0.3])
    joint = Joint(np.argwhere(table), table.ravel(), variables=["x", "y"], categories=[range(3), range(2)])
    assert 0 <= mutual_information(joint, x="x", y="y") < 1e-30


# --- properties ---------------------------------------------------------------------------------------------------


@given(oracles.joints())
def test_values_are_those_of_the_definition(joint):
    cells, places = oracles.tallies(joint), list(range(len(joint.variables)))
    tc, dtc = oracles.total_correlation(cells, places), oracles.dual_total_correlation(cells, places)
    wanted = {
        "joint_entropy": oracles.entropy(cells, places),
        "total_correlation": tc,
        "dual_total_correlation": dtc,
        "o_information": tc - dtc,
        "s_information": tc + dtc,
        "co_information": oracles.co_information(cells, places),
    }
    row = information_profile(joint).iloc[0]
    assert row["n"] == joint.total
    for name, value in wanted.items():
        assert row[name] == pytest.approx(value, abs=1e-11), name
    for name, measure in MEASURES.items():
        assert measure(joint) == row[name]
    assert row["total_correlation"] >= 0
    assert row["dual_total_correlation"] >= 0
    assert row["s_information"] >= 0


@given(oracles.joints(least=3))
def test_mutual_information_of_sets(joint):
    cells, last = oracles.tallies(joint), len(joint.variables) - 1
    first, middle = joint.variables[0], list(joint.variables[1:-1])
    for given_, places in ((None, ()), (joint.variables[last], (last,))):
        found = mutual_information(joint, x=first, y=middle, given=given_)
        wanted = oracles.mutual_information(cells, [0], list(range(1, last)), places)
        assert found == pytest.approx(wanted, abs=1e-11)
        assert found >= 0
        assert mutual_information(joint, x=middle, y=first, given=given_) == pytest.approx(found, abs=1e-14)
    merged = joint.merge("middle", middle)
    assert mutual_information(merged, x=first, y="middle") == pytest.approx(
        mutual_information(joint, x=first, y=middle), abs=1e-14
    )


@given(oracles.joints(), st.randoms(use_true_random=False))
def test_relabelling_classes_and_ordering_variables_changes_nothing(joint, random):
    labels = [random.sample(range(len(index)), len(index)) for index in joint.categories]
    relabelled = Joint(
        np.column_stack([np.array(new)[codes] for new, codes in zip(labels, joint.codes.T, strict=True)]),
        joint.counts,
        variables=joint.variables,
        categories=joint.categories,
    )
    names = random.sample(joint.variables, len(joint.variables))
    for other in (relabelled, joint.marginal(names)):
        pd.testing.assert_frame_equal(information_profile(joint), information_profile(other), atol=1e-13)


@given(oracles.joints(fractions=False))
def test_whole_multiples_of_all_counts_change_nothing(joint):
    tenfold = Joint(joint.codes, joint.counts * 10, variables=joint.variables, categories=joint.categories)
    columns = list(MEASURES)
    pd.testing.assert_frame_equal(
        information_profile(joint)[columns], information_profile(tenfold)[columns], atol=1e-13
    )


@given(strategies.patterns())
def test_patterns_give_one_value_per_group(patterns):
    found = information_profile(patterns)
    assert found.index.equals(patterns.groups)
    for number, row in enumerate(patterns.counts):
        if not row.any():
            assert found.drop(columns="n").iloc[number].isna().all()
            assert found["n"].iloc[number] == 0
            continue
        alone = Joint.from_patterns(Patterns([row], patterns.parts, none_known=True))
        pd.testing.assert_series_equal(
            found.iloc[number], information_profile(alone).iloc[0], check_names=False, atol=1e-13
        )
    for name, measure in MEASURES.items():
        pd.testing.assert_series_equal(measure(patterns), found[name])


def test_groups_without_records_are_nan():
    patterns = Patterns([[1, 1, 1, 1], [0] * 4], ["a", "b"], pd.Index(["x", "y"]), none_known=True)
    found = mutual_information(patterns, x="a", y="b")
    assert found.tolist()[0] == 0
    assert np.isnan(found["y"])
    # two variables have no redundancy beside synergy
    assert o_information(patterns)["x"] == 0
    assert np.isnan(o_information(patterns)["y"])


def test_a_constant_variable_shares_nothing():
    joint = uniform([(0, 0, 5), (0, 1, 5), (1, 1, 5)])
    assert co_information(joint) == 0
    assert mutual_information(joint, x="v0", y="v2") == 0


def test_one_record():
    row = information_profile(uniform([(1, 2, 3)])).iloc[0]
    assert row.tolist() == [1, 0, 0, 0, 0, 0, 0]
    assert not np.signbit(row).any()


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"x": "v0", "y": "v0"}, SchemaError, "do not overlap"),
        ({"x": "v0", "y": "v1", "given": ["v1"]}, SchemaError, "do not overlap"),
        ({"x": [], "y": "v1"}, SchemaError, "not empty"),
        ({"x": "v0", "y": []}, SchemaError, "not empty"),
        ({"x": "v0", "y": "v1x"}, UnknownName, "variable 'v1x' is not in the table.*Did you mean 'v1'"),
        ({"x": "v0", "y": "v1", "given": "w"}, UnknownName, "variable 'w'"),
    ],
)
def test_bad_sets(options, error, words):
    with pytest.raises(error, match=words):
        mutual_information(parity(3), **options)


@pytest.mark.parametrize("measure", [*MEASURES.values(), information_profile])
def test_bad_tables(measure):
    with pytest.raises(SchemaError, match="from a Joint or from Patterns, not from DataFrame"):
        measure(pd.DataFrame({"a": [1]}))
    with pytest.raises(SchemaError, match="at least 2 variables"):
        measure(uniform([(0,), (1,)]))
    with pytest.raises(EmptySelection, match="no group holds a record"):
        measure(Patterns([[0.0] * 4], ["a", "b"], none_known=True))

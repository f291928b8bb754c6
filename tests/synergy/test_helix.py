from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import EmptySelection, UnknownName
from cinet.patterns import Patterns
from cinet.registry import MEASURES
from cinet.synergy.helix import helix, helix_decomposition
from tests import oracles, strategies

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "synergy" / "venn.json").read_text(encoding="utf-8")
)
SETS = GOLDEN["sets"]


def published(name):
    return Patterns.from_venn(dict(zip(GOLDEN["cells"], SETS[name]["venn"], strict=True)))


def t_of(counts, k=3, none_known=True):
    patterns = Patterns(counts, [f"p{part}" for part in range(k)], none_known=none_known)
    return float(helix(patterns, n_boot=0)["T"].iloc[0])


def as_printed(value, printed):
    """Whether a number in bit reads as the printed one in mbit, in its last digit."""
    digits = len(printed.partition(".")[2])
    return value * 1000 == pytest.approx(float(printed), abs=0.5000001 * 10**-digits)


# --- published values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
def test_published_venn_counts(name):
    held = SETS[name]
    row = helix(published(name), n_boot=0, with_entropies=True).iloc[0]
    assert row["n"] == held["n"]
    assert as_printed(row["T"], held["T"])
    for pair, printed in zip(("U+I", "U+G", "I+G"), held["pairs"], strict=True):
        assert as_printed(row[f"T_{pair}"], printed), pair
    assert as_printed(row["H_U+I+G"] / 1000, held["H"])
    assert as_printed(row["T_null"], held["T_null"])
    assert as_printed(row["T_excess"], held["excess"])
    if "se" in held:
        assert as_printed(row["se"], held["se"])


def test_quadruple_helix():
    cells = {
        "U": 400, "I": 300, "G": 120, "C": 80, "UI": 90, "UG": 60, "UC": 20, "IG": 25, "IC": 30, "GC": 10,
        "UIG": 35, "UIC": 12, "UGC": 8, "IGC": 5, "UIGC": 5,
    }  # fmt: skip
    row = helix(Patterns.from_venn(cells), n_boot=0, with_entropies=True).iloc[0]
    assert row["n"] == 1200
    assert row["T"] == pytest.approx(0.110906, abs=5e-7)
    pairs = {"U+I": 125.4822, "U+G": 12.4098, "U+C": 33.2202, "I+G": 21.9467, "I+C": 6.3742, "G+C": 2.5040}
    for pair, printed in pairs.items():
        assert row[f"T_{pair}"] * 1000 == pytest.approx(printed, abs=5.1e-5), pair
    triads = {"UIG": -101.5407, "UIC": -47.1038, "UGC": -13.9377, "IGC": -6.2281}
    for triad, printed in triads.items():
        h = {len_: sum(row["H_" + "+".join(s)] for s in _subsets(triad, len_)) for len_ in (1, 2, 3)}
        assert (h[1] - h[2] + h[3]) * 1000 == pytest.approx(printed, abs=5.1e-5), triad


def _subsets(letters, size):
    return [s for s in permutations(letters, size) if list(s) == sorted(s, key=letters.index)]


def test_participations_of_a_framework_programme():
    # universities, firms, public bodies; the projects without any of them were counted too
    cells = {"h": 2756, "f": 1187, "p": 254, "hf": 5344, "hp": 364, "fp": 414, "hfp": 1855}
    row = helix(Patterns.from_venn(cells, n_none=227), n_boot=0).iloc[0]
    assert row["n"] == 12401
    assert row["T"] * 1000 == pytest.approx(-16.6477, abs=5e-5)


@pytest.mark.parametrize(
    ("shares", "printed"), [((0.8, 0.05, 0.3), -26.7), ((0.5, 0.5, 0.5), -87.6), ((0.3, 0.05, 0.2), -159.6)]
)
def test_independent_parts_look_synergetic_once_empty_records_are_dropped(shares, printed):
    cells = [
        np.prod([share if pattern >> part & 1 else 1 - share for part, share in enumerate(shares)])
        for pattern in range(8)
    ]
    whole = helix(Patterns([cells], list("abc"), none_known=True), n_boot=0).iloc[0]
    assert whole["T"] == pytest.approx(0, abs=1e-14)
    assert whole["T_null"] == pytest.approx(0, abs=1e-14)
    cells[0] = 0
    cut = helix(Patterns([cells], list("abc"), none_known=False), n_boot=0).iloc[0]
    assert cut["T"] * 1000 == pytest.approx(printed, abs=0.05)
    assert cut["T_excess"] == pytest.approx(0, abs=1e-9)


# --- known structures ---------------------------------------------------------------------------------------------


def parity(k):
    return [float(pattern.bit_count() % 2 == 0) for pattern in range(2**k)]


def copy(k):
    return [1.0, *[0.0] * (2**k - 2), 1.0]


@pytest.mark.parametrize(
    ("counts", "k", "wanted"),
    [
        (parity(2), 2, 1),
        (parity(3), 3, -1),
        (copy(3), 3, 1),
        (parity(4), 4, 1),
        (copy(4), 4, 1),
        ([1.0] * 8, 3, 0),
        ([6, 2, 3, 1, 6, 2, 3, 1], 3, 0),
        ([0, 0, 0, 0, 0, 0, 0, 7], 3, 0),
        ([3, 0, 2, 0, 4, 0, 5, 0], 3, 0),
        ([0, 3, 0, 2, 0, 4, 0, 5], 3, 0),
        ([0, 0, 0, 1, 0, 0, 0, 0], 3, 0),
    ],
    ids=[
        "copy of two",
        "parity of three",
        "copy of three",
        "parity of four",
        "copy of four",
        "all alike",
        "independent",
        "all records hold all parts",
        "a part nowhere",
        "a part everywhere",
        "one cell",
    ],
)
def test_known_structures(counts, k, wanted):
    assert t_of([counts], k) == pytest.approx(wanted, abs=1e-14)


@given(strategies.patterns())
def test_t_and_its_null_are_those_of_the_enumeration(patterns):
    k = len(patterns.parts)
    row = helix(patterns, n_boot=0).iloc[0]
    cells = oracles.cells(patterns.counts[0], k)
    assert row["T"] == pytest.approx(oracles.transmission(cells, k), abs=1e-12)
    if patterns.none_known:
        null = oracles.transmission(oracles.independence(cells, k, none_known=True), k)
        assert row["T_null"] == pytest.approx(null, abs=1e-12)
    assert row["T_excess"] == row["T"] - row["T_null"]


@given(strategies.patterns(), st.data())
def test_the_order_of_the_parts_does_not_matter(patterns, data):
    k = len(patterns.parts)
    order = data.draw(st.permutations(range(k)))
    moved = np.zeros_like(patterns.counts)
    for pattern in range(2**k):
        moved[:, sum((pattern >> old & 1) << new for new, old in enumerate(order))] = patterns.counts[
            :, pattern
        ]
    there = Patterns(moved, [patterns.parts[old] for old in order], none_known=patterns.none_known)
    columns = ["n", "T", "T_null", "T_excess", "se"]
    assert np.allclose(helix(patterns, n_boot=0)[columns], helix(there, n_boot=0)[columns], atol=1e-9)


@given(strategies.patterns(n_parts=3))
def test_turning_a_part_into_its_absence_does_not_change_t(patterns):
    turned = patterns.counts[:, [pattern ^ 1 for pattern in range(8)]]
    assert t_of(turned) == pytest.approx(t_of(patterns.counts), abs=1e-12)


@given(strategies.patterns(), st.integers(2, 9))
def test_records_given_several_times(patterns, times):
    more = Patterns(patterns.counts * times, patterns.parts, none_known=patterns.none_known)
    once, often = helix(patterns, n_boot=0), helix(more, n_boot=0)
    assert np.allclose(once[["T", "T_null"]], often[["T", "T_null"]], atol=1e-12)
    assert np.allclose(once["se"], often["se"] * np.sqrt(times))


@given(strategies.patterns(n_parts=3))
def test_bounds_of_t_in_three_dimensions(patterns):
    row = helix(patterns, n_boot=0, with_entropies=True).iloc[0]
    pairs = [row["T_p0+p1"], row["T_p0+p2"], row["T_p1+p2"]]
    assert row["T"] <= min(pairs) + 1e-12
    # I(X;Y|Z) = I(X;Y) - T
    assert row["T"] >= -min(pair - row["T"] for pair in pairs) - 1e-12


# --- the form of the result ---------------------------------------------------------------------------------------


def test_columns_and_groups():
    table = pd.DataFrame(
        {"a": [5, 0, 1], "b": [3, 0, 0], "a+b": [2, 0, 0]}, index=pd.Index([2014, 2015, 2016], name="year")
    )
    found = helix(Patterns.from_venn(table), n_boot=20)
    assert found.columns.tolist() == [*MEASURES["helix"].columns, "ci_low", "ci_high", "p"]
    assert found.index.equals(table.index)
    assert found.loc[2015].drop("n").isna().all()
    assert found.loc[2015, "n"] == 0
    assert found.loc[2016, "T"] == 0
    assert found.loc[2014, "ci_low"] <= found.loc[2014, "T"] <= found.loc[2014, "ci_high"]


def test_without_draws_there_is_no_interval():
    assert "p" not in helix(published("WA-F"), n_boot=0)


def test_nothing_to_compute():
    with pytest.raises(EmptySelection, match="no group holds a record"):
        helix(Patterns.from_venn({"a": 0, "b": 0}))


def test_an_unknown_null_is_refused():
    with pytest.raises(UnknownName, match="'curveball' is not known for helix; known: 'independence'"):
        helix(published("WA-F"), null="curveball")


# --- uncertainty --------------------------------------------------------------------------------------------------


def test_draws_are_reproducible_and_do_not_depend_on_other_groups():
    cells = GOLDEN["cells"]
    table = pd.DataFrame([SETS[name]["venn"] for name in ("WA-F", "WA-D")], columns=cells, index=["f", "d"])
    both = helix(Patterns.from_venn(table), n_boot=99, seed=3)
    again = helix(Patterns.from_venn(table), n_boot=99, seed=3)
    alone = helix(Patterns.from_venn(table.loc[["f"]]), n_boot=99, seed=3)
    other = helix(Patterns.from_venn(table), n_boot=99, seed=4)
    pd.testing.assert_frame_equal(both, again, check_exact=True)
    pd.testing.assert_frame_equal(both.loc[["f"]], alone, check_exact=True)
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
    assert row[["ci_low", "ci_high", "p"]].isna().all()


# --- decomposition ------------------------------------------------------------------------------------------------


@st.composite
def grouped(draw):
    """Several groups of three parts, some of them empty, not all."""
    rows = draw(st.lists(st.lists(st.integers(0, 9), min_size=8, max_size=8), min_size=1, max_size=4))
    if sum(map(sum, rows)) == 0:
        rows[0][3] = 1
    return Patterns(rows, list("abc"), pd.Index([f"g{place}" for place in range(len(rows))]), none_known=True)


@given(grouped())
def test_contributions_add_up_to_t_of_all_records(patterns):
    found = helix_decomposition(patterns)
    assert found.index.tolist() == [*patterns.groups, "(between)", "(all)"]
    assert found["contribution"].iloc[:-1].sum() == pytest.approx(found.loc["(all)", "T"], abs=1e-12)
    assert found.loc["(all)", "T"] == pytest.approx(t_of([patterns.counts.sum(axis=0)]), abs=1e-15)
    total = found.loc["(all)", "T"]
    if total == 0:
        assert found["share"].isna().all()
    else:
        assert np.allclose(found["share"] * total, found["contribution"], atol=1e-12)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=16, max_size=16).filter(lambda cells: sum(cells) > 0))
def test_when_the_group_is_known_from_a_part_the_rest_is_t_of_the_coarse_variable(cells):
    """X has four classes, R = X // 2 is the group: T_0 = T(R; Y; Z), the chain rule of co-information."""
    joint = np.array(cells, float).reshape(4, 2, 2)  # x, y, z
    # within a group x is one bit: the parts are (x % 2, y, z)
    rows = np.zeros((2, 8))
    coarse = np.zeros(8)
    fine = {}
    for x in range(4):
        for y in range(2):
            for z in range(2):
                rows[x // 2, x % 2 + 2 * y + 4 * z] += joint[x, y, z]
                coarse[x // 2 + 2 * y + 4 * z] += joint[x, y, z]
                fine[x, y, z] = joint[x, y, z] / joint.sum()
    within = helix(Patterns(rows, list("xyz"), none_known=True), n_boot=0)
    weighted = (within["n"] / within["n"].sum() * within["T"]).fillna(0).sum()
    assert oracles.transmission(fine, 3) - weighted == pytest.approx(t_of([coarse]), abs=1e-12)


@given(grouped())
def test_between_the_groups_lies_the_fourfold_information(patterns):
    """T_0 = I(X;Y;Z;R), the alternating sum over the three parts and the group."""
    total = patterns.counts.sum()
    cells = {
        (*(pattern >> part & 1 for part in range(3)), group): patterns.counts[group, pattern] / total
        for group in range(len(patterns.groups))
        for pattern in range(8)
    }
    wanted = oracles.transmission(cells, 4)
    assert helix_decomposition(patterns).loc["(between)", "contribution"] == pytest.approx(wanted, abs=1e-12)


def test_one_group_leaves_nothing_between():
    found = helix_decomposition(published("WA-F"))
    assert found.loc["(between)", "contribution"] == 0
    assert found.loc["(all)", "share"] == 1
    assert np.isnan(found.loc["(between)", "T"])


def test_names_of_added_rows_are_reserved():
    table = pd.DataFrame({"a": [1, 2], "b": [1, 2]}, index=["north", "(all)"])
    with pytest.raises(UnknownName, match=r"groups may not be called '\(all\)'"):
        helix_decomposition(Patterns.from_venn(table))


def test_nothing_to_decompose():
    with pytest.raises(EmptySelection):
        helix_decomposition(Patterns.from_venn({"a": 0, "b": 0}))

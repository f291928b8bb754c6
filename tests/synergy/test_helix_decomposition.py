from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.patterns import Patterns
from cinet.synergy.helix import helix, helix_decomposition
from tests import oracles
from tests.samples_helix import by_year_and_programme, published, t_of

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


# --- nested levels ------------------------------------------------------------------------------------------------


@st.composite
def nested(draw):
    """Counts of groups with two or three levels, the groups in any order, some without records."""
    depth = draw(st.integers(2, 3))
    names = ["nation", "region", "county"][:depth]
    labels = draw(
        st.lists(st.tuples(*[st.integers(0, 2)] * depth), min_size=1, max_size=6, unique=True).map(
            lambda rows: [tuple("xyz"[value] for value in row) for row in rows]
        )
    )
    rows = draw(
        st.lists(
            st.lists(st.integers(0, 9), min_size=8, max_size=8), min_size=len(labels), max_size=len(labels)
        )
    )
    rows[0][3] += 1
    return Patterns(rows, list("abc"), pd.MultiIndex.from_tuples(labels, names=names), none_known=True)


@settings(max_examples=20)
@given(nested())
def test_contributions_of_all_levels_add_up(patterns):
    levels = list(patterns.groups.names)
    found = helix_decomposition(patterns, levels)
    whole = t_of([patterns.counts.sum(axis=0)])
    end = ("(all)", *[""] * (len(levels) - 1))
    assert found.index[-1] == end
    assert found["contribution"].iloc[-1] == pytest.approx(whole, abs=1e-12)
    assert found.groupby("level")["contribution"].sum().sum() == pytest.approx(whole, abs=1e-12)
    # every group of every level: its own decomposition
    widest = helix_decomposition(patterns, levels[0])
    for group in widest.index[:-2]:
        rest = ["(all)", *[""] * (len(levels) - 2)]
        assert found.loc[(group, *rest), "T"] == pytest.approx(widest.loc[group, "T"], abs=1e-12, nan_ok=True)
    between = found.loc[("(between)", *[""] * (len(levels) - 1)), "contribution"]
    assert between == pytest.approx(widest.loc["(between)", "contribution"], abs=1e-12)
    assert found.loc[("(between)", *[""] * (len(levels) - 1)), "level"] == levels[0]


def test_rows_of_nested_levels_stand_with_their_group():
    groups = pd.MultiIndex.from_tuples([("S", 2), ("N", 1), ("S", 3)], names=["region", "county"])
    patterns = Patterns([[1, 5, 3, 2], [2, 2, 6, 3], [4, 1, 1, 4]], list("ab"), groups, none_known=True)
    found = helix_decomposition(patterns, ["region", "county"])
    assert found.index.tolist() == [
        ("S", 2), ("S", 3), ("S", "(between)"), ("S", "(all)"), ("N", 1), ("N", "(between)"), ("N", "(all)"),
        ("(between)", ""), ("(all)", ""),
    ]  # fmt: skip
    assert found["level"].fillna("total").tolist() == [
        "(within)", "(within)", "county", "total", "(within)", "county", "total", "region", "total",
    ]  # fmt: skip
    assert found.loc[("N", "(between)"), "contribution"] == 0
    assert found["n"].tolist() == [11, 10, 21, 21, 13, 13, 13, 34, 34]
    south = helix_decomposition(Patterns(patterns.counts[[0, 2]], list("ab"), none_known=True))
    share = 21 / 34
    assert found.loc[("S", "(between)"), "contribution"] == pytest.approx(
        south.loc["(between)", "contribution"] * share
    )


def test_levels_of_a_t_of_zero_have_no_share():
    groups = pd.MultiIndex.from_tuples([("S", 2), ("N", 1)], names=["region", "county"])
    patterns = Patterns([[1, 1, 1, 1], [1, 1, 1, 1]], list("ab"), groups, none_known=True)
    assert helix_decomposition(patterns, ["region", "county"])["share"].isna().all()


def test_levels_that_cannot_be_used():
    patterns = by_year_and_programme()
    with pytest.raises(UnknownName, match=r"no level 'yaer'\. Did you mean 'year'"):
        helix_decomposition(patterns, ["yaer", "programme"])
    with pytest.raises(SchemaError, match="levels= names no level"):
        helix_decomposition(patterns, [])
    with pytest.raises(SchemaError, match="by= names a level twice: 'year', 'year'"):
        helix_decomposition(patterns, ["year", "year"])
    taken = pd.MultiIndex.from_tuples([("S", "(all)"), ("N", "x")], names=["region", "county"])
    with pytest.raises(UnknownName, match=r"groups may not be called '\(all\)'"):
        helix_decomposition(
            Patterns([[1, 1, 1, 1]] * 2, list("ab"), taken, none_known=True), ["region", "county"]
        )

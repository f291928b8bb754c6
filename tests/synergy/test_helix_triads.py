from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import EmptySelection, SchemaError
from cinet.incidence import Incidence
from cinet.patterns import Patterns
from cinet.registry import MEASURES
from cinet.synergy.helix import helix
from cinet.synergy.helix_triads import helix_triad_totals, helix_triads
from tests import oracles_helix, reproduced_helix

NAMES = ["a", "b", "c", "d", "e", "f"]


def table(records):
    return pd.DataFrame(records, columns=NAMES[: len(records[0])])


def records(*, least=3, most=6, empty=True):
    return st.integers(least, most).flatmap(
        lambda m: st.lists(
            st.lists(st.integers(0, 1), min_size=m, max_size=m).filter(lambda row: empty or any(row)),
            min_size=1,
            max_size=25,
        )
    )


# --- values -------------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(records())
def test_t_of_every_triple_of_columns(rows):
    found = helix_triads(table(rows))
    wanted = {tuple(NAMES[end] for end in triple): t for triple, t in oracles_helix.triads(rows).items()}
    assert len(found) == len(wanted)
    assert found["T"].to_dict() == pytest.approx(wanted, abs=1e-12)
    assert found["T"].round(12).is_monotonic_increasing
    for (a, b, c), row in found.iterrows():
        assert row["n_joint"] == (table(rows)[[a, b, c]].sum(axis=1) == 3).sum()
    assert found["T_null"].eq(0).all()
    assert found["T_excess"].equals(found["T"].rename("T_excess"))


def patterns_of(rows, none_known):
    counts = np.bincount(
        [sum(held << place for place, held in enumerate(row)) for row in rows], minlength=2 ** len(rows[0])
    )
    return Patterns([counts], NAMES[: len(rows[0])], none_known=none_known)


@settings(max_examples=25)
@given(records(empty=False), st.booleans())
def test_a_table_and_its_patterns_give_the_same(rows, none_known):
    found = helix_triads(table(rows), none_known=none_known)
    again = helix_triads(patterns_of(rows, none_known))
    assert np.allclose(found.sort_index(), again.sort_index(), atol=1e-9)


@settings(max_examples=30)
@given(records(most=3, empty=False), st.booleans())
def test_three_columns_are_one_helix(rows, none_known):
    found = helix_triads(table(rows), none_known=none_known).iloc[0]
    wanted = helix(patterns_of(rows, none_known), n_boot=0).iloc[0]
    assert found[["T", "T_null", "se"]].tolist() == pytest.approx(
        wanted[["T", "T_null", "se"]].tolist(), abs=1e-9
    )


def test_triples_of_a_published_form():
    """The four triples of the quadruple helix, and their null: independence of all four parts."""
    patterns = Patterns.from_venn(reproduced_helix.VENN["UIGC"])
    found = helix_triads(patterns)
    wanted = {
        ("U", "I", "G"): -101.5407,
        ("U", "I", "C"): -47.1038,
        ("U", "G", "C"): -13.9377,
        ("I", "G", "C"): -6.2281,
    }
    assert found.index.tolist() == list(wanted)
    assert (1000 * found["T"]).tolist() == pytest.approx(list(wanted.values()), abs=5.1e-5)


@pytest.mark.parametrize("columns", [5, 20])
def test_independent_columns_have_no_excess_once_the_empty_records_are_thought_of(columns):
    rng = np.random.default_rng(columns)
    rows = (rng.random((60_000, columns)) < rng.uniform(0.2, 1.0, columns) / columns).astype(int)
    rows = rows[rows.any(axis=1)]
    held = pd.DataFrame(rows, columns=[f"c{place}" for place in range(columns)])
    found = helix_triads(held, none_known=False)
    assert (found["T"] < found["T_excess"]).all()
    # near independence T is of second order: about chi-square / (2 n ln 2), beside what its standard error says
    assert (found["T_excess"].abs() < 6 * found["se"] + 30 / len(rows)).all()
    assert abs(found["T_excess"].mean()) < 0.5 * abs(found["T_null"].mean())


def test_columns_that_never_meet_are_their_own_null():
    rows = [[1, 0, 0, 0]] * 3 + [[0, 1, 0, 0]] * 2 + [[0, 0, 1, 0]] + [[0, 0, 0, 1]] * 4
    found = helix_triads(table(rows), none_known=False)
    assert found["T_excess"].abs().max() < 1e-12
    assert (found["T"] < 0).all()


def test_a_constant_column_is_in_no_synergy():
    rows = [[1, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 0], [1, 0, 0, 0]]
    found = helix_triads(table(rows))
    assert found["T"].to_dict() == {
        ("b", "c", "d"): -1,
        ("a", "b", "c"): 0,
        ("a", "b", "d"): 0,
        ("a", "c", "d"): 0,
    }
    assert not (found.eq(0) & np.signbit(found)).any(axis=None)


# --- incidence and choice of columns ------------------------------------------------------------------------------


def incidence(rows, actors):
    indptr = np.cumsum([0, *[len(row) for row in rows]])
    return Incidence(
        indptr,
        [actor for row in rows for actor in row],
        collaborations=pd.DataFrame(index=pd.RangeIndex(len(rows)).astype(str)),
        actors=pd.DataFrame(index=pd.Index([f"x{actor}" for actor in range(actors)], name="actor_id")),
    )


def test_the_most_active_actors_of_an_incidence():
    rng = np.random.default_rng(3)
    rows = [sorted(set(rng.zipf(1.4, 6).clip(max=90).tolist())) for _ in range(400)]
    held = incidence(rows, 91)
    dense = pd.DataFrame(0, index=range(400), columns=held.actors.index)
    for number, row in enumerate(rows):
        dense.iloc[number, row] = 1
    often = dense.sum().sort_values(ascending=False, kind="stable").index[:12]
    chosen = dense[[name for name in dense if name in set(often)]]
    for none_known in (True, False):
        found = helix_triads(held, 12, none_known=none_known)
        whole = helix_triads(dense, none_known=none_known)
        assert len(found) == 220
        pd.testing.assert_frame_equal(found.sort_index(), whole.loc[found.index].sort_index())
        assert set(found.index.to_frame().to_numpy().ravel()) == set(chosen)
    assert len(helix_triads(held)) == 50 * 49 * 48 // 6


@settings(max_examples=25)
@given(records(least=5, most=5), st.permutations(range(5)), st.randoms(use_true_random=False))
def test_order_of_columns_and_records(rows, order, random):
    shuffled = random.sample(rows, len(rows))
    moved = table(shuffled).iloc[:, order]
    one = {frozenset(index): row.tolist() for index, row in helix_triads(table(rows)).iterrows()}
    other = {frozenset(index): row.tolist() for index, row in helix_triads(moved).iterrows()}
    assert one.keys() == other.keys()
    for triple, values in one.items():
        assert other[triple] == pytest.approx(values, abs=1e-9)


def test_ties_go_to_the_first_columns():
    rows = np.eye(6, dtype=int).tolist()
    assert set(helix_triads(table(rows), 4).index.to_frame().to_numpy().ravel()) == set("abcd")


@pytest.mark.parametrize("dtype", [bool, "Int64", float, "UInt8"])
def test_kinds_of_zero_and_one(dtype):
    held = table([[1, 0, 1], [0, 1, 1], [1, 1, 0]])
    assert helix_triads(held.astype(dtype)).equals(helix_triads(held))


def test_weighted_shares_as_patterns():
    shares = np.array([0, 0.1, 0.2, 0.05, 0.15, 0.2, 0.1, 0.2])
    found = helix_triads(Patterns([shares], list("abc"), none_known=False)).iloc[0]
    wanted = helix_triads(Patterns([shares * 100], list("abc"), none_known=False)).iloc[0]
    assert found["T"] == pytest.approx(wanted["T"])
    assert found["n_joint"] == pytest.approx(0.2)


def test_groups_are_pooled_and_columns_are_registered():
    found = helix_triads(Patterns([[1, 2, 3, 4, 5, 6, 7, 8]] * 2, list("abc"), none_known=True))
    assert found["n_joint"].tolist() == [16]
    assert found.columns.tolist() == list(MEASURES["helix_triads"].columns)


def test_two_columns_have_no_triple():
    found = helix_triads(pd.DataFrame({"a": [0, 1], "b": [1, 1]}))
    assert found.empty
    assert found.columns.tolist() == list(MEASURES["helix_triads"].columns)
    assert helix_triad_totals(found).empty


# --- totals -------------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(records())
def test_totals_of_columns(rows):
    triads = helix_triads(table(rows))
    found = helix_triad_totals(triads)
    m = len(rows[0])
    assert sorted(found.index) == NAMES[:m]
    assert found["T_sum"].round(12).is_monotonic_increasing
    for name in NAMES[:m]:
        mine = triads[[name in triple for triple in triads.index]]
        assert found.loc[name, "n_triads"] == len(mine) == len(list(combinations(range(m - 1), 2)))
        assert found.loc[name, "n_synergetic"] == (mine["T"] < 0).sum()
        assert found.loc[name, "T_sum"] == pytest.approx(mine["T"].sum(), abs=1e-12)
        assert found.loc[name, "T_excess_sum"] == pytest.approx(mine["T_excess"].sum(), abs=1e-12)


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        ([[1, 0, 1]], {}, "expected Patterns, a DataFrame of 0/1 columns or an Incidence, got list"),
        (table([[1, 0, 2]]), {}, r"columns must hold 0 or 1; column 'c' holds 2 in row '0'\."),
        (table([[1, 0, np.nan]]), {}, "column 'c' holds nan"),
        (table([[1, 0, "x"]]), {}, "the table holds something that is neither 0 nor 1"),
        (pd.DataFrame([[1, 0, 1]], columns=["a", "a", "b"]), {}, "the table names 'a' twice"),
        (table([[1, 0, 1]]), {"top": 2}, "top must be a whole number, 3 or more, not 2"),
        (table([[1, 0, 1]]), {"top": True}, "top must be a whole number"),
        (table([[1, 0, 1]]), {"top": "all"}, "top must be a whole number"),
        (pd.DataFrame(np.eye(301, dtype=int)), {}, "301 columns make 4,499,950 triples; take the most active"),
        (table([[1, 0, 1], [0, 0, 0]]), {"none_known": False}, "1 records hold none of the columns"),
    ],
)  # fmt: skip
def test_what_has_no_triples(data, options, message):
    with pytest.raises(SchemaError, match=message):
        helix_triads(data, **options)


@pytest.mark.parametrize("none_known", [True, False])
@pytest.mark.parametrize(
    "data", [pd.DataFrame(columns=list("abc")), Patterns([[0] * 8], list("abc"), none_known=True)]
)
def test_no_record(data, none_known):
    with pytest.raises(EmptySelection, match="there is no record"):
        helix_triads(data, none_known=none_known)


@pytest.mark.parametrize(
    "wrong", [None, pd.DataFrame({"T": [1.0]}), helix_triads(table([[1, 0, 1]])).drop(columns="T")]
)
def test_what_is_no_table_of_triples(wrong):
    with pytest.raises(SchemaError, match="expected the table that helix_triads returns"):
        helix_triad_totals(wrong)

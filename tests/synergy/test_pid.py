from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.joint import Joint
from cinet.patterns import Patterns
from cinet.registry.pid import COLUMNS, MEASURES
from cinet.synergy import pid as module
from cinet.synergy.pid import pid, pid_pairs, pid_test
from tests import oracles_pid as oracles

FOLDER = Path(__file__).parents[1] / "golden" / "pid"
KNOWN = json.loads((FOLDER / "known.json").read_text(encoding="utf-8"))
PEER = json.loads((FOLDER / "random_tables.json").read_text(encoding="utf-8"))["tables"]
METHODS = ("broja", "imin", "mmi")
TERMS = ["synergy", "unique_1", "unique_2", "redundancy"]
NAMES = ["U", "I", "outcome"]


def counted(table, names=NAMES):
    """Counts of a dense table as a Series; empty cells are left out."""
    held = np.asarray(table, float)
    cells = np.argwhere(held > 0)
    index = pd.MultiIndex.from_tuples([tuple(map(int, cell)) for cell in cells], names=names)
    return pd.Series(held[tuple(cells.T)], index=index)


def decomposed(table, method):
    return pid(counted(table), sources=["U", "I"], target="outcome", method=method)


CASES = [
    (name, method) for name, case in KNOWN.items() if name != "terms" for method in METHODS if method in case
]

counts_of = st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda shape: (
        st.lists(st.integers(0, 6), min_size=int(np.prod(shape)), max_size=int(np.prod(shape)))
        .filter(any)
        .map(lambda held: np.array(held, float).reshape(shape))
    )
)


# --- known values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "method"), CASES)
def test_printed_values(name, method):
    index = pd.MultiIndex.from_tuples([tuple(cell) for cell in KNOWN[name]["cells"]], names=NAMES)
    counts = pd.Series(list(KNOWN[name]["cells"].values()), index=index)
    found = pid(counts, sources=["U", "I"], target="outcome", method=method)
    for term, printed in zip(TERMS, KNOWN[name][method], strict=True):
        digits = len(printed.partition(".")[2])
        # halves, thirds and whole bits are exact, whatever the number of digits
        near = 0.5000001 * 10**-digits if digits > 2 else 1e-9
        assert found[term] == pytest.approx(float(printed), abs=near), term
        if float(printed) == 0:
            assert 0 <= found[term] < 1e-9
    assert found["gap"] < 1e-9


@pytest.mark.parametrize("method", METHODS)
def test_random_tables_of_a_peer(method):
    # the peer stops its BROJA solver at about 1e-6
    near = 2e-6 if method == "broja" else 1e-12
    for row in PEER:
        assert np.allclose(decomposed(row["counts"], method)[TERMS].to_list(), row[method], atol=near, rtol=0)


@settings(max_examples=60)
@given(counts_of)
def test_closed_forms_are_those_of_the_definitions(counts):
    p = counts / counts.sum()
    for method, redundancy in (("imin", oracles.i_min), ("mmi", oracles.mmi)):
        wanted = oracles.terms(p, redundancy(p))
        assert np.allclose(decomposed(counts, method)[TERMS].to_list(), wanted, atol=1e-12, rtol=0), method


@settings(max_examples=30)
@given(st.lists(st.integers(0, 9), min_size=8, max_size=8).filter(any))
def test_binary_broja_against_a_grid(held):
    counts = np.array(held, float).reshape(2, 2, 2)
    p = counts / counts.sum()
    wanted = oracles.terms(p, oracles.broja_binary(p))
    assert np.allclose(decomposed(counts, "broja")[TERMS].to_list(), wanted, atol=1e-7, rtol=0)


# --- properties -----------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(counts_of, st.sampled_from(METHODS))
def test_terms_add_up_and_none_is_negative(counts, method):
    found = decomposed(counts, method)
    one, two, whole = map(oracles.mutual_information, oracles.margins(counts))
    assert (found >= 0).all()
    assert not np.signbit(found).any()
    assert found[TERMS].sum() == pytest.approx(found["mutual_information"], abs=1e-12)
    assert found["unique_1"] + found["redundancy"] == pytest.approx(found["information_1"], abs=1e-15)
    assert found["unique_2"] + found["redundancy"] == pytest.approx(found["information_2"], abs=1e-15)
    wanted = [whole, one, two]
    held = found[["mutual_information", "information_1", "information_2"]].to_list()
    assert np.allclose(held, wanted, atol=1e-12, rtol=0)


@settings(max_examples=40)
@given(counts_of, st.sampled_from(METHODS), st.data())
def test_sources_swap_and_classes_are_only_names(counts, method, data):
    found = decomposed(counts, method)
    turned = pid(counted(counts), sources=["I", "U"], target="outcome", method=method)
    swapped = ["synergy", "unique_2", "unique_1", "redundancy"]
    assert np.allclose(turned[swapped].to_list(), found[TERMS].to_list(), atol=1e-9, rtol=0)
    order = [data.draw(st.permutations(range(size))) for size in counts.shape]
    moved = decomposed(counts[np.ix_(*order)] * 3, method)
    assert np.allclose(moved[TERMS].to_list(), found[TERMS].to_list(), atol=1e-9, rtol=0)


@settings(max_examples=40)
@given(counts_of)
def test_order_of_the_methods(counts):
    redundancy = {method: decomposed(counts, method)["redundancy"] for method in METHODS}
    assert redundancy["broja"] <= redundancy["mmi"] + 1e-9
    assert redundancy["imin"] <= redundancy["mmi"] + 1e-12


@pytest.mark.parametrize("method", METHODS)
def test_independence_is_exactly_nothing(method):
    counts = np.multiply.outer(np.multiply.outer([3, 7], [1, 2, 5]), [11, 2])
    assert (decomposed(counts, method).drop("gap") == 0).all()


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_tells_nothing(method):
    assert (decomposed(np.ones((2, 2, 1)), method).drop("gap") == 0).all()
    one_source = decomposed(np.array([[[3, 1], [1, 3]]]), method)
    assert one_source[["synergy", "unique_1", "redundancy"]].tolist() == pytest.approx([0, 0, 0], abs=1e-12)
    assert one_source["unique_2"] == one_source["mutual_information"] > 0


# --- what can be given ----------------------------------------------------------------------------------------------

RECORDS = pd.DataFrame(
    {
        "U": [0, 0, 1, 1, 0, 1, 1, 0, 1, 0],
        "I": [0, 1, 0, 1, 1, 1, 0, 0, 1, 1],
        "G": [1, 1, 0, 0, 1, 0, 1, 0, 1, 0],
        "outcome": ["no", "yes", "yes", "no", "no", "yes", "yes", "no", "yes", "no"],
        "size": [1, 2, 1, 3, 2, 2, 1, 1, 3, 3],
    }
)


def test_several_variables_make_one_source():
    joint = Joint.from_records(RECORDS)
    found = pid(joint, sources=[["U", "I"], "G"], target="outcome")
    merged = pid(joint.merge("both", ["U", "I"]), sources=["both", "G"], target="outcome")
    pd.testing.assert_series_equal(found, merged)
    wide = pid(joint, sources=["U", "G"], target=["outcome", "size"])
    together = joint.merge("result", ["outcome", "size"])
    pd.testing.assert_series_equal(wide, pid(together, sources=["U", "G"], target="result"))


def test_sources_may_share_a_variable():
    found = pid(Joint.from_records(RECORDS), sources=[["U", "G"], ["I", "G"]], target="outcome")
    alone = pid(Joint.from_records(RECORDS), sources=["U", "G"], target="outcome")
    assert found["redundancy"] >= alone["information_2"] - 1e-9


def test_counts_and_records_and_patterns_say_the_same():
    joint = Joint.from_records(RECORDS[["U", "I", "outcome"]])
    counts = RECORDS.groupby(["U", "I", "outcome"]).size()
    arguments = {"sources": ["U", "I"], "target": "outcome"}
    pd.testing.assert_series_equal(pid(joint, **arguments), pid(counts, **arguments))
    venn = {"U": 10, "I": 5, "G": 2, "UI": 4, "UG": 1, "IG": 1, "UIG": 3}
    held = pid(Joint.from_patterns(Patterns.from_venn(venn)), sources=["U", "I"], target="G")
    p = np.array([[[0, 2], [5, 1]], [[10, 1], [4, 3]]], float)
    assert held["mutual_information"] == pytest.approx(oracles.mutual_information(p.reshape(4, 2)))


def test_form_of_the_result():
    found = decomposed(np.ones((2, 2, 2)), "imin")
    columns = [name.removeprefix("pid.") for name in MEASURES[0].columns]
    assert found.index.tolist() == columns
    assert set(MEASURES[0].columns) <= {spec.name for spec in COLUMNS}
    assert found["gap"] == 0


def test_pairs():
    joint = Joint.from_records(RECORDS)
    found = pid_pairs(joint, target="outcome", method="mmi")
    assert found.index.names == ["source_1", "source_2"]
    assert found.index.tolist() == [
        ("U", "I"), ("U", "G"), ("U", "size"), ("I", "G"), ("I", "size"), ("G", "size"),
    ]  # fmt: skip
    for one, other in found.index:
        single = pid(joint, sources=[one, other], target="outcome", method="mmi")
        assert found.loc[(one, other)].tolist() == single.tolist()
    chosen = pid_pairs(joint, target=["outcome"], among=[["U", "I"], "G"])
    assert chosen.index.tolist() == [("U+I", "G")]


# --- permutation test -----------------------------------------------------------------------------------------------

NOISY_PARITY = np.array([[[20, 4], [6, 15]], [[5, 18], [21, 5]]])


def permuted(counts, **more):
    return pid_test(counted(counts), sources=["U", "I"], target="outcome", **more)


def test_synergy_that_is_there():
    found = permuted(NOISY_PARITY, n_permutations=199)
    assert found.index.tolist() == [*TERMS, "mutual_information"]
    assert found.columns.tolist() == ["observed", "null_mean", "null_sd", "excess", "p"]
    assert found.loc["synergy", "p"] == 1 / 200
    assert found.loc["unique_1", "p"] > 0.05
    pd.testing.assert_series_equal(
        found["observed"], decomposed(NOISY_PARITY, "broja")[found.index], check_names=False
    )
    assert np.allclose(found["excess"], found["observed"] - found["null_mean"])


def test_nothing_that_is_there():
    counts = np.random.default_rng(7).multinomial(80, np.full(18, 1 / 18)).reshape(3, 3, 2)
    found = permuted(counts, n_permutations=199, method="mmi")
    assert found.loc["mutual_information", "p"] > 0.05
    # the bias of the plug-in value: (pairs - 1)(classes - 1) / (2 n ln 2) at first order
    assert found.loc["mutual_information", "null_mean"] == pytest.approx(8 / (160 * np.log(2)), rel=0.2)
    # synergy holds the most parameters and so most of the bias
    assert found["null_mean"].drop("mutual_information").idxmax() == "synergy"


@pytest.mark.parametrize("method", METHODS)
def test_the_null_is_that_of_permuted_records(method):
    counts = np.array([[[9, 3], [6, 6]], [[3, 12], [9, 6]]])
    found = permuted(counts, n_permutations=999, method=method)
    records = np.repeat(np.argwhere(counts > 0), counts[counts > 0], axis=0)
    rng = np.random.default_rng(11)
    drawn = []
    for _ in range(200):
        table = np.zeros((2, 2, 2))
        np.add.at(table, (records[:, 0], records[:, 1], rng.permutation(records[:, 2])), 1)
        drawn.append(decomposed(table, method)[found.index].to_numpy())
    drawn = np.array(drawn)
    near = 4 * drawn.std(axis=0) * np.sqrt(1 / 200 + 1 / 999) + 1e-12
    assert (np.abs(found["null_mean"] - drawn.mean(axis=0)) < near).all()
    assert np.allclose(found["null_sd"], drawn.std(axis=0), rtol=0.3)


def test_draws_are_reproducible_and_not_cut_by_memory(monkeypatch):
    first = permuted(NOISY_PARITY, n_permutations=50, seed=3)
    pd.testing.assert_frame_equal(first, permuted(NOISY_PARITY, n_permutations=50, seed=3), check_exact=True)
    assert not first.equals(permuted(NOISY_PARITY, n_permutations=50, seed=4))
    monkeypatch.setattr(module, "_HELD_AT_ONCE", 7 * NOISY_PARITY.size)
    pd.testing.assert_frame_equal(first, permuted(NOISY_PARITY, n_permutations=50, seed=3), atol=1e-9)


def test_draws_that_equal_the_observation_count():
    certain = np.zeros((2, 2, 2))
    certain[:, :, 0] = 5
    found = permuted(certain, n_permutations=19)
    assert (found["p"] == 1).all()
    assert (found["null_sd"] == 0).all()


def test_one_permutation_has_no_spread():
    assert permuted(NOISY_PARITY, n_permutations=1)["null_sd"].isna().all()


# --- bad input ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ({"method": "broia"}, UnknownName, "'broia' is not known. Did you mean 'broja'"),
        ({"sources": "UI"}, SchemaError, "sources are two.*not 'UI'"),
        ({"sources": ["U"]}, SchemaError, "sources are two"),
        ({"sources": {"U", "I"}}, SchemaError, "sources are two"),
        ({"sources": None}, SchemaError, "sources are two.*not None"),
        ({"sources": ["U", "F"]}, UnknownName, "'F' is not in the table"),
        ({"sources": ["U", 3]}, UnknownName, "'3' is not in the table"),
        ({"sources": ["U", []]}, SchemaError, "at least one variable"),
        ({"sources": ["U", "outcome"]}, SchemaError, "target 'outcome' is among the sources"),
        ({"sources": [["U", "I"], ["I", "U"]]}, SchemaError, "both sources are 'U', 'I'"),
        ({"target": "outcom"}, UnknownName, "Did you mean 'outcome'"),
    ],
)
def test_bad_input(arguments, error, text):
    with pytest.raises(error, match=text):
        pid(Joint.from_records(RECORDS), **({"sources": ["U", "I"], "target": "outcome"} | arguments))


def test_tables_beyond_memory_are_refused(monkeypatch):
    monkeypatch.setattr(module, "_MOST_HELD", 7)
    with pytest.raises(
        SchemaError, match="4 pairs of source classes and 2 classes of the target are too many"
    ):
        decomposed(np.ones((2, 2, 2)), "mmi")


def test_sources_of_thousands_of_classes():
    rng = np.random.default_rng(9)
    records = pd.DataFrame(
        {"U": rng.permutation(20_000), "I": np.arange(20_000) // 7, "outcome": rng.integers(0, 2, 20_000)}
    )
    found = pid(Joint.from_records(records), sources=["U", "I"], target="outcome", method="imin")
    # every record has a source class of its own, so that all is told
    assert found["information_1"] == pytest.approx(found["mutual_information"], abs=1e-12)
    assert found["mutual_information"] == pytest.approx(1, abs=1e-3)
    with pytest.raises(SchemaError, match="too large for the convex problem"):
        pid(Joint.from_records(records), sources=["U", "I"], target="outcome")


def test_other_tables_are_refused():
    with pytest.raises(SchemaError, match="a joint table or a Series of counts is needed, not DataFrame"):
        pid(RECORDS, sources=["U", "I"], target="outcome")
    with pytest.raises(EmptySelection):
        pid(counted(np.ones((2, 2, 2))) * 0, sources=["U", "I"], target="outcome")


@pytest.mark.parametrize("among", [["U"], "UI", {"U", "I"}])
def test_pairs_need_two_sources(among):
    with pytest.raises(SchemaError, match="pairs need at least two sources"):
        pid_pairs(Joint.from_records(RECORDS), target="outcome", among=among)


@pytest.mark.parametrize("draws", [0, -1, 9.5, None])
def test_permutations_are_counted(draws):
    with pytest.raises(SchemaError, match="whole number above 0"):
        permuted(NOISY_PARITY, n_permutations=draws)


def test_weights_cannot_be_permuted():
    with pytest.raises(SchemaError, match="whole records"):
        permuted(NOISY_PARITY / 2)

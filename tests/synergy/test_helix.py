from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.patterns import Patterns
from cinet.registry import MEASURES
from cinet.synergy.helix import helix
from tests import oracles, oracles_helix, reproduced_helix, strategies
from tests.samples_helix import by_year_and_programme, copy, parity, published, t_of

# --- published values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", list(reproduced_helix.NUMBERS.itertuples(index=False)), ids=lambda row: f"{row.set} {row.quantity}"
)
def test_golden_numbers_to_the_last_printed_digit(row):
    digits = len(row.printed.partition(".")[2])
    found = reproduced_helix.ours(row.set, row.quantity)
    assert found == pytest.approx(float(row.printed), abs=0.5000001 * 10**-digits)


def test_the_page_of_reproduced_numbers_is_up_to_date():
    assert reproduced_helix.PAGE.read_text(encoding="utf-8") == reproduced_helix.page()


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
    assert np.allclose(helix(patterns, n_boot=0), helix(there, n_boot=0), atol=1e-9)


@given(strategies.patterns(n_parts=3))
def test_turning_a_part_into_its_absence_does_not_change_t(patterns):
    turned = patterns.counts[:, [pattern ^ 1 for pattern in range(8)]]
    assert t_of(turned) == pytest.approx(t_of(patterns.counts), abs=1e-12)


@given(strategies.patterns(), st.integers(2, 9))
def test_records_given_several_times(patterns, times):
    more = Patterns(patterns.counts * times, patterns.parts, none_known=patterns.none_known)
    once, often = helix(patterns, n_boot=0), helix(more, n_boot=0)
    assert np.allclose(once[["T", "T_null"]], often[["T", "T_null"]], atol=1e-12)
    for error in ("se", "se_excess"):
        assert np.allclose(once[error], often[error] * np.sqrt(times), atol=1e-9)


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
    drawn = ["ci_low", "ci_high", "excess_low", "excess_high", "p", "q"]
    assert found.columns.tolist() == [*MEASURES["helix"].columns, *drawn]
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


# --- sign, groups, more parts -------------------------------------------------------------------------------------


def test_synergy_as_a_positive_number():
    as_printed = helix(published("WA-F"), n_boot=99)
    turned = helix(published("WA-F"), n_boot=99, sign="synergy")
    for column in ("T", "T_null", "T_excess"):
        assert turned[column].equals(-as_printed[column])
    for low, high in (("ci_low", "ci_high"), ("excess_low", "excess_high")):
        assert turned[low].iloc[0] == -as_printed[high].iloc[0]
        assert turned[high].iloc[0] == -as_printed[low].iloc[0]
    for column in ("n", "se", "se_excess", "p", "q"):
        assert turned[column].equals(as_printed[column])
    four = published("UIGC")
    assert helix(four, n_boot=0, sign="synergy")["o_information"].iloc[0] == pytest.approx(0.390621, abs=5e-7)


def test_nothing_is_minus_zero():
    still = Patterns([[0, 0, 0, 7]], list("ab"), none_known=True)
    for sign in ("leydesdorff", "synergy"):
        found = helix(still, n_boot=9, sign=sign, with_entropies=True)
        assert not (found.eq(0) & np.signbit(found)).any(axis=None)


@given(strategies.patterns(n_parts=4))
def test_o_information_stands_first_from_four_parts_on(patterns):
    row = helix(patterns, n_boot=0).iloc[0]
    assert row.index.tolist()[:3] == ["n", "o_information", "T"]
    cells = oracles.cells(patterns.counts[0], 4)
    assert row["o_information"] == pytest.approx(oracles_helix.o_information(cells, 4), abs=1e-12)


def test_o_information_keeps_its_sign_where_t_does_not():
    copies, odd = [copy(4), parity(4)]
    assert helix(Patterns([copies], list("abcd"), none_known=True), n_boot=0)["o_information"].iloc[
        0
    ] == pytest.approx(2)
    assert helix(Patterns([odd], list("abcd"), none_known=True), n_boot=0)["o_information"].iloc[
        0
    ] == pytest.approx(-2)


@pytest.mark.parametrize("k", [5, 6])
def test_five_and_six_parts(k):
    counts = np.random.default_rng(k).integers(0, 30, 2**k)
    counts[0] = 0
    row = helix(Patterns([counts], [f"p{part}" for part in range(k)], none_known=False), n_boot=50).iloc[0]
    cells = oracles.cells(counts.tolist(), k)
    assert row["T"] == pytest.approx(oracles.transmission(cells, k), abs=1e-11)
    assert row["o_information"] == pytest.approx(oracles_helix.o_information(cells, k), abs=1e-11)
    null = oracles.independence(cells, k, none_known=False)
    assert row["T_null"] == pytest.approx(oracles.transmission(null, k), abs=1e-9)


def test_entropies_of_two_parts():
    row = helix(Patterns([[1, 1, 1, 1]], list("ab"), none_known=True), n_boot=0, with_entropies=True).iloc[0]
    assert row.loc["H_a":].to_dict() == {"H_a": 1.0, "H_b": 1.0, "H_a+b": 2.0, "T_a+b": 0.0}


@pytest.mark.parametrize(
    ("by", "rows"), [("year", [[0, 1], [2, 3]]), (["programme"], [[0, 2], [1, 3]]), ((), [[0, 1, 2, 3]])]
)
def test_levels_that_are_not_kept_are_pooled(by, rows):
    patterns = by_year_and_programme()
    found = helix(patterns, by, n_boot=0)
    wanted = [t_of([patterns.counts[some].sum(axis=0)]) for some in rows]
    assert found["T"].tolist() == pytest.approx(wanted, abs=1e-14)
    assert list(found.index.names) == ([by] if by == "year" else list(by) or ["group"])


def test_all_levels_in_another_order():
    patterns = by_year_and_programme()
    found = helix(patterns, ["programme", "year"], n_boot=0)
    assert found.index.tolist() == [("fet", 2014), ("space", 2014), ("fet", 2015), ("space", 2015)]
    assert found["T"].tolist() == helix(patterns, n_boot=0)["T"].tolist()


@pytest.mark.parametrize("order", [[2, 0, 1], [1, 2, 0]])
def test_groups_in_another_order(order):
    counts = np.random.default_rng(8).integers(0, 60, (3, 8))
    found = helix(Patterns(counts, list("abc"), none_known=True), n_boot=0)
    there = helix(Patterns(counts[order], list("abc"), none_known=True), n_boot=0)
    assert there.to_numpy().tolist() == found.to_numpy()[order].tolist()


@pytest.mark.parametrize(
    ("cells", "none"), [({"U": 5, "I": 0, "G": 3, "UG": 2}, None), ({"U": 5, "I": 0, "G": 3, "UG": 2}, 4)]
)
def test_a_type_that_is_nowhere_gives_exactly_zero(cells, none):
    row = helix(Patterns.from_venn(cells, none), n_boot=19).iloc[0]
    assert row[["T", "T_null", "T_excess", "ci_low", "ci_high", "excess_low", "excess_high"]].eq(0).all()
    assert row["p"] == 1


def test_records_with_all_parts_alone_have_no_entropy():
    row = helix(Patterns.from_venn({"U": 0, "I": 0, "G": 0, "UIG": 9}), n_boot=9, with_entropies=True).iloc[0]
    assert row.drop(["n", "p", "q"]).eq(0).all()


def test_single_records_and_groups_of_one_record():
    found = helix(Patterns([[0, 1, 0, 0], [0, 0, 0, 1]], list("ab"), none_known=False), n_boot=9)
    assert found["T"].tolist() == [0, 0]
    assert found["se"].tolist() == [0, 0]


# --- refusals and speed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"sign": "synergie"}, UnknownName, "sign 'synergie' is not known. Did you mean 'synergy'"),
        ({"by": "year"}, UnknownName, "the groups have no level 'year'"),
        ({"n_boot": -1}, SchemaError, "n_boot must be a whole number, 0 or more, not -1"),
        ({"n_boot": 9.5}, SchemaError, "n_boot must be a whole number"),
        ({"n_boot": True}, SchemaError, "n_boot must be a whole number"),
        ({"seed": None}, SchemaError, "seed must be a whole number, 0 or more, not None"),
    ],
)
def test_arguments_that_make_no_sense(options, error, message):
    with pytest.raises(error, match=message):
        helix(published("WA-F"), **options)


def test_a_table_is_no_patterns():
    with pytest.raises(SchemaError, match="expected Patterns, got dict: make them with"):
        helix(reproduced_helix.VENN["WA-F"])


def test_too_many_parts():
    nine = Patterns(np.ones((1, 512)), [f"p{part}" for part in range(9)], none_known=True)
    with pytest.raises(
        SchemaError, match="9 parts are too many for entropies of all their subsets; at most 8"
    ):
        helix(nine)


def test_it_is_fast_enough_to_be_called_for_every_draw_of_a_null():
    patterns = published("WA-F")
    helix(patterns, n_boot=0)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        helix(patterns, n_boot=0)
        times.append(time.perf_counter() - start)
    # the bar is 1 ms on a quiet machine
    assert min(times) < 0.003
